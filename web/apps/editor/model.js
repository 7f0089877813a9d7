// The lines of a transcript as their editor changes them: pieces split, merged, moved, words replaced. Pure: lines
// come in, edits as the server takes them go out. Times are UTC ms.

/**
 * @typedef {{ text: string, began: number, ended: number, speaker?: string, item?: number, doubtful?: boolean,
 *   who?: { turn?: number, ticket?: number, name?: string, dais?: boolean } }} Piece
 */
/**
 * @typedef {{ cue: number, began: number, ended: number, pieces: Piece[], received?: string, changes: number,
 *   corrected?: boolean, redacted?: string, estimated?: boolean, confidence?: number, speaker?: string,
 *   into?: number }} Line
 */
/** One row of the editor: a piece of a line. @typedef {{ key: string, line: Line, at: number, piece: Piece }} Row */
/** @typedef {{ cue: number, pieces: { text: string, began: number, ended: number, speaker?: string }[], into?: number, seen: number }} Edit */

/** How many bytes of edits go in one command, of the 64,000 that a message may have. */
const MOST_BYTES = 48_000;
const MOST_EDITS = 500;

/** @param {readonly Line[]} lines @returns {Row[]} */
export function rowsOf(lines) {
  return lines.flatMap((line) =>
    line.pieces.map((piece, at) => ({ key: `${line.cue}-${at}`, line, at, piece })),
  );
}

/**
 * The edit that makes a line show these pieces.
 * @param {Line} line
 * @param {readonly Piece[]} pieces
 * @param {number} [into]
 * @returns {Edit}
 */
export function editOf(line, pieces, into) {
  return {
    cue: line.cue,
    pieces: pieces.map(({ text, began, ended, speaker }) => ({
      text,
      began,
      ended,
      ...(speaker ? { speaker } : {}),
    })),
    ...(into === undefined ? {} : { into }),
    seen: line.changes,
  };
}

/** The line with one piece changed. @param {Row} row @param {Partial<Piece>} changes */
export function changed({ line, at }, changes) {
  return editOf(
    line,
    line.pieces.map((piece, number) => (number === at ? { ...piece, ...changes } : piece)),
  );
}

/** @param {string} text */
export function tidied(text) {
  return text.replace(/\s+/gu, " ").trim();
}

/**
 * The line with a piece cut in two where the cursor is; the time is cut as the letters are.
 * @param {Row} row
 * @param {string} text the piece's, as it is being edited
 * @param {number} cursor
 * @returns {Edit | undefined} nothing where one half would be empty
 */
export function split({ line, at, piece }, text, cursor) {
  const [first, second] = [tidied(text.slice(0, cursor)), tidied(text.slice(cursor))];
  if (!first || !second) return undefined;
  const share = first.length / (first.length + second.length);
  const middle = Math.round(piece.began + (piece.ended - piece.began) * share);
  const halves = [
    { ...piece, text: first, ended: middle },
    { ...piece, text: second, began: middle },
  ];
  return editOf(line, line.pieces.toSpliced(at, 1, ...halves));
}

/**
 * A row with the one behind it: two pieces of one line, or two lines, of which the second is then taken out.
 * @param {Row} row
 * @param {Row | undefined} next
 * @returns {Edit[]} none where there is nothing behind it
 */
export function merged(row, next) {
  if (!next) return [];
  const text = `${row.piece.text} ${next.piece.text}`;
  const both = { ...row.piece, text, ended: Math.max(row.piece.ended, next.piece.ended) };
  if (next.line.cue === row.line.cue)
    return [editOf(row.line, row.line.pieces.toSpliced(row.at, 2, both))];
  const first = editOf(row.line, row.line.pieces.toSpliced(row.at, 1, both));
  const rest = next.line.pieces.slice(1);
  return [first, editOf(next.line, rest, row.line.cue)];
}

/**
 * What undoes edits: each line as it was, once it is as these edits left it.
 * @param {readonly Line[]} before the lines as they were
 * @param {readonly Line[]} after the same as they are
 * @returns {Edit[]}
 */
export function undoing(before, after) {
  return before.flatMap((line) => {
    const now = after.find((one) => one.cue === line.cue);
    return now ? [{ ...editOf(line, line.pieces), seen: now.changes }] : [];
  });
}

/** @typedef {{ key: string, row: Row, before: string, found: string, after: string, at: number }} Hit */

/**
 * Every place where words stand.
 * @param {readonly Row[]} rows
 * @param {string} words
 * @param {{ exact?: boolean, whole?: boolean }} [how] `exact`: as to capitals; `whole`: no parts of words
 * @returns {Hit[]}
 */
export function hits(rows, words, { exact = false, whole = true } = {}) {
  const wanted = words.trim();
  if (!wanted) return [];
  const plain = wanted.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
  const edge = (/** @type {string} */ side) => (whole ? `(?<${side}[\\p{L}\\p{N}])` : "");
  const behind = whole ? "(?![\\p{L}\\p{N}])" : "";
  const search = new RegExp(`${edge("!")}${plain}${behind}`, exact ? "gu" : "giu");
  return rows.flatMap((row) =>
    [...row.piece.text.matchAll(search)].map((match) => ({
      key: `${row.key}:${match.index}`,
      row,
      before: row.piece.text.slice(0, match.index),
      found: match[0],
      after: row.piece.text.slice(match.index + match[0].length),
      at: match.index,
    })),
  );
}

/**
 * The edits that put other words in the places chosen, one for each line.
 * @param {readonly Hit[]} chosen
 * @param {string} put
 * @returns {Edit[]}
 */
export function replacing(chosen, put) {
  /** @type {Map<number, { line: Line, pieces: Piece[] }>} */
  const lines = new Map();
  // From the last place of a line to its first, so that the others stay where they are.
  for (const { row, at, found } of [...chosen].sort((one, other) => other.at - one.at)) {
    const known = lines.get(row.line.cue) ?? { line: row.line, pieces: [...row.line.pieces] };
    const piece = known.pieces[row.at];
    if (!piece) continue;
    const text = tidied(piece.text.slice(0, at) + put + piece.text.slice(at + found.length));
    known.pieces[row.at] = { ...piece, text };
    lines.set(row.line.cue, known);
  }
  return [...lines.values()]
    .sort((one, other) => one.line.cue - other.line.cue)
    .map(({ line, pieces }) =>
      editOf(
        line,
        pieces.filter((piece) => piece.text),
      ),
    );
}

/**
 * Edits in as few commands as a message's length allows: one, but for very many.
 * @param {readonly Edit[]} edits
 * @returns {Edit[][]}
 */
export function inCommands(edits) {
  /** @type {Edit[][]} */
  const commands = [];
  let bytes = MOST_BYTES;
  const coder = new TextEncoder();
  for (const edit of edits) {
    const size = coder.encode(JSON.stringify(edit)).length;
    const last = commands.at(-1);
    if (!last || bytes + size > MOST_BYTES || last.length === MOST_EDITS) {
      commands.push([edit]);
      bytes = size;
    } else {
      last.push(edit);
      bytes += size;
    }
  }
  return commands;
}

/**
 * The next row to look at: one that may be another speaker's, and once there is no other, the first of a turn not yet
 * confirmed; from the beginning again behind the last.
 * @param {readonly Row[]} rows
 * @param {number} from the index of the row that is looked at now
 * @param {(row: Row | undefined) => number | undefined} turnOf the turn that a row is in, if any
 * @param {(turn: number) => boolean} confirmed
 * @returns {number | undefined}
 */
export function nextToCheck(rows, from, turnOf, confirmed) {
  const opens = (/** @type {Row} */ row, /** @type {number} */ at) => {
    const turn = turnOf(row);
    return turn !== undefined && !confirmed(turn) && turnOf(rows[at - 1]) !== turn;
  };
  const order = rows.map((_, step) => (from + 1 + step) % rows.length);
  const asks = (/** @type {(row: Row, at: number) => boolean | undefined} */ what) =>
    order.find((at) => rows[at] && at !== from && what(rows[at], at));
  const found = asks((row) => row.piece.doubtful) ?? asks(opens);
  if (found !== undefined) return found;
  const here = rows[from];
  return here && (here.piece.doubtful || opens(here, from)) ? from : undefined;
}

/**
 * A time within the meeting: "1:02:03.5".
 * @param {number} ms
 */
export function timeText(ms) {
  const tenths = Math.round(Math.abs(ms) / 100);
  const [hours, minutes, seconds] = [
    Math.floor(tenths / 36_000),
    Math.floor(tenths / 600) % 60,
    (tenths % 600) / 10,
  ];
  const clock = `${hours}:${String(minutes).padStart(2, "0")}:${seconds.toFixed(1).padStart(4, "0")}`;
  return ms < 0 ? `-${clock}` : clock;
}

/**
 * @param {string} text "1:02:03.5", "2:03" or a number of seconds
 * @returns {number | undefined} ms; nothing where it is none
 */
export function timeOf(text) {
  const plain = text.trim().replace(",", ".");
  if (!/^(\d+:){0,2}\d+(\.\d+)?$/u.test(plain)) return undefined;
  const seconds = plain.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  return Math.round(seconds * 1_000);
}
