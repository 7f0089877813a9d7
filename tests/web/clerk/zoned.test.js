// Wall-clock times of a body's zone, whatever zone the clerk's laptop is in.

import assert from "node:assert/strict";
import { test } from "node:test";
import { instantOf, wallClock } from "../../../web/apps/clerk/zoned.js";

const ZONE = "America/New_York";

test("a wall clock and its instant are each other's", () => {
  const winter = Date.UTC(2026, 11, 2, 0, 0);
  assert.equal(wallClock(winter, ZONE), "2026-12-01T19:00");
  assert.equal(instantOf("2026-12-01T19:00", ZONE), winter);
  const summer = Date.UTC(2026, 6, 1, 23, 0);
  assert.equal(instantOf("2026-07-01T19:00", ZONE), summer);
});

test("on the day the clocks change, times on both sides of the change are right", () => {
  assert.equal(instantOf("2026-03-08T01:30", ZONE), Date.UTC(2026, 2, 8, 6, 30));
  assert.equal(instantOf("2026-03-08T03:30", ZONE), Date.UTC(2026, 2, 8, 7, 30));
  assert.equal(instantOf("2026-11-01T00:30", ZONE), Date.UTC(2026, 10, 1, 4, 30));
  assert.equal(instantOf("2026-11-01T03:30", ZONE), Date.UTC(2026, 10, 1, 8, 30));
});

test("of a time that comes twice, the first; of one that never comes, as long after the change", () => {
  assert.equal(instantOf("2026-11-01T01:30", ZONE), Date.UTC(2026, 10, 1, 5, 30));
  assert.equal(instantOf("2026-03-08T02:30", ZONE), Date.UTC(2026, 2, 8, 7, 30));
});

test("what is no time is none", () => {
  assert.equal(instantOf("", ZONE), undefined);
});
