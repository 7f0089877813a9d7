// The clerk's desk: what this screen has chosen and opened, beside the copy of the view, and the one way in which
// it asks anything of the meeting. It shows nothing and knows no element.

import { announce } from "../../components/announcer.js";
import { stored } from "../../components/stored.js";
import { toast, told } from "../../components/toast.js";
import { computed, effect, signal } from "../../vendor/preact.js";
import { earlier, happened, written } from "./journal.js";
import { restore, STANDARD } from "./keymap.js";
import { floorActs } from "./may.js";
import { callingPeriod } from "./view.js";
import { why } from "./words.js";

/** @import { Clock } from "../../core/clock.js" */
/** @import { Connection } from "../../core/connection.js" */
/** @import { Answer, Page } from "../../core/view.d.ts" */
/** @import { Why } from "./may.js" */
/** @import { StaffView } from "./view.js" */

/**
 * The question that is open, if one is: its kind, and whom or what it is about.
 * @typedef {{kind: string, ticket?: number | undefined, item?: number | undefined, turn?: number | undefined,
 *   period?: number | undefined, after?: number | undefined, draw?: number | undefined, tickets?: number[], comments?: number[],
 *   next?: string}} Question
 *   `next`: what is asked next
 */

export class Desk {
  page;
  clock;
  connection;
  /** Which question is open. */
  question = signal(/** @type {Question | undefined} */ (undefined));
  /** The period whose queue is shown, if the clerk has chosen one. */
  chosenPeriod = signal(/** @type {number | undefined} */ (undefined));
  /** The ticket whose row is open. */
  openTicket = signal(/** @type {number | undefined} */ (undefined));
  /** The agenda item whose row is open. */
  openItem = signal(/** @type {number | undefined} */ (undefined));
  /** The turn that the key for confirming is about, after the meeting. */
  openTurn = signal(/** @type {number | undefined} */ (undefined));
  /** Acts on their way to the server, by name. */
  busy = signal(/** @type {ReadonlySet<string>} */ (new Set()));
  log;
  #keys = stored("clerk.keys", "");
  buzzer = stored("clerk.buzzer", "on");

  /** @param {{ page: Page, clock: Clock, connection: Connection }} parts */
  constructor({ page, clock, connection }) {
    this.page = page;
    this.clock = clock;
    this.connection = connection;
    this.view = computed(() => /** @type {StaffView} */ (connection.copy.value?.view ?? page.view));
    this.period = computed(() => {
      const chosen = this.chosenPeriod.value;
      const view = this.view.value;
      return chosen !== undefined && view.periods[chosen] ? chosen : callingPeriod(view);
    });
    /** The server's time, once a second: for what is greyed out until an instant. */
    this.second = computed(() => {
      const now = clock.beat.value || clock.now();
      return now - (now % 1_000);
    });
    /** What may be done with the floor, for what is greyed out. */
    this.may = computed(() => floorActs(this.view.value, this.second.value));
    this.minute = computed(() => this.second.value - (this.second.value % 60_000));
    this.keys = computed(() => (this.#keys.value ? restore(this.#keys.value) : STANDARD));
    this.offline = computed(() => connection.status.value === "offline");
    this.log = signal(earlier(this.view.value));
    this.#keepLog();
  }

  /** @param {import("./keymap.js").KeySettings} settings */
  setKeys(settings) {
    this.#keys.value = JSON.stringify(settings);
  }

  /** @param {string} role */
  has(role) {
    const roles = this.page.staff?.roles ?? [];
    return roles.includes("admin") || roles.includes(role);
  }

  /** Whether this person may do what is the clerk's alone (a chair may not). */
  get clerks() {
    return this.has("clerk");
  }

  /** @param {Question} question */
  ask(question) {
    this.question.value = question;
  }

  /** Says why something cannot be done. @param {Why} code */
  refuse(code) {
    toast(why(code));
  }

  /**
   * Asks something of the meeting, once at a time for each kind of act: a second press while the first is on
   * its way does nothing. Without a connection nothing is asked, for by the time it is back the room has moved on.
   * @param {string} type a command's name
   * @param {Record<string, unknown>} [fields]
   * @param {{ done?: string, again?: boolean, quiet?: boolean }} [how] `done`: what to say when it is;
   *   `again`: the same twice is two things; `quiet`: whoever asks shows a refusal
   * @returns {Promise<Answer | undefined>} nothing if it was not asked
   */
  async act(type, fields = {}, { done, again = false, quiet = false } = {}) {
    const name = `${type} ${JSON.stringify(fields)}`;
    if (!again && this.busy.value.has(name)) return undefined;
    if (this.offline.value) {
      this.refuse("offline");
      return undefined;
    }
    this.busy.value = new Set(this.busy.value).add(name);
    const given = Object.fromEntries(
      Object.entries(fields).filter(([, value]) => value !== undefined),
    );
    const answer = await this.connection.command(type, given);
    const rest = new Set(this.busy.value);
    rest.delete(name);
    this.busy.value = rest;
    const did = quiet ? answer.ok : told(answer);
    if (did && done) announce(done);
    return answer;
  }

  #keepLog() {
    let before = this.view.peek();
    effect(() => {
      const after = this.view.value;
      const fresh = happened(before, after, this.clock.now());
      before = after;
      if (fresh.length) this.log.value = written(this.log.peek(), fresh);
    });
  }
}
