// Owns the commands that were tapped and not yet answered. Each keeps the id it got when it was made, so
// that sending it again has no second effect. It knows no socket: whoever sends takes from it and settles.

import { signal } from "../vendor/preact.js";

/** @import { Answer } from "./view.d.ts" */

/**
 * `seat`: needs a seat first. `flying`: sent, and its answer not yet here. `tries`: times it was sent.
 * @typedef {object} Letter
 * @property {string} id
 * @property {string} type
 * @property {Record<string, unknown>} fields
 * @property {boolean} seat
 * @property {boolean} flying
 * @property {number} tries
 * @property {(answer: Answer) => void} settle
 */

/** Where letters outlive a reload of the page: sessionStorage, or nothing. */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Keeping */

/** 128 random bits. Not randomUUID, which a page without TLS (a test in a town hall's network) has not. */
export function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Outbox {
  /** How many commands wait for their answer. */
  size = signal(0);
  /** @type {Map<string, Letter>} */
  #letters = new Map();
  #keeping;
  #key;

  /**
   * @param {string} key names this screen and meeting among what `keeping` holds
   * @param {Keeping} [keeping]
   */
  constructor(key, keeping) {
    this.#key = key;
    this.#keeping = keeping;
    for (const { id, type, fields, seat } of this.#kept()) {
      this.#letters.set(id, { id, type, fields, seat, flying: false, tries: 0, settle: () => {} });
    }
    this.size.value = this.#letters.size;
  }

  /**
   * @param {string} type
   * @param {Record<string, unknown>} fields
   * @param {boolean} seat
   * @returns {Promise<Answer>} settles when the server has answered, however long that takes
   */
  put(type, fields, seat) {
    return new Promise((settle) => {
      const id = freshId();
      this.#letters.set(id, { id, type, fields, seat, flying: false, tries: 0, settle });
      this.#changed();
    });
  }

  /** Those that are not on their way, in the order in which they were tapped. */
  waiting() {
    return [...this.#letters.values()].filter((letter) => !letter.flying);
  }

  /**
   * @param {Letter} letter
   * @param {Answer} answer
   */
  settle(letter, answer) {
    if (!this.#letters.delete(letter.id)) return;
    this.#changed();
    letter.settle(answer);
  }

  #changed() {
    this.size.value = this.#letters.size;
    if (!this.#keeping) return;
    const plain = [...this.#letters.values()].map(({ id, type, fields, seat }) => ({
      id,
      type,
      fields,
      seat,
    }));
    try {
      if (plain.length) this.#keeping.setItem(this.#key, JSON.stringify(plain));
      else this.#keeping.removeItem(this.#key);
    } catch {
      // Storage is full or forbidden: the letters then last as long as the page.
    }
  }

  /** @returns {Pick<Letter, "id" | "type" | "fields" | "seat">[]} */
  #kept() {
    try {
      return JSON.parse(this.#keeping?.getItem(this.#key) ?? "[]");
    } catch {
      return [];
    }
  }
}
