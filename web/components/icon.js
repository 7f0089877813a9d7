// Owns the few drawings that stand beside words, never instead of them. It knows shapes, not meanings.

import { html } from "../vendor/preact.js";

/** Paths in a box of 24 × 24, drawn with a stroke. */
const SHAPES = {
  alert: ["M12 3 2 20h20L12 3Z", "M12 10v4", "M12 17.5v.01"],
  bell: ["M6 16V11a6 6 0 0 1 12 0v5l2 2H4l2-2Z", "M10 21h4"],
  caption: ["M3 5h18v14H3z", "M7 11h6", "M16 11h1", "M7 15h2", "M12 15h5"],
  check: ["m4 12.5 5 5L20 6.5"],
  circle: ["M12 12m-8 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0"],
  clock: ["M12 12m-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0", "M12 7v5l3 3"],
  close: ["M6 6l12 12", "M18 6 6 18"],
  comment: ["M4 4h16v12H9l-5 4V4Z"],
  dot: ["M12 12m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0"],
  download: ["M12 4v11", "m7 11 5 5 5-5", "M5 20h14"],
  forward: ["M5 12h14", "m13 6 6 6-6 6"],
  globe: [
    "M12 12m-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0",
    "M3 12h18",
    "M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9S9 6 12 3Z",
  ],
  hand: [
    "M7 12V6.5a1.5 1.5 0 0 1 3 0V11V4.5a1.5 1.5 0 0 1 3 0V11V6a1.5 1.5 0 0 1 3 0v6V9a1.5 1.5 0 0 1 3 0v5a7 7 0 0 1-7 7c-3 0-4.5-1.5-6-4l-2.5-4.5a1.5 1.5 0 0 1 2.5-1.5L7 13",
  ],
  lock: ["M5 11h14v9H5z", "M8 11V8a4 4 0 0 1 8 0v3"],
  microphone: ["M9 5a3 3 0 0 1 6 0v6a3 3 0 0 1-6 0V5Z", "M5 11a7 7 0 0 0 14 0", "M12 18v3"],
  offline: [
    "M3 3l18 18",
    "M5 12a10 10 0 0 1 4-2.5",
    "M19 12a10 10 0 0 0-5-2.8",
    "M8.5 15.5a5 5 0 0 1 7 0",
    "M12 19v.01",
  ],
  pause: ["M8 5v14", "M16 5v14"],
  pencil: ["M4 20l1-4L16 5l3 3L8 19l-4 1Z"],
  people: [
    "M9 8m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0",
    "M2.5 20a6.5 6.5 0 0 1 13 0",
    "M16 5a3.5 3.5 0 0 1 0 6.5",
    "M18 14a6.5 6.5 0 0 1 3.5 6",
  ],
  play: ["M8 5v14l11-7L8 5Z"],
  square: ["M6 6h12v12H6z"],
  text: ["M3 19 8 6l5 13", "M5 15h6", "M15 19l3-8 3 8", "M16 16.5h4"],
  walk: [
    "M13 4.5m-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0",
    "M8 21l3-6-1-3 1-4 3 1 2 3 3 1",
    "M11 8l-3 2-1 3",
    "M11 14.5l3 2.5 1 4",
  ],
};

/** @typedef {keyof typeof SHAPES} Shape */

/**
 * A drawing that says nothing to a screen reader: the word beside it does.
 * @param {{ shape: Shape, turns?: boolean }} props `turns`: points the other way where text runs right to left
 */
export function Icon({ shape, turns = false }) {
  return html`<svg class=${turns ? "icon turns" : "icon"} viewBox="0 0 24 24" aria-hidden="true">
    ${SHAPES[shape].map((d) => html`<path d=${d} />`)}
  </svg>`;
}
