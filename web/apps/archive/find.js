// Owns finding words in what was said: case and accents aside, across the lines of one speech, with the places
// in the lines as they are written. Knows no DOM. The server's search (meetingsvc/readmodel/search.py) finds
// the same.

/**
 * @typedef {{ line: number, offset: number }} Place a character of a line
 * @typedef {{ from: Place, to: Place }} Match `to` is the place after the last character
 * @typedef {{ text: string, places: Place[] }} Index folded text, and for each of its characters where it stands
 */

const MARKS = /\p{M}/gu;
const BLANK = /\s/u;

/** As searches compare it. @param {string} text */
function folded(text) {
  return text.normalize("NFKD").replace(MARKS, "").toLowerCase().replaceAll("ß", "ss");
}

/**
 * @param {string[]} lines the lines of one speech
 * @returns {Index}
 */
export function indexOf(lines) {
  let text = "";
  /** @type {Place[]} */
  const places = [];
  /** @param {string} characters @param {Place} place */
  const add = (characters, place) => {
    text += characters;
    for (let n = 0; n < characters.length; n += 1) places.push(place);
  };
  lines.forEach((said, line) => {
    let offset = 0;
    if (text && !text.endsWith(" ")) add(" ", { line, offset });
    for (const character of said) {
      if (!BLANK.test(character)) add(folded(character), { line, offset });
      else if (text && !text.endsWith(" ")) add(" ", { line, offset });
      offset += character.length;
    }
  });
  return { text, places };
}

/**
 * @param {Index} index
 * @param {string[]} lines those that the index was made of
 * @param {string} words
 * @returns {Match[]}
 */
export function find(index, lines, words) {
  const wanted = folded(words).trim().replace(/\s+/gu, " ");
  /** @type {Match[]} */
  const found = [];
  if (!wanted) return found;
  let at = index.text.indexOf(wanted);
  while (at >= 0) {
    const from = index.places[at];
    const last = index.places[at + wanted.length - 1];
    if (from && last) found.push({ from, to: after(lines, last) });
    at = index.text.indexOf(wanted, at + wanted.length);
  }
  return found;
}

/**
 * The place behind a character, and behind the accents that follow it.
 * @param {string[]} lines
 * @param {Place} place
 */
function after(lines, { line, offset }) {
  const whole = /^.\p{M}*/su.exec((lines[line] ?? "").slice(offset));
  return { line, offset: offset + (whole ? whole[0].length : 0) };
}
