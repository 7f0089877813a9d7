// The buzzer of the clerk's own laptop, when a speaker's time is up. It knows the floor's clock and the device's
// loudspeaker, and nothing of who speaks.

import { SOON } from "../../components/timer.js";
import { left } from "../../core/queue.js";
import { effect } from "../../vendor/preact.js";

/** @import { Desk } from "./desk.js" */

/** Two tones, so that it is not taken for any other sound of a computer: hertz, and when each begins, s. */
const TONES = [
  [440, 0],
  [330, 0.28],
];
const LENGTH = 0.25;
const LOUDNESS = 0.25;

/**
 * One short tone thirty seconds before the end; buzzes once at the end of each turn's time, and again only if time was given and ran out again.
 * @param {Desk} desk
 */
export function keepBuzzer(desk) {
  /** @type {AudioContext | undefined} */
  let sound;
  // A browser lets a page sound only after somebody has acted on it.
  const wake = () => {
    sound ??= new AudioContext();
    if (sound.state === "suspended") sound.resume();
  };
  addEventListener("keydown", wake);
  addEventListener("pointerdown", wake);

  effect(() => {
    const { floor } = desk.view.value;
    if (desk.buzzer.value !== "on" || floor?.ends_at === undefined) return undefined;
    const rest = left(floor, desk.clock.now());
    if (rest <= 0) return undefined;
    const ends = desk.clock.after(rest, () => sound && buzz(sound, TONES));
    if (rest <= SOON) return ends;
    const soon = desk.clock.after(rest - SOON, () => sound && buzz(sound, [[660, 0]]));
    return () => {
      ends();
      soon();
    };
  });
}

/** @param {AudioContext} sound @param {number[][]} tones */
function buzz(sound, tones) {
  for (const [pitch = 440, begins = 0] of tones) {
    const tone = new OscillatorNode(sound, { type: "square", frequency: pitch });
    const volume = new GainNode(sound, { gain: LOUDNESS });
    tone.connect(volume).connect(sound.destination);
    const at = sound.currentTime + begins;
    volume.gain.setTargetAtTime(0, at + LENGTH - 0.05, 0.02);
    tone.start(at);
    tone.stop(at + LENGTH);
  }
}
