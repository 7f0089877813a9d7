// The written comments as the desk has them: fetched by the page, again when the meeting says that some changed,
// those to look at first. It knows no element.

import { computed, effect, signal } from "../../vendor/preact.js";

/** @import { Answer, CommentStatus } from "../../core/view.d.ts" */
/** @import { Desk } from "./desk.js" */

/**
 * As staff see it: never with its position (R28).
 * @typedef {{ comment: number, item?: number, text?: string, name?: string, status: CommentStatus,
 *   made_at: number, reason?: string }} CommentCard
 */

/** Which comments are shown: those to look at, or those published, or withdrawn. */
/** @typedef {"review" | "published" | "withdrawn"} Shelf */

/** @type {Record<Shelf, CommentStatus[]>} */
const STATUSES = {
  review: ["submitted", "held"],
  published: ["published"],
  withdrawn: ["withdrawn"],
};

/** How long to wait for more changes before fetching again, ms. */
const GATHER_MS = 400;

export class Comments {
  shelf = signal(/** @type {Shelf} */ ("review"));
  list = signal(/** @type {CommentCard[]} */ ([]));
  chosen = signal(/** @type {ReadonlySet<number>} */ (new Set()));
  state = signal(/** @type {"loading" | "ready" | "failed" | "denied"} */ ("loading"));
  /** Where the next older page begins, if there is one. */
  #before = signal(/** @type {number | undefined} */ (undefined));
  #desk;
  #asked = 0;

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    this.more = computed(() => this.#before.value !== undefined);
    const changed = computed(() => desk.view.value.meeting.comments_changed);
    let first = true;
    effect(() => {
      this.shelf.value;
      changed.value;
      if (first) {
        first = false;
        this.#fetch();
        return undefined;
      }
      return desk.clock.after(GATHER_MS, () => this.#fetch());
    });
  }

  /** @param {Shelf} shelf */
  show(shelf) {
    this.chosen.value = new Set();
    this.shelf.value = shelf;
  }

  /** @param {number} comment */
  toggle(comment) {
    const chosen = new Set(this.chosen.value);
    if (!chosen.delete(comment)) chosen.add(comment);
    this.chosen.value = chosen;
  }

  /** Chooses all that are shown, or none where all are chosen. */
  toggleAll() {
    const all = this.list.value.map((card) => card.comment);
    this.chosen.value = new Set(all.every((one) => this.chosen.value.has(one)) ? [] : all);
  }

  /** The next older page. */
  fetchMore() {
    return this.#fetch(this.#before.value);
  }

  again() {
    return this.#fetch();
  }

  /** @param {number[]} comments */
  async publish(comments) {
    this.chosen.value = new Set();
    await Promise.all(comments.map((comment) => this.#desk.act("publish_comment", { comment })));
  }

  /**
   * @param {number[]} comments
   * @param {string} reason of R26
   * @returns {Promise<Answer | undefined>} the first refusal, if there was one
   */
  async hold(comments, reason) {
    this.chosen.value = new Set();
    const answers = await Promise.all(
      comments.map((comment) =>
        this.#desk.act("hold_comment", { comment, reason }, { quiet: true }),
      ),
    );
    return answers.find((answer) => answer && !answer.ok);
  }

  /** @param {number} [before] none: the newest page, in place of what is shown */
  async #fetch(before) {
    this.#asked += 1;
    const asked = this.#asked;
    const statuses = STATUSES[this.shelf.peek()];
    const { urls, meeting } = this.#desk.page;
    const query = new URLSearchParams([
      ["as", "staff"],
      ...statuses.map((status) => ["status", status]),
    ]);
    // What is confided to the clerk is not fetched for anyone else.
    if (!this.#desk.clerks) {
      this.state.value = "denied";
      return;
    }
    if (before !== undefined) query.set("before", String(before));
    try {
      const response = await fetch(`${urls.comments ?? `/m/${meeting}/comments`}?${query}`, {
        headers: { accept: "application/json" },
      });
      if (!response.ok) throw new TypeError(`comments: ${response.status}`);
      const page = /** @type {{comments: CommentCard[], before?: number}} */ (
        await response.json()
      );
      if (asked !== this.#asked) return;
      const fresh = page.comments.filter((card) => statuses.includes(card.status));
      const list = before === undefined ? fresh : [...this.list.peek(), ...fresh];
      this.list.value = this.shelf.peek() === "review" ? inReviewOrder(list) : list;
      this.#before.value = page.before;
      this.state.value = "ready";
    } catch {
      if (asked === this.#asked) this.state.value = "failed";
    }
  }
}

/**
 * The held ones first, for somebody has to decide on them; then those that nobody has looked at, the oldest
 * first.
 * @param {CommentCard[]} list
 */
export function inReviewOrder(list) {
  const weight = (/** @type {CommentCard} */ card) => (card.status === "held" ? 0 : 1);
  return [...list].sort((one, other) => weight(one) - weight(other) || one.comment - other.comment);
}
