// Owns what stands in while people who caption are silent: the automatic captions of the same language, each line
// in its place, and no line of what people wrote pushed aside (R37). Pure: no DOM, no socket, no clock.

import { cuesOf } from "./transcript.js";

/** @import { CueCard, TrackCard, View } from "./view.d.ts" */

/** Who writes a track, in the order in which one is preferred. */
const KINDS = ["captions", "interpreter", "automatic", "translation"];

/** @param {TrackCard} track */
export function isHuman(track) {
  return track.kind === "captions" || track.kind === "interpreter";
}

/**
 * Tracks that people write before those of machines; else as they are named.
 * @param {TrackCard} one
 * @param {TrackCard} other
 */
export function byKind(one, other) {
  return KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || (one.track < other.track ? -1 : 1);
}

/**
 * The automatic track that can stand in for one that people write.
 * @param {View} view
 * @param {TrackCard} track
 * @returns {TrackCard | undefined}
 */
export function standIn(view, track) {
  if (!isHuman(track)) return undefined;
  const primary = track.language.split("-")[0];
  return Object.values(view.tracks).find(
    (other) => other.kind === "automatic" && other.language.split("-")[0] === primary,
  );
}

/**
 * From when to when nothing came of a track while someone spoke, as far as it is told. What people write lags
 * behind speech: the silence begins so much earlier in what was said.
 * @param {TrackCard} track
 * @returns {[number, number][]}
 */
export function silences(track) {
  const open =
    track.silent_since === undefined ? [] : [[track.silent_since, Number.POSITIVE_INFINITY]];
  return [...(track.gaps ?? []), ...open].map(([since = 0, until = 0]) => [
    since - track.delay_ms,
    until,
  ]);
}

/**
 * Whether an engine writes on while people are silent: only then is there something to fall over to.
 * @param {View} view
 * @param {TrackCard} track
 * @param {TrackCard | undefined} stand
 * @param {boolean} growing a line of the stand-in is growing just now
 */
export function fillsIn(view, track, stand, growing) {
  const since = track.silent_since;
  if (since === undefined || !stand) return false;
  return growing || cuesOf(view, stand.track).some((cue) => cue.ended > since - track.delay_ms);
}

/**
 * The lines of a track with those of its stand-in where it was silent, in the order in which they were said. A line
 * that people wrote is never doubled by one of the machine's.
 * @param {TrackCard} track
 * @param {readonly CueCard[]} cues
 * @param {readonly CueCard[]} machine the stand-in's
 * @returns {CueCard[]}
 */
export function filledIn(track, cues, machine) {
  const silent = silences(track);
  if (silent.length === 0 || machine.length === 0) return [...cues];
  const wanted = machine.filter(
    (cue) =>
      silent.some(([since, until]) => cue.began >= since && cue.began < until) &&
      !cues.some((own) => own.began < cue.ended && cue.began < own.ended),
  );
  return [...cues, ...wanted].sort((one, other) => one.began - other.began || one.cue - other.cue);
}
