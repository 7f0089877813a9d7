// When a period ends at the present time for each and at less, against the hours; who leaves too early (R25).

import assert from "node:assert/strict";
import { test } from "node:test";
import { forecast, leaveMarks } from "../../../web/apps/clerk/forecast.js";
import { NOW, period, request, requests, view } from "./example.js";

const MINUTE = 60_000;
const KNOWN = period({
  finished: 9,
  pace_ms: 4 * MINUTE,
  spread_ms: 0,
  changeover_ms: MINUTE,
  used_permille: 1_000,
});

test("R25: a period ends earlier the shorter the time for each", () => {
  const rows = forecast(view({ periods: { 1: KNOWN } }), KNOWN, NOW);
  assert.deepEqual(
    rows.map(({ allotment, ends }) => [allotment / MINUTE, (ends.most - NOW) / MINUTE]),
    [
      [3, 12],
      [2, 9],
      [1.5, 7.5],
      [1, 6],
    ],
  );
});

test("R25: nothing is said of a period whose pace is not known", () => {
  assert.deepEqual(forecast(view(), period(), NOW), []);
});

test("an end after the hard stop, and interpreters needed after their hours, are said", () => {
  const waiting = requests(request(14), request(15, { interpreter: "Spanish" }), request(16));
  const shown = view(
    { periods: { 1: KNOWN }, requests: waiting },
    { hard_stop: NOW + 8 * MINUTE, interpreters_until: NOW + 7 * MINUTE },
  );
  assert.deepEqual(
    forecast(shown, KNOWN, NOW).map(({ stop, interpreters }) => [stop, interpreters]),
    [
      ["late", "late"],
      ["late", "in_time"],
      ["in_time", "in_time"],
      ["in_time", "in_time"],
    ],
  );
});

test("who must leave is marked, and otherwise when it will be too late", () => {
  const shown = view({ periods: { 1: KNOWN } });
  const leaves = request(15, { leave_by: NOW + 10 * MINUTE });
  assert.deepEqual(leaveMarks(shown, leaves, 2, NOW), ["leaves_soon"]);
  assert.deepEqual(leaveMarks(shown, leaves, 3, NOW), ["too_late"]);
  assert.deepEqual(leaveMarks(shown, request(14), 1, NOW), []);
});
