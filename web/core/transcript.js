// Owns the captions a page has seen of one track: the few that the view holds, put together with those fetched
// before them. Pure; who fetches and who shows is not known here.

/** @import { CueCard, TrackCard, View } from "./view.d.ts" */

/** What GET /m/ID/cues answers; `before` is where the next older page begins, if there is one. */
/** @typedef {{ cues: CueCard[], before?: number }} CuePage */

/**
 * The cues that a view holds of a track, the oldest first, those that were taken out too.
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
 * The first cue after the latest hole in what is known: captions came and went while there was no connection, and
 * those before this one are to be fetched. Numbers have no gaps, so that a hole shows in them.
 * @param {readonly CueCard[]} cues in order
 * @returns {number | undefined} its number; nothing where there is no hole
 */
export function afterHole(cues) {
  return cues.findLast((cue, at) => cue.cue !== (cues[at - 1]?.cue ?? cue.cue - 1) + 1)?.cue;
}

/**
 * Whether the speaker of a cue differs from that of the one before it.
 * @param {CueCard} cue
 * @param {CueCard | undefined} before
 */
export function changesSpeaker(cue, before) {
  return cue.who !== undefined && cue.who.turn !== before?.who?.turn;
}

/**
 * Which of the captions that a page has of a track people have changed since it last looked, so that they are to be
 * fetched anew: what is taken out of one must leave every screen (R29).
 * @param {TrackCard} track
 * @param {number | undefined} seen the last change that the page knows of; nothing: it has just come
 * @returns {{ last: number, cues: number[], all: boolean }} `all`: changes were missed, every caption is to be fetched
 */
export function mendedSince({ mended = {} }, seen) {
  const numbers = Object.keys(mended).map(Number);
  const last = Math.max(0, ...numbers);
  if (seen === undefined) return { last, cues: [], all: false };
  const fresh = numbers.filter((number) => number > seen);
  return {
    last,
    cues: fresh.map((number) => mended[number] ?? 0),
    all: last - seen > fresh.length,
  };
}

/**
 * Asks for captions as they stand now, page by page from the newest of them on, until none is left or one page cannot
 * be had.
 * @param {Iterable<number>} numbers
 * @param {(before: number) => Promise<readonly CueCard[] | undefined>} ask for the page that ends before a number
 */
export async function anew(numbers, ask) {
  const left = new Set(numbers);
  while (left.size) {
    const newest = Math.max(...left);
    const cues = await ask(newest + 1);
    if (!cues) return;
    left.delete(newest);
    for (const { cue } of cues) left.delete(cue);
  }
}

/** The captions that there is something to show of. @param {readonly CueCard[]} cues */
export function standing(cues) {
  return cues.filter((cue) => !cue.gone);
}
