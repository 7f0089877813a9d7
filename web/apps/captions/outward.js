// What the service's own clients are doing for this meeting, as the server tells staff: engines, translations,
// relays. Asked every few seconds while somebody looks; it shows nothing.

import { signal } from "../../vendor/preact.js";

/** @import { Clock } from "../../core/clock.js" */
/** @import { Page } from "../../core/view.d.ts" */

/** How often it is asked, ms. */
const EVERY = 3_000;

/** @typedef {{ name: string, rate: number, language: string }} EngineOffer */
/** @typedef {{ track: string, engine: string, state: string, lost_ms: number, lines: number, delay_ms: number | null }} MicrophoneRow */
/**
 * @typedef {object} RelayRow
 * @property {number} relay
 * @property {string} track
 * @property {string} protocol
 * @property {string} address masked
 * @property {string} state
 * @property {number} [heard_at] when the other end last answered well, UTC ms
 * @property {number} [answer] the status of its last answer
 * @property {number} [late_ms] how long after it was in the record the last line was taken
 * @property {number} [waiting] lines not taken yet
 * @property {number} [skipped] lines that were too old to be sent
 */
/** @typedef {{ track: string, of: string, language: string, running: boolean, state: string, late_ms?: number, waiting?: number, skipped?: number }} TranslationRow */
/**
 * @typedef {object} Status
 * @property {EngineOffer[]} engines
 * @property {MicrophoneRow[]} microphones
 * @property {boolean} translates
 * @property {TranslationRow[]} translations
 * @property {RelayRow[]} relays
 * @property {string[]} relay_hosts
 */

export class Outward {
  status = signal(/** @type {Status | undefined} */ (undefined));
  #url;
  #clock;

  /** @param {{ page: Page, clock: Clock }} parts */
  constructor({ page, clock }) {
    this.#url = `/m/${page.meeting}/captions/outward`;
    this.#clock = clock;
  }

  /** Asks from now on. @returns {() => void} ends it */
  watch() {
    void this.ask();
    return this.#clock.every(EVERY, () => {
      if (document.visibilityState === "visible") void this.ask();
    });
  }

  async ask() {
    try {
      const response = await fetch(this.#url, { headers: { accept: "application/json" } });
      if (response.ok) this.status.value = await response.json();
    } catch {
      // Without a connection what was said last stands; the page says above that there is none.
    }
  }
}
