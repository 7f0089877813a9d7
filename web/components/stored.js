// Owns what a reader chose for this device, such as the size of captions: a signal that outlives the page. It
// holds preferences and nothing about a person's part in a meeting.

import { effect, signal } from "../vendor/preact.js";

/** @import { Signal } from "../vendor/preact.js" */

/**
 * A choice by name; `otherwise` until something is chosen, or where the device keeps nothing.
 * @overload
 * @param {string} name
 * @param {boolean} otherwise
 * @returns {Signal<boolean>}
 */
/**
 * @overload
 * @param {string} name
 * @param {string} otherwise
 * @returns {Signal<string>}
 */
/**
 * @param {string} name
 * @param {string | boolean} otherwise
 * @returns {Signal<any>}
 */
export function stored(name, otherwise) {
  const chosen = signal(read(name, otherwise));
  effect(() => {
    const value = JSON.stringify(chosen.value);
    try {
      localStorage.setItem(name, value);
    } catch {
      // Storage is forbidden: the choice lasts as long as the page.
    }
  });
  return chosen;
}

/**
 * @param {string} name
 * @param {string | boolean} otherwise
 */
function read(name, otherwise) {
  try {
    const value = JSON.parse(localStorage.getItem(name) ?? "null");
    return typeof value === typeof otherwise ? value : otherwise;
  } catch {
    return otherwise;
  }
}
