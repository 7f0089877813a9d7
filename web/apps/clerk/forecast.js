// When a comment period will end, at the time that each speaker gets now and at less, against the hours that bound
// the meeting; and who has to leave before it is their turn. Pure: the view in, facts out.

import { around } from "../../core/forecast.js";
import { left } from "../../core/queue.js";
import { queue } from "./view.js";

/** @import { Range } from "../../core/forecast.js" */
/** @import { PeriodCard } from "../../core/view.d.ts" */
/** @import { Mark, RequestCard, StaffView } from "./view.js" */

/** What a chair shortens the time to, ms. */
const SHORTER = [120_000, 90_000, 60_000];

/** @typedef {"in_time" | "perhaps_late" | "late"} Against how a range stands against an instant */
/** @typedef {{ allotment: number, ends: Range, stop: Against | undefined, interpreters: Against | undefined }} Row */

/**
 * One row for the present allotment and one for each shorter one; none where nothing is known.
 * @param {StaffView} view
 * @param {PeriodCard} period
 * @param {number} now UTC ms
 * @returns {Row[]}
 */
export function forecast(view, period, now) {
  const waiting = queue(view, period.period);
  const needing = waiting.findLastIndex((request) => request.interpreter !== "") + 1;
  const present = period.allotment_ms;
  const { hard_stop, interpreters_until } = view.meeting;
  return [present, ...SHORTER.filter((allotment) => allotment < present)].flatMap((allotment) => {
    const ends = after(view, period, waiting, now, allotment);
    const interpreted = after(view, period, waiting.slice(0, needing), now, allotment);
    if (!ends || !interpreted) return [];
    return {
      allotment,
      ends,
      stop: against(ends, hard_stop),
      interpreters: needing ? against(interpreted, interpreters_until) : undefined,
    };
  });
}

/**
 * Whether somebody who must leave will have had their turn: nothing to say where nobody said so.
 * @param {StaffView} view
 * @param {RequestCard} request
 * @param {number} place in the queue, from 1
 * @param {number} now UTC ms
 * @returns {Mark[]}
 */
export function leaveMarks(view, request, place, now) {
  const period = view.periods[request.period];
  if (request.leave_by === undefined || !period) return [];
  const over = after(view, period, queue(view, request.period).slice(0, place), now);
  const late = over ? over.most > request.leave_by : now > request.leave_by;
  return [late ? "too_late" : "leaves_soon"];
}

/**
 * What somebody who waits will get where each gets this much (R9, R10, R18, R19, R21), and what was granted to them
 * beyond it (R11), which only staff may reckon with.
 * @param {PeriodCard} period
 * @param {RequestCard} request
 * @param {number} each ms
 * @returns {{ own: number, extra: number }} ms
 */
export function gets(period, request, each) {
  let own = each;
  if ((request.speaks_for ?? 0) > 1 && period.groups_ms && period.standard_ms)
    own = (period.groups_ms * each) / period.standard_ms;
  if (request.one_minute && period.one_minute_ms) own = Math.min(own, period.one_minute_ms);
  if (request.interpreter) own = (own * Math.max(period.interpreter_percent ?? 100, 100)) / 100;
  const given = (request.ceded_by?.length ?? 0) * each;
  own += period.ceding_cap_ms ? Math.min(given, Math.max(period.ceding_cap_ms - own, 0)) : given;
  const granted = request.extra ?? "";
  const extra = granted.endsWith("%")
    ? (own * Number.parseInt(granted, 10)) / 100
    : Number(granted);
  return { own, extra };
}

/**
 * When the turns of these will be over, UTC ms.
 * @param {StaffView} view
 * @param {PeriodCard} period
 * @param {readonly RequestCard[]} requests
 * @param {number} now
 * @param {number} [allotment]
 * @returns {Range | undefined}
 */
function after(view, period, requests, now, allotment = period.allotment_ms) {
  const running = view.floor?.period === period.period ? Math.max(0, left(view.floor, now)) : 0;
  const { bare_changeover_ms = 0, spoken_permille = 0 } = period;
  const mean = requests
    .map((request) => gets(period, request, allotment))
    .reduce(
      (sum, { own, extra }) => sum + bare_changeover_ms + (own * spoken_permille) / 1_000 + extra,
      0,
    );
  const told = around(period, requests.length, mean, running);
  return told && { least: now + told.least, most: now + told.most };
}

/** @param {Range} ends @param {number | undefined} instant @returns {Against | undefined} */
function against(ends, instant) {
  if (instant === undefined) return undefined;
  if (ends.least > instant) return "late";
  return ends.most > instant ? "perhaps_late" : "in_time";
}
