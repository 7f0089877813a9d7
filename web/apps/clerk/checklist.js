// What is still open when the chair wants to adjourn. Pure: the view in, the list out; the words for
// each line stand in words.js.

import { namesWaiting, queue, turnsToConfirm } from "./view.js";

/**
 * @typedef {object} Check
 * @property {"floor"|"periods"|"timed"|"waiting"|"uncommented"|"names"|"comments"|"turns"} about
 * @property {number} count how many of them; nothing is left to do at 0
 * @property {boolean} now whether it can only be mended before the meeting is adjourned
 */

/**
 * The checklist, always the same lines in the same order, so that a clerk learns where to look.
 * @param {import("./view.js").StaffView} view
 * @param {number} now server's clock, UTC ms
 * @returns {Check[]}
 */
export function adjournChecklist(view, now) {
  const open = Object.values(view.periods).filter((period) => period.status !== "closed");
  const waiting = open.reduce((sum, period) => sum + queue(view, period.period).length, 0);
  const comments = view.meeting.comments;
  const review = (comments.submitted ?? 0) + (comments.held ?? 0);
  const timed = open.filter((period) => !hasRun(period, queue(view, period.period).length, now));
  const taken = Object.values(view.items).filter((item) => item.status !== "upcoming");
  const silent = taken.filter((item) => item.period === undefined);
  return [
    { about: "floor", count: view.floor ? 1 : 0, now: true },
    { about: "periods", count: open.length, now: true },
    { about: "timed", count: timed.length, now: true },
    { about: "waiting", count: waiting, now: true },
    // Closing an item without comment was confirmed; only the current one is still to be asked about.
    {
      about: "uncommented",
      count: silent.length,
      now: silent.some((item) => item.status === "current"),
    },
    { about: "names", count: namesWaiting(view), now: true },
    { about: "comments", count: review, now: false },
    { about: "turns", count: turnsToConfirm(view).length, now: false },
  ];
}

/**
 * R42: the items of which a period is open, or somebody waits: they can be continued to a later meeting.
 * @param {import("./view.js").StaffView} view
 */
export function openHearings(view) {
  const open = new Set(
    Object.values(view.periods)
      .filter((period) => period.status !== "closed" || queue(view, period.period).length > 0)
      .map((period) => period.item),
  );
  return Object.values(view.items).filter((item) => open.has(item.item) && !item.continued_to);
}

/**
 * R42: the hearings that came from another meeting and for which people wait in this one.
 * @param {import("./view.js").StaffView} view
 */
export function hearingsKept(view) {
  const waiting = Object.values(view.requests ?? {}).filter(
    ({ status }) => status === "waiting" || status === "listed",
  );
  return Object.values(view.items)
    .filter((item) => item.continued_from && !item.continued_to)
    .map((item) => ({
      item,
      waiting: waiting.filter(({ period }) => view.periods[period]?.item === item.item).length,
    }))
    .filter((each) => each.waiting > 0);
}

/**
 * R13: whether the time that was set for a period has passed; true where none was. One of "at most" may end as soon
 * as nobody waits.
 * @param {import("../../core/view.d.ts").PeriodCard} period
 * @param {number} waiting
 * @param {number} now
 */
function hasRun({ at_least_ms, least_until, at_most_ms, most_until }, waiting, now) {
  const least = at_least_ms === undefined || (least_until !== undefined && now >= least_until);
  const most =
    at_most_ms === undefined || !waiting || (most_until !== undefined && now >= most_until);
  return least && most;
}

/**
 * Whether nothing is left that could only be mended before.
 * @param {Check[]} checks
 */
export function isReady(checks) {
  return checks.every((check) => check.count === 0 || !check.now);
}
