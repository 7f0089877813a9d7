// The audio thread of the captions page: takes what the microphone or a file plays, and hands it on in pieces of
// a tenth of a second at the engine's rate. It makes no sound and keeps none.

import { loudness, Resampler } from "./resampler.js";

/* The audio thread has globals of its own, of which the compiler's libraries know nothing. */
const scope = /** @type {any} */ (globalThis);

scope.registerProcessor(
  "speech",
  class extends scope.AudioWorkletProcessor {
    /** @param {{ processorOptions: { rate: number } }} options */
    constructor({ processorOptions: { rate } }) {
      super();
      this.resampler = new Resampler(scope.sampleRate, rate);
      this.piece = Math.round(rate / 10);
      /** @type {number[]} */
      this.samples = [];
    }

    /** @param {Float32Array[][]} inputs */
    process([channels = []]) {
      const [first] = channels;
      if (first) {
        const mono =
          channels.length === 1
            ? first
            : first.map(
                (_, at) => channels.reduce((sum, one) => sum + (one[at] ?? 0), 0) / channels.length,
              );
        this.samples.push(...this.resampler.take(mono));
      }
      while (this.samples.length >= this.piece) {
        const made = this.samples.splice(0, this.piece);
        const sound = Int16Array.from(made).buffer;
        this.port.postMessage({ sound, level: loudness(made) }, [sound]);
      }
      return true;
    }
  },
);
