// Finding words in what was said, however they are written and wherever a line ends.

import assert from "node:assert/strict";
import { test } from "node:test";
import { find, indexOf } from "../../../web/apps/archive/find.js";

/** What is found, as it is written. @param {string[]} lines @param {string} words */
function written(lines, words) {
  return find(indexOf(lines), lines, words).map(({ from, to }) =>
    from.line === to.line
      ? (lines[from.line] ?? "").slice(from.offset, to.offset)
      : `${(lines[from.line] ?? "").slice(from.offset)}|${(lines[to.line] ?? "").slice(0, to.offset)}`,
  );
}

test("case and accents do not matter, in the words or in what was said", () => {
  const lines = ["La Sesión se abre.", "la SESIO\u0301N sigue"];
  assert.deepEqual(written(lines, "sesion"), ["Sesión", "SESIO\u0301N"]);
  assert.deepEqual(written(lines, "SESIÓN"), ["Sesión", "SESIO\u0301N"]);
  assert.deepEqual(written(["Straße"], "strasse"), ["Straße"]);
});

test("what was said goes on from line to line", () => {
  assert.deepEqual(written(["the urban", "forest plan"], "urban  forest"), ["urban|forest"]);
  assert.deepEqual(written(["the urban ", " forest plan"], "urban forest"), ["urban | forest"]);
});

test("every place is found, none of them twice, and nothing for nothing", () => {
  assert.deepEqual(written(["aaaa a"], "aa"), ["aa", "aa"]);
  assert.deepEqual(written(["words"], "  "), []);
  assert.deepEqual(written(["words"], "\u0301"), []);
  assert.deepEqual(written([], "words"), []);
});

test("scripts without case, and characters outside the first plane, are found where they stand", () => {
  assert.deepEqual(written(["𝒜 會議 開始"], "會議"), ["會議"]);
  assert.deepEqual(written(["😀 مرحبًا بكم"], "مرحبا"), ["مرحبًا"]);
  assert.deepEqual(written(["a 😀 b"], "😀"), ["😀"]);
});
