// Owns what a reader chose for this device, such as the size of captions: a signal that outlives the page. It
// holds preferences and nothing about a person's part in a meeting.

import { effect, signal } from "../vendor/preact.js";

/**
 * @param {string} name
 * @param {string} otherwise until something is chosen, or where the device keeps nothing
 */
export function stored(name, otherwise) {
  const chosen = signal(read(name, otherwise));
  effect(() => {
    const value = chosen.value;
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
 * @param {string} otherwise
 */
function read(name, otherwise) {
  try {
    return localStorage.getItem(name) ?? otherwise;
  } catch {
    return otherwise;
  }
}
