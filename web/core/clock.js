// Owns the browser's idea of the server's time, and every timer of the browser's side. It trusts the device
// only to count milliseconds (performance.now), never to know what time it is. It knows no socket and no DOM.

import { signal } from "../vendor/preact.js";

/** How much faster or slower than true a device's counter is taken to run, at worst. */
const DRIFT = 0.0005;
/** How often what shows a countdown looks again, in ms: half of what a screen may be off. */
const BEAT = 100;

/**
 * One question to the server: when it was sent and answered on the device's counter, and the server's
 * time (UTC ms) somewhere between the two.
 * @typedef {{ sent: number, received: number, now: number }} Sample
 */

/**
 * @typedef {object} Clock
 * @property {(sample: Sample) => void} sample take in what the server said
 * @property {() => number} now the server's time, UTC ms
 * @property {() => number} counter ms on the device's own counter
 * @property {() => number} uncertainty how far off `now` can be, ms; Infinity before the first sample
 * @property {import("../vendor/preact.js").ReadonlySignal<number>} beat `now` as a signal, while someone looks
 * @property {(ms: number, act: () => void) => () => void} every repeats until the returned function is called
 * @property {(ms: number, act: () => void) => () => void} after once, unless cancelled by the returned function
 * @property {(ms: number) => Promise<void>} pause
 */

/** @type {Clock["every"]} */
function repeat(ms, act) {
  const timer = setInterval(act, ms);
  return () => clearInterval(timer);
}

/**
 * @param {{ counter?: () => number, every?: Clock["every"] }} [options] another device's counter and timer
 * @returns {Clock}
 */
export function createClock({ counter = () => performance.now(), every = repeat } = {}) {
  /** @type {Sample | undefined} */
  let best;

  /** @param {Sample} of @param {number} at */
  const doubt = (of, at) => (of.received - of.sent) / 2 + Math.abs(at - of.received) * DRIFT;
  /** @param {Sample} of */
  const offset = (of) => of.now - (of.sent + of.received) / 2;

  const now = () => (best ? counter() + offset(best) : 0);
  /** @type {undefined | (() => void)} */
  let stopBeating;
  const beat = signal(0, {
    watched() {
      beat.value = now();
      stopBeating = every(BEAT, () => {
        beat.value = now();
      });
    },
    unwatched() {
      stopBeating?.();
      stopBeating = undefined;
    },
  });

  return {
    sample(taken) {
      const at = taken.received;
      // The shortest round trip is kept, until the counter may have drifted further than a new one
      // can be off, or the two cannot both be right: the device slept, and its counter with it.
      const replaces =
        !best ||
        doubt(taken, at) <= doubt(best, at) ||
        Math.abs(offset(taken) - offset(best)) > doubt(taken, at) + doubt(best, at);
      if (!replaces) return;
      best = taken;
      if (stopBeating) beat.value = now();
    },
    now,
    counter,
    uncertainty: () => (best ? doubt(best, counter()) : Number.POSITIVE_INFINITY),
    beat,
    every,
    after(ms, act) {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}
