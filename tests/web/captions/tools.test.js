// The tools of a track as the captions page tells of them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { standing, suggestion, toolsOf } from "../../../web/apps/captions/tools.js";

const NOW = 1_000_000;
/** @type {import("../../../web/core/view.d.ts").TrackCard} */
const TRACK = {
  track: "en",
  language: "en",
  kind: "captions",
  delay_ms: 4_000,
  addresses: {
    1: { protocol: "zoom", expires_at: NOW + 1 },
    2: { protocol: "youtube", expires_at: NOW },
    10: { protocol: "teams", expires_at: NOW + 9 },
  },
};
/** @type {import("../../../web/apps/captions/tools.js").Sender} */
const SENDER = { number: 1, protocol: "zoom", beat_at: NOW - 5_000, lines: 0 };

test("the addresses that are good are told, the newest first, with their tools", () => {
  const tools = toolsOf(TRACK, { senders: { en: [SENDER], es: [{ ...SENDER, number: 10 }] } }, NOW);
  assert.deepEqual(tools, [
    { number: 10, protocol: "teams", expires_at: NOW + 9 },
    { number: 1, protocol: "zoom", expires_at: NOW + 1, sender: SENDER },
  ]);
});

test("before the server has heard a tool again, the record tells when it was heard last", () => {
  const tools = { en: { heard_at: 7, source: "zoom:1:33" } };
  assert.deepEqual(
    toolsOf(TRACK, { tools }, NOW).map((tool) => tool.heard_at),
    [undefined, 7],
  );
});

test("a tool is there, heard, or silent", () => {
  const at = { number: 1, protocol: "zoom", expires_at: NOW + 1 };
  assert.deepEqual(standing(at, NOW), { state: "never", ms: 0 });
  assert.deepEqual(standing({ ...at, sender: SENDER }, NOW), { state: "there", ms: 0 });
  assert.deepEqual(standing({ ...at, heard_at: NOW - 3_000 }, NOW), { state: "heard", ms: 3_000 });
  assert.deepEqual(standing({ ...at, heard_at: NOW - 61_000 }, NOW), {
    state: "silent",
    ms: 61_000,
  });
});

test("a delay is suggested where it is another than the one that is set", () => {
  /** @param {number} late_ms */
  const told = (late_ms) => ({
    number: 1,
    protocol: "zoom",
    expires_at: NOW + 1,
    sender: { ...SENDER, late_ms, late_by: /** @type {const} */ ("floor"), late_of: 4 },
  });
  assert.deepEqual(suggestion(TRACK, [told(6_500)]), { delay_ms: 6_500, by: "floor", of: 4 });
  assert.equal(suggestion(TRACK, [told(4_000)]), undefined);
  assert.equal(suggestion(TRACK, []), undefined);
});
