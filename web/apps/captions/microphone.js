// The sound of the room on its way to a speech engine: from a microphone of this device or from a file, over a
// socket of its own. It stops at once when it is told to, and keeps nothing. It knows no element of the page.

import { gettext } from "../../core/i18n.js";
import { batch, signal } from "../../vendor/preact.js";

/** Sound that may wait for a slow connection, ms; more is dropped and counted. */
const WAITS_AT_MOST = 5_000;
const BYTES_A_SAMPLE = 2;

/** @typedef {"off" | "asking" | "connecting" | "waiting" | "listening" | "away"} State */
/** @typedef {{ track: string, engine: string, rate: number }} To */
/** @typedef {{ device?: string, file?: File }} From */

export class Microphone {
  state = signal(/** @type {State} */ ("off"));
  /** How loud it is, from 0 to 1. */
  level = signal(0);
  /** Sound that no engine has heard, ms. */
  lost = signal(0);
  /** Why it ended, where that was not asked for. */
  message = signal("");
  /** The track that is written. */
  track = signal("");
  #path;
  /** Undone in turn when it ends. @type {(() => void)[]} */
  #ends = [];
  #dropped = 0;
  #heardLost = 0;
  /** @type {WebSocket | undefined} */
  #socket;

  /** @param {string} meeting */
  constructor(meeting) {
    this.#path = `/m/${meeting}/captions/audio`;
  }

  get on() {
    return this.state.value !== "off";
  }

  /**
   * Begins to listen. Whoever calls has been asked by a person.
   * @param {To} to
   * @param {From} from
   */
  async start(to, from) {
    if (this.state.peek() !== "off") return;
    batch(() => {
      this.state.value = "asking";
      this.message.value = "";
      this.lost.value = 0;
      this.track.value = to.track;
    });
    this.#dropped = 0;
    this.#heardLost = 0;
    /** @type {AudioContext | undefined} */
    let sound;
    try {
      sound = new AudioContext();
      const context = sound;
      this.#ends.push(() => void context.close());
      const source = from.file
        ? await this.#play(sound, from.file)
        : await this.#open(sound, from.device);
      if (this.state.peek() === "off") return this.#end();
      await sound.audioWorklet.addModule(new URL("./sound_worklet.js", import.meta.url).href);
      if (this.state.peek() === "off") return this.#end();
      this.#connect(to, sound, source);
    } catch (fault) {
      this.cut(reason(fault));
    }
  }

  /** No more sound: what was being said is still heard to its end. */
  stop() {
    const socket = this.#socket;
    this.#end();
    if (socket?.readyState === WebSocket.OPEN) socket.send("end");
    else socket?.close();
  }

  /** R42: at once, and what was being said is dropped. @param {string} message */
  cut(message) {
    const socket = this.#socket;
    this.#end();
    socket?.close();
    this.message.value = message;
  }

  /** The microphones of this device; without a name until one may be used. */
  static async devices() {
    const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
    return all.filter((one) => one.kind === "audioinput");
  }

  #end() {
    for (const undo of this.#ends.splice(0).reverse()) undo();
    this.#socket = undefined;
    batch(() => {
      this.state.value = "off";
      this.level.value = 0;
    });
  }

  /** @param {AudioContext} sound @param {string | undefined} device */
  async #open(sound, device) {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: {
        ...(device ? { deviceId: { exact: device } } : {}),
        channelCount: 1,
        // The room's loudspeakers are part of what is said: nothing is to be taken out of it.
        echoCancellation: false,
        noiseSuppression: false,
        autoGainControl: true,
      },
    });
    this.#ends.push(() => {
      for (const track of stream.getTracks()) track.stop();
    });
    if (this.state.peek() === "off") this.#end();
    for (const track of stream.getTracks())
      track.addEventListener("ended", () =>
        this.cut(gettext("The microphone was taken away, or switched off.")),
      );
    return sound.createMediaStreamSource(stream);
  }

  /** @param {AudioContext} sound @param {File} file */
  async #play(sound, file) {
    const buffer = await sound.decodeAudioData(await file.arrayBuffer());
    const source = new AudioBufferSourceNode(sound, { buffer });
    source.addEventListener("ended", () => this.stop());
    return source;
  }

  /** @param {To} to @param {AudioContext} sound @param {AudioNode} source */
  #connect({ track, engine, rate }, sound, source) {
    const address = new URL(this.#path, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    address.search = String(new URLSearchParams({ track, engine }));
    const socket = new WebSocket(address);
    this.#socket = socket;
    this.state.value = "connecting";
    const worklet = new AudioWorkletNode(sound, "speech", { processorOptions: { rate } });
    this.#ends.push(() => {
      source.disconnect();
      worklet.disconnect();
      worklet.port.close();
    });
    worklet.port.onmessage = ({ data }) => this.#send(socket, data, rate);
    socket.addEventListener("open", () => {
      if (this.#socket !== socket) return;
      // Without a way to the loudspeaker nothing flows; what the worklet plays is silence.
      source.connect(worklet).connect(sound.destination);
      if (source instanceof AudioBufferSourceNode) source.start();
      void sound.resume();
    });
    socket.addEventListener("message", ({ data }) => this.#told(socket, JSON.parse(data)));
    socket.addEventListener("close", () => {
      if (this.#socket === socket) this.cut(gettext("The connection was lost. Start again."));
    });
  }

  /** @param {WebSocket} socket @param {{ sound: ArrayBuffer, level: number }} piece @param {number} rate */
  #send(socket, { sound, level }, rate) {
    if (this.#socket !== socket || socket.readyState !== WebSocket.OPEN) return;
    this.level.value = level;
    const lasts = (sound.byteLength / BYTES_A_SAMPLE / rate) * 1_000;
    if ((socket.bufferedAmount / BYTES_A_SAMPLE / rate) * 1_000 > WAITS_AT_MOST) {
      this.#dropped += lasts;
      this.lost.value = this.#heardLost + this.#dropped;
      return;
    }
    socket.send(sound);
  }

  /** @param {WebSocket} socket @param {{ state: string, lost_ms?: number, why?: string, message?: string }} told */
  #told(socket, told) {
    if (this.#socket !== socket) return;
    if (told.state === "ended") {
      this.cut(told.why === "not_in_session" ? outsideSession() : (told.message ?? ""));
      return;
    }
    this.#heardLost = told.lost_ms ?? 0;
    batch(() => {
      this.state.value = /** @type {State} */ (told.state);
      this.lost.value = this.#heardLost + this.#dropped;
    });
  }
}

/** R42, in the words of this page. */
export function outsideSession() {
  return gettext("The meeting left open session: the microphone is off, nothing goes out.");
}

/** @param {unknown} fault @returns {string} */
function reason(fault) {
  const name = fault instanceof DOMException ? fault.name : "";
  if (name === "NotAllowedError")
    return gettext(
      "This page may not use the microphone. Allow it in the browser, and start again.",
    );
  if (name === "NotFoundError" || name === "OverconstrainedError")
    return gettext("There is no such microphone. Plug it in, or choose another.");
  if (name === "EncodingError")
    return gettext("This file could not be read as sound. Try WAV, MP3 or Ogg.");
  return gettext("The microphone could not be opened.");
}
