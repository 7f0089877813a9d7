// Single keys: what they stand for, how they are given to another act, and where they stay silent.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  actOf,
  asked,
  assign,
  DEFAULT_KEYS,
  keyOf,
  restore,
  STANDARD,
} from "../../../web/apps/clerk/keymap.js";

const PAGE = { field: false, control: false };

test("every act has a key of its own, and no two share one", () => {
  const keys = DEFAULT_KEYS.map(([, key]) => key);
  assert.equal(new Set(keys).size, keys.length);
});

test("a key stands for its act, with Caps Lock too", () => {
  assert.equal(asked(STANDARD, { key: "n" }, PAGE), "call_next");
  assert.equal(asked(STANDARD, { key: "N" }, PAGE), "call_next");
  assert.equal(asked(STANDARD, { key: " " }, PAGE), "start_pause");
  assert.equal(asked(STANDARD, { key: "+" }, PAGE), "more_time");
  assert.equal(asked(STANDARD, { key: "ArrowUp" }, PAGE), undefined);
});

test("nothing fires in a field, with a modifier, while held down, or while composing", () => {
  assert.equal(asked(STANDARD, { key: "n" }, { field: true, control: false }), undefined);
  assert.equal(asked(STANDARD, { key: "n", ctrlKey: true }, PAGE), undefined);
  assert.equal(asked(STANDARD, { key: "n", altKey: true }, PAGE), undefined);
  assert.equal(asked(STANDARD, { key: "n", metaKey: true }, PAGE), undefined);
  assert.equal(asked(STANDARD, { key: "n", repeat: true }, PAGE), undefined);
  assert.equal(asked(STANDARD, { key: "n", isComposing: true }, PAGE), undefined);
});

test("a space on a button is that button's; a letter on it is the page's", () => {
  const button = { field: false, control: true };
  assert.equal(asked(STANDARD, { key: " " }, button), undefined);
  assert.equal(asked(STANDARD, { key: "e" }, button), "end");
});

test("WCAG 2.1.4: all single keys can be turned off", () => {
  assert.equal(asked({ ...STANDARD, enabled: false }, { key: "n" }, PAGE), undefined);
  assert.equal(keyOf({ ...STANDARD, enabled: false }, "call_next"), "");
});

test("WCAG 2.1.4: a key can be given to another act, which takes it from the first", () => {
  const changed = assign(STANDARD, "walk_up", "N");
  assert.equal(actOf(changed, "n"), "walk_up");
  assert.equal(actOf(changed, "w"), undefined);
  assert.equal(keyOf(changed, "call_next"), "");
});

test("an act can be left without a key, and given its own back", () => {
  const without = assign(STANDARD, "blank", "");
  assert.equal(actOf(without, "b"), undefined);
  assert.deepEqual(assign(without, "blank", "b"), STANDARD);
});

test("a key can be assigned while the keys are off", () => {
  const changed = assign({ ...STANDARD, enabled: false }, "walk_up", "e");
  assert.equal(keyOf({ ...changed, enabled: true }, "end"), "");
});

test("settings come back as they were kept, and anything else is the standard", () => {
  const changed = { enabled: false, keys: { end: "z" } };
  assert.deepEqual(restore(JSON.stringify(changed)), changed);
  assert.deepEqual(restore(null), STANDARD);
  assert.deepEqual(restore("nonsense"), STANDARD);
  assert.deepEqual(restore('{"keys":{"end":"Enter","fly":"f"}}'), STANDARD);
});
