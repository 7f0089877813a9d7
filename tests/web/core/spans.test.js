// Words chosen in captions (R29): their spans as the server counts characters.

import assert from "node:assert/strict";
import { test } from "node:test";
import { saidElsewhere, sameMoment, spansOf, wordKey, wordsOf } from "../../../web/core/spans.js";

/** @param {string} text @param {object} [more] */
const line = (text, more = {}) => ({
  track: "en",
  cue: 1,
  text,
  began: 1_000,
  ended: 3_000,
  ...more,
});

/** @param {ReturnType<typeof line>} of @param {string[]} words */
const choose = (of, ...words) =>
  new Set(
    wordsOf(of.text)
      .filter((word) => words.includes(word.text))
      .map((word) => wordKey(of, word)),
  );

test("a word is what stands between blanks, without the points around it", () => {
  assert.deepEqual(
    wordsOf("“12 Elm Court,” — she\nsaid.").map((word) => word.text),
    ["12", "Elm", "Court", "—", "she", "said"],
  );
});

test("characters are counted as Unicode does", () => {
  const said = line("🌳 Tim é 😀");
  assert.deepEqual(spansOf([said], choose(said, "Tim")), [
    { track: "en", cue: 1, start: 2, stop: 5, seen: "Tim" },
  ]);
});

test("words next to each other make one span, with what stands between them", () => {
  const said = line("I live at 12 Elm Court, near Lily.");
  assert.deepEqual(spansOf([said], choose(said, "12", "Elm", "Court", "Lily")), [
    { track: "en", cue: 1, start: 10, stop: 22, seen: "12 Elm Court" },
    { track: "en", cue: 1, start: 29, stop: 33, seen: "Lily" },
  ]);
});

test("beside a line stand those of the same moment in the other tracks", () => {
  const said = line("My son Tim");
  const spanish = line("Mi hijo Tim", { track: "es", cue: 7, began: 4_000, ended: 6_000 });
  const later = line("Gracias", { track: "es", cue: 8, began: 20_000, ended: 21_000 });
  assert.deepEqual(sameMoment(said, [later, said, spanish]), [said, spanish]);
});

test("where else the same was said is found, also in what a line said before it was corrected", () => {
  const said = line("At 12 Elm Court.");
  const again = line("Yes, 12 elm court!", { cue: 2 });
  const once = line("Yes.", { cue: 3, said: "12 Elm Court" });
  const never = line("112 Elm Courtyard", { cue: 4 });
  const spans = spansOf([said], choose(said, "12", "Elm", "Court"));
  assert.deepEqual(saidElsewhere(spans, [said, again, once, never]), [again, once]);
});
