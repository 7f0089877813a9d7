// The language of what is typed: what is offered, what the key switches to, what is kept.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  choices,
  direction,
  restoredTags,
  switched,
  tagOf,
  used,
} from "../../../web/apps/captions/spoken.js";

test("a code is written as everywhere, and what is none is refused", () => {
  assert.deepEqual(["ES-mx", " zh-hant ", "tl", "", "español", "e", "x".repeat(9)].map(tagOf), [
    "es-MX",
    "zh-Hant",
    "tl",
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("each language is offered once, the track's own first", () => {
  assert.deepEqual(choices("es", ["en", "es"], ["vi", "en"]), ["es", "en", "vi"]);
  assert.deepEqual(choices("en-us", [], ["en-US"]), ["en-us"]);
});

test("the key goes back and forth between the last two", () => {
  const lately = used(used(["vi"], "en"), "es");
  assert.deepEqual(lately, ["es", "en", "vi"]);
  assert.equal(switched("es", lately, []), "en");
  assert.equal(switched("en", used(lately, "en"), []), "es");
});

test("before anything was chosen the key goes to the first other, if there is one", () => {
  assert.equal(switched("en", [], ["en", "es"]), "es");
  assert.equal(switched("en", [], ["en"]), "en");
});

test("what is kept is short, and what cannot be read is left out", () => {
  const many = ["a1", "en", "es", "en", 4, "vi", "ko", "tl", "fr", "ru"];
  assert.deepEqual(restoredTags(JSON.stringify(many)), ["en", "es", "vi", "ko", "tl", "fr"]);
  assert.deepEqual(["{", "{}", "null"].map(restoredTags), [[], [], []]);
});

test("a field runs as its language does", () => {
  assert.deepEqual(["es", "ar", "he", "az-Arab", "zh-Hant"].map(direction), [
    "ltr",
    "rtl",
    "rtl",
    "rtl",
    "ltr",
  ]);
});
