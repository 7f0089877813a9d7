// Sound at the rate that an engine takes: each sample is the mean of the stretch of sound that it stands for, so
// that what is too high for the lower rate is damped and not folded down. Pure: no audio device, no clock.

export class Resampler {
  #step;
  /** How much of the sample that is being made is filled, in samples of the source. */
  #filled = 0;
  #sum = 0;

  /** @param {number} from Hz @param {number} to Hz */
  constructor(from, to) {
    this.#step = from / to;
  }

  /**
   * @param {ArrayLike<number>} samples from -1 to 1
   * @returns {number[]} those that are complete, 16 bit
   */
  take(samples) {
    const made = [];
    for (let at = 0; at < samples.length; at += 1) {
      const sample = samples[at] ?? 0;
      let left = 1;
      while (this.#filled + left >= this.#step) {
        const part = this.#step - this.#filled;
        made.push(toInt16((this.#sum + sample * part) / this.#step));
        left -= part;
        this.#filled = 0;
        this.#sum = 0;
      }
      this.#filled += left;
      this.#sum += sample * left;
    }
    return made;
  }
}

/** @param {number} value from -1 to 1 */
function toInt16(value) {
  return Math.round(Math.max(-1, Math.min(1, value)) * 32_767);
}

/**
 * How loud samples are, from 0 (silence) to 1 (as loud as it goes), as an ear would say it.
 * @param {readonly number[]} samples 16 bit
 */
export function loudness(samples) {
  if (samples.length === 0) return 0;
  const power = samples.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / samples.length;
  const decibels = 10 * Math.log10(power + 1e-12);
  return Math.max(0, Math.min(1, (decibels + 60) / 60));
}
