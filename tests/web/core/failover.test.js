import assert from "node:assert/strict";
import { test } from "node:test";
import { byKind, filledIn, fillsIn, silences, standIn } from "../../../web/core/failover.js";

/** @import { CueCard, TrackCard, View } from "../../../web/core/view.d.ts" */

/** @param {string} track @param {Partial<TrackCard>} [more] @returns {TrackCard} */
const track = (track, more) => ({
  track,
  language: "en",
  kind: "captions",
  delay_ms: 4_000,
  ...more,
});

/** @param {string} track @param {number} cue @param {number} began @param {number} ended @returns {CueCard} */
const cue = (track, cue, began, ended) => ({ track, cue, began, ended, text: `${track} ${cue}` });

/** @param {TrackCard[]} tracks @param {CueCard[]} cues */
const view = (tracks, cues = []) =>
  /** @type {View} */ (
    /** @type {unknown} */ ({
      tracks: Object.fromEntries(tracks.map((one) => [one.track, one])),
      cues: Object.fromEntries(cues.map((one) => [`${one.track}/${one.cue}`, one])),
    })
  );

const HUMAN = track("en");
const MACHINE = track("en-2", { kind: "automatic", delay_ms: 2_000 });
const SPANISH = track("es", { language: "es", kind: "automatic" });

test("the automatic track of the same language stands in, for people alone", () => {
  assert.equal(standIn(view([HUMAN, SPANISH, MACHINE]), HUMAN), MACHINE);
  assert.equal(standIn(view([HUMAN, SPANISH]), HUMAN), undefined);
  assert.equal(standIn(view([HUMAN, MACHINE]), MACHINE), undefined);
});

test("people come before machines in every list", () => {
  const all = [
    track("a", { kind: "translation" }),
    MACHINE,
    track("c", { kind: "interpreter" }),
    HUMAN,
  ];
  assert.deepEqual(
    all.sort(byKind).map((one) => one.kind),
    ["captions", "interpreter", "automatic", "translation"],
  );
});

test("it falls over only while people are silent and the engine is heard", () => {
  const silent = track("en", { silent_since: 60_000 });
  const heard = [cue("en-2", 1, 61_000, 62_000)];
  assert.equal(fillsIn(view([HUMAN, MACHINE], heard), HUMAN, MACHINE, false), false);
  assert.equal(fillsIn(view([silent, MACHINE], heard), silent, MACHINE, false), true);
  assert.equal(
    fillsIn(view([silent, MACHINE], [cue("en-2", 1, 40_000, 41_000)]), silent, MACHINE, false),
    false,
  );
  assert.equal(fillsIn(view([silent, MACHINE]), silent, MACHINE, true), true);
  assert.equal(fillsIn(view([silent]), silent, undefined, false), false);
});

test("a silence begins earlier in what was said than in what came", () => {
  const twice = track("en", { gaps: [[10_000, 30_000]], silent_since: 60_000 });
  assert.deepEqual(silences(twice), [
    [6_000, 30_000],
    [56_000, Number.POSITIVE_INFINITY],
  ]);
});

test("the machine's lines stand where people were silent, there and back, none doubled", () => {
  const back = track("en", { gaps: [[10_000, 30_000]] });
  const own = [cue("en", 1, 1_000, 5_000), cue("en", 2, 26_000, 29_000)];
  const machine = [
    cue("en-2", 1, 1_000, 4_000), // people had it
    cue("en-2", 2, 7_000, 12_000),
    cue("en-2", 3, 13_000, 20_000),
    cue("en-2", 4, 25_000, 28_000), // people had it again
    cue("en-2", 5, 31_000, 33_000), // after the silence
  ];
  assert.deepEqual(
    filledIn(back, own, machine).map((one) => one.text),
    ["en 1", "en-2 2", "en-2 3", "en 2"],
  );
  assert.deepEqual(filledIn(HUMAN, own, machine), own);
});
