// Owns a client's copy of a view: how frames change it, and when they may. Pure: no socket, no clock, no DOM.

/** @import { Frame, Joined, Me, View } from "./view.d.ts" */

/**
 * A client's copy of what the server shows it. `me` is absent until one has a seat.
 * @typedef {{ seq: number, view: View, me?: Me }} Copy
 */

/**
 * What came of a frame: it was applied; it was no news; or something before it is missing, so that
 * the client has to join again with `since`.
 * @typedef {{ copy: Copy, outcome: "applied" | "dropped" | "gap" }} Received
 */

/**
 * JSON Merge Patch (RFC 7396). The target is left as it was; what the patch does not touch is shared.
 * @param {unknown} target
 * @param {unknown} patch
 * @returns {unknown}
 */
export function mergePatch(target, patch) {
  if (!isObject(patch)) return patch;
  /** @type {Record<string, unknown>} */
  const result = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else define(result, key, mergePatch(result[key], value));
  }
  return result;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Set as data even where the key is "__proto__", which an assignment would take for something else.
 * @param {Record<string, unknown>} object
 * @param {string} key
 * @param {unknown} value
 */
function define(object, key, value) {
  Object.defineProperty(object, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/**
 * A frame applies where the copy's seq is its `after`, and is dropped where its seq is not newer.
 * @param {Copy} copy
 * @param {Frame} frame
 * @returns {Received}
 */
export function receive(copy, frame) {
  if (frame.seq <= copy.seq) return { copy, outcome: "dropped" };
  if (frame.after !== copy.seq) return { copy, outcome: "gap" };
  const view = frame.patch ? /** @type {View} */ (mergePatch(copy.view, frame.patch)) : copy.view;
  return { copy: { ...copy, seq: frame.seq, view, ...own(frame.me) }, outcome: "applied" };
}

/**
 * The copy after a join was answered: a whole view, or the patches since. Frames that came before the
 * answer are applied after it.
 * @param {Copy | undefined} copy
 * @param {Joined} answer
 * @param {readonly Frame[]} early
 * @returns {Received}
 */
export function joined(copy, answer, early) {
  /** @type {Received} */
  let received;
  if ("view" in answer) {
    const { seq, view } = answer;
    received = { copy: { seq, view, ...own(answer.me) }, outcome: "applied" };
  } else {
    if (!copy) throw new TypeError("patches for a copy that does not exist");
    received = receiveAll(copy, answer.patches);
    if (received.outcome === "gap") return received;
    const seq = Math.max(received.copy.seq, answer.seq);
    received = { copy: { ...received.copy, seq, ...own(answer.me) }, outcome: "applied" };
  }
  const after = receiveAll(received.copy, early);
  return after.outcome === "gap" ? after : { copy: after.copy, outcome: "applied" };
}

/**
 * @param {Copy} copy
 * @param {readonly Frame[]} frames
 * @returns {Received}
 */
function receiveAll(copy, frames) {
  for (const frame of frames) {
    const received = receive(copy, frame);
    if (received.outcome === "gap") return received;
    copy = received.copy;
  }
  return { copy, outcome: "applied" };
}

/**
 * @param {Me | undefined} me
 * @returns {{ me: Me } | {}}
 */
function own(me) {
  return me === undefined ? {} : { me };
}
