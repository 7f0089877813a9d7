// The log of what just happened, told from one copy of the view to the next.

import assert from "node:assert/strict";
import { test } from "node:test";
import { earlier, happened, KEPT, written } from "../../../web/apps/clerk/journal.js";
import { told } from "../../../web/apps/clerk/told.js";
import { floor, NOW, period, request, requests, turn, turns, view } from "./example.js";

/** @import { StaffView } from "../../../web/apps/clerk/view.js" */

/** @param {StaffView} before @param {StaffView} after */
const sentences = (before, after) =>
  happened(before, after, NOW).map((line) => told(line, (item) => after.items[item]?.label ?? ""));

test("a call, its start and its end are told with the name", () => {
  const before = view();
  const named = { ticket: 14, name: "Ana" };
  const called = view({ turns: turns(turn(5, { ...named, status: "called" })) });
  const began = view({ turns: turns(turn(5, { ...named, status: "speaking", began: NOW })) });
  const ended = view({ turns: turns(turn(5, { ...named, began: NOW, ended: NOW })) });
  assert.deepEqual(sentences(before, called), ["Ana was called."]);
  assert.deepEqual(sentences(called, began), ["Ana began."]);
  assert.deepEqual(sentences(began, ended), ["Ana finished."]);
  assert.deepEqual(sentences(called, before), ["The call of Ana was taken back."]);
});

test("calling the next ends the turn that runs: both are told, in their order", () => {
  const before = view({ turns: turns(turn(5, { ticket: 14, status: "speaking", began: NOW })) });
  const after = view({
    turns: turns(
      turn(5, { ticket: 14, began: NOW, ended: NOW }),
      turn(6, { ticket: 15, status: "called" }),
    ),
  });
  assert.deepEqual(sentences(before, after), ["Speaker 14 finished.", "Speaker 15 was called."]);
});

test("a walk-up and a reopened turn are told as such", () => {
  const walked = view({ turns: turns(turn(6, { walk_up: true, status: "speaking", began: NOW })) });
  assert.deepEqual(sentences(view(), walked), ["Walk-up speaker began."]);
  const ended = view({ turns: turns(turn(6, { walk_up: true, began: NOW, ended: NOW })) });
  const again = view({ turns: turns(turn(6, { walk_up: true, status: "paused", began: NOW })) });
  assert.deepEqual(sentences(ended, again), ["Walk-up speaker has the floor again."]);
});

test("more time is told by how much", () => {
  const before = view({ floor: floor({ status: "speaking", ends_at: NOW }) });
  const more = view({
    floor: floor({ status: "speaking", ends_at: NOW + 30_000, allotment_ms: 210_000 }),
  });
  assert.deepEqual(sentences(before, more), ["Speaker 14 got 30 seconds more."]);
  assert.deepEqual(sentences(more, before), ["Speaker 14 got 30 seconds less."]);
});

test("the queue tells when someone who was missed is here after all", () => {
  const missed = view({ requests: requests(request(14, { status: "no_show" })) });
  const here = view({ requests: requests(request(14, { status: "no_show", back: true })) });
  assert.deepEqual(sentences(missed, here), ["Speaker 14 is here."]);
  assert.deepEqual(sentences(here, here), []);
});

test("the queue tells who joined, left, moved and is on the way", () => {
  const before = view();
  const after = view({
    requests: requests(
      request(14, { on_its_way: true }),
      request(15, { rank: "0001:000020" }),
      request(17, { name: "Dee" }),
    ),
  });
  assert.deepEqual(sentences(before, after), [
    "Speaker 14 is on the way.",
    "Speaker 15 was moved in the queue.",
    "Speaker 16 left the queue.",
    "Speaker 17 joined the queue.",
  ]);
});

test("whoever leaves the floor is told by the turn alone", () => {
  const before = view({ requests: requests(request(14, { status: "speaking" })) });
  assert.deepEqual(sentences(before, view({ requests: {} })), []);
});

test("the meeting, its items, periods and comments have their sentences", () => {
  const before = view({ periods: {} }, { status: "recess", item: 1 });
  const after = view(
    { periods: { 1: period() } },
    {
      blanked: true,
      announcement: "Doors close at nine.",
      comments: { published: 0, submitted: 2 },
    },
  );
  assert.deepEqual(sentences(before, after), [
    "Comment opened on: Budget",
    "2 written comments came in.",
    "The meeting resumed.",
    "The public screens were blanked.",
    "Announced: Doors close at nine.",
  ]);
});

test("a copy that did not change tells nothing", () => {
  const same = view();
  assert.deepEqual(happened(same, same, NOW), []);
  assert.deepEqual(happened(view(), view(), NOW), []);
});

test("the turns of before the screen was opened are told from the view, the newest first", () => {
  const shown = view({
    turns: turns(turn(1, { ticket: 3, called_at: NOW - 9, began: NOW - 8, ended: NOW - 2 })),
  });
  assert.deepEqual(
    earlier(shown).map((line) => [line.at, line.what]),
    [
      [NOW - 2, "turn_ended"],
      [NOW - 8, "turn_started"],
      [NOW - 9, "turn_called"],
      [NOW - 3_600_000, "meeting_live"],
    ],
  );
});

test("the log keeps the newest lines at its head", () => {
  const old = Array.from({ length: KEPT }, (_, at) => ({ at, what: "unblanked" }));
  const log = written(old, [
    { at: 1, what: "blanked" },
    { at: 2, what: "unblanked" },
  ]);
  assert.equal(log.length, KEPT);
  assert.deepEqual(
    log.slice(0, 2).map((line) => line.at),
    [2, 1],
  );
});

test("every line that the journal can write has its sentence", () => {
  const kinds = [
    "adjourned",
    "cancelled",
    "postponed",
    "recess",
    "closed_session",
    "sign_up",
    "live",
  ];
  for (const kind of kinds) assert.notEqual(told({ at: 0, what: `meeting_${kind}` }, String), "");
});

test("what is done at the door is told with the ticket", () => {
  const before = view({ requests: requests(request(14), request(15), request(16)) });
  const after = view({
    requests: requests(
      request(14, { checked_in: true }),
      request(15, { put_right: 1, name: "Ana", renewed: 1 }),
      request(16),
    ),
  });
  assert.deepEqual(sentences(before, after), [
    "Speaker 14 was checked in at the door.",
    "The details of Ana were put right.",
    "Ana got a new return code.",
  ]);
  const merged = view({ requests: requests(request(14, { merged: [16] }), request(15)) });
  assert.deepEqual(sentences(before, merged), [
    "Ticket 16 is the same person’s as that of Speaker 14, and was merged into it.",
  ]);
});

test("cards are told as a block, each as it comes back, and a slip as what it was", () => {
  /** @param {number[]} tickets */
  const cards = (...tickets) =>
    Object.fromEntries(tickets.map((ticket) => [ticket, { ticket, period: 1 }]));
  const before = view({ requests: requests(), cards: {} });
  const out = view({ requests: requests(), cards: cards(14, 15, 16) });
  const one = view({ requests: requests(request(15)), cards: cards(14, 16) });
  const fewer = view({ requests: requests(), cards: cards(14) });
  assert.deepEqual(sentences(before, out), ["3 paper cards were reserved: 14–16."]);
  assert.deepEqual(sentences(out, one), ["Card 15 was handed in."]);
  assert.deepEqual(sentences(one, out), ["Card 15 was put back: it had been typed in by a slip."]);
  assert.deepEqual(sentences(out, fewer), ["2 paper cards were taken back."]);
});

test("a hearing continued to a later meeting is told once, not as so many who leave", () => {
  const to = { meeting: "7K3M9Q2X", starts_at: NOW, kept: 2 };
  const open = period();
  const before = view({ periods: { 1: open }, requests: requests(request(14), request(15)) });
  const item = before.items[2];
  assert.ok(item);
  const after = view({
    items: { ...before.items, 2: { ...item, continued_to: to } },
    periods: { 1: { ...open, status: "closed", continued: true } },
    requests: {},
  });
  assert.deepEqual(sentences(before, after), [`Continued to a later meeting: ${item.label}`]);
  assert.deepEqual(sentences(after, before), [
    `The continuation was taken back; it is here again: ${item.label}`,
  ]);
});

test("a hearing that comes from an earlier meeting is told once, not as so many who join", () => {
  const after = view();
  const item = after.items[2];
  assert.ok(item);
  const came = { meeting: "7K3M9Q2X", held_at: NOW, kept: 2, heard: 0 };
  const { 2: _, ...others } = after.items;
  const before = view({ items: others, periods: {}, requests: {} });
  const received = view({
    items: { ...after.items, 2: { ...item, continued_from: came } },
    periods: { 1: period({ status: "closed", held: true }) },
  });
  assert.deepEqual(sentences(before, received), [
    `Continued here from an earlier meeting: ${item.label}`,
  ]);
});

test("captions that fall silent, come again, and are translated by a machine are told", () => {
  /** @param {object} more */
  const tracks = (more) => ({
    tracks: {
      en: {
        track: "en",
        language: "en",
        kind: /** @type {const} */ ("captions"),
        delay_ms: 0,
        ...more,
      },
    },
  });
  const [heard, silent] = [view(tracks({})), view(tracks({ silent_since: NOW }))];
  const translated = view(tracks({ of: "es" }));
  assert.deepEqual(sentences(heard, silent), ["No captions come while someone speaks: en"]);
  assert.deepEqual(sentences(silent, heard), ["Captions come again: en"]);
  const redacted = view(tracks({ redactions: 2 }));
  assert.deepEqual(sentences(heard, redacted), ["Words were taken out of the captions: en"]);
  assert.deepEqual(sentences(heard, translated), ["A machine translates into: en"]);
  assert.deepEqual(sentences(translated, heard), ["The machine's translation was stopped: en"]);
});
