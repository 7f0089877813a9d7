// Owns written comments as their authors and readers see them: the form, the receipt, one's own with their state,
// and the published ones. Texts are fetched; the view holds only counts and one's own numbers.

import { formatDateTime, gettext, ngettext } from "../core/i18n.js";
import { isOver } from "../core/queue.js";
import { html, signal, useEffect, useRef, useState } from "../vendor/preact.js";
import { CommentFields } from "./comment-fields.js";
import { Confirm } from "./dialog.js";
import { readForm } from "./fields.js";
import { Icon } from "./icon.js";
import { positionName, reasonName } from "./names.js";
import { toast, told } from "./toast.js";

/**
 * @import { Connection } from "../core/connection.js"
 * @import { CommentStatus, Me, MyComment, Page, View } from "../core/view.d.ts"
 * @import { Shape } from "./icon.js"
 */

/** A comment as GET /m/ID/comments tells it. */
/**
 * @typedef {object} Written
 * @property {number} comment
 * @property {number} [item]
 * @property {string} [text]
 * @property {string} [name]
 * @property {"support" | "oppose" | "neutral"} [position]
 * @property {CommentStatus} status
 * @property {number} made_at
 * @property {boolean} [mine]
 */

/** The texts of one's own comments by number: known as soon as they are sent, and asked for after a reload. */
const ownTexts = signal(/** @type {Record<string, string>} */ ({}));

/** The comment just sent from this page: the focus goes on to its receipt. */
const fresh = signal("");

/** @param {{ view: View, me?: Me, connection: Connection, page: Page }} props */
export function Comments({ view, me, connection, page }) {
  const { list, more, fetchMore } = useComments(page.urls.comments ?? "", view, me);
  const over = isOver(view);
  const own = Object.values(me?.comments ?? {}).sort((one, other) => other.comment - one.comment);
  const published = list.filter((comment) => comment.status === "published");
  return html`<section class="card" id="comment" aria-labelledby="comment-heading">
    <h2 id="comment-heading">${gettext("Written comment")}</h2>
    ${
      over
        ? html`<p>${gettext("This meeting no longer takes written comments.")}</p>`
        : html`<${CommentForm} view=${view} page=${page} connection=${connection} />`
    }
    ${own.length > 0 && html`<${MyComments} own=${own} url=${page.urls.comments ?? ""} connection=${connection} />`}
    ${
      view.meeting.comments.published > 0 &&
      html`<${Published} list=${published} view=${view} more=${more} onMore=${fetchMore} />`
    }
  </section>`;
}

/** @param {{ view: View, page: Page, connection: Connection }} props */
function CommentForm({ view, page, connection }) {
  const [sending, setSending] = useState(false);
  const [sent, setSent] = useState(0); // a new number makes the form anew, empty
  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  const send = async (event) => {
    event.preventDefault();
    const { item, position, name = "", text = "" } = readForm(event.currentTarget);
    if (!text) {
      event.currentTarget.querySelector("textarea")?.focus();
      return;
    }
    setSending(true);
    const answer = await connection.command(
      "submit_comment",
      { text, name, ...(item ? { item: Number(item) } : {}), ...(position ? { position } : {}) },
      { seat: true },
    );
    setSending(false);
    if (!told(answer) || !answer.ok) return;
    const { comment = "", receipt = "" } = answer.result ?? {};
    ownTexts.value = { ...ownTexts.value, [comment]: text };
    setSent(sent + 1);
    fresh.value = String(comment);
    toast(gettext("Your comment has been received. Receipt: %(receipt)s", { receipt }));
  };
  return html`<form class="stack loose" key=${sent} onSubmit=${send}>
    <${CommentFields} view=${view} page=${page} autocomplete="name" />
    <div>
      <button class="button" disabled=${sending}>
        ${sending ? gettext("Sending…") : gettext("Send comment")}
      </button>
    </div>
    ${
      sending &&
      connection.status.value === "offline" &&
      html`<div class="notice warn" role="status">
        <${Icon} shape="offline" />
        <p>${gettext("No connection right now. Your comment is kept and sent as soon as there is one.")}</p>
      </div>`
    }
  </form>`;
}

/** @param {{ own: MyComment[], url: string, connection: Connection }} props */
function MyComments({ own, url, connection }) {
  const unknown = own.some((one) => ownTexts.value[one.comment] === undefined);
  useEffect(() => {
    if (unknown) learnOwnTexts(url);
  }, [unknown]);
  return html`<div class="stack" id="my-comments">
    <h3>${gettext("My comments")}</h3>
    <ul class="rows" role="list">
      ${own.map((one) => {
        const text = ownTexts.value[one.comment];
        return html`<${MyComment} key=${one.comment} due=${fresh.value === String(one.comment)}>
          ${text && html`<p class="prose" dir="auto">${text}</p>`}
          <div class="row">
            <${CommentState} status=${one.status} />
            <span class="small soft">${gettext("Receipt: %(receipt)s", { receipt: one.receipt })}</span>
          </div>
          ${
            one.status === "held" &&
            one.reason &&
            html`<p class="small">
            ${gettext("Not shown to the public: %(reason)s. It still reaches the members.", {
              reason: reasonName(one.reason),
            })}
          </p>`
          }
          ${
            one.status !== "withdrawn" &&
            html`<${WithdrawComment} comment=${one.comment} connection=${connection} />`
          }
        <//>`;
      })}
    </ul>
  </div>`;
}

/**
 * The form that was sent is gone: the focus goes on to what came of it, unless someone writes meanwhile.
 * @param {{ due: boolean, children?: unknown }} props
 */
function MyComment({ due, children }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (!due || document.activeElement?.matches("input, textarea, select")) return;
    fresh.value = "";
    place.current?.focus();
  }, [due]);
  return html`<li tabindex="-1" ref=${place}>${children}</li>`;
}

/** @type {Record<CommentStatus, [Shape, string]>} */
const LOOKS = {
  submitted: ["check", "accent"],
  held: ["pause", "warn"],
  published: ["check", "good"],
  withdrawn: ["close", ""],
};

/** @param {{ status: CommentStatus }} props */
function CommentState({ status }) {
  const [shape, tone] = LOOKS[status];
  return html`<span class=${`pill ${tone}`}><${Icon} shape=${shape} /> ${stateWord(status)}</span>`;
}

/** @param {CommentStatus} status */
function stateWord(status) {
  switch (status) {
    case "submitted":
      return gettext("Received");
    case "held":
      return gettext("Held");
    case "published":
      return gettext("Published");
    case "withdrawn":
      return gettext("Withdrawn");
  }
}

/** @param {{ comment: number, connection: Connection }} props */
function WithdrawComment({ comment, connection }) {
  const [asking, setAsking] = useState(false);
  return html`<div>
    <button type="button" class="button danger-quiet small" onClick=${() => setAsking(true)}>
      ${gettext("Withdraw comment")}
    </button>
    ${
      asking &&
      html`<${Confirm}
      title=${gettext("Withdraw this comment?")}
      confirm=${gettext("Withdraw comment")}
      danger
      onClose=${() => setAsking(false)}
      onConfirm=${async () => told(await connection.command("withdraw_comment", { comment }))}
    >
      <p>${gettext("It is taken from the public page. That it was made stays in the record.")}</p>
    <//>`
    }
  </div>`;
}

/** @param {{ list: Written[], view: View, more: boolean, onMore: () => void }} props */
function Published({ list, view, more, onMore }) {
  const { published } = view.meeting.comments;
  return html`<details class="disclosure">
    <summary>
      ${ngettext("Read %(num)s published comment", "Read %(num)s published comments", published)}
    </summary>
    <ul class="rows" role="list">
      ${list.map(
        (one) =>
          html`<li key=${one.comment}>
            <p class="small soft" dir="auto">${one.item ? view.items[one.item]?.label : ""}</p>
            <p class="prose" dir="auto">${one.text ?? gettext("[removed]")}</p>
            <p class="small soft">
              <bdi>${one.name || gettext("No name given")}</bdi> ·${" "}
              ${one.position && `${positionName(one.position)} · `}<time datetime=${new Date(one.made_at).toISOString()}>${formatDateTime(one.made_at)}</time>
            </p>
          </li>`,
      )}
    </ul>
    ${
      more &&
      html`<button type="button" class="button second" onClick=${onMore}>
      ${gettext("Show earlier")}
    </button>`
    }
  </details>`;
}

/**
 * The comments that this reader may have, the newest first; asked for anew when any changed.
 * @param {string} url
 * @param {View} view
 * @param {Me | undefined} me
 */
function useComments(url, view, me) {
  const [list, setList] = useState(/** @type {Written[]} */ ([]));
  const [before, setBefore] = useState(/** @type {number | undefined} */ (undefined));
  const asked = useRef(0);
  const own = JSON.stringify(me?.comments ?? {});
  /** @param {number} [from] */
  const load = async (from) => {
    asked.current += 1;
    const mine = asked.current;
    const answer = await fetchComments(from === undefined ? url : `${url}?before=${from}`);
    if (!answer || mine !== asked.current) return;
    setList(from === undefined ? answer.comments : [...list, ...answer.comments]);
    setBefore(answer.before);
  };
  useEffect(() => {
    if (view.meeting.comments.published || own !== "{}") load();
  }, [view.meeting.comments_changed, own]);
  return { list, more: before !== undefined, fetchMore: () => load(before) };
}

/** @param {string} url */
async function learnOwnTexts(url) {
  const answer = await fetchComments(`${url}?mine`);
  const texts = answer?.comments.map(({ comment, text = "" }) => [comment, text]) ?? [];
  ownTexts.value = { ...Object.fromEntries(texts), ...ownTexts.value };
}

/**
 * @param {string} url
 * @returns {Promise<{ comments: Written[], before?: number } | undefined>}
 */
async function fetchComments(url) {
  try {
    const response = await fetch(url, { headers: { accept: "application/json" } });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
