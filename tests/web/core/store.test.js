// A copy follows the server's frames: merge patches as RFC 7396 has them, and in order or not at all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { joined, mergePatch, receive } from "../../../web/core/store.js";

/** @import { Copy } from "../../../web/core/store.js" */

/** @type {[unknown, unknown, unknown][]} the examples of RFC 7396, appendix A */
const EXAMPLES = [
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [
    ["a", "b"],
    ["c", "d"],
    ["c", "d"],
  ],
  [{ a: "b" }, ["c"], ["c"]],
  [{ a: "foo" }, null, null],
  [{ a: "foo" }, "bar", "bar"],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: "b", c: null }, { a: "b" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

for (const [target, patch, result] of EXAMPLES) {
  test(`${JSON.stringify(patch)} on ${JSON.stringify(target)} is ${JSON.stringify(result)}`, () => {
    const before = JSON.stringify(target);
    assert.deepEqual(mergePatch(target, patch), result);
    assert.equal(JSON.stringify(target), before);
  });
}

test("what a patch does not touch is the same object as before", () => {
  const target = { left: { a: 1 }, right: { b: 2 } };
  const result = /** @type {typeof target} */ (mergePatch(target, { right: { b: 3 } }));
  assert.equal(result.left, target.left);
  assert.notEqual(result.right, target.right);
});

test("a key that names the prototype is data like any other", () => {
  const patch = JSON.parse('{"__proto__": {"admin": true}}');
  const result = mergePatch({}, patch);
  assert.equal(/** @type {{ admin?: boolean }} */ (result).admin, undefined);
  assert.deepEqual(Object.keys(/** @type {object} */ (result)), ["__proto__"]);
});

/**
 * @param {number} seq
 * @param {object} view
 * @returns {Copy}
 */
const copyAt = (seq, view) => ({ seq, view: /** @type {Copy["view"]} */ (view) });

test("a frame applies where the copy's seq is its after", () => {
  assert.deepEqual(receive(copyAt(4, { a: 1 }), { after: 4, seq: 6, patch: { b: 2 } }), {
    copy: copyAt(6, { a: 1, b: 2 }),
    outcome: "applied",
  });
});

test("a frame that is not newer is dropped", () => {
  const copy = copyAt(6, { a: 1 });
  assert.deepEqual(receive(copy, { after: 4, seq: 6, patch: { a: 2 } }), {
    copy,
    outcome: "dropped",
  });
});

test("a frame after something that was missed is a gap, and changes nothing", () => {
  const copy = copyAt(4, { a: 1 });
  assert.deepEqual(receive(copy, { after: 5, seq: 6, patch: { a: 2 } }), { copy, outcome: "gap" });
});

test("a frame may bring only what concerns oneself, and replaces it whole", () => {
  const copy = { ...copyAt(4, {}), me: { participant: "p", requests: {} } };
  const { copy: after } = receive(copy, { after: 4, seq: 5, me: { participant: "p" } });
  assert.deepEqual(after, { ...copyAt(5, {}), me: { participant: "p" } });
});

test("a join with a view starts anew, and frames that came before its answer follow", () => {
  const answer = {
    ok: /** @type {const} */ (true),
    seq: 8,
    now: 0,
    view: copyAt(8, { a: 1 }).view,
  };
  const early = [
    { after: 6, seq: 8, patch: { a: 0 } },
    { after: 8, seq: 9, patch: { a: 2 } },
  ];
  assert.deepEqual(joined(copyAt(2, { old: true }), answer, early), {
    copy: copyAt(9, { a: 2 }),
    outcome: "applied",
  });
});

test("a join with patches goes on from the copy, up to the answer's seq", () => {
  const answer = {
    ok: /** @type {const} */ (true),
    seq: 9,
    now: 0,
    me: { participant: "p" },
    patches: [{ after: 2, seq: 7, patch: { a: 2 } }],
  };
  assert.deepEqual(joined(copyAt(2, { a: 1 }), answer, []), {
    copy: { ...copyAt(9, { a: 2 }), me: { participant: "p" } },
    outcome: "applied",
  });
});

test("patches that do not fit the copy are a gap", () => {
  const copy = copyAt(2, { a: 1 });
  const patches = [{ after: 5, seq: 7, patch: { a: 2 } }];
  const answer = { ok: /** @type {const} */ (true), seq: 9, now: 0, patches };
  assert.deepEqual(joined(copy, answer, []), { copy, outcome: "gap" });
});
