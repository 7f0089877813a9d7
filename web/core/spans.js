// Words chosen in captions, to be taken out of them (R29): which can be chosen, which spans they make, and where else
// the same words were said. Pure. The server counts characters as Unicode does, JavaScript does not: spans here are
// the server's.

/** @typedef {{ track: string, cue: number, text: string, began: number, ended: number, said?: string }} Said
 * `text`: what is shown; `said`: all that the line is known to have said */
/** @typedef {{ track: string, cue: number, start: number, stop: number, seen: string }} Span */
/** @typedef {{ text: string, start: number, stop: number }} Word */

/** How far apart lines of one moment may lie in two tracks, ms: an interpreter comes later. */
const SAME_MOMENT = 6_000;
/** How many lines of each other track are shown beside one. */
const OF_EACH = 3;

/** What stands around words and stays where it is: "Court," is the word "Court". */
const LETTER = /[\p{L}\p{M}\p{N}]/u;

/**
 * The words of a text, in code points: what stands between blanks, without the points around it.
 * @param {string} text
 * @returns {Word[]}
 */
export function wordsOf(text) {
  const characters = [...text];
  /** @type {Word[]} */
  const words = [];
  let start = -1;
  for (let at = 0; at <= characters.length; at += 1) {
    const blank = at === characters.length || /\s/u.test(characters[at] ?? " ");
    if (!blank && start < 0) start = at;
    if (blank && start >= 0) {
      words.push(trimmed(characters, start, at));
      start = -1;
    }
  }
  return words;
}

/**
 * @param {readonly string[]} characters
 * @param {number} start
 * @param {number} stop
 * @returns {Word}
 */
function trimmed(characters, start, stop) {
  let [first, last] = [start, stop];
  while (first < last && !LETTER.test(characters[first] ?? "")) first += 1;
  while (last > first && !LETTER.test(characters[last - 1] ?? "")) last -= 1;
  if (first === last) [first, last] = [start, stop];
  return { text: characters.slice(first, last).join(""), start: first, stop: last };
}

/** The key under which a word is chosen. @param {Said} line @param {Word} word */
export function wordKey(line, word) {
  return `${line.track}/${line.cue}/${word.start}`;
}

/**
 * The spans that chosen words make: those next to each other are one, with the blanks between them.
 * @param {readonly Said[]} lines
 * @param {ReadonlySet<string>} chosen word keys
 * @returns {Span[]}
 */
export function spansOf(lines, chosen) {
  /** @type {Span[]} */
  const spans = [];
  for (const line of lines) {
    const characters = [...line.text];
    /** @type {Span | undefined} */
    let open;
    for (const word of wordsOf(line.text)) {
      if (!chosen.has(wordKey(line, word))) {
        open = undefined;
        continue;
      }
      if (open) open.stop = word.stop;
      else {
        open = { track: line.track, cue: line.cue, start: word.start, stop: word.stop, seen: "" };
        spans.push(open);
      }
      open.seen = characters.slice(open.start, open.stop).join("");
    }
  }
  return spans;
}

/**
 * The line, and those of the other tracks that were said at the same moment, track by track.
 * @param {Said} line
 * @param {readonly Said[]} others
 * @returns {Said[]}
 */
export function sameMoment(line, others) {
  const near = others.filter(
    (other) =>
      other.track !== line.track &&
      other.text.trim() !== "" &&
      other.began < line.ended + SAME_MOMENT &&
      other.ended > line.began - SAME_MOMENT,
  );
  const away = (/** @type {Said} */ other) =>
    Math.abs(other.began + other.ended - line.began - line.ended);
  const tracks = [...new Set(near.map((other) => other.track))].sort();
  const nearest = tracks.flatMap((track) =>
    near
      .filter((other) => other.track === track)
      .sort((one, other) => away(one) - away(other))
      .slice(0, OF_EACH)
      .sort((one, other) => one.cue - other.cue),
  );
  return [line, ...nearest];
}

/** @param {string} text */
function folded(text) {
  return text
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}\s]/gu, "")
    .toLowerCase()
    .replace(/\s+/gu, " ")
    .trim();
}

/**
 * Other lines in which chosen words were said too, shown now or ever.
 * @param {readonly Span[]} spans
 * @param {readonly Said[]} lines
 * @returns {Said[]}
 */
export function saidElsewhere(spans, lines) {
  const wanted = [...new Set(spans.map((span) => folded(span.seen)))].filter(
    (words) => words.length > 2,
  );
  const taken = new Set(spans.map((span) => `${span.track}/${span.cue}`));
  return lines.filter((line) => {
    if (taken.has(`${line.track}/${line.cue}`)) return false;
    const texts = ` ${folded(line.text)} ${folded(line.said ?? "")} `;
    return wanted.some((words) => texts.includes(` ${words} `));
  });
}
