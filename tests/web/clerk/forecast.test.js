// When a period ends at the present time for each and at less, against the hours; who leaves too early (R25).

import assert from "node:assert/strict";
import { test } from "node:test";
import { forecast, gets, leaveMarks } from "../../../web/apps/clerk/forecast.js";
import { NOW, period, request, requests, view } from "./example.js";

const MINUTE = 60_000;
const KNOWN = period({
  finished: 9,
  pace_ms: 4 * MINUTE,
  spread_ms: 0,
  changeover_ms: MINUTE,
  used_permille: 1_000,
  bare_changeover_ms: MINUTE,
  spoken_permille: 1_000,
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

test("R10, R11, R18, R19, R21: staff reckon with what each who waits will get", () => {
  const card = period({
    standard_ms: 3 * MINUTE,
    groups_ms: 9 * MINUTE,
    one_minute_ms: MINUTE,
    interpreter_percent: 200,
    ceding_cap_ms: 6 * MINUTE,
  });
  const each = (
    /** @type {Partial<import("../../../web/apps/clerk/view.js").RequestCard>} */ other,
  ) => gets(card, request(1, other), 2 * MINUTE);
  assert.deepEqual(each({}), { own: 2 * MINUTE, extra: 0 });
  assert.deepEqual(each({ interpreter: "Spanish" }), { own: 4 * MINUTE, extra: 0 });
  assert.deepEqual(each({ speaks_for: 5 }), { own: 6 * MINUTE, extra: 0 });
  assert.deepEqual(each({ one_minute: true }), { own: MINUTE, extra: 0 });
  assert.deepEqual(each({ ceded_by: [2, 3, 4] }), { own: 6 * MINUTE, extra: 0 });
  assert.deepEqual(each({ extra: "50%" }), { own: 2 * MINUTE, extra: MINUTE });
  assert.deepEqual(each({ extra: "60000" }), { own: 2 * MINUTE, extra: MINUTE });
  const simultaneous = period({ interpreter_percent: undefined });
  assert.equal(gets(simultaneous, request(1, { interpreter: "Spanish" }), MINUTE).own, MINUTE);
});

test("R25: longer turns ahead make the end later, for staff", () => {
  const waiting = requests(request(14), request(15, { interpreter: "Spanish" }));
  const card = { ...KNOWN, interpreter_percent: 200 };
  const [row] = forecast(view({ periods: { 1: card }, requests: waiting }), card, NOW);
  assert.equal((row?.ends.most ?? 0) - NOW, (4 + 7) * MINUTE);
});
