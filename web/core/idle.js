// Owns when a shared screen forgets who stood before it: after thirty seconds without a touch it asks, and only
// when that is not answered either does it forget (WCAG 2.2.1). It knows a clock, and no screen.

import { signal } from "../vendor/preact.js";

/** @import { Clock } from "./clock.js" */

/** ms without a touch until it asks. */
export const ASKS_AFTER = 30_000;
/** ms to answer in; WCAG asks for twenty seconds at least. */
export const ANSWER_WITHIN = 20_000;
/** Who asked for more time has this much without a touch, ms. */
export const MORE_TIME = 180_000;

export class Idle {
  /** Seconds left to answer; nothing while it does not ask. */
  asking = signal(/** @type {number | undefined} */ (undefined));
  #clock;
  #touched;
  #patience = ASKS_AFTER;
  #forget;
  #stop = () => {};

  /**
   * @param {Clock} clock
   * @param {() => void} forget
   */
  constructor(clock, forget) {
    this.#clock = clock;
    this.#forget = forget;
    this.#touched = clock.counter();
  }

  /** From now on somebody is there. */
  begin() {
    this.end();
    this.#touched = this.#clock.counter();
    this.#stop = this.#clock.every(250, () => this.#look());
  }

  /** Nobody is there any more. */
  end() {
    this.#stop();
    this.#stop = () => {};
    this.#patience = ASKS_AFTER;
    this.asking.value = undefined;
  }

  /** A touch or a key. While it asks, only the answer counts. */
  touch() {
    if (this.asking.peek() === undefined) this.#touched = this.#clock.counter();
  }

  /** The answer: more time. */
  more() {
    this.#patience = MORE_TIME;
    this.#touched = this.#clock.counter();
    this.asking.value = undefined;
  }

  #look() {
    const still = this.#clock.counter() - this.#touched - this.#patience;
    if (still < 0) return;
    if (still >= ANSWER_WITHIN) {
      this.end();
      this.#forget();
      return;
    }
    this.asking.value = Math.ceil((ANSWER_WITHIN - still) / 1000);
  }
}
