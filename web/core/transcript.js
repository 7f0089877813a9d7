// Owns the captions a page has seen of one track: the few that the view holds, put together with those fetched
// before them. Pure; who fetches and who shows is not known here.

/** @import { CueCard, View } from "./view.d.ts" */

/** What GET /m/ID/cues answers; `before` is where the next older page begins, if there is one. */
/** @typedef {{ cues: CueCard[], before?: number }} CuePage */

/**
 * The cues that a view holds of a track, the oldest first.
 * @param {View} view
 * @param {string} track
 * @returns {CueCard[]}
 */
export function cuesOf(view, track) {
  return Object.values(view.cues)
    .filter((cue) => cue.track === track)
    .sort((one, other) => one.cue - other.cue);
}

/**
 * Puts cues together, by number; of one that is in both, the fresh one counts.
 * @param {readonly CueCard[]} known
 * @param {readonly CueCard[]} fresh
 * @returns {CueCard[]}
 */
export function gather(known, fresh) {
  const first = fresh[0];
  const last = known.at(-1);
  if (!first) return [...known];
  if (!last || last.cue < first.cue) return [...known, ...fresh];
  const byNumber = new Map([...known, ...fresh].map((cue) => [cue.cue, cue]));
  return [...byNumber.values()].sort((one, other) => one.cue - other.cue);
}

/**
 * Whether cues are missing between what is known and what came: then they are fetched.
 * @param {readonly CueCard[]} known
 * @param {readonly CueCard[]} fresh
 */
export function skips(known, fresh) {
  const first = fresh[0];
  const last = known.at(-1);
  return first !== undefined && last !== undefined && first.cue > last.cue + 1;
}

/**
 * Whether the speaker of a cue differs from that of the one before it.
 * @param {CueCard} cue
 * @param {CueCard | undefined} before
 */
export function changesSpeaker(cue, before) {
  return cue.who !== undefined && cue.who.turn !== before?.who?.turn;
}
