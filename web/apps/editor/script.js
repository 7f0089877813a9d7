// The transcript as one editor has it: its lines, which of them is looked at, what was changed and can be undone. The
// only part of this screen that asks anything of the meeting; it shows nothing and knows no element.

import { toast } from "../../components/toast.js";
import { glossaryOf } from "../../core/glossary.js";
import { gettext } from "../../core/i18n.js";
import { batch, computed, effect, signal } from "../../vendor/preact.js";
import { inCommands, nextToCheck, rowsOf, undoing } from "./model.js";

/** @import { Clock } from "../../core/clock.js" */
/** @import { Connection } from "../../core/connection.js" */
/** @import { Said, Span } from "../../core/spans.js" */
/** @import { Answer, Page, TrackCard } from "../../core/view.d.ts" */
/** @import { StaffView, TurnCard } from "../clerk/view.js" */
/** @import { Edit, Line, Row } from "./model.js" */

/** Around a turn that was changed, the lines this near to it are asked for anew, ms. */
const AROUND = 20_000;
const UNDONE_AT_MOST = 100;

export class Script {
  page;
  clock;
  connection;
  /** The lines known, by track, each list in order. */
  lines = signal(/** @type {Record<string, Line[]>} */ ({}));
  /** How many lines of the track are still to come. */
  missing = signal(/** @type {number | undefined} */ (undefined));
  /** The key of the row that is looked at. */
  here = signal("");
  /** What is being done to the row that is looked at. */
  doing = signal(/** @type {"" | "text" | "speaker" | "time" | "redact" | "name"} */ (""));
  finding = signal(false);
  /** Whether something was asked for that has not got the focus yet. */
  opening = false;
  glossary = signal(glossaryOf([]));
  /** What undoes each of the last acts; `was` is how often each line had been changed before the act. */
  undone = signal(
    /** @type {{ track: string, edits: Edit[], was: Record<number, number> }[]} */ ([]),
  );
  #chosen = signal("");
  #undoing = Promise.resolve();
  /** How far the changes of each track are known: the number of the last. */
  #known = new Map();

  /** @param {{ page: Page, clock: Clock, connection: Connection }} parts */
  constructor({ page, clock, connection }) {
    this.page = page;
    this.clock = clock;
    this.connection = connection;
    this.view = computed(() => /** @type {StaffView} */ (connection.copy.value?.view ?? page.view));
    this.track = computed(() => this.#track());
    this.rows = computed(() => rowsOf(this.lines.value[this.track.value?.track ?? ""] ?? []));
    this.at = computed(() => {
      const found = this.rows.value.findIndex((row) => row.key === this.here.value);
      return Math.max(found, 0);
    });
    this.row = computed(() => this.rows.value[this.at.value]);
    this.turns = computed(() => turnsOf(this.view.value));
    this.#keepUp();
    this.#loadTerms();
  }

  get clerks() {
    const roles = this.page.staff?.roles ?? [];
    return roles.includes("admin") || roles.includes("clerk");
  }

  /** @param {string} track */
  choose(track) {
    batch(() => {
      this.#chosen.value = track;
      this.here.value = "";
      this.doing.value = "";
    });
  }

  /** @param {number} at */
  go(at) {
    const rows = this.rows.value;
    const row = rows[Math.min(Math.max(at, 0), rows.length - 1)];
    if (row) this.here.value = row.key;
  }

  /**
   * To the next row that is to be looked at.
   * @param {number} [settled] a turn that is confirmed, though the view may not have it so yet
   * @returns {boolean} whether there is one
   */
  check(settled) {
    const turns = this.view.peek().turns ?? {};
    const confirmed = (/** @type {number} */ turn) =>
      turn === settled || !turns[turn] || turns[turn].confirmed || turns[turn].dais;
    const turnOf = (/** @type {Row | undefined} */ row) => this.turnOf(row)?.turn;
    const at = nextToCheck(this.rows.peek(), this.at.peek(), turnOf, confirmed);
    if (at !== undefined) this.go(at);
    return at !== undefined;
  }

  /** Whether no line of this track stands in a turn that is over, so that none leads to it. @param {TurnCard} turn */
  isBare({ began, ended }) {
    if (began === undefined || ended === undefined || this.missing.value !== undefined)
      return false;
    return !this.rows.value.some(({ piece }) => began <= piece.began && piece.began < ended);
  }

  /** To the first row of a turn. @param {number} turn */
  goToTurn(turn) {
    const at = this.rows.peek().findIndex((row) => this.turnOf(row)?.turn === turn);
    const began = this.view.peek().turns?.[turn]?.began ?? 0;
    this.go(at >= 0 ? at : this.rows.peek().findIndex((row) => row.piece.began >= began));
  }

  /** The turn in which the row is that is looked at. @returns {TurnCard | undefined} */
  get turn() {
    return this.turnOf(this.row.value);
  }

  /**
   * The turn in which a row is, by its time: what was fetched with it is older than a turn that was just split.
   * @param {Row | undefined} row
   * @returns {TurnCard | undefined}
   */
  turnOf(row) {
    if (!row) return undefined;
    const at = row.piece.began;
    return this.turns.value.findLast(
      ({ began = Infinity, ended = Infinity }) => began <= at && at < ended,
    );
  }

  /**
   * Asks for edits, all or none but for very many, and keeps what undoes them.
   * @param {Edit[]} edits
   * @param {boolean} [again] these undo others, and are not undone themselves
   * @returns {Promise<Answer>}
   */
  async edit(edits, again = false) {
    const track = this.track.peek()?.track ?? "";
    const numbers = edits.map((edit) => edit.cue);
    const before = this.#lines(track).filter((line) => numbers.includes(line.cue));
    /** @type {Answer} */
    let answer = { ok: true, seq: 0 };
    for (const some of inCommands(edits)) {
      answer = await this.connection.command("edit_cues", { track, edits: some });
      if (!answer.ok) break;
    }
    await this.fetch(track, Math.min(...numbers), Math.max(...numbers) + 1);
    if (answer.ok && !again) {
      const back = undoing(before, this.#lines(track));
      const was = Object.fromEntries(before.map((line) => [line.cue, line.changes]));
      this.undone.value = [...this.undone.peek(), { track, edits: back, was }].slice(
        -UNDONE_AT_MOST,
      );
    }
    return answer;
  }

  /** Takes the last act back, once what is being taken back is. */
  undo() {
    this.#undoing = this.#undoing.then(() => this.#undo());
    return this.#undoing;
  }

  async #undo() {
    const last = this.undone.peek().at(-1);
    if (!last) return void toast(gettext("There is nothing to undo."));
    this.undone.value = this.undone.peek().slice(0, -1);
    if (this.track.peek()?.track !== last.track) this.choose(last.track);
    const answer = await this.edit(last.edits, true);
    if (!answer.ok) return void toast(answer.message);
    // The lines are as the act before left them, but changed more often: what undoes that one has to know it.
    const now = new Map(this.#lines(last.track).map((line) => [line.cue, line.changes]));
    const known = (/** @type {Edit} */ edit) =>
      edit.seen === last.was[edit.cue] ? { ...edit, seen: now.get(edit.cue) ?? edit.seen } : edit;
    this.undone.value = this.undone
      .peek()
      .map((one) => (one.track === last.track ? { ...one, edits: one.edits.map(known) } : one));
    this.here.value = `${last.edits[0]?.cue}-0`;
    toast(gettext("Undone."));
  }

  /** @param {string} reason @param {Span[]} spans */
  async redact(reason, spans) {
    const answer = await this.connection.command("redact_cues", { reason, spans });
    if (!answer.ok) return answer;
    // What an undo would bring back must not come back.
    const taken = new Set(spans.map((span) => `${span.track}/${span.cue}`));
    this.undone.value = this.undone
      .peek()
      .filter((one) => !one.edits.some((edit) => taken.has(`${one.track}/${edit.cue}`)));
    for (const { track, cue } of spans) await this.fetch(track, cue, cue + 1);
    return answer;
  }

  /** All lines of every track, as they can be chosen from. @returns {Said[]} */
  said() {
    return Object.entries(this.lines.value).flatMap(([track, lines]) =>
      lines.map((line) => ({
        track,
        cue: line.cue,
        text: line.pieces.map((piece) => piece.text).join("\n"),
        began: line.pieces[0]?.began ?? line.began,
        ended: line.pieces.at(-1)?.ended ?? line.ended,
        said: line.received ?? "",
      })),
    );
  }

  /** Loads the other tracks too, for what has to reach all of them. */
  async loadAll() {
    await Promise.all(Object.keys(this.view.peek().tracks).map((track) => this.load(track)));
  }

  /** Loads a track, the newest lines first. @param {string} track */
  async load(track) {
    if (this.lines.peek()[track]) return;
    this.lines.value = { ...this.lines.peek(), [track]: [] };
    /** @type {number | undefined} */
    let before;
    do {
      const page = await this.#ask({ track, ...(before ? { before: String(before) } : {}) });
      if (!page) break;
      this.#keep(track, page.lines);
      before = page.before;
      if (track === this.track.peek()?.track) this.missing.value = before && before - 1;
    } while (before !== undefined);
    this.missing.value = undefined;
  }

  /** Lines as they stand now. @param {string} track @param {number} from @param {number} until not included */
  async fetch(track, from, until) {
    if (!this.lines.peek()[track]) return;
    const page = await this.#ask({ track, from: String(Math.max(from, 1)), before: String(until) });
    if (page) this.#keep(track, page.lines);
  }

  /** @param {Record<string, string>} query @returns {Promise<{ lines: Line[], before?: number } | undefined>} */
  async #ask(query) {
    try {
      const response = await fetch(`${this.page.urls.lines}?${new URLSearchParams(query)}`, {
        headers: { accept: "application/json" },
      });
      return response.ok ? await response.json() : undefined;
    } catch {
      toast(
        gettext(
          "The lines could not be fetched. They are asked for again when the connection is back.",
        ),
      );
      return undefined;
    }
  }

  /** @param {string} track @param {Line[]} fresh */
  #keep(track, fresh) {
    const byNumber = new Map(this.#lines(track).map((line) => [line.cue, line]));
    for (const line of fresh) byNumber.set(line.cue, line);
    const lines = [...byNumber.values()].sort((one, other) => one.cue - other.cue);
    this.lines.value = { ...this.lines.peek(), [track]: lines };
  }

  /** @param {string} track */
  #lines(track) {
    return this.lines.peek()[track] ?? [];
  }

  /** @returns {TrackCard | undefined} */
  #track() {
    const { meeting, tracks } = this.view.value;
    const weight = (/** @type {TrackCard} */ track) =>
      (track.cues ? 0 : 4) +
      (track.language === meeting.language ? 0 : 2) +
      (track.kind === "captions" ? 0 : 1);
    return (
      tracks[this.#chosen.value] ??
      Object.values(tracks).sort((one, other) => weight(one) - weight(other))[0]
    );
  }

  async #loadTerms() {
    const address = this.page.urls.terms;
    if (!address) return;
    try {
      const response = await fetch(address, { headers: { accept: "application/json" } });
      if (response.ok) this.glossary.value = glossaryOf((await response.json()).terms);
    } catch {
      // Without the glossary everything else works.
    }
  }

  #keepUp() {
    effect(() => {
      const track = this.track.value?.track;
      if (track) this.load(track);
    });
    // What others change, and what comes while the meeting goes on.
    effect(() => {
      for (const track of Object.values(this.view.value.tracks)) this.#follow(track);
    });
    /** @type {Record<string, TurnCard>} */
    let before = this.view.peek().turns ?? {};
    effect(() => {
      const now = this.view.value.turns ?? {};
      for (const turn of Object.values(now)) if (turn !== before[turn.turn]) this.#around(turn);
      before = now;
    });
  }

  /** @param {TrackCard} card */
  #follow({ track, cues = 0, mended = {} }) {
    const numbers = Object.keys(mended).map(Number);
    const last = Math.max(0, ...numbers);
    const known = this.#known.get(track);
    this.#known.set(track, { last, cues });
    if (!known) return;
    const fresh = numbers
      .filter((number) => number > known.last)
      .map((number) => mended[number] ?? 0);
    if (cues > known.cues) fresh.push(known.cues, cues);
    if (last - known.last > numbers.length) fresh.push(1, cues);
    if (fresh.length) this.#fetchAll(track, Math.min(...fresh), Math.max(...fresh) + 1);
  }

  /** @param {string} track @param {number} from @param {number} until */
  async #fetchAll(track, from, until) {
    for (let first = from; first < until; first += 1_000)
      await this.fetch(track, first, Math.min(first + 1_000, until));
  }

  /** @param {TurnCard} turn */
  #around({ began = 0, ended = Infinity }) {
    for (const [track, lines] of Object.entries(this.lines.peek())) {
      const near = lines.filter(
        (line) => line.ended > began - AROUND && line.began < ended + AROUND,
      );
      const [first, last] = [near[0], near.at(-1)];
      if (first && last) this.#fetchAll(track, first.cue, last.cue + 1);
    }
  }
}

/**
 * The turns in which somebody spoke, in the order they were held.
 * @param {StaffView} view
 * @returns {TurnCard[]}
 */
function turnsOf(view) {
  return Object.values(view.turns ?? {})
    .filter((turn) => turn.began !== undefined)
    .sort((one, other) => (one.began ?? 0) - (other.began ?? 0) || one.turn - other.turn);
}
