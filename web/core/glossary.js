// Where captions come close to a term of the glossary, and which terms a word that is being typed may become. Pure,
// and of no language: words are compared by their letters alone, without accents and case. Where two spellings
// differ in at most as many letters as allowed, one of the parts that a term is cut into stands unchanged in the
// other, so that a few look-ups find every candidate however long the glossary is.

/** @typedef {{ term: string, key: string, apart: number }} Term */
/** @typedef {{ terms: Term[], parts: Map<string, Set<Term>>, lengths: number[], words: number, seen: Map<string, Near[]> }} Glossary */
/** @typedef {{ from: number, to: number, text: string, term: string }} Near */

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu;
const POSSESSIVE = /['’]s$/u;
/** Shorter ones come close to everything. */
const SHORTEST = 4;
const OFFERED = 5;
/** Of how many texts it is remembered what was found: a screen draws the same lines again and again. */
const REMEMBERED = 2_000;

/** A spelling as it is compared. @param {string} text */
export function keyOf(text) {
  return text
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}

/** In how many letters a spelling of this length may differ. @param {number} length */
function allowed(length) {
  return length < 7 ? 1 : length < 12 ? 2 : 3;
}

/** @param {readonly string[]} terms @returns {Glossary} */
export function glossaryOf(terms) {
  /** @type {Glossary} */
  const glossary = { terms: [], parts: new Map(), lengths: [], words: 1, seen: new Map() };
  const lengths = new Set();
  for (const term of terms) {
    const key = keyOf(term);
    if (key.length < SHORTEST) continue;
    const kept = { term, key, apart: allowed(key.length) };
    glossary.terms.push(kept);
    glossary.words = Math.max(glossary.words, (term.match(WORD) ?? []).length);
    for (const part of partsOf(kept)) {
      lengths.add(part.length);
      const holders = glossary.parts.get(part) ?? new Set();
      glossary.parts.set(part, holders.add(kept));
    }
  }
  glossary.lengths = [...lengths].sort((one, other) => one - other);
  return glossary;
}

/** @param {Term} term */
function partsOf({ key, apart }) {
  const count = apart + 1;
  return Array.from({ length: count }, (_, at) =>
    key.slice(Math.floor((at * key.length) / count), Math.floor(((at + 1) * key.length) / count)),
  );
}

/**
 * Where a text comes close to a term and is not spelt like it, from its beginning on, none within another.
 * @param {Glossary} glossary
 * @param {string} text
 * @returns {Near[]} `from` and `to` as JavaScript counts characters
 */
export function near(glossary, text) {
  if (!glossary.terms.length) return [];
  const known = glossary.seen.get(text);
  if (known) return known;
  const found = looked(glossary, text);
  if (glossary.seen.size >= REMEMBERED) glossary.seen.clear();
  glossary.seen.set(text, found);
  return found;
}

/** @param {Glossary} glossary @param {string} text @returns {Near[]} */
function looked(glossary, text) {
  const words = [...text.matchAll(WORD)];
  /** @type {(Near & { apart: number })[]} */
  const found = [];
  for (let first = 0; first < words.length; first += 1) {
    for (let last = first; last < Math.min(words.length, first + glossary.words + 1); last += 1) {
      const close = closest(glossary, text, words, first, last);
      if (close) found.push(close);
    }
  }
  found.sort(
    (one, other) => one.apart - other.apart || other.to - other.from - (one.to - one.from),
  );
  /** @type {Near[]} */
  const taken = [];
  for (const { apart: _, ...one } of found)
    if (taken.every((other) => one.to <= other.from || one.from >= other.to)) taken.push(one);
  return taken.filter((one) => one.text !== one.term).sort((one, other) => one.from - other.from);
}

/**
 * @param {Glossary} glossary
 * @param {string} text
 * @param {RegExpMatchArray[]} words
 * @param {number} first
 * @param {number} last
 */
function closest(glossary, text, words, first, last) {
  const from = words[first]?.index ?? 0;
  const word = words[last];
  const end = (word?.index ?? 0) + (word?.[0].replace(POSSESSIVE, "").length ?? 0);
  const said = text.slice(from, end);
  const key = keyOf(said);
  if (key.length < SHORTEST) return undefined;
  /** @type {{ from: number, to: number, text: string, term: string, apart: number } | undefined} */
  let best;
  for (const term of candidates(glossary, key)) {
    const apart = distance(key, term.key, Math.min(term.apart, allowed(key.length)));
    if (apart === undefined || (best && best.apart <= apart && best.term !== said)) continue;
    if (!best || apart < best.apart || term.term === said)
      best = { from, to: end, text: said, term: term.term, apart };
  }
  return best;
}

/** @param {Glossary} glossary @param {string} key */
function candidates(glossary, key) {
  /** @type {Set<Term>} */
  const found = new Set();
  for (const length of glossary.lengths) {
    for (let at = 0; at + length <= key.length; at += 1) {
      for (const term of glossary.parts.get(key.slice(at, at + length)) ?? [])
        if (Math.abs(term.key.length - key.length) <= term.apart) found.add(term);
    }
  }
  return found;
}

/**
 * In how many letters two spellings differ: put in, left out or another.
 * @param {string} one
 * @param {string} other
 * @param {number} most
 * @returns {number | undefined} nothing beyond `most`
 */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return undefined;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const changed = (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    if (Math.min(...next) > most) return undefined;
    row = next;
  }
  const apart = row[other.length] ?? 0;
  return apart <= most ? apart : undefined;
}

/**
 * The terms that what is being typed may become, by the last word or words before the cursor.
 * @param {Glossary} glossary
 * @param {string} text as far as the cursor
 * @returns {{ from: number, term: string }[]} `from`: where in the text the term would begin
 */
export function offered(glossary, text) {
  const words = [...text.matchAll(WORD)];
  const last = words.at(-1);
  if (!last || (last.index ?? 0) + last[0].length !== text.length) return [];
  /** @type {Map<string, number>} */
  const found = new Map();
  for (let first = Math.max(0, words.length - glossary.words); first < words.length; first += 1) {
    const from = words[first]?.index ?? 0;
    const typed = text.slice(from);
    const key = keyOf(typed);
    if (key.length < 3) continue;
    for (const { term, key: whole } of glossary.terms)
      if (whole.startsWith(key) && !found.has(term) && term !== typed) found.set(term, from);
  }
  return [...found].slice(0, OFFERED).map(([term, from]) => ({ from, term }));
}
