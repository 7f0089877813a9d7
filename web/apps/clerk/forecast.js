// When a comment period will end, at the time that each speaker gets now and at less, against the hours that bound
// the meeting; and who has to leave before it is their turn. Pure: the view in, facts out.

import { range } from "../../core/forecast.js";
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
    const ends = after(view, period, waiting.length, now, allotment);
    const interpreted = after(view, period, needing, now, allotment);
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
  const over = after(view, period, place, now);
  const late = over ? over.most > request.leave_by : now > request.leave_by;
  return [late ? "too_late" : "leaves_soon"];
}

/**
 * When so many turns of a period will be over, UTC ms.
 * @param {StaffView} view
 * @param {PeriodCard} period
 * @param {number} turns
 * @param {number} now
 * @param {number} [allotment]
 * @returns {Range | undefined}
 */
function after(view, period, turns, now, allotment) {
  const running = view.floor?.period === period.period ? Math.max(0, left(view.floor, now)) : 0;
  const told = range(period, turns, running, allotment);
  return told && { least: now + told.least, most: now + told.most };
}

/** @param {Range} ends @param {number | undefined} instant @returns {Against | undefined} */
function against(ends, instant) {
  if (instant === undefined) return undefined;
  if (ends.least > instant) return "late";
  return ends.most > instant ? "perhaps_late" : "in_time";
}
