// Which key does what on the clerk's screen, as the clerk has set it (WCAG 2.1.4: every single key
// can be given to another act, or turned off). Pure: a key press comes in as a value, and where
// the settings are kept is the caller's affair.

/**
 * @typedef {"call_next"|"start_pause"|"more_time"|"less_time"|"end"|"no_show"|"call_again"|"undo"
 *   |"walk_up"|"name_turn"|"pass_name"|"add_request"|"confirm_turn"|"queue"|"agenda"|"comments"
 *   |"blank"|"keys"} Act
 */

/**
 * The acts in the order of the dialog that lists them, each with its key unless the clerk says
 * otherwise. A key is what `KeyboardEvent.key` says, a letter in lower case.
 * @type {ReadonlyArray<readonly [Act, string]>}
 */
export const DEFAULT_KEYS = [
  ["call_next", "n"],
  ["start_pause", " "],
  ["more_time", "+"],
  ["less_time", "-"],
  ["end", "e"],
  ["call_again", "a"],
  ["no_show", "x"],
  ["undo", "u"],
  ["walk_up", "w"],
  ["name_turn", "i"],
  ["pass_name", "p"],
  ["add_request", "c"],
  ["confirm_turn", "y"],
  ["queue", "q"],
  ["agenda", "g"],
  ["comments", "m"],
  ["blank", "b"],
  ["keys", "?"],
];

/** @typedef {{enabled: boolean, keys: Partial<Record<Act, string>>}} KeySettings
 * `keys` holds only what differs from the defaults; an empty string is an act without a key. */

/** @type {KeySettings} */
export const STANDARD = { enabled: true, keys: {} };

/**
 * The key of an act, empty when it has none.
 * @param {KeySettings} settings
 * @param {Act} act
 * @returns {string}
 */
export function keyOf(settings, act) {
  if (!settings.enabled) return "";
  return settings.keys[act] ?? DEFAULT_KEYS.find(([name]) => name === act)?.[1] ?? "";
}

/**
 * The act that a key stands for.
 * @param {KeySettings} settings
 * @param {string} key
 * @returns {Act | undefined}
 */
export function actOf(settings, key) {
  const plain = normal(key);
  return DEFAULT_KEYS.find(([act]) => keyOf(settings, act) === plain && plain !== "")?.[0];
}

/**
 * A key as it is kept: letters without case, since Caps Lock must not disable the screen.
 * @param {string} key
 */
export function normal(key) {
  return key.length === 1 ? key.toLowerCase() : "";
}

/**
 * The settings with a key given to an act (empty: taken from it). Whichever act had the key loses it.
 * @param {KeySettings} settings
 * @param {Act} act
 * @param {string} key
 * @returns {KeySettings}
 */
export function assign(settings, act, key) {
  const plain = normal(key);
  const holder = plain === "" ? undefined : actOf({ ...settings, enabled: true }, plain);
  /** @type {Partial<Record<Act, string>>} */
  const keys = { ...settings.keys };
  if (holder !== undefined && holder !== act) keys[holder] = "";
  keys[act] = plain;
  for (const [name, standard] of DEFAULT_KEYS) if (keys[name] === standard) delete keys[name];
  return { ...settings, keys };
}

/**
 * What a key press asks for. Nothing in a field, with a modifier (but for the Shift that a `+` may
 * need), while a key is held down, or while a character is being composed; and a space on a button
 * or a link is that button's.
 * @param {KeySettings} settings
 * @param {{key: string, ctrlKey?: boolean, altKey?: boolean, metaKey?: boolean, repeat?: boolean,
 *   isComposing?: boolean}} press
 * @param {{field: boolean, control: boolean}} where what has the focus
 * @returns {Act | undefined}
 */
export function asked(settings, press, where) {
  if (where.field || press.repeat || press.isComposing) return undefined;
  if (press.ctrlKey || press.altKey || press.metaKey) return undefined;
  if (press.key === " " && where.control) return undefined;
  return actOf(settings, press.key);
}

/**
 * The settings as they were kept; what cannot be read is the standard.
 * @param {string | null} kept
 * @returns {KeySettings}
 */
export function restore(kept) {
  try {
    const read = JSON.parse(kept ?? "");
    /** @type {KeySettings} */
    const settings = { enabled: read.enabled !== false, keys: {} };
    for (const [act] of DEFAULT_KEYS) {
      const key = read.keys?.[act];
      if (typeof key === "string" && key.length <= 1) settings.keys[act] = normal(key);
    }
    return settings;
  } catch {
    return STANDARD;
  }
}
