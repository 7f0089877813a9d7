// The lamps of the head bar, and the checklist before adjourning.

import assert from "node:assert/strict";
import { test } from "node:test";
import { adjournChecklist, isReady } from "../../../web/apps/clerk/checklist.js";
import { checkText } from "../../../web/apps/clerk/told.js";
import { displayLamps, toolLamps } from "../../../web/apps/clerk/watch.js";
import { floor, NOW, period, request, requests, turn, turns, view } from "./example.js";

test("a display alarms after five seconds of silence, the silent one stands first", () => {
  const presence = {
    displays_seen: [
      { id: "a", variant: "room", seen_at: NOW - 4_000 },
      { id: "b", variant: "lectern", seen_at: NOW - 5_001 },
    ],
  };
  assert.deepEqual(displayLamps(presence, NOW), [
    { id: "b", variant: "lectern", silentMs: 5_001, alarm: true },
    { id: "a", variant: "room", silentMs: 4_000, alarm: false },
  ]);
});

test("an alarm that the clerk knows of is silent, and a display long gone is forgotten", () => {
  const presence = { displays_seen: [{ id: "a", seen_at: NOW - 6_000 }] };
  assert.equal(displayLamps(presence, NOW, new Set(["a"]))[0]?.alarm, false);
  assert.deepEqual(displayLamps(presence, NOW + 3_600_000), []);
});

test("a caption tool is silent after a minute", () => {
  const tools = { es: { heard_at: NOW - 61_000, source: "zoom" }, en: { heard_at: NOW } };
  assert.deepEqual(toolLamps({ tools }, NOW), [
    { track: "en", source: "", silentMs: 0, silent: false },
    { track: "es", source: "zoom", silentMs: 61_000, silent: true },
  ]);
});

test("the checklist says what is still open, and what has to be mended before", () => {
  const shown = view(
    {
      floor: floor(),
      requests: requests(request(14, { status: "called", name: "Ana" }), request(15)),
      turns: turns(turn(1, { began: NOW - 2, ended: NOW - 1 })),
    },
    { comments: { published: 4, held: 1, submitted: 2 } },
  );
  const checks = adjournChecklist(shown, NOW);
  assert.deepEqual(checks.map(checkText), [
    "Somebody has the floor: end the turn.",
    "1 comment period is open; it closes with the meeting.",
    "No timed comment period is cut short.",
    "1 speaker is still waiting.",
    "On 1 item the public was never asked to comment.",
    "1 name has not been passed.",
    "3 written comments are not published; they can be later.",
    "1 turn is not confirmed; it can be later.",
  ]);
  assert.equal(isReady(checks), false);
});

test("R12, R13: an item without comment and a timed period that has not run are said before the end", () => {
  const items = {
    1: { item: 1, label: "Roll call", status: /** @type {const} */ ("done") },
    2: { item: 2, label: "Zoning", status: /** @type {const} */ ("current") },
    3: { item: 3, label: "Later", status: /** @type {const} */ ("upcoming") },
  };
  const hour = period({ at_least_ms: 3_600_000, least_until: NOW + 1 });
  const shown = view({ items, requests: {}, periods: { 1: hour } });
  const [, , timed, , uncommented] = adjournChecklist(shown, NOW);
  assert.deepEqual(timed, { about: "timed", count: 1, now: true });
  assert.deepEqual(uncommented, { about: "uncommented", count: 2, now: true });
  assert.equal(adjournChecklist(shown, NOW + 1)[2]?.count, 0);
  const begunLater = view({ periods: { 1: period({ at_most_ms: 3_600_000 }) } });
  assert.equal(adjournChecklist(begunLater, NOW)[2]?.count, 1);
});

test("a meeting with comments and turns to look at later is ready to adjourn", () => {
  const shown = view(
    { periods: { 1: period({ status: "closed" }) }, requests: {} },
    { comments: { published: 0, submitted: 2 } },
  );
  const checks = adjournChecklist(shown, NOW);
  assert.equal(isReady(checks), true);
  assert.deepEqual(checks.map(checkText), [
    "The floor is free.",
    "All comment periods are closed.",
    "No timed comment period is cut short.",
    "Nobody is waiting to speak.",
    "On 1 item the public was never asked to comment.",
    "No name is waiting to be passed.",
    "2 written comments are not published; they can be later.",
    "All turns are confirmed.",
  ]);
});
