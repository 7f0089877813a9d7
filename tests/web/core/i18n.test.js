// Messages, plurals and formats follow the catalog that is in use; without one they are English.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  formatClock,
  formatDateTime,
  formatDuration,
  formatLanguage,
  formatList,
  formatSeconds,
  formatTime,
  gettext,
  language,
  nameZone,
  ngettext,
  pgettext,
  useCatalog,
  useTimeZone,
} from "../../../web/core/i18n.js";

const ENGLISH = {
  lang: "en",
  dir: /** @type {const} */ ("ltr"),
  intl: "en",
  plurals: ["one", "other"],
  messages: {},
};
const ARABIC = {
  lang: "ar",
  dir: /** @type {const} */ ("rtl"),
  intl: "ar-u-nu-latn",
  plurals: ["zero", "one", "two", "few", "many", "other"],
  messages: {
    "Speaker %(ticket)s": "المتحدث %(ticket)s",
    "%(num)s minute": ["0", "1", "2", "few %(num)s", "many %(num)s", "other %(num)s"],
    "verb\u0004Open": "افتح",
  },
};

beforeEach(() => {
  useCatalog(ENGLISH);
  useTimeZone("America/New_York");
});

test("a message without a translation is its own English", () => {
  assert.equal(
    gettext("Speaker %(ticket)s, %(left)s %%", { ticket: 12 }),
    "Speaker 12, %(left)s %",
  );
});

test("a translated message keeps its placeholders' values", () => {
  useCatalog(ARABIC);
  assert.equal(gettext("Speaker %(ticket)s", { ticket: 12 }), "المتحدث 12");
  assert.deepEqual(language(), { lang: "ar", dir: "rtl" });
});

test("a time names its zone where the reader's clock shows another, and only there", () => {
  const seven = Date.UTC(2026, 1, 11, 0, 0);
  nameZone("America/Toronto"); // another name for the same time
  assert.equal(formatTime(seven).replaceAll("\u202f", " "), "7:00 PM");
  nameZone("America/Los_Angeles");
  assert.equal(formatTime(seven).replaceAll("\u202f", " "), "7:00 PM EST");
  assert.equal(
    formatTime(seven, { timeStyle: "medium" }).replaceAll("\u202f", " "),
    "7:00:00 PM EST",
  );
  assert.match(formatDateTime(seven), /February 10, 2026.*7:00.*EST/);
  nameZone("America/New_York");
});

test("a context tells one word's meanings apart", () => {
  useCatalog(ARABIC);
  assert.equal(pgettext("verb", "Open"), "افتح");
  assert.equal(pgettext("state", "Open"), "Open");
});

test("each number has the plural form of its category", () => {
  useCatalog(ARABIC);
  const forms = [0, 1, 2, 3, 11, 100].map((num) =>
    ngettext("%(num)s minute", "%(num)s minutes", num),
  );
  assert.deepEqual(forms, ["0", "1", "2", "few 3", "many 11", "other 100"]);
});

test("English has its two forms without a catalog", () => {
  const forms = [0, 1, 1200].map((num) => ngettext("%(num)s minute", "%(num)s minutes", num));
  assert.deepEqual(forms, ["0 minutes", "1 minute", "1,200 minutes"]);
});

test("times are those of the body's time zone", () => {
  assert.equal(formatTime(Date.UTC(2026, 1, 11, 0, 5)).replace("\u202f", " "), "7:05 PM");
});

test("durations are read out in whole units", () => {
  assert.deepEqual([0, 1_000, 90_000, 180_000, 3_725_000].map(formatDuration), [
    "0 seconds",
    "1 second",
    "1 minute, 30 seconds",
    "3 minutes",
    "1 hour, 2 minutes",
  ]);
});

test("a clock face has the same digits in every language", () => {
  useCatalog(ARABIC);
  assert.deepEqual([0, 5, 65, 3_725].map(formatClock), ["0:00", "0:05", "1:05", "1:02:05"]);
});

test("seconds are told to a tenth and no more", () => {
  assert.deepEqual([0, 400, 2_000, 2_549].map(formatSeconds), ["0", "0.4", "2", "2.5"]);
});

test("lists are joined as the language joins them", () => {
  assert.equal(formatList(["a", "b", "c"]), "a, b, and c");
});

test("a language is called by its own name", () => {
  assert.deepEqual(["es", "zh-Hant", "not a tag"].map(formatLanguage), [
    "español",
    "繁體中文",
    "not a tag",
  ]);
});
