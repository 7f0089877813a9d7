// In which language a captioner types: what is offered beside the track's own, and which two a key switches between.
// Pure: where it is kept is the caller's affair.

/** How many languages used lately are kept. */
const KEPT = 6;

/** Scripts that run from the right; not every browser tells. */
const RTL_SCRIPTS = new Set([
  "Arab",
  "Hebr",
  "Thaa",
  "Syrc",
  "Nkoo",
  "Adlm",
  "Rohg",
  "Mand",
  "Samr",
]);

/** What the server takes for a language. */
export const TAG = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}";

/**
 * A language's code as it is written everywhere: "ES-mx" is "es-MX".
 * @param {string} given
 * @returns {string | undefined} nothing where it is none
 */
export function tagOf(given) {
  const trimmed = given.trim();
  if (!new RegExp(`^${TAG}$`).test(trimmed) || trimmed.length > 35) return undefined;
  try {
    new Intl.Locale(trimmed);
  } catch {
    return undefined;
  }
  // Written alike and no more: Intl would make another code of some, such as "fil" of "tl".
  const [first = "", ...rest] = trimmed.toLowerCase().split("-");
  const cased = rest.map((part) =>
    part.length === 2
      ? part.toUpperCase()
      : part.length === 4
        ? part.charAt(0).toUpperCase() + part.slice(1)
        : part,
  );
  return [first, ...cased].join("-");
}

/**
 * Whether two codes name one language, however they are written.
 * @param {string} one
 * @param {string} other
 */
export function same(one, other) {
  return one.toLowerCase() === other.toLowerCase();
}

/**
 * The languages used lately with one more at their head.
 * @param {string[]} lately
 * @param {string} tag
 * @returns {string[]}
 */
export function used(lately, tag) {
  return [tag, ...lately.filter((one) => !same(one, tag))].slice(0, KEPT);
}

/**
 * The languages to choose from, each once: the track's own first, then the meeting's, then those used lately.
 * @param {string} own
 * @param {string[]} tracks the languages of the meeting's tracks
 * @param {string[]} lately
 * @returns {string[]}
 */
export function choices(own, tracks, lately) {
  const all = [own, ...tracks, ...lately];
  return all.filter((tag, at) => all.findIndex((one) => same(one, tag)) === at);
}

/**
 * What the key switches to: the language used before, or else the first other that is offered.
 * @param {string} now
 * @param {string[]} lately the last one first
 * @param {string[]} offered
 * @returns {string} `now` where there is no other
 */
export function switched(now, lately, offered) {
  return [...lately, ...offered].find((tag) => !same(tag, now)) ?? now;
}

/**
 * How a language runs, for a field that may be empty.
 * @param {string} tag
 * @returns {"rtl" | "ltr"}
 */
export function direction(tag) {
  return RTL_SCRIPTS.has(new Intl.Locale(tag).maximize().script ?? "") ? "rtl" : "ltr";
}

/**
 * The languages as they were kept; what cannot be read is left out.
 * @param {string} kept
 * @returns {string[]}
 */
export function restoredTags(kept) {
  try {
    const read = JSON.parse(kept);
    if (!Array.isArray(read)) return [];
    const tags = read.map((tag) => (typeof tag === "string" ? tagOf(tag) : undefined));
    return [...new Set(tags.filter((tag) => tag !== undefined))].slice(0, KEPT);
  } catch {
    return [];
  }
}
