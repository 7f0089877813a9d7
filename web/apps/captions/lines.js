// The captions of one track as their captioner sees them: what was sent and is not shown yet, how long a line
// takes, and whether anything goes out at all. Pure: no DOM, no socket, no clock.

/** @import { CueCard, View } from "../../core/view.d.ts" */

/**
 * A line that was sent and that the view does not show yet. `refused` is why it will not be shown.
 * @typedef {{ cue: string, track: string, text: string, began: number, speaker?: string, lang?: string, refused?: string, number?: number }} Sent
 */

/**
 * What was sent without those whose caption the view brings by now.
 * @param {Sent[]} sent
 * @param {readonly CueCard[]} shown
 * @returns {Sent[]}
 */
export function stillSending(sent, shown) {
  const numbers = new Set(shown.map((cue) => cue.cue));
  return sent.filter((line) => line.number === undefined || !numbers.has(line.number));
}

/**
 * How far a caption lagged behind the moment when its line was begun, as shown to the captioner: the median
 * of the last lines whose beginning was told, ms. None: nothing to measure.
 * @param {readonly CueCard[]} cues the oldest first
 * @returns {number | undefined}
 */
export function typingTime(cues) {
  const told = cues.filter((cue) => !cue.estimated).slice(-7);
  const times = told.map((cue) => cue.ended - cue.began).sort((one, other) => one - other);
  return times[Math.floor(times.length / 2)];
}

/** Over how long, ms, the pace of the captions is taken; over less than the least nothing can be said. */
const LATELY = 120_000;
const LEAST = 15_000;

/**
 * How many words a minute were captioned lately.
 * @param {readonly CueCard[]} cues the oldest first
 * @param {number} now
 * @param {string} lang
 * @returns {number | undefined} nothing where there is too little to say
 */
export function wordsAMinute(cues, now, lang) {
  const late = cues.filter((cue) => cue.began > now - LATELY && cue.text);
  const lasted = (late.at(-1)?.ended ?? 0) - (late[0]?.began ?? 0);
  if (lasted < LEAST) return undefined;
  const segmenter = new Intl.Segmenter(lang, { granularity: "word" });
  const words = late
    .flatMap((cue) => [...segmenter.segment(cue.text ?? "")])
    .filter(({ isWordLike }) => isWordLike);
  return Math.round((words.length * 60_000) / lasted);
}

/**
 * Why nothing that is typed goes out, if so: outside open session every caption source is discarded (R42).
 * @param {View} view
 * @returns {"not_started"|"recess"|"outage"|"closed_session"|"over"|undefined}
 */
export function muted(view) {
  switch (view.meeting.status) {
    case "live":
      return undefined;
    case "recess":
    case "outage":
    case "closed_session":
      return view.meeting.status;
    case "adjourned":
    case "cancelled":
      return "over";
    default:
      return "not_started";
  }
}
