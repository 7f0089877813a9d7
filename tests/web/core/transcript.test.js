// The captions of one track: those of the view, put together with those fetched before them.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  afterHole,
  anew,
  changesSpeaker,
  cuesOf,
  gather,
  mendedSince,
} from "../../../web/core/transcript.js";
import { sampleView } from "./sample.js";

/**
 * @param {number} number
 * @param {string} [text]
 */
const cue = (number, text = String(number)) => ({
  track: "en",
  cue: number,
  began: 0,
  ended: 1,
  text,
});

test("a track's cues stand in the order of their numbers", () => {
  assert.deepEqual(
    cuesOf(sampleView(), "en").map((one) => one.text),
    ["First.", "Second."],
  );
  assert.deepEqual(cuesOf(sampleView(), "es"), []);
});

test("new cues follow; a corrected one takes the place of what it corrects; earlier ones go before", () => {
  assert.deepEqual(gather([cue(1), cue(2)], [cue(3)]), [cue(1), cue(2), cue(3)]);
  assert.deepEqual(gather([cue(1), cue(2)], [cue(2, "better"), cue(3)]), [
    cue(1),
    cue(2, "better"),
    cue(3),
  ]);
  assert.deepEqual(gather([cue(1), cue(2)], [cue(5), cue(6)]), [cue(1), cue(2), cue(5), cue(6)]);
  assert.deepEqual(gather([], []), []);
});

test("the cue after the latest hole is known, so that those before it can be fetched", () => {
  const known = (/** @type {number[]} */ ...numbers) => afterHole(numbers.map((n) => cue(n)));
  assert.deepEqual(
    [known(), known(7, 8, 9), known(1, 3), known(1, 4, 5, 9, 10), known(2, 6, 7)],
    [undefined, undefined, 3, 9, 6],
  );
});

test("a speaker is named where the turn changes", () => {
  const spoken = { ...cue(2), who: { turn: 4 } };
  assert.deepEqual(
    [
      changesSpeaker(spoken, undefined),
      changesSpeaker(spoken, { ...cue(1), who: { turn: 4 } }),
      changesSpeaker(spoken, { ...cue(1), who: { turn: 3 } }),
      changesSpeaker(cue(3), spoken),
    ],
    [true, false, true, false],
  );
});

test("what people have changed since a page last looked is fetched anew, all of it where changes were missed", () => {
  const track = (/** @type {Record<string, number> | undefined} */ mended) =>
    /** @type {any} */ ({ track: "en", mended });
  assert.deepEqual(mendedSince(track({ 3: 15, 4: 9 }), undefined), {
    last: 4,
    cues: [],
    all: false,
  });
  assert.deepEqual(mendedSince(track({ 3: 15, 4: 9 }), 3), { last: 4, cues: [9], all: false });
  assert.deepEqual(mendedSince(track({ 13: 15, 14: 9 }), 3), {
    last: 14,
    cues: [15, 9],
    all: true,
  });
  assert.deepEqual(mendedSince(track(undefined), 0), { last: 0, cues: [], all: false });
});

test("captions are fetched anew page by page, no page twice, and no further than there is a connection", async () => {
  /** @param {number[]} numbers @param {number} pages how many can be had */
  const asked = async (numbers, pages) => {
    /** @type {number[]} */
    const all = [];
    await anew(numbers, async (before) => {
      all.push(before);
      return all.length > pages ? undefined : [cue(before - 2), cue(before - 1)];
    });
    return all;
  };
  assert.deepEqual(await asked([], 9), []);
  assert.deepEqual(await asked([3, 9, 8, 2], 9), [10, 4]);
  assert.deepEqual(await asked([3, 9, 5], 1), [10, 6]);
});
