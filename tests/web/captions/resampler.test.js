import assert from "node:assert/strict";
import { test } from "node:test";
import { loudness, Resampler } from "../../../web/apps/captions/resampler.js";

/** @param {number} hertz @param {number} rate @param {number} seconds */
function tone(hertz, rate, seconds) {
  return Float32Array.from(
    { length: rate * seconds },
    (_, at) => Math.sin((2 * Math.PI * hertz * at) / rate) / 2,
  );
}

test("a second of sound at any rate is a second at the engine's", () => {
  for (const rate of [8_000, 16_000, 22_050, 44_100, 48_000, 96_000]) {
    const resampler = new Resampler(rate, 16_000);
    let made = 0;
    const whole = tone(200, rate, 1);
    for (let at = 0; at < whole.length; at += 128)
      made += resampler.take(whole.subarray(at, at + 128)).length;
    assert.ok(Math.abs(made - 16_000) <= 1, `${rate}: ${made}`);
  }
});

test("sound at the engine's own rate goes through as it is", () => {
  assert.deepEqual(
    new Resampler(16_000, 16_000).take([0, 0.5, -1, 2]),
    [0, 16_384, -32_767, 32_767],
  );
});

test("a voice keeps its loudness, and what is too high for the engine is damped", () => {
  const voice = new Resampler(48_000, 16_000).take(tone(300, 48_000, 1));
  const hiss = new Resampler(48_000, 16_000).take(tone(16_000, 48_000, 1));
  assert.ok(Math.max(...voice) > 16_000);
  assert.ok(Math.max(...hiss.map(Math.abs)) < 300);
});

test("silence is nothing on the meter, and a loud voice near its end", () => {
  assert.equal(loudness(new Array(1_600).fill(0)), 0);
  assert.equal(loudness([]), 0);
  assert.ok(loudness(new Array(1_600).fill(20_000)) > 0.9);
});
