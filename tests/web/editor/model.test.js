// The lines of a transcript as their editor changes them.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  changed,
  hits,
  inCommands,
  merged,
  nextToCheck,
  replacing,
  rowsOf,
  split,
  timeOf,
  timeText,
  undoing,
} from "../../../web/apps/editor/model.js";

/** @param {number} cue @param {string[]} texts */
const line = (cue, ...texts) => ({
  cue,
  began: cue * 10_000,
  ended: cue * 10_000 + 4_000,
  changes: cue,
  pieces: texts.map((text, at) => ({
    text,
    began: cue * 10_000 + at * 2_000,
    ended: cue * 10_000 + at * 2_000 + 2_000,
  })),
});

/** @param {number} at @param {import("../../../web/apps/editor/model.js").Line[]} lines */
function row(at, ...lines) {
  const found = rowsOf(lines)[at];
  assert.ok(found);
  return found;
}

test("each piece is a row, and a line that was taken out is none", () => {
  assert.deepEqual(
    rowsOf([line(1, "a", "b"), line(2), line(3, "c")]).map((one) => one.key),
    ["1-0", "1-1", "3-0"],
  );
});

test("a piece is changed and the others stay, with what its editor has seen", () => {
  assert.deepEqual(changed(row(1, line(1, "a", "b")), { text: "B", speaker: "Ann" }), {
    cue: 1,
    pieces: [
      { text: "a", began: 10_000, ended: 12_000 },
      { text: "B", began: 12_000, ended: 14_000, speaker: "Ann" },
    ],
    seen: 1,
  });
});

test("a line is split at the cursor, its time by its letters", () => {
  const text = "aye nay";
  assert.deepEqual(split(row(0, line(1, text)), text, 4)?.pieces, [
    { text: "aye", began: 10_000, ended: 11_000 },
    { text: "nay", began: 11_000, ended: 12_000 },
  ]);
  assert.equal(split(row(0, line(1, text)), text, 0), undefined);
});

test("two lines become one, and the second says where its words stand", () => {
  const [first, second] = rowsOf([line(1, "a"), line(2, "b", "c")]);
  assert.ok(first && second);
  assert.deepEqual(merged(first, second), [
    { cue: 1, pieces: [{ text: "a b", began: 10_000, ended: 22_000 }], seen: 1 },
    { cue: 2, pieces: [{ text: "c", began: 22_000, ended: 24_000 }], into: 1, seen: 2 },
  ]);
  const rows = rowsOf([line(1, "a", "b")]);
  assert.ok(rows[0]);
  assert.deepEqual(merged(rows[0], rows[1]), [
    { cue: 1, pieces: [{ text: "a b", began: 10_000, ended: 14_000 }], seen: 1 },
  ]);
  assert.deepEqual(merged(rows[0], undefined), []);
});

test("words are found whole, whatever their capitals, and in their places replaced", () => {
  const rows = rowsOf([line(1, "Reed and reed", "Reeds"), line(2, "REED.")]);
  const found = hits(rows, "reed");
  assert.deepEqual(
    found.map((hit) => hit.key),
    ["1-0:0", "1-0:9", "2-0:0"],
  );
  assert.deepEqual(
    replacing(
      found.filter((hit) => hit.key !== "1-0:9"),
      "Read",
    ).map((edit) => [edit.cue, edit.pieces.map((piece) => piece.text), edit.seen]),
    [
      [1, ["Read and reed", "Reeds"], 1],
      [2, ["Read."], 2],
    ],
  );
  assert.equal(hits(rows, "reed", { exact: true }).length, 1);
  assert.equal(hits(rows, "reed", { whole: false }).length, 4);
  assert.deepEqual(hits(rowsOf([line(1, "a.b")]), "a.b").length, 1);
  assert.deepEqual(hits(rowsOf([line(1, "axb")]), "a.b"), []);
});

test("what undoes edits puts back what was, once it is as they left it", () => {
  const before = [line(1, "a"), line(2, "b")];
  const after = [
    { ...line(1, "a b"), changes: 2 },
    { ...line(2), changes: 3 },
  ];
  assert.deepEqual(
    undoing(before, after).map((edit) => [edit.cue, edit.pieces[0]?.text, edit.seen]),
    [
      [1, "a", 2],
      [2, "b", 3],
    ],
  );
});

test("edits go in one command as long as a message may be", () => {
  const edit = { cue: 1, pieces: [{ text: "x".repeat(900), began: 1, ended: 2 }], seen: 0 };
  const commands = inCommands(Array(120).fill(edit));
  assert.equal(commands.length, 3);
  assert.equal(commands.flat().length, 120);
  assert.ok(commands.every((some) => JSON.stringify(some).length < 50_000));
  assert.deepEqual(inCommands([]), []);
});

test("lines in doubt are looked at first, then the beginnings of turns that are not confirmed", () => {
  const said = (/** @type {number} */ cue, /** @type {object} */ piece) => ({
    ...line(cue),
    pieces: [{ text: "x", began: 0, ended: 1, ...piece }],
  });
  const rows = rowsOf([
    said(1, { who: { turn: 1 } }),
    said(2, { who: { turn: 1 } }),
    said(3, { who: { turn: 2 }, doubtful: true }),
    said(4, { who: { turn: 3 } }),
  ]);
  const turnOf = (/** @type {import("../../../web/apps/editor/model.js").Row | undefined} */ one) =>
    one?.piece.who?.turn;
  const confirmed = (/** @type {number} */ turn) => turn === 3;
  assert.equal(nextToCheck(rows, 0, turnOf, confirmed), 2);
  assert.equal(nextToCheck(rows, 2, turnOf, confirmed), 0);
  assert.equal(nextToCheck(rows, 1, turnOf, confirmed), 2);
  assert.equal(nextToCheck(rows.slice(0, 1), 0, turnOf, confirmed), 0);
  assert.equal(nextToCheck(rows.slice(3), 0, turnOf, confirmed), undefined);
});

test("times are written and read as hours, minutes and seconds", () => {
  assert.equal(timeText(3_723_456), "1:02:03.5");
  assert.equal(timeText(59_960), "0:01:00.0");
  assert.equal(timeOf("1:02:03.5"), 3_723_500);
  assert.equal(timeOf("2:03"), 123_000);
  assert.equal(timeOf("7,25"), 7_250);
  assert.equal(timeOf("soon"), undefined);
});
