// Owns the sums of the forecast (R25), from a period's card alone: the same as meetingsvc/readmodel/forecast.py does,
// where the method is explained. Nothing is said where the card knows no pace. Pure: it knows no clock.

/** @import { PeriodCard } from "./view.d.ts" */

/** @typedef {{ least: number, most: number }} Range from least to most, ms or UTC ms */

/** Four of five waits fall within so many standard deviations. */
const DEVIATIONS = 1.28;

/**
 * What a turn takes with another allotment than the present one, changeover included.
 * @param {PeriodCard} period
 * @param {number} allotment ms
 */
function takes(period, allotment) {
  if (allotment === period.allotment_ms) return period.pace_ms ?? 0;
  return (period.changeover_ms ?? 0) + ((period.used_permille ?? 0) * allotment) / 1_000;
}

/**
 * How long until so many turns are over, after what is left of a running one.
 * @param {PeriodCard} period
 * @param {number} ahead
 * @param {number} running what is left of a running turn, ms
 * @param {number} [allotment] ms; none: the present one
 * @returns {Range | undefined} nothing where it is not known
 */
export function range(period, ahead, running, allotment = period.allotment_ms) {
  return around(period, ahead, ahead * takes(period, allotment), running);
}

/**
 * The range around what so many turns take together, which scatter as those of the period did.
 * @param {PeriodCard} period
 * @param {number} ahead
 * @param {number} mean ms
 * @param {number} running ms
 * @returns {Range | undefined} nothing where no pace is known
 */
export function around({ pace_ms, spread_ms = 0, finished }, ahead, mean, running) {
  if (pace_ms === undefined || finished === 0) return undefined;
  const spread = pace_ms > 0 && ahead > 0 ? (spread_ms * (mean / ahead)) / pace_ms : 0;
  const give = DEVIATIONS * spread * Math.sqrt(ahead + (ahead * ahead) / finished);
  return { least: running + Math.max(mean - give, 0), most: running + mean + give };
}
