// The people on the dais and their number keys.

import assert from "node:assert/strict";
import { test } from "node:test";
import { added, moved, numberOf, removed, restored } from "../../../web/apps/captions/dais.js";

test("a person is added once, tidied, and no more than there are keys", () => {
  assert.deepEqual(added(["Mayor"], "  Council   member Ruiz "), ["Mayor", "Council member Ruiz"]);
  assert.deepEqual(added(["Mayor"], "Mayor"), ["Mayor"]);
  assert.deepEqual(added(["Mayor"], " "), ["Mayor"]);
  const nine = Array.from({ length: 9 }, (_, at) => `P${at}`);
  assert.deepEqual(added(nine, "Tenth"), nine);
});

test("people change places and leave", () => {
  assert.deepEqual(moved(["a", "b", "c"], 2, -1), ["b", "a", "c"]);
  assert.deepEqual(moved(["a", "b", "c"], 3, 1), ["a", "b", "c"]);
  assert.deepEqual(removed(["a", "b", "c"], 2), ["a", "c"]);
});

test("what was kept comes back; what cannot be read is an empty list", () => {
  assert.deepEqual(restored('["Mayor",7,"Mayor","Ruiz"]'), ["Mayor", "Ruiz"]);
  assert.deepEqual(restored("{}"), []);
  assert.deepEqual(restored("nonsense"), []);
  assert.deepEqual(restored(null), []);
});

test("Alt and a digit is a person, by the key's place; without Alt it is a digit", () => {
  const press = { altKey: true, ctrlKey: false, metaKey: false, code: "Digit3" };
  assert.equal(numberOf(press), 3);
  assert.equal(numberOf({ ...press, code: "Numpad0" }), 0);
  assert.equal(numberOf({ ...press, altKey: false }), undefined);
  assert.equal(numberOf({ ...press, ctrlKey: true }), undefined);
  assert.equal(numberOf({ ...press, code: "KeyA" }), undefined);
});
