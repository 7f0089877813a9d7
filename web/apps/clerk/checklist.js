// What is still open when the chair wants to adjourn. Pure: the view in, the list out; the words for
// each line stand in words.js.

import { namesWaiting, queue, turnsToConfirm } from "./view.js";

/**
 * @typedef {object} Check
 * @property {"floor"|"periods"|"waiting"|"names"|"comments"|"turns"} about
 * @property {number} count how many of them; nothing is left to do at 0
 * @property {boolean} now whether it can only be mended before the meeting is adjourned
 */

/**
 * The checklist, always the same six lines in the same order, so that a clerk learns where to look.
 * @param {import("./view.js").StaffView} view
 * @returns {Check[]}
 */
export function adjournChecklist(view) {
  const open = Object.values(view.periods).filter((period) => period.status !== "closed");
  const waiting = open.reduce((sum, period) => sum + queue(view, period.period).length, 0);
  const comments = view.meeting.comments;
  const review = (comments.submitted ?? 0) + (comments.held ?? 0);
  return [
    { about: "floor", count: view.floor ? 1 : 0, now: true },
    { about: "periods", count: open.length, now: true },
    { about: "waiting", count: waiting, now: true },
    { about: "names", count: namesWaiting(view), now: true },
    { about: "comments", count: review, now: false },
    { about: "turns", count: turnsToConfirm(view).length, now: false },
  ];
}

/**
 * Whether nothing is left that could only be mended before.
 * @param {Check[]} checks
 */
export function isReady(checks) {
  return checks.every((check) => check.count === 0 || !check.now);
}
