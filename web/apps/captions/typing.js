// What a captioner types, from the first letter to the line that is sent: which caption it is, when it
// began, and how often the growing text goes out. It knows no DOM and no socket; time and ids come in.

/** The growing text goes out at most this often, ms. */
export const PARTIAL_EVERY = 150;

/**
 * A line being typed. `cue` is the sender's own id of it, `began` the server's time of its first letter.
 * `speaker` is whom the captioner said it is; none: whoever has the floor.
 * `lang` is its language where that is not the track's.
 * @typedef {{ cue: string, began: number, text: string, speaker?: string, lang?: string }} Draft
 */

/**
 * The draft after the field's text has changed. A line begins with its first letter that is not blank, and
 * one that is emptied is taken back: the next begins anew, under another id.
 * @param {Draft | undefined} draft
 * @param {string} text what the field holds now
 * @param {{ now: number, fresh: () => string, speaker?: string | undefined, lang?: string | undefined }} context
 * @returns {Draft | undefined}
 */
export function typed(draft, text, { now, fresh, speaker, lang }) {
  if (text.trim() === "") return undefined;
  if (draft) return { ...draft, text };
  return {
    cue: fresh(),
    began: now,
    text,
    ...(speaker ? { speaker } : {}),
    ...(lang ? { lang } : {}),
  };
}

/**
 * The fields of the command that makes a draft a caption.
 * @param {Draft} draft
 * @param {string} track
 */
export function finished(draft, track) {
  const { cue, began, speaker, lang } = draft;
  const text = draft.text.replace(/\s+/g, " ").trim();
  return { track, cue, text, began, ...(speaker ? { speaker } : {}), ...(lang ? { lang } : {}) };
}

/**
 * Lets values through at most once in a while, and the last one always.
 * @template T
 * @param {{ counter: () => number, after: (ms: number, act: () => void) => () => void }} clock
 * @param {number} ms
 * @param {(value: T) => void} send
 */
export function throttled(clock, ms, send) {
  let sentAt = Number.NEGATIVE_INFINITY;
  /** @type {{ value: T, cancel: () => void } | undefined} */
  let waiting;

  const flush = () => {
    if (!waiting) return;
    const { value } = waiting;
    waiting = undefined;
    sentAt = clock.counter();
    send(value);
  };

  return {
    /** @param {T} value */
    put(value) {
      waiting?.cancel();
      const wait = Math.max(0, sentAt + ms - clock.counter());
      if (wait === 0) {
        waiting = { value, cancel: () => {} };
        flush();
      } else {
        waiting = { value, cancel: clock.after(wait, flush) };
      }
    },
    /** Forgets what waits: the line it belongs to is finished. */
    drop() {
      waiting?.cancel();
      waiting = undefined;
    },
  };
}
