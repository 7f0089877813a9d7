// The buzzer of the clerk's own laptop, when a speaker's time is up. It knows the floor's clock and the device's
// loudspeaker, and nothing of who speaks.

import { loudspeaker } from "../../components/buzz.js";
import { SOON } from "../../components/timer.js";
import { left } from "../../core/queue.js";
import { effect } from "../../vendor/preact.js";

/** @import { Desk } from "./desk.js" */

/** Two tones, so that it is not taken for any other sound of a computer: hertz, and when each begins, s. */
const TONES = [
  [440, 0],
  [330, 0.28],
];

/**
 * One short tone thirty seconds before the end; a buzz once at the end of each turn's time, and again only if time
 * was given and ran out again.
 * @param {Desk} desk
 */
export function keepBuzzer(desk) {
  const play = loudspeaker();
  effect(() => {
    const { floor } = desk.view.value;
    if (desk.buzzer.value !== "on" || floor?.ends_at === undefined) return undefined;
    const rest = left(floor, desk.clock.now());
    if (rest <= 0) return undefined;
    const ends = desk.clock.after(rest, () => play(TONES));
    if (rest <= SOON) return ends;
    const soon = desk.clock.after(rest - SOON, () => play([[660, 0]]));
    return () => {
      ends();
      soon();
    };
  });
}
