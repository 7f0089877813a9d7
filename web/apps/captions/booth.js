// The captioner's booth: which track, what is being typed, what was sent and not yet answered. It is the only part
// of this screen that asks anything of the meeting; it shows nothing and knows no element.

import { stored } from "../../components/stored.js";
import { glossaryOf } from "../../core/glossary.js";
import { freshId } from "../../core/outbox.js";
import { anew, cuesOf, gather, mendedSince, standing } from "../../core/transcript.js";
import { batch, computed, effect, signal } from "../../vendor/preact.js";
import { restored } from "./dais.js";
import { muted, stillSending } from "./lines.js";
import { choices, restoredTags, same, switched, tagOf, used } from "./spoken.js";
import { finished, PARTIAL_EVERY, throttled, typed } from "./typing.js";

/** @import { Clock } from "../../core/clock.js" */
/** @import { Connection } from "../../core/connection.js" */
/** @import { CueCard, Page, TrackCard } from "../../core/view.d.ts" */
/** @import { Sent } from "./lines.js" */
/** @import { Draft } from "./typing.js" */

export class Booth {
  page;
  clock;
  connection;
  /** What is being typed. */
  draft = signal(/** @type {Draft | undefined} */ (undefined));
  /** Lines on their way, or refused. */
  sent = signal(/** @type {Sent[]} */ ([]));
  /** Captions of before, as fetched. */
  fetched = signal(/** @type {CueCard[]} */ ([]));
  /** Whether a page older than those fetched can be had. */
  older = signal(true);
  /** The body's names of streets and people. */
  glossary = signal(glossaryOf([]));
  /** The line of which words are to be taken out. */
  redacting = signal(/** @type {CueCard | undefined} */ (undefined));
  /** The key of the person said to speak: 0 is whoever has the floor. */
  speaker = signal(0);
  /** The ids of the lines begun here: what comes back of them is not another's. */
  #mine = new Set();
  #chosen;
  #people;
  #lately;
  /** The language chosen for a track; another track begins with its own. */
  #spoken = signal({ track: "", tag: "" });
  #partials;

  /** @param {{ page: Page, clock: Clock, connection: Connection }} parts */
  constructor({ page, clock, connection }) {
    this.page = page;
    this.clock = clock;
    this.connection = connection;
    this.#chosen = stored(`captions.desk.${page.meeting}`, "");
    this.#people = stored("captions.dais", "[]");
    this.#lately = stored("captions.languages", "[]");
    this.view = computed(() => connection.copy.value?.view ?? page.view);
    this.second = computed(() => {
      const now = clock.beat.value || clock.now();
      return now - (now % 1_000);
    });
    /** What another source of this track is saying. */
    this.others = computed(() => {
      const track = this.track.value;
      const partial = track && connection.partials.value[track.track];
      return partial && !this.#mine.has(partial.cue) ? partial : undefined;
    });
    this.people = computed(() => restored(this.#people.value));
    this.track = computed(() => this.#track());
    /** The language of what is typed: the track's own until another is chosen. */
    this.spoken = computed(() => {
      const track = this.track.value;
      const { track: of, tag } = this.#spoken.value;
      return of && of === track?.track ? tag : (track?.language ?? "");
    });
    /** The languages offered. */
    this.languages = computed(() => {
      const { meeting, tracks } = this.view.value;
      const languages = inOrder(tracks, meeting.language).map((track) => track.language);
      return choices(this.track.value?.language ?? "", languages, restoredTags(this.#lately.value));
    });
    this.muted = computed(() => muted(this.view.value));
    this.known = computed(() => {
      const track = this.track.value;
      return track
        ? gather(
            this.fetched.value.filter((cue) => cue.track === track.track),
            cuesOf(this.view.value, track.track),
          )
        : [];
    });
    this.captions = computed(() => standing(this.known.value));
    this.#partials = throttled(clock, PARTIAL_EVERY, (/** @type {Draft} */ draft) => {
      const track = this.track.peek();
      if (track && !this.muted.peek())
        connection.partial(track.track, draft.cue, draft.text, draft.lang);
    });
    this.#keepUp();
    this.#loadTerms();
  }

  /** @param {string} track */
  choose(track) {
    batch(() => {
      this.#chosen.value = track;
      this.fetched.value = [];
      this.older.value = true;
    });
  }

  /** @param {string[]} people */
  setPeople(people) {
    this.#people.value = JSON.stringify(people);
  }

  /** Who is said to speak, by the list on this device. @returns {string | undefined} none: the floor's */
  get said() {
    return this.people.value[this.speaker.value - 1];
  }

  /** The field's text has changed. @param {string} text */
  type(text) {
    const before = this.draft.peek();
    const now = Math.round(this.clock.now());
    const draft = typed(before, text, {
      now,
      fresh: freshId,
      speaker: this.said,
      lang: this.foreign,
    });
    this.draft.value = draft;
    if (draft) this.#mine.add(draft.cue);
    if (draft) this.#partials.put(draft);
    else if (before) this.#partials.put({ ...before, text: "" });
  }

  /** The language of what is typed, where it is not the track's. @returns {string | undefined} */
  get foreign() {
    const spoken = this.spoken.value;
    return spoken === this.track.value?.language ? undefined : spoken;
  }

  /**
   * Says in which language is typed, the line begun too; it stays until another is said.
   * @param {string} given its code
   * @returns {boolean} whether it is a language's
   */
  speak(given) {
    const track = this.track.peek();
    // A track's language is said as the track writes it.
    const known = this.languages.peek().find((one) => same(one, given.trim()));
    const tag = known ?? tagOf(given);
    if (!track || !tag) return false;
    batch(() => {
      const lately = used(restoredTags(this.#lately.peek()), this.spoken.peek());
      this.#lately.value = JSON.stringify(used(lately, tag));
      this.#spoken.value = { track: track.track, tag };
      const { lang: _, ...draft } = this.draft.peek() ?? {};
      if (!("cue" in draft)) return;
      const foreign = this.foreign;
      const told = /** @type {Draft} */ ({ ...draft, ...(foreign ? { lang: foreign } : {}) });
      this.draft.value = told;
      this.#partials.put(told);
    });
    return true;
  }

  /** Back to the language before, and forth again. */
  switchSpoken() {
    const lately = restoredTags(this.#lately.peek());
    this.speak(switched(this.spoken.peek(), lately, this.languages.peek()));
  }

  /** Says who speaks, for the line being typed too. @param {number} key */
  say(key) {
    if (key > this.people.peek().length) return;
    this.speaker.value = key;
    const { speaker: _, ...draft } = this.draft.peek() ?? {};
    if ("cue" in draft) {
      const said = this.said;
      this.draft.value = /** @type {Draft} */ ({ ...draft, ...(said ? { speaker: said } : {}) });
    }
  }

  /**
   * Sends the line. Nothing typed is lost: without a connection it waits in the outbox under its own id.
   * @returns {boolean} whether there was a line, and it may go out
   */
  send() {
    const draft = this.draft.peek();
    const track = this.track.peek();
    if (!draft || !track || this.muted.peek()) return false;
    this.#partials.drop();
    const fields = finished(draft, track.track);
    this.sent.value = [...this.sent.peek(), fields];
    this.draft.value = undefined;
    this.#deliver(fields);
    return true;
  }

  /** Sends a line again that was refused, as it is or mended. @param {Sent} line @param {string} text */
  again(line, text) {
    const { refused: _refused, number: _number, ...rest } = line;
    const fresh = { ...rest, cue: freshId(), text };
    this.sent.value = this.sent.peek().map((one) => (one === line ? fresh : one));
    this.#deliver(fresh);
  }

  /** @param {Sent} line */
  forget(line) {
    this.sent.value = this.sent.peek().filter((one) => one !== line);
  }

  /**
   * Mends a caption that is out already. What it read when the mending began goes with it: where somebody else has
   * changed it since, it is refused with the text as it is now.
   * @param {CueCard} cue as it was when the mending began
   * @param {{ text: string, speaker?: string }} mended
   */
  async correct({ track, cue, text: seen = "" }, mended) {
    const answer = await this.connection.command("correct_cue", { track, cue, seen, ...mended });
    if (answer.ok || answer.code === "cue_changed") await this.#anew(track, [cue]);
    return answer;
  }

  /**
   * R29: blots words out in every track at once.
   * @param {string} reason
   * @param {import("../../core/spans.js").Span[]} spans
   */
  async redact(reason, spans) {
    const answer = await this.connection.command("redact_cues", { reason, spans });
    if (answer.ok)
      await this.#anew(
        this.track.peek()?.track ?? "",
        spans.map((span) => span.cue),
      );
    return answer;
  }

  /** Every line that is known here, of every track, as words are chosen from it. */
  linesKnown() {
    const { cues } = this.view.peek();
    const known = [...this.captions.peek(), ...standing(Object.values(cues))];
    const byKey = new Map(known.map((cue) => [`${cue.track}/${cue.cue}`, cue]));
    return [...byKey.values()].map(({ track, cue, text = "", began, ended }) => ({
      track,
      cue,
      text,
      began,
      ended,
    }));
  }

  /** Fetches captions as they stand now. @param {string} track @param {number[]} numbers */
  async #anew(track, numbers) {
    const known = this.fetched.peek().filter((cue) => cue.track === track);
    const here = numbers.filter((number) => known.some((cue) => cue.cue === number));
    await anew(here, async (upTo) => {
      const page = await this.#page(track, upTo);
      if (!page || track !== this.track.peek()?.track) return undefined;
      this.fetched.value = gather(this.fetched.peek(), page.cues);
      return page.cues;
    });
  }

  /** Fetches the captions before those known. */
  async fetchOlder() {
    const track = this.track.peek()?.track;
    if (!track) return;
    const page = await this.#page(track, this.known.peek()[0]?.cue);
    if (!page || track !== this.track.peek()?.track) return;
    batch(() => {
      this.fetched.value = gather(page.cues, this.known.peek());
      this.older.value = page.before !== undefined;
    });
  }

  /**
   * @param {string} track
   * @param {number | undefined} before
   * @returns {Promise<import("../../core/transcript.js").CuePage | undefined>} nothing without a connection: the last
   *   captions are those that the view holds
   */
  async #page(track, before) {
    const { urls, meeting } = this.page;
    const query = new URLSearchParams({ track, ...(before ? { before: String(before) } : {}) });
    try {
      const response = await fetch(`${urls.cues ?? `/m/${meeting}/cues`}?${query}`, {
        headers: { accept: "application/json" },
      });
      if (!response.ok) return undefined;
      const page = await response.json();
      return { ...page, cues: page.cues.map((/** @type {CueCard} */ cue) => ({ ...cue, track })) };
    } catch {
      return undefined;
    }
  }

  /** @param {Sent} line */
  async #deliver(line) {
    const { number: _number, refused: _refused, ...fields } = line;
    const answer = await this.connection.command("add_cue", fields);
    const told = answer.ok
      ? { number: Number(answer.result?.cue ?? 0) }
      : { refused: answer.message || answer.code };
    this.sent.value = this.sent
      .peek()
      .map((one) => (one.cue === line.cue ? { ...one, ...told } : one));
  }

  /** @returns {TrackCard | undefined} */
  #track() {
    const { meeting, tracks } = this.view.value;
    return tracks[this.#chosen.value] ?? inOrder(tracks, meeting.language)[0];
  }

  async #loadTerms() {
    if (!this.page.urls.terms) return;
    try {
      const response = await fetch(this.page.urls.terms, {
        headers: { accept: "application/json" },
      });
      if (response.ok) this.glossary.value = glossaryOf((await response.json()).terms);
    } catch {
      // Without the glossary everything else works.
    }
  }

  #keepUp() {
    const mends = { track: "", last: /** @type {number | undefined} */ (undefined) };
    effect(() => {
      const card = this.track.value;
      if (!card) return;
      const { last, cues, all } = mendedSince(
        card,
        mends.track === card.track ? mends.last : undefined,
      );
      Object.assign(mends, { track: card.track, last });
      const numbers = all ? this.fetched.peek().map((cue) => cue.cue) : cues;
      if (numbers.length) this.#anew(card.track, numbers);
    });
    effect(() => {
      const left = stillSending(this.sent.value, this.captions.value);
      if (left.length !== this.sent.peek().length) this.sent.value = left;
    });
    effect(() => {
      // What leaves the view stays on this screen, so that any of the last lines can be mended.
      const seen = this.known.value;
      const known = this.fetched.peek();
      if (seen.length > known.length) this.fetched.value = seen;
    });
    effect(() => {
      const track = this.track.value?.track;
      if (track) this.connection.follow([track]);
    });
    // R42: what stands in the field when the session closes goes to nobody.
    effect(() => {
      if (this.muted.value) this.#partials.drop();
    });
  }
}

/**
 * The tracks as they are listed: captions in the meeting's own language first, then by name.
 * @param {Record<string, TrackCard>} tracks
 * @param {string} language
 * @returns {TrackCard[]}
 */
export function inOrder(tracks, language) {
  const weight = (/** @type {TrackCard} */ track) =>
    (track.language === language ? 0 : 1) + (track.kind === "captions" ? 0 : 2);
  return Object.values(tracks).sort(
    (one, other) => weight(one) - weight(other) || (one.track < other.track ? -1 : 1),
  );
}
