// Owns the language of a page: translated messages, plurals, and numbers, dates and lists as its readers write
// them. It takes a catalog as data and knows neither who fetched it nor the DOM. All functions read the
// language as a signal, so what shows their text is shown anew when the language changes.

import { signal } from "../vendor/preact.js";

/**
 * What /i18n/<hash>/LANG.json holds. A message with a context stands under context + "\u0004" + message;
 * `plurals` names the category of Intl.PluralRules that each form of a plural serves.
 * @typedef {object} Catalog
 * @property {string} lang
 * @property {"ltr" | "rtl"} dir
 * @property {string} intl what Intl formats with
 * @property {string[]} plurals
 * @property {Record<string, string | string[]>} messages
 */

/** @typedef {Record<string, string | number>} Params */

/** @type {Catalog} */
const SOURCE = { lang: "en", dir: "ltr", intl: "en", plurals: ["one", "other"], messages: {} };
const CONTEXT_ENDS = "\u0004";

const current = signal(SOURCE);
/** The time zone in which dates and times are shown: the body's, not the device's. */
const zone = signal("UTC");
/** The device's time zone, where its reader is told when a time is another zone's. */
const own = signal(/** @type {string | undefined} */ (undefined));

/** @param {Catalog} catalog */
export function useCatalog(catalog) {
  current.value = catalog;
}

/** @param {string} timeZone an IANA name */
export function useTimeZone(timeZone) {
  zone.value = timeZone;
}

/**
 * From now on a time names its zone wherever the reader's clock shows another.
 * @param {string} [timeZone] the device's, an IANA name
 */
export function nameZone(timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone) {
  own.value = timeZone;
}

/** The language in use: for `lang` and `dir` attributes. */
export function language() {
  const { lang, dir } = current.value;
  return { lang, dir };
}

/**
 * @param {string} message in English, with named placeholders: "Speaker %(ticket)s"
 * @param {Params} [params]
 */
export function gettext(message, params) {
  return fill(one(message, message), params);
}

/**
 * @param {string} context tells apart what is one word in English
 * @param {string} message
 * @param {Params} [params]
 */
export function pgettext(context, message, params) {
  return fill(one(context + CONTEXT_ENDS + message, message), params);
}

/**
 * @param {string} singular
 * @param {string} plural
 * @param {number} num also the placeholder %(num)s
 * @param {Params} [params]
 */
export function ngettext(singular, plural, num, params) {
  const { messages, plurals, intl } = current.value;
  const forms = messages[singular];
  const shown = { num: formatNumber(num), ...params };
  if (!Array.isArray(forms)) return fill(num === 1 ? singular : plural, shown);
  const at = plurals.indexOf(new Intl.PluralRules(intl).select(num));
  return fill(forms[at] ?? forms.at(-1) ?? plural, shown);
}

/**
 * Marks a message that is translated where it is shown.
 * @param {string} message
 */
export function N_(message) {
  return message;
}

/**
 * @param {string} key
 * @param {string} source
 */
function one(key, source) {
  const found = current.value.messages[key];
  return typeof found === "string" ? found : source;
}

/**
 * As Python's % with a mapping, which the same messages go through on the server.
 * @param {string} text
 * @param {Params} [params]
 */
function fill(text, params = {}) {
  return text.replace(/%(?:%|\((\w+)\)[sd])/g, (whole, /** @type {string | undefined} */ name) => {
    if (name === undefined) return "%";
    return name in params ? String(params[name]) : whole;
  });
}

/** @param {number} value @param {Intl.NumberFormatOptions} [options] */
export function formatNumber(value, options) {
  return new Intl.NumberFormat(current.value.intl, options).format(value);
}

/**
 * @param {number} instant UTC ms
 * @param {Intl.DateTimeFormatOptions} [options]
 */
export function formatTime(instant, options = { hour: "numeric", minute: "2-digit" }) {
  return dateTime(instant, options);
}

/** @param {number} instant UTC ms */
export function formatDateTime(instant) {
  return dateTime(instant, { dateStyle: "long", timeStyle: "short" });
}

/**
 * @param {number} instant
 * @param {Intl.DateTimeFormatOptions} options
 */
function dateTime(instant, options) {
  const { intl } = current.value;
  const shown = elsewhere(instant)
    ? { ...parts(options), timeZoneName: /** @type {const} */ ("short") }
    : options;
  return new Intl.DateTimeFormat(intl, { ...shown, timeZone: zone.value }).format(instant);
}

/** Whether the reader's clock shows another time than the body's at an instant. @param {number} instant */
function elsewhere(instant) {
  if (own.value === undefined || own.value === zone.value) return false;
  const [there, here] = [zone.value, own.value].map((timeZone) =>
    new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" })
      .formatToParts(instant)
      .find(({ type }) => type === "timeZoneName"),
  );
  return there?.value !== here?.value;
}

/**
 * The same options in parts: Intl names no zone beside a style.
 * @param {Intl.DateTimeFormatOptions} options
 * @returns {Intl.DateTimeFormatOptions}
 */
function parts({ dateStyle, timeStyle, ...options }) {
  return {
    ...options,
    ...(dateStyle ? { year: "numeric", month: "long", day: "numeric" } : {}),
    ...(timeStyle ? { hour: "numeric", minute: "2-digit" } : {}),
    ...(timeStyle === "medium" ? { second: "2-digit" } : {}),
  };
}

/**
 * A duration in words: "2 minutes, 30 seconds". Hours and minutes from an hour on, whole minutes without
 * their zero seconds.
 * @param {number} ms
 */
export function formatDuration(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  /** @type {[number, string][]} */
  const parts = [
    [Math.floor(seconds / 3600), "hour"],
    [Math.floor((seconds % 3600) / 60), "minute"],
    [seconds >= 3600 ? 0 : seconds % 60, "second"],
  ];
  const shown = parts
    .filter(([value, unit]) => value > 0 || (unit === "second" && seconds === 0))
    .map(([value, unit]) => formatNumber(value, { style: "unit", unit, unitDisplay: "long" }));
  return formatList(shown, "unit");
}

/**
 * A time on a clock face: "2:05", "1:02:05". Digits and order are the same in every language.
 * @param {number} seconds
 */
export function formatClock(seconds) {
  const whole = Math.max(0, seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/**
 * Seconds to a tenth, to stand in a sentence: "2.5".
 * @param {number} ms
 */
export function formatSeconds(ms) {
  return formatNumber(ms / 1_000, { maximumFractionDigits: 1 });
}

/**
 * @param {string[]} items
 * @param {"conjunction" | "disjunction" | "unit"} [type]
 */
export function formatList(items, type = "conjunction") {
  return new Intl.ListFormat(current.value.intl, { type, style: "long" }).format(items);
}

/**
 * A language by its own name: "español" for "es".
 * @param {string} tag
 */
export function formatLanguage(tag) {
  try {
    return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
