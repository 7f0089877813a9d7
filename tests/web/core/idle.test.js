// A shared screen asks after thirty seconds, forgets after twenty more, and gives time to who wants it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createClock } from "../../../web/core/clock.js";
import { ANSWER_WITHIN, ASKS_AFTER, Idle, MORE_TIME } from "../../../web/core/idle.js";

/** An idle watch on a clock that the test moves. */
function stage() {
  let ms = 0;
  /** @type {(() => void) | undefined} */
  let look;
  const clock = createClock({
    counter: () => ms,
    every: (_, act) => {
      look = act;
      return () => {
        look = undefined;
      };
    },
  });
  const forgot = { times: 0 };
  const idle = new Idle(clock, () => {
    forgot.times += 1;
  });
  const pass = (/** @type {number} */ by) => {
    ms += by;
    look?.();
  };
  return { idle, forgot, pass };
}

test("it asks before it forgets, and says how long there is to answer", () => {
  const { idle, forgot, pass } = stage();
  idle.begin();
  pass(ASKS_AFTER - 1);
  assert.equal(idle.asking.value, undefined);
  pass(1);
  assert.equal(idle.asking.value, ANSWER_WITHIN / 1000);
  pass(ANSWER_WITHIN - 1);
  assert.deepEqual([idle.asking.value, forgot.times], [1, 0]);
  pass(1);
  assert.deepEqual([idle.asking.value, forgot.times], [undefined, 1]);
});

test("a touch begins the thirty seconds anew, but does not answer the question", () => {
  const { idle, forgot, pass } = stage();
  idle.begin();
  pass(ASKS_AFTER - 1);
  idle.touch();
  pass(ASKS_AFTER);
  idle.touch();
  pass(ANSWER_WITHIN);
  assert.equal(forgot.times, 1);
});

test("who asks for more time gets it", () => {
  const { idle, forgot, pass } = stage();
  idle.begin();
  pass(ASKS_AFTER);
  idle.more();
  assert.equal(idle.asking.value, undefined);
  pass(MORE_TIME - 1);
  assert.deepEqual([idle.asking.value, forgot.times], [undefined, 0]);
});

test("the next person has thirty seconds again", () => {
  const { idle, pass } = stage();
  idle.begin();
  pass(ASKS_AFTER);
  idle.more();
  idle.end();
  idle.begin();
  pass(ASKS_AFTER);
  assert.equal(idle.asking.value, ANSWER_WITHIN / 1000);
});
