// Owns how near a request is to the floor, in the steps that are announced (R45), and nothing of how.

import { amongNext, hasBegun, isOver, left, place } from "./queue.js";

/** @import { MyRequest, View } from "./view.d.ts" */

/** From so many places away on, one is told. */
const NEAR = 5;
/** One's own last part of a turn, ms. */
const LAST = 30_000;

/** @typedef {"away" | "far" | "near" | "soon" | "next" | "called" | "speaking" | "last" | "over"} Standing */

/**
 * @param {View} view
 * @param {MyRequest} request
 * @param {number} now UTC ms
 * @returns {Standing}
 */
export function standing(view, request, now) {
  switch (request.status) {
    case "called":
      return "called";
    case "speaking":
    case "paused": {
      const rest = left({ allotment_ms: 0, ...request }, now);
      return rest <= 0 ? "over" : rest <= LAST ? "last" : "speaking";
    }
    case "waiting": {
      if (isOver(view) || !hasBegun(view)) return "away";
      const at = place(view, request.ticket) ?? Number.POSITIVE_INFINITY;
      if (at === 1) return "next";
      return amongNext(view, request.ticket) ? "soon" : at <= NEAR + 1 ? "near" : "far";
    }
    default:
      return "away";
  }
}

const NEARER = ["away", "far", "near", "soon", "next", "called", "speaking", "last", "over"];

/**
 * Whether the step from one standing to another is told: only towards the floor, never movement back.
 * @param {Standing | undefined} before
 * @param {Standing} after
 */
export function isNews(before, after) {
  if (before === undefined || ["away", "far", "speaking", "over"].includes(after)) return false;
  return NEARER.indexOf(after) > NEARER.indexOf(before);
}
