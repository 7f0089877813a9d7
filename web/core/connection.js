// Owns the socket, and is the only file that does: joining and resuming, keeping the copy of the view up to
// date, sending commands until they are answered, and asking for the server's time. It knows no DOM.

import { batch, signal } from "../vendor/preact.js";
import { io } from "../vendor/socket.io.js";
import { Outbox } from "./outbox.js";
import { joined, receive } from "./store.js";

/**
 * @import { Signal } from "../vendor/preact.js"
 * @import { Socket } from "../vendor/socket.io.js"
 * @import { Clock } from "./clock.js"
 * @import { Keeping, Letter } from "./outbox.js"
 * @import { Copy } from "./store.js"
 * @import { Answer, Frame, Joined, Partial_, Refusal } from "./view.d.ts"
 */

const ANSWER_WITHIN = 10_000;
const CLOCK_ANSWER_WITHIN = 4_000;
/** A lost connection is only called so after this, in ms: most come back sooner. */
const OFFLINE_AFTER = 2_500;
/** A partial caption that no longer grows is taken down after this, in ms. */
const PARTIAL_LASTS = 15_000;
/** How often a command that the server could not write is sent again before its sender hears of it. */
const UNAVAILABLE_TRIES = 4;
/** Refusals that trying again does not change. */
const FINAL = new Set(["login_needed", "not_allowed", "no_such_meeting"]);
/** Right after joining, more than one question finds a short round trip soon; ms after the join. */
const FIRST_QUESTIONS = [0, 1_500, 5_000];

/**
 * @typedef {object} Options
 * @property {string} meeting
 * @property {"public" | "staff" | "door"} as what one joins as; the door joins as staff
 * @property {string} screen which page this is, for the clerk's list of screens
 * @property {string} lang of the messages in refusals
 * @property {Clock} clock
 * @property {string} [origin] of the socket; the page's own if left out
 * @property {string[]} [tracks] caption tracks whose partials are wanted
 * @property {Copy} [copy] what the page was delivered with
 * @property {number} [askEvery] ms between questions for the time, which also tell whether anyone is there
 * @property {Keeping} [keeping] where commands outlive a reload
 * @property {string} [seatUrl] where a seat is taken
 * @property {typeof globalThis.fetch} [fetch]
 */

/** @typedef {"connecting" | "live" | "offline"} Status */

export class Connection {
  /** @type {Signal<Status>} */
  status = signal(/** @type {Status} */ ("connecting"));
  /** @type {Signal<Copy | undefined>} */
  copy;
  /** @type {Signal<Record<string, Partial_>>} the growing caption of each track followed */
  partials = signal(/** @type {Record<string, Partial_>} */ ({}));
  /** @type {Signal<any>} what the server says of who is there; for staff alone */
  presence = signal(undefined);
  /** @type {Signal<number>} when the server was last heard, on the clock's counter, ms */
  heard;
  /** @type {Signal<Refusal | undefined>} why the server will not let this page join */
  refusal = signal(/** @type {Refusal | undefined} */ (undefined));
  outbox;

  /** @type {Options & { tracks: string[], askEvery: number }} */
  #options;
  /** @type {Socket} */
  #socket;
  #clock;
  #joining = false;
  /** @type {Frame[]} */
  #early = [];
  /** @type {Promise<void> | undefined} */
  #sitting;
  /** @type {(() => void) | undefined} */
  #cancelOffline;
  /** @type {Map<string, () => void>} */
  #takingDown = new Map();
  /** @type {(() => void)[]} */
  #stops = [];

  /** @param {Options} options */
  constructor(options) {
    this.#options = { tracks: [], askEvery: 60_000, ...options };
    this.#clock = options.clock;
    this.copy = signal(options.copy);
    this.heard = signal(this.#clock.counter());
    this.outbox = new Outbox(`outbox:${options.meeting}:${options.as}`, options.keeping);
    this.#socket = io(`${options.origin ?? ""}/live`, {
      path: "/socket.io",
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      withCredentials: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
      autoConnect: false,
    });
    this.#listen();
    this.#stops.push(this.#clock.every(this.#options.askEvery, () => this.#askTime()));
    this.#countDownToOffline();
    this.#socket.connect();
  }

  /** Whether this page speaks for a participant. */
  get seated() {
    return this.copy.value?.me?.participant !== undefined;
  }

  /**
   * Asks something of the meeting. Nothing is lost: offline, it waits; unanswered, it is sent again.
   * @param {string} type a command's name, such as "on_my_way"
   * @param {Record<string, unknown>} [fields]
   * @param {{ seat?: boolean }} [needs] `seat`: take one first if there is none
   * @returns {Promise<Answer>} refusals are answers; it never rejects
   */
  command(type, fields = {}, { seat = false } = {}) {
    const answer = this.outbox.put(type, fields, seat);
    this.#flush();
    return answer;
  }

  /**
   * A caption that still grows. Sent and forgotten: without a connection it is dropped.
   * @param {string} track
   * @param {string} cue
   * @param {string} text
   * @param {string} [lang] where it is not the track's
   * @returns {Promise<Answer | undefined>}
   */
  async partial(track, cue, text, lang) {
    if (this.status.value !== "live") return undefined;
    return this.#ask(
      "partial",
      { track, cue, text, ...(lang ? { lang } : {}) },
      ANSWER_WITHIN,
    ).catch(() => undefined);
  }

  /**
   * Takes a seat, so that commands have a participant, and joins again with it.
   * @throws {SeatRefused} where the server refuses; TypeError where it cannot be reached
   */
  sit() {
    this.#sitting ??= this.#takeSeat().finally(() => {
      this.#sitting = undefined;
    });
    return this.#sitting;
  }

  /** Joins again on a new connection, as after a seat was taken in another tab. */
  renew() {
    this.#socket.disconnect().connect();
  }

  /** The device woke or the network came back: find out now rather than at the next try. */
  wake() {
    if (this.#socket.connected) this.#askTime();
    else this.renew();
  }

  /**
   * Follows the partials of these tracks from now on.
   * @param {string[]} tracks
   */
  follow(tracks) {
    if (tracks.join() === this.#options.tracks.join()) return;
    this.#options.tracks = tracks;
    if (this.#socket.connected) this.#join();
  }

  /**
   * The language of refusals from now on.
   * @param {string} lang
   */
  speak(lang) {
    if (lang === this.#options.lang) return;
    this.#options.lang = lang;
    if (this.#socket.connected) this.#join();
  }

  close() {
    for (const stop of this.#stops) stop();
    for (const cancel of this.#takingDown.values()) cancel();
    this.#found();
    this.#socket.disconnect();
  }

  #listen() {
    this.#socket.on("connect", () => this.#join());
    this.#socket.on("disconnect", (reason) => this.#lost(reason === "io server disconnect"));
    this.#socket.on("connect_error", () => this.#lost(!this.#socket.active));
    this.#socket.on("patch", (/** @type {Frame} */ frame) => this.#patched(frame));
    this.#socket.on("partial", (/** @type {Partial_} */ partial) => this.#grown(partial));
    this.#socket.on("presence", (presence) => {
      this.presence.value = presence;
    });
    this.#socket.onAny(() => this.#hear());
  }

  #hear() {
    this.heard.value = this.#clock.counter();
  }

  /** @param {boolean} byServer then the client has to try again by itself */
  #lost(byServer) {
    this.#joining = false;
    if (this.status.value === "live") this.status.value = "connecting";
    this.#countDownToOffline();
    if (byServer && !this.refusal.value) this.#clock.after(1_000, () => this.#socket.connect());
  }

  /** Each failed try is no new loss: the time runs from the first. */
  #countDownToOffline() {
    this.#cancelOffline ??= this.#clock.after(OFFLINE_AFTER, () => {
      if (this.status.value !== "live") this.status.value = "offline";
    });
  }

  #found() {
    this.#cancelOffline?.();
    this.#cancelOffline = undefined;
  }

  /** @param {boolean} [whole] ask for the whole view, not for what changed since */
  async #join(whole = false) {
    const { meeting, as, screen, lang, tracks } = this.#options;
    const since = whole ? undefined : this.copy.value?.seq;
    this.#joining = true;
    this.#early = [];
    const socket = this.#socket.id;
    const sent = this.#clock.counter();
    /** @type {Joined | Refusal} */
    let answer;
    try {
      const asked = {
        meeting,
        as,
        screen,
        lang,
        tracks,
        ...(since === undefined ? {} : { since }),
      };
      answer = await this.#ask("join", asked, ANSWER_WITHIN);
    } catch {
      if (this.#socket.id === socket && this.#socket.connected) this.renew();
      return;
    }
    if (this.#socket.id !== socket) return;
    if (answer.ok) this.#joined(answer, sent);
    else this.#refused(answer, since !== undefined);
  }

  /**
   * @param {Joined} answer
   * @param {number} sent
   */
  #joined(answer, sent) {
    const received = joined(this.copy.value, answer, this.#early);
    this.#joining = false;
    this.#early = [];
    if (received.outcome === "gap") {
      this.#join("patches" in answer);
      return;
    }
    this.#clock.sample({ sent, received: this.#clock.counter(), now: answer.now });
    this.#found();
    batch(() => {
      this.copy.value = received.copy;
      this.status.value = "live";
      this.refusal.value = undefined;
    });
    for (const wait of FIRST_QUESTIONS) this.#clock.after(wait, () => this.#askTime());
    this.#flush();
  }

  /**
   * @param {Refusal} answer
   * @param {boolean} resuming
   */
  #refused(answer, resuming) {
    this.#joining = false;
    if (FINAL.has(answer.code)) {
      this.refusal.value = answer;
      this.#socket.disconnect();
      return;
    }
    // A server whose record does not reach what this page has seen (restored from a backup) starts it anew.
    this.#clock.after(1_000, () => {
      if (this.#socket.connected && !this.#joining) this.#join(resuming);
    });
  }

  /** @param {Frame} frame */
  #patched(frame) {
    if (this.#joining || !this.copy.value) {
      this.#early.push(frame);
      return;
    }
    const received = receive(this.copy.value, frame);
    if (received.outcome === "gap") this.#join();
    if (received.outcome !== "applied") return;
    batch(() => {
      this.copy.value = received.copy;
      for (const key of Object.keys(frame.patch?.cues ?? {}))
        this.#takeDown(key.split("/")[0] ?? "");
    });
  }

  /** @param {Partial_} partial */
  #grown(partial) {
    this.#takingDown.get(partial.track)?.();
    this.partials.value = { ...this.partials.value, [partial.track]: partial };
    const cancel = this.#clock.after(PARTIAL_LASTS, () => this.#takeDown(partial.track));
    this.#takingDown.set(partial.track, cancel);
  }

  /** @param {string} track */
  #takeDown(track) {
    this.#takingDown.get(track)?.();
    this.#takingDown.delete(track);
    const { [track]: gone, ...rest } = this.partials.value;
    if (gone) this.partials.value = rest;
  }

  async #askTime() {
    if (!this.#socket.connected) return;
    const socket = this.#socket.id;
    const sent = this.#clock.counter();
    try {
      const { now } = await this.#ask("clock", {}, CLOCK_ANSWER_WITHIN);
      this.#clock.sample({ sent, received: this.#clock.counter(), now });
    } catch {
      // Connected, and nobody answers: a dead line is noticed sooner by a new one than by waiting.
      if (this.#socket.id === socket && this.#socket.connected) this.renew();
    }
  }

  /**
   * @param {string} event
   * @param {object} payload
   * @param {number} within ms
   * @returns {Promise<any>}
   */
  async #ask(event, payload, within) {
    const answer = await this.#socket.timeout(within).emitWithAck(event, payload);
    this.#hear();
    return answer;
  }

  #flush() {
    if (this.status.value !== "live") return;
    for (const letter of this.outbox.waiting()) this.#send(letter);
  }

  /** @param {Letter} letter */
  async #send(letter) {
    letter.flying = true;
    letter.tries += 1;
    try {
      if (letter.seat && !this.seated) {
        await this.sit();
        letter.seat = false;
        letter.flying = false; // joining again with the seat sends it
        return;
      }
      const { id, type, fields } = letter;
      const answer = await this.#ask("command", { ...fields, id, type }, ANSWER_WITHIN);
      if (answer.code === "unavailable" && letter.tries < UNAVAILABLE_TRIES) throw answer;
      this.outbox.settle(letter, answer);
    } catch (fault) {
      if (fault instanceof SeatRefused) this.outbox.settle(letter, fault.refusal);
      letter.flying = false;
      this.#clock.after(1_000 * Math.min(letter.tries, 10), () => this.#flush());
    }
  }

  async #takeSeat() {
    const { fetch = globalThis.fetch, seatUrl = `/m/${this.#options.meeting}/seat` } =
      this.#options;
    const headers = { accept: "application/json" };
    const response = await fetch(seatUrl, { method: "POST", headers, credentials: "same-origin" });
    if (response.status >= 500) throw new TypeError(`no seat: ${response.status}`);
    if (!response.ok) throw new SeatRefused(await response.json().catch(() => ({})));
    this.renew();
  }
}

/** The server will not give a seat. */
export class SeatRefused extends Error {
  /** @param {Partial<Refusal>} said */
  constructor(said) {
    super(said.code ?? "seat_needed");
    /** @type {Refusal} */
    this.refusal = {
      ok: false,
      code: said.code ?? "seat_needed",
      params: said.params ?? {},
      message: said.message ?? "",
    };
  }
}
