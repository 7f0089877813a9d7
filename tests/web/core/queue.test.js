// What a client tells from a view: places, waits, what is left of a turn, and what it may ask for (R25, R6).

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  agenda,
  itemNow,
  left,
  mayAsk,
  myRequests,
  nextThree,
  openPeriods,
  place,
  wait,
  waiting,
} from "../../../web/core/queue.js";
import { MINUTE, me, request, sampleView } from "./sample.js";

test("a place is counted from the ranks of one period", () => {
  const view = sampleView();
  assert.deepEqual(
    [7, 8, 12, 9, 10, 11, 13, 99].map((ticket) => place(view, ticket)),
    [1, 2, 3, 4, 5, 1, 2, undefined],
  );
});

test("those who wait are counted for each period", () => {
  assert.deepEqual([waiting(sampleView(), 1), waiting(sampleView(), 2)], [5, 2]);
});

test("the wait is a range around the pace of those ahead, with what is left of the running turn", () => {
  const view = sampleView();
  const period = /** @type {import("../../../web/core/view.d.ts").PeriodCard} */ (view.periods[1]);
  Object.assign(period, { finished: 9, spread_ms: 0 });
  const told = { least: 2 * MINUTE + 6 * MINUTE, most: 2 * MINUTE + 6 * MINUTE };
  assert.deepEqual(wait(view, 9, 8 * MINUTE), told);
  Object.assign(period, { spread_ms: MINUTE });
  const give = 1.28 * MINUTE * Math.sqrt(3 + 9 / 9);
  assert.deepEqual(wait(view, 9, 8 * MINUTE), {
    least: told.least - give,
    most: told.most + give,
  });
});

test("a wait is not known before the period has a pace", () => {
  assert.equal(wait(sampleView(), 11, 0), undefined);
});

test("a running turn ends at its instant; a stopped one has what remains", () => {
  assert.equal(left({ allotment_ms: 5, ends_at: 1_000 }, 400), 600);
  assert.equal(left({ allotment_ms: 5, remaining_ms: 700 }, 400), 700);
  assert.equal(left({ allotment_ms: 5 }, 400), 5);
});

test("the open period of the current item comes first", () => {
  const view = sampleView();
  assert.deepEqual(
    openPeriods(view).map((one) => one.period),
    [1, 2],
  );
  view.meeting.item = 1;
  delete view.floor;
  assert.deepEqual(
    openPeriods(view).map((one) => one.period),
    [2, 1],
  );
});

test("nothing is open once the meeting is over", () => {
  const view = sampleView();
  view.meeting.status = "adjourned";
  assert.deepEqual(openPeriods(view), []);
});

test("one asks once in a period, and again after leaving", () => {
  const period = /** @type {import("../../../web/core/view.d.ts").PeriodCard} */ (
    sampleView().periods[1]
  );
  assert.deepEqual(
    [
      undefined,
      me(),
      me(request(7)),
      me(request(7, { status: "done" })),
      me(request(7, { status: "withdrawn" })),
    ].map((mine) => mayAsk(mine, period, sampleView().items)),
    [true, true, false, false, true],
  );
});

test("one's own requests stand in the order in which they matter now", () => {
  const mine = me(
    request(3, { status: "done" }),
    request(4),
    request(5, { status: "withdrawn" }),
    request(6, { status: "called" }),
  );
  assert.deepEqual(
    myRequests(mine).map((one) => one.ticket),
    [6, 4, 5, 3],
  );
});

test("the next three, the agenda and the item are in order", () => {
  const view = sampleView();
  assert.deepEqual(
    nextThree(view).map((one) => one.ticket),
    [7, 8],
  );
  assert.deepEqual(
    agenda(view).map((one) => one.label),
    ["Call to order", "Public comment", "Adjournment"],
  );
  assert.equal(itemNow(view)?.label, "Public comment");
});
