// What a captioner types: when a line begins, how it is sent, and how often the growing text goes out.

import assert from "node:assert/strict";
import { test } from "node:test";
import { finished, throttled, typed } from "../../../web/apps/captions/typing.js";

let made = 0;
const fresh = () => `id-${++made}`;

test("a line begins with its first letter and keeps that moment while it grows", () => {
  made = 0;
  const begun = typed(undefined, "G", { now: 1_000, fresh });
  assert.deepEqual(begun, { cue: "id-1", began: 1_000, text: "G" });
  const grown = typed(begun, "Good evening", { now: 2_000, fresh });
  assert.deepEqual(grown, { cue: "id-1", began: 1_000, text: "Good evening" });
});

test("blanks alone begin nothing, and a line that is emptied begins anew", () => {
  made = 0;
  assert.equal(typed(undefined, "  ", { now: 1, fresh }), undefined);
  const begun = typed(undefined, "x", { now: 1, fresh });
  assert.equal(typed(begun, "", { now: 2, fresh }), undefined);
  assert.equal(typed(undefined, "y", { now: 3, fresh })?.cue, "id-2");
});

test("the command holds the sender's id, the moment and, where said, the speaker", () => {
  const draft = { cue: "c", began: 7, text: "  Thank  you. " };
  assert.deepEqual(finished(draft, "en"), { track: "en", cue: "c", text: "Thank you.", began: 7 });
  assert.deepEqual(finished({ ...draft, speaker: "Mayor" }, "en"), {
    track: "en",
    cue: "c",
    text: "Thank you.",
    began: 7,
    speaker: "Mayor",
  });
});

test("the language of a line goes with it where it is not the track's", () => {
  const begun = typed(undefined, "Hola", { now: 1, fresh, lang: "es" });
  assert.equal(begun?.lang, "es");
  assert.deepEqual(finished({ cue: "c", began: 7, text: "Hola.", lang: "es" }, "en"), {
    track: "en",
    cue: "c",
    text: "Hola.",
    began: 7,
    lang: "es",
  });
});

test("growing text goes out at once, then at most once in a while, and the last always", () => {
  let now = 0;
  /** @type {{at: number, act: () => void}[]} */
  let timers = [];
  const clock = {
    counter: () => now,
    after(/** @type {number} */ ms, /** @type {() => void} */ act) {
      const timer = { at: now + ms, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  };
  /** @type {string[]} */
  const sent = [];
  const out = throttled(clock, 150, (/** @type {string} */ text) => sent.push(text));
  out.put("a");
  now = 50;
  out.put("ab");
  now = 100;
  out.put("abc");
  assert.deepEqual(sent, ["a"]);
  assert.deepEqual(
    timers.map((timer) => timer.at),
    [150],
  );
  now = 150;
  timers[0]?.act();
  assert.deepEqual(sent, ["a", "abc"]);
  now = 160;
  out.put("abcd");
  out.drop();
  assert.deepEqual(sent, ["a", "abc"]);
});
