// The browser's idea of the server's time: within half a round trip, whatever the device believes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createClock } from "../../../web/core/clock.js";
import { effect } from "../../../web/vendor/preact.js";

const NOON = 1_770_000_000_000;

/** A counter that the test moves. */
function device() {
  const at = { ms: 0 };
  return { at, clock: createClock({ counter: () => at.ms }) };
}

test("the server's time lies between question and answer", () => {
  const { at, clock } = device();
  at.ms = 1_100;
  clock.sample({ sent: 1_000, received: 1_100, now: NOON });
  assert.equal(clock.now(), NOON + 50);
  assert.equal(clock.uncertainty(), 50);
});

test("the sample of the shortest round trip is kept", () => {
  const { at, clock } = device();
  at.ms = 1_020;
  clock.sample({ sent: 1_000, received: 1_020, now: NOON });
  at.ms = 3_000;
  clock.sample({ sent: 2_000, received: 3_000, now: NOON + 1_700 });
  assert.equal(clock.now(), NOON + 10 + 1_980);
});

test("a shorter round trip replaces a longer one", () => {
  const { at, clock } = device();
  at.ms = 1_000;
  clock.sample({ sent: 0, received: 1_000, now: NOON });
  at.ms = 2_010;
  clock.sample({ sent: 2_000, received: 2_010, now: NOON + 1_800 });
  assert.equal(clock.now(), NOON + 1_805);
});

test("an old sample gives way before its drift could be seen", () => {
  const { at, clock } = device();
  at.ms = 10;
  clock.sample({ sent: 0, received: 10, now: NOON });
  at.ms = 200_050;
  clock.sample({ sent: 200_000, received: 200_050, now: NOON + 200_100 });
  assert.equal(clock.now(), NOON + 200_125);
});

test("a device that slept is found out by the next sample, however long its round trip", () => {
  const { at, clock } = device();
  at.ms = 10;
  clock.sample({ sent: 0, received: 10, now: NOON });
  at.ms = 400;
  clock.sample({ sent: 20, received: 400, now: NOON + 3_600_000 });
  assert.equal(clock.now(), NOON + 3_600_190);
});

test("setting the device's clock changes nothing", () => {
  const { at, clock } = device();
  at.ms = 10;
  clock.sample({ sent: 0, received: 10, now: NOON });
  const today = Date.now;
  try {
    Date.now = () => 0;
    assert.equal(clock.now(), NOON + 5);
  } finally {
    Date.now = today;
  }
});

test("before the first sample nothing is known", () => {
  const { clock } = device();
  assert.equal(clock.uncertainty(), Number.POSITIVE_INFINITY);
});

test("the beat runs while someone looks, and only then", async () => {
  const clock = createClock();
  clock.sample({ sent: 0, received: clock.counter(), now: NOON });
  /** @type {number[]} */
  const seen = [];
  await new Promise((resolve) => {
    const stop = effect(() => {
      seen.push(clock.beat.value);
      if (seen.length === 4) queueMicrotask(() => resolve(stop()));
    });
  });
  assert.deepEqual(
    seen,
    [...seen].sort((one, other) => one - other),
  );
  // The process ends, which it would not while a timer ran.
});
