// What is announced as a request comes nearer (R45): five away, next, called, the last thirty seconds.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isNews, standing } from "../../../web/core/standing.js";
import { request, sampleView } from "./sample.js";

test("the steps towards the floor", () => {
  const view = sampleView();
  for (let ticket = 20; ticket < 30; ticket += 1) view.waiting[ticket] = `0001:0000${ticket}`;
  const steps = [
    standing(view, request(25), 0),
    standing(view, request(20), 0),
    standing(view, request(7), 0),
    standing(view, request(7, { status: "called" }), 0),
    standing(view, request(7, { status: "speaking", ends_at: 60_000 }), 0),
    standing(view, request(7, { status: "speaking", ends_at: 60_000 }), 30_000),
    standing(view, request(7, { status: "paused", remaining_ms: 0 }), 0),
    standing(view, request(7, { status: "no_show" }), 0),
  ];
  assert.deepEqual(steps, ["far", "near", "next", "called", "speaking", "last", "over", "away"]);
});

test("nobody who still waits is next in a meeting that is over", () => {
  const view = sampleView();
  for (const status of /** @type {const} */ (["adjourned", "cancelled"])) {
    const over = { ...view, meeting: { ...view.meeting, status } };
    assert.equal(standing(over, request(7), 0), "away");
  }
});

test("nobody is called ahead before the meeting begins, however few have signed up", () => {
  const view = sampleView();
  for (const status of /** @type {const} */ (["scheduled", "sign_up", "postponed"])) {
    const early = { ...view, meeting: { ...view.meeting, status } };
    assert.equal(standing(early, request(7), 0), "away");
  }
});

test("only what comes nearer is news, and nothing is when the page opens", () => {
  assert.deepEqual(
    [
      isNews(undefined, "next"),
      isNews("far", "near"),
      isNews("near", "near"),
      isNews("next", "near"),
      isNews("next", "called"),
      isNews("called", "speaking"),
      isNews("speaking", "last"),
      isNews("last", "over"),
    ],
    [false, true, false, false, true, false, true, false],
  );
});
