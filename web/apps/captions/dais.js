// The people on the dais whom a captioner names with a number key: a list of up to nine, kept on this device
// and nowhere else. Pure: where it is kept is the caller's affair.

/** How many number keys there are. */
export const KEYS = 9;

/** A name is no longer than the server takes. */
const LONGEST = 200;

/**
 * The list with a person at its end; a name that stands there already is not put there twice.
 * @param {string[]} people
 * @param {string} name
 * @returns {string[]}
 */
export function added(people, name) {
  const tidy = name.replace(/\s+/g, " ").trim().slice(0, LONGEST);
  if (!tidy || people.length >= KEYS || people.includes(tidy)) return people;
  return [...people, tidy];
}

/**
 * The list without the person of a key.
 * @param {string[]} people
 * @param {number} key counted from 1
 */
export function removed(people, key) {
  return people.filter((_, at) => at !== key - 1);
}

/**
 * The list with the person of a key one key lower (earlier) or higher.
 * @param {string[]} people
 * @param {number} key counted from 1
 * @param {-1 | 1} by
 */
export function moved(people, key, by) {
  const [from, to] = [key - 1, key - 1 + by];
  const person = people[from];
  const other = people[to];
  if (person === undefined || other === undefined) return people;
  return people.map((name, at) => (at === from ? other : at === to ? person : name));
}

/**
 * The list as it was kept; what cannot be read is an empty one.
 * @param {string | null} kept
 * @returns {string[]}
 */
export function restored(kept) {
  try {
    const read = JSON.parse(kept ?? "[]");
    if (!Array.isArray(read)) return [];
    return read
      .filter((name) => typeof name === "string")
      .reduce(added, /** @type {string[]} */ ([]));
  } catch {
    return [];
  }
}

/**
 * The number of a key press that names somebody: Alt and a digit, by the key's place on the keyboard, since
 * Alt gives other characters on some.
 * @param {{ altKey: boolean, ctrlKey: boolean, metaKey: boolean, code: string }} press
 * @returns {number | undefined} 0 is whoever has the floor
 */
export function numberOf(press) {
  if (!press.altKey || press.ctrlKey || press.metaKey) return undefined;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(press.code)?.[1];
  return digit === undefined ? undefined : Number(digit);
}
