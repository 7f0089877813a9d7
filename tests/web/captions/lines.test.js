// The lines of a track as their captioner sees them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { muted, stillSending, typingTime, wordsAMinute } from "../../../web/apps/captions/lines.js";
import { view } from "../clerk/example.js";

/** @param {number} cue @param {object} [other] */
const card = (cue, other = {}) => ({
  track: "en",
  cue,
  began: cue,
  ended: cue + 2,
  text: `line ${cue}`,
  ...other,
});

test("a line sent is shown as such until the view brings its caption", () => {
  const sent = [
    { cue: "a", track: "en", text: "one", began: 1, number: 3 },
    { cue: "b", track: "en", text: "two", began: 2 },
  ];
  assert.deepEqual(stillSending(sent, [card(3)]), [sent[1]]);
});

test("the time a line takes is the median of the last ones whose beginning was told", () => {
  assert.equal(typingTime([]), undefined);
  const cues = [
    card(1, { ended: 9_001, estimated: true }),
    card(2, { ended: 3_002 }),
    card(3, { ended: 1_003 }),
    card(4, { ended: 2_004 }),
  ];
  assert.equal(typingTime(cues), 2_000);
});

test("R42: outside open session nothing goes out, and the screen knows why", () => {
  const status = (/** @type {any} */ now) => muted(view({}, { status: now }));
  assert.deepEqual(["live", "recess", "closed_session", "adjourned", "scheduled"].map(status), [
    undefined,
    "recess",
    "closed_session",
    "over",
    "not_started",
  ]);
});

test("the pace is that of the last two minutes, in any script, and unknown for too little", () => {
  const cues = [
    card(1, { began: 0, ended: 5_000, text: "long ago ".repeat(50) }),
    card(2, { began: 200_000, ended: 210_000, text: "one two three four five six" }),
    card(3, { began: 215_000, ended: 220_000, text: "seven eight, nine — ten!" }),
  ];
  assert.equal(wordsAMinute(cues, 230_000, "en"), 30);
  assert.equal(wordsAMinute(cues.slice(1, 2), 230_000, "en"), undefined);
  assert.equal(wordsAMinute([], 230_000, "en"), undefined);
});
