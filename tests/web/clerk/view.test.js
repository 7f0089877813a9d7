// The lists that the clerk's screen derives from the view.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as lists from "../../../web/apps/clerk/view.js";
import { floor, NOW, period, request, requests, turn, turns, view } from "./example.js";

const tickets = (/** @type {readonly {ticket: number}[]} */ list) =>
  list.map((card) => card.ticket);

test("the queue stands in the order of its ranks, by code unit, and holds only who waits in the period", () => {
  const shown = view({
    requests: requests(
      request(1, { rank: "0001:00000b" }),
      request(2, { rank: "0001:00000a" }),
      request(3, { rank: "0001:000009" }),
      request(4, { status: "speaking" }),
      request(5, { period: 2, rank: "0002:000001" }),
      request(6, { rank: "0001:00000ai" }),
    ),
  });
  assert.deepEqual(tickets(lists.queue(shown, 1)), [3, 2, 6, 1]);
});

test("speakers are called from the floor's period, else the current item's, else the last one in use", () => {
  const two = { 1: period(), 2: period({ period: 2, item: 3 }) };
  assert.equal(lists.callingPeriod(view({ periods: two, floor: floor({ period: 2 }) })), 2);
  assert.equal(lists.callingPeriod(view({ periods: two })), 1);
  const noItem = view({ periods: two });
  delete noItem.meeting.item;
  assert.equal(lists.callingPeriod(noItem), 2);
  const closed = view({ periods: { 1: period({ status: "closed" }) }, requests: {} });
  delete closed.meeting.item;
  assert.equal(lists.callingPeriod(closed), undefined);
});

test("a closed period keeps its tab while somebody still waits in it", () => {
  const shown = view({
    periods: {
      1: period({ status: "closed" }),
      2: period({ period: 2, item: 3, status: "closed" }),
      3: period({ period: 3, item: 1 }),
    },
    requests: requests(request(1, { period: 2 })),
  });
  assert.deepEqual(
    lists.periodsInUse(shown).map((card) => card.period),
    [1, 2, 3],
  );
});

test("the name to pass is the floor's first, then that of who is next, then of the queue", () => {
  const shown = view({
    next: { 1: { ticket: 15, channel: "in_person" } },
    requests: requests(
      request(13, { status: "called", name: "Ana" }),
      request(14, { name: "Bo" }),
      request(15, { name: "Cy" }),
    ),
  });
  assert.equal(lists.nameToPass(shown, 1)?.ticket, 13);
  const { 13: _, ...rest } = shown.requests;
  assert.equal(lists.nameToPass({ ...shown, requests: rest }, 1)?.ticket, 15);
});

test("a name refused waits no longer", () => {
  const shown = view({
    requests: requests(request(1, { name: "X", name_refused: "impersonation" })),
  });
  assert.equal(lists.nameToPass(shown, 1), undefined);
  assert.equal(lists.namesWaiting(shown), 0);
  assert.deepEqual(lists.marks(request(1, { name: "X", name_refused: "impersonation" }), shown), [
    "name_refused",
  ]);
});

test("marks name what the person at the lectern needs", () => {
  const card = request(1, {
    name: "Ana",
    interpreter: "es",
    accommodation: "more time",
    pronunciation: "AH-na",
    on_its_way: true,
  });
  assert.deepEqual(lists.marks(card, view()), [
    "on_its_way",
    "name_waits",
    "interpreter",
    "accommodation",
    "pronunciation",
  ]);
});

test("where a name is asked for, who gave none is marked and is who the next call asks about (R2)", () => {
  const asks = period({ names_required: true });
  const shown = view({
    periods: { 1: asks },
    requests: requests(request(1, { on_its_way: true }), request(2), request(3, { name: "Ana" })),
  });
  const marked = lists.queue(shown, 1).map((each) => lists.marks(each, shown));
  assert.deepEqual(marked, [["on_its_way", "name_missing"], ["name_missing"], ["name_waits"]]);
  assert.equal(lists.nextToCall(shown, 1)?.ticket, 2);
});

test("a row dropped at a place lands behind the one before it, and nowhere where it stands already", () => {
  const order = [1, 2, 3, 4];
  assert.deepEqual(lists.landing(order, 3, 0), { after: undefined });
  assert.deepEqual(lists.landing(order, 3, 1), { after: 1 });
  assert.equal(lists.landing(order, 3, 2), undefined);
  assert.deepEqual(lists.landing(order, 3, 3), { after: 4 });
  assert.deepEqual(lists.landing(order, 3, 99), { after: 4 });
  assert.equal(lists.landing(order, 9, 0), undefined);
});

test("turns to confirm are those held and not confirmed, in the order they were held", () => {
  const shown = view({
    turns: turns(
      turn(1, { began: NOW - 50, ended: NOW - 40 }),
      turn(2, { began: NOW - 30, ended: NOW - 20, confirmed: true }),
      turn(3, { status: "missed" }),
      turn(4, { began: NOW - 45, ended: NOW - 40 }),
      turn(5, { began: NOW - 10, ended: NOW, dais: true }),
    ),
  });
  assert.deepEqual(
    lists.turnsToConfirm(shown).map((card) => card.turn),
    [1, 4],
  );
  assert.deepEqual(
    lists.turnsHeld(shown).map((card) => card.turn),
    [1, 4, 2, 5],
  );
});

test("the item after the current one is the next that is still ahead", () => {
  assert.equal(lists.nextItem(view())?.item, 3);
  const atEnd = view({}, { item: 3, agenda: [2, 1, 3] });
  atEnd.items = {
    1: { item: 1, label: "Opening", status: "upcoming" },
    2: { item: 2, label: "Budget", status: "done" },
    3: { item: 3, label: "Zoning", status: "current" },
  };
  assert.equal(lists.nextItem(atEnd)?.item, 1);
});
