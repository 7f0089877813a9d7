// Owns how a turn's time is shown: digits, a bar, and the state in words. Who has the floor, and when the clock
// runs, is decided elsewhere; what is left comes from the clock that keeps the server's time.

import { formatClock, formatDuration, gettext } from "../core/i18n.js";
import { left } from "../core/queue.js";
import { computed, html, useLayoutEffect, useMemo, useRef } from "../vendor/preact.js";
import { Icon } from "./icon.js";

/**
 * @import { Clock } from "../core/clock.js"
 * @import { Floor } from "../core/view.d.ts"
 */

/** From here on the rest of a turn is marked, ms. */
export const SOON = 30_000;

/**
 * What a turn's clock shows at a moment: whole seconds, counted so that 0:00 is the end.
 * @param {Pick<Floor, "status" | "ends_at" | "remaining_ms" | "allotment_ms">} turn
 * @param {number} now UTC ms
 * @returns {{ state: "called" | "running" | "paused" | "soon" | "over", seconds: number }}
 */
export function face(turn, now) {
  const rest = left(turn, now);
  const seconds = rest > 0 ? Math.ceil(rest / 1000) : Math.floor(-rest / 1000);
  if (turn.status === "called") return { state: "called", seconds };
  if (rest <= 0) return { state: "over", seconds };
  if (turn.status === "paused") return { state: "paused", seconds };
  return { state: rest <= SOON ? "soon" : "running", seconds };
}

/**
 * The countdown of a turn. Not announced by screen readers as it runs (R45), but readable.
 * @param {{ turn: Floor, clock: Clock, small?: boolean, bar?: boolean }} props
 */
export function Timer({ turn, clock, small = false, bar = true }) {
  // A string, so that what is on screen is made anew when it differs and not with each beat.
  const shown = useMemo(
    () => computed(() => Object.values(face(turn, clock.beat.value || clock.now())).join(" ")),
    [turn, clock],
  );
  const [state = "", digits] = shown.value.split(" ");
  const seconds = Number(digits);
  return html`<div class=${`timer ${state} ${small ? "small" : ""}`} role="timer" aria-live="off">
    <div class="timer-face" dir="ltr">${state === "over" ? "0:00" : formatClock(seconds)}</div>
    <div class="timer-word"><${TimerWord} state=${state} seconds=${seconds} /></div>
    ${bar && html`<${TimerBar} turn=${turn} clock=${clock} />`}
  </div>`;
}

/** @param {{ state: string, seconds: number }} props */
export function TimerWord({ state, seconds }) {
  switch (state) {
    case "called":
      return html`<${Icon} shape="bell" /> ${gettext("The clock has not started")}`;
    case "paused":
      return html`<${Icon} shape="pause" /> ${gettext("Paused")}`;
    case "soon":
      return html`<${Icon} shape="clock" /> ${gettext("Time is nearly over")}`;
    case "over":
      return html`<${Icon} shape="alert" />
        ${
          seconds > 0
            ? gettext("Time is over, by %(duration)s", { duration: formatDuration(seconds * 1000) })
            : gettext("Time is over")
        }`;
    default:
      return html`<${Icon} shape="play" /> ${gettext("Time left")}`;
  }
}

/** @param {{ turn: Floor, clock: Clock }} props */
export function TimerBar({ turn, clock }) {
  const bar = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(
    () =>
      clock.beat.subscribe((now) => {
        const part = Math.min(1, Math.max(0, left(turn, now) / turn.allotment_ms));
        bar.current?.style.setProperty("--part", part.toFixed(4));
      }),
    [turn, clock],
  );
  return html`<div class="timer-bar" aria-hidden="true" ref=${bar}></div>`;
}
