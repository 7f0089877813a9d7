// Nothing tapped is lost: what waits for its answer outlives a reload, under the id it was given first.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshId, Outbox } from "../../../web/core/outbox.js";

/** @param {Map<string, string>} kept */
const keeping = (kept) => ({
  getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
  setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
  removeItem: (/** @type {string} */ key) => void kept.delete(key),
});

test("a command keeps its id and fields across a reload", () => {
  const kept = new Map();
  const before = new Outbox("outbox", keeping(kept));
  before.put("ask_to_speak", { period: 1 }, true);
  const [sent] = before.waiting();
  const after = new Outbox("outbox", keeping(kept));
  const [again] = after.waiting();
  assert.equal(again?.id, sent?.id);
  assert.deepEqual(
    [again?.type, again?.fields, again?.seat, after.size.value],
    ["ask_to_speak", { period: 1 }, true, 1],
  );
});

test("an answer settles the command and takes it out", async () => {
  const kept = new Map();
  const outbox = new Outbox("outbox", keeping(kept));
  const answered = outbox.put("im_here", { ticket: 4 }, false);
  const [letter] = outbox.waiting();
  assert.ok(letter);
  outbox.settle(letter, { ok: true, seq: 9 });
  assert.deepEqual(await answered, { ok: true, seq: 9 });
  assert.deepEqual([outbox.size.value, kept.size], [0, 0]);
});

test("what is on its way does not wait, and the order is that of the taps", () => {
  const outbox = new Outbox("outbox");
  for (const ticket of [1, 2, 3]) outbox.put("im_here", { ticket }, false);
  const [, second] = outbox.waiting();
  assert.ok(second);
  second.flying = true;
  assert.deepEqual(
    outbox.waiting().map((letter) => letter.fields.ticket),
    [1, 3],
  );
});

test("storage that cannot be read is an empty outbox", () => {
  const outbox = new Outbox("outbox", keeping(new Map([["outbox", "{"]])));
  assert.equal(outbox.size.value, 0);
});

test("ids are long, and no two the same", () => {
  const ids = new Set(Array.from({ length: 100 }, freshId));
  assert.equal(ids.size, 100);
  for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
});
