// The loudspeaker of one's own device, for what must not be missed. A browser lets a page sound only after somebody
// has acted on it. It knows tones and nothing of what they mean.

const LENGTH = 0.25;
const LOUDNESS = 0.25;

/**
 * @returns {(tones: number[][]) => void} plays tones, each hertz and when it begins, s; nothing before somebody acted
 */
export function loudspeaker() {
  /** @type {AudioContext | undefined} */
  let sound;
  const wake = () => {
    sound ??= new AudioContext();
    if (sound.state === "suspended") sound.resume();
  };
  addEventListener("keydown", wake);
  addEventListener("pointerdown", wake);
  return (tones) => sound && buzz(sound, tones);
}

/** @param {AudioContext} sound @param {number[][]} tones */
function buzz(sound, tones) {
  for (const [pitch = 440, begins = 0] of tones) {
    const tone = new OscillatorNode(sound, { type: "square", frequency: pitch });
    const volume = new GainNode(sound, { gain: LOUDNESS });
    tone.connect(volume).connect(sound.destination);
    const at = sound.currentTime + begins;
    volume.gain.setTargetAtTime(0, at + LENGTH - 0.05, 0.02);
    tone.start(at);
    tone.stop(at + LENGTH);
  }
}
