// What is greyed out on the clerk's screen, and the reason given for it.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addRequest,
  floorActs,
  itemActs,
  meetingActs,
  outOfSession,
  requestActs,
  takeBack,
} from "../../../web/apps/clerk/may.js";
import { floor, NOW, period, request, requests, turn, turns, view } from "./example.js";

/** @param {Record<string, string | undefined>} acts */
const allowed = (acts) => Object.keys(acts).filter((act) => acts[act] === undefined);

test("with the floor free and somebody waiting one can call or take a walk-up", () => {
  assert.deepEqual(allowed(floorActs(view(), NOW)), ["call_next", "walk_up"]);
});

test("with nobody waiting there is nobody to call", () => {
  assert.equal(floorActs(view({ requests: {} }), NOW).call_next, "queue_empty");
  assert.equal(
    floorActs(view({ periods: {}, items: {}, requests: {} }), NOW).call_next,
    "no_period",
  );
});

test("R23: a no-show has been called twice, and had the grace of the second call", () => {
  const called = (/** @type {object} */ more) => view({ floor: floor(more) });
  assert.equal(floorActs(called({}), NOW).no_show, "second_call_first");
  assert.equal(floorActs(called({ calls: 2 }), NOW).no_show, "grace_running");
  assert.equal(floorActs(called({ calls: 2, grace_until: NOW }), NOW).no_show, undefined);
});

test("while someone is called and has not begun, nobody else is called", () => {
  const acts = floorActs(view({ floor: floor() }), NOW);
  assert.equal(acts.call_next, "still_called");
  assert.equal(acts.walk_up, "still_called");
  assert.equal(acts.end, "clock_not_started");
  assert.deepEqual(allowed(acts), [
    "start_pause",
    "more_time",
    "less_time",
    "call_again",
    "undo",
    "name_turn",
  ]);
});

test("while someone speaks, the next can be called and the clock stopped, but no call undone", () => {
  const acts = floorActs(view({ floor: floor({ status: "speaking", ends_at: NOW + 5 }) }), NOW);
  assert.deepEqual(allowed(acts), [
    "call_next",
    "start_pause",
    "more_time",
    "less_time",
    "end",
    "walk_up",
    "name_turn",
  ]);
  assert.equal(acts.undo, "clock_started");
});

test("in recess the clock can be stopped but not started", () => {
  const speaking = view({ floor: floor({ status: "speaking" }) }, { status: "recess" });
  const paused = view({ floor: floor({ status: "paused" }) }, { status: "recess" });
  assert.equal(floorActs(speaking, NOW).start_pause, undefined);
  assert.equal(floorActs(paused, NOW).start_pause, "in_recess");
  assert.equal(outOfSession(view({}, { status: "closed_session" })), "in_closed_session");
});

test("a slip is taken back: a call, else the end of the last turn, else a no-show", () => {
  assert.deepEqual(takeBack(view({ floor: floor() })), { type: "undo_call", fields: { turn: 5 } });
  const ended = view({ turns: turns(turn(4), turn(5)) });
  assert.deepEqual(takeBack(ended), { type: "reopen_turn", fields: { turn: 5 } });
  const missed = view({
    turns: turns(turn(5, { status: "missed", ticket: 14 })),
    requests: requests(request(14, { status: "no_show" })),
  });
  assert.deepEqual(takeBack(missed), { type: "recall_request", fields: { ticket: 14 } });
  const closed = { ...missed, periods: { 1: period({ status: "closed" }) } };
  assert.equal(takeBack(closed), undefined);
  assert.equal(takeBack(view()), undefined);
});

test("R14: a period closes by its last call, and by nothing else", () => {
  const item = view().items[2];
  assert.ok(item);
  assert.equal(itemActs(view(), item, NOW).close, "last_call_first");
  const calling = view({ periods: { 1: period({ status: "last_call", closes_at: NOW + 1 }) } });
  assert.equal(itemActs(calling, item, NOW).close, "last_call_running");
  assert.equal(itemActs(calling, item, NOW).withdraw_last_call, undefined);
  assert.equal(itemActs(calling, item, NOW + 1).close, undefined);
});

test("a comment period opens on any item while sign-up is open or the meeting runs", () => {
  const item = { item: 3, label: "Zoning", status: /** @type {const} */ ("upcoming") };
  for (const status of /** @type {const} */ (["sign_up", "live", "recess"]))
    assert.equal(itemActs(view({}, { status }), item, NOW).open, undefined);
  assert.equal(itemActs(view({}, { status: "scheduled" }), item, NOW).open, "sign_up_closed");
  assert.equal(itemActs(view({}, { status: "adjourned" }), item, NOW).open, "over");
});

test("R16: a card is added until the item is over, after sign-up to the waiting list", () => {
  assert.equal(addRequest(view(), 1), undefined);
  assert.equal(addRequest(view({ periods: { 1: period({ status: "last_call" }) } }), 1), undefined);
  const closed = view({ periods: { 1: period({ status: "closed" }) } });
  assert.equal(addRequest(closed, 1), undefined);
  const done = { item: 2, label: "", status: /** @type {const} */ ("done"), period: 1 };
  const over = { ...closed, items: { 2: done } };
  assert.equal(addRequest(over, 1), "period_closed");
  assert.equal(addRequest(view(), undefined), "no_open_period");
});

test("who waits alone cannot be moved, and a name passed is not passed twice", () => {
  const alone = request(14, { name: "Ana", name_passed: true });
  const acts = requestActs(view({ requests: requests(alone) }), alone);
  assert.equal(acts.move, "alone_in_queue");
  assert.equal(acts.pass_name, "no_name_waits");
  assert.equal(acts.refuse_name, undefined);
});

test("R42: each state of the meeting leads only where the table of its life says", () => {
  /** @type {Record<string, string[]>} */
  const expected = {
    scheduled: ["open_sign_up", "start_meeting", "cancel_meeting", "postpone_meeting", "add_item"],
    sign_up: ["start_meeting", "cancel_meeting", "postpone_meeting", "add_item"],
    postponed: ["open_sign_up", "start_meeting", "cancel_meeting", "add_item"],
    live: ["recess", "report_outage", "clear_room", "enter_closed_session", "adjourn", "add_item"],
    recess: ["report_outage", "enter_closed_session", "resume_meeting", "adjourn", "add_item"],
    outage: ["end_outage", "adjourn", "add_item"],
    closed_session: ["resume_meeting", "add_item"],
    adjourned: ["publish_transcript"],
    cancelled: [],
  };
  for (const [status, acts] of Object.entries(expected)) {
    const shown = view({}, { status: /** @type {any} */ (status) });
    assert.deepEqual(allowed(meetingActs(shown)), acts, status);
  }
  assert.equal(meetingActs(view({ floor: floor() })).adjourn, "floor_taken");
});

test("a slip in the queue is taken back before anything of the floor", () => {
  const slip = /** @type {const} */ ({ ticket: 15, what: "move" });
  assert.deepEqual(takeBack(view({ floor: floor() }, { slip })), {
    type: "undo_slip",
    fields: { ticket: 15, what: "move" },
  });
  const heard = { turns: turns(turn(1, { ticket: 15 })), floor: floor() };
  assert.equal(takeBack(view(heard, { slip: { ticket: 15, what: "remove" } }))?.type, "undo_call");
});

test("a slip on the floor or about a period goes by its turn or period, and only in its season", () => {
  const walkUp = view(
    { floor: floor({ status: "speaking" }) },
    { slip: { what: "walk_up", turn: 5 } },
  );
  assert.deepEqual(takeBack(walkUp), { type: "undo_slip", fields: { what: "walk_up", turn: 5 } });
  assert.equal(floorActs(walkUp, NOW).undo, undefined);
  const close = view({}, { slip: { what: "close", period: 1 }, status: "recess" });
  assert.deepEqual(takeBack(close)?.fields, { what: "close", period: 1 });
  assert.equal(floorActs(close, NOW).undo, undefined);
  const missed = view({}, { slip: { what: "no_show", ticket: 14 }, status: "recess" });
  assert.equal(floorActs(missed, NOW).undo, "in_recess");
  const moved = view({}, { slip: { what: "move", ticket: 14 }, status: "outage" });
  assert.equal(floorActs(moved, NOW).undo, "in_outage");
});

test("R33: an outage freezes the queue", () => {
  const shown = view({}, { status: "outage" });
  assert.equal(requestActs(shown, request(14)).move, "in_outage");
  assert.equal(addRequest(shown, 1), "in_outage");
  assert.equal(floorActs(shown, NOW).call_next, "in_outage");
});
