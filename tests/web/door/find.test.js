// Who is looked for at the door, which of two places counts, and what can be a return code.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isCode } from "../../../web/apps/door/code.js";
import { cardsOut, expected, keptOf } from "../../../web/apps/door/find.js";
import { period, view } from "../clerk/example.js";

/** @import { DoorView, Expected } from "../../../web/apps/door/find.js" */

/** @param {number} ticket @param {Partial<Expected>} [other] @returns {Expected} */
const person = (ticket, other = {}) => ({
  ticket,
  receipt: `AB12CD34-S${ticket}`,
  period: 1,
  status: "waiting",
  channel: "in_person",
  rank: `0001:${String(ticket).padStart(6, "0")}`,
  ...other,
});

/** @param {Expected[]} people @param {Partial<DoorView>} [other] @returns {DoorView} */
const door = (people, other = {}) => ({
  .../** @type {DoorView} */ (/** @type {unknown} */ (view())),
  requests: Object.fromEntries(people.map((each) => [each.ticket, each])),
  ...other,
});

test("people are found by ticket, also one that was merged, by name without accents, and by receipt", () => {
  const shown = door([
    person(3, { name: "Ana Muñoz", merged: [7] }),
    person(4, { name: "Bo", rank: "0001:000001" }),
  ]);
  const found = (/** @type {string} */ sought) =>
    expected(shown, sought).map(({ ticket }) => ticket);
  assert.deepEqual(found(""), [4, 3]);
  assert.deepEqual(found("7"), [3]);
  assert.deepEqual(found(" MUNOZ"), [3]);
  assert.deepEqual(found("ab12cd34-s4"), [4]);
});

test("of two requests what waits counts before what is listed, and then the earlier place", () => {
  const [early, late] = [person(9, { rank: "0001:000001" }), person(2)];
  const listed = person(1, { status: "listed", rank: "0001:000000" });
  assert.equal(keptOf(early, late), early);
  assert.equal(keptOf(late, early), early);
  assert.equal(keptOf(listed, late), late);
  assert.equal(keptOf(late, listed), late);
});

test("a code is ten letters and digits, however they are grouped", () => {
  for (const text of ["7K3M0-Q1XZ4", "7k3 m0q 1xz4", " 7 K 3 M O – Q L X Z 4 ", "٧K٣M٠Q١XZ٤"])
    assert.equal(isCode(text), true, text);
  for (const text of ["", "14", "Ana Muñoz Ruiz", "AB12CD34-S14", "7K3M0-Q1XZ"])
    assert.equal(isCode(text), false, text);
});

test("only cards of what is open can still come back", () => {
  const cards = { 5: { ticket: 5, period: 1 }, 6: { ticket: 6, period: 2 } };
  const periods = { 1: period(), 2: { ...period(), period: 2, status: "closed" } };
  assert.equal(
    cardsOut(door([], { cards, periods: /** @type {DoorView["periods"]} */ (periods) })),
    1,
  );
  assert.equal(cardsOut(door([])), 0);
});
