// Owns whether what is on a screen can still be believed: when the server was last heard. Pure but for signals.

import { computed } from "../vendor/preact.js";

/**
 * @import { ReadonlySignal } from "../vendor/preact.js"
 * @import { Clock } from "./clock.js"
 * @import { Connection } from "./connection.js"
 */

/** Out of touch for so long, a screen says so rather than show stale numbers, ms. */
export const CONFIRMED_FOR = 5_000;

/**
 * Whether the server was heard within the last five seconds. For connections that ask more often than that.
 * @param {Pick<Connection, "heard">} connection
 * @param {Clock} clock
 * @returns {ReadonlySignal<boolean>}
 */
export function confirmed(connection, clock) {
  return computed(() => {
    clock.beat.value; // looked at with each beat: silence changes nothing else
    return clock.counter() - connection.heard.value < CONFIRMED_FOR;
  });
}
