// Owns what screen readers are told without being asked. Who speaks here is kept short by R45: one's own
// standing and the meeting's state, never captions, the countdown or movement in the queue.

import { html, signal } from "../vendor/preact.js";

const polite = signal("");
const urgent = signal("");

/**
 * @param {string} text
 * @param {{ now?: boolean }} [how] `now`: break into what is being read
 */
export function announce(text, { now = false } = {}) {
  const region = now ? urgent : polite;
  // The same words twice are only read twice where the text differs: a no-break space does it.
  region.value = region.value === text ? `${text}\u00a0` : text;
}

/** The live regions; once on a page, there before anything is said. */
export function Announcer() {
  return html`<div class="visually-hidden">
    <div role="status" aria-live="polite">${polite.value}</div>
    <div role="alert" aria-live="assertive">${urgent.value}</div>
  </div>`;
}
