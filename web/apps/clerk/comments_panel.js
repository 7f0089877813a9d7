// The written comments, beside the queue: those to look at first, one or many at a time. Their position is not
// here: whoever decides on them does not know it (R28).

import { reasonName } from "../../components/names.js";
import { formatTime, gettext, ngettext } from "../../core/i18n.js";
import { html, useState } from "../../vendor/preact.js";
import { ActButton, Panel } from "./parts.js";

/** @import { CommentCard, Comments, Shelf } from "./comments.js" */
/** @import { Desk } from "./desk.js" */

/** Longer texts are folded after this many characters. */
const FOLDED = 240;

/** @param {{ desk: Desk, comments: Comments }} props */
export function CommentsPanel({ desk, comments }) {
  const counts = desk.view.value.meeting.comments;
  const review = (counts.submitted ?? 0) + (counts.held ?? 0);
  /** @type {[Shelf, string, number][]} */
  const shelves = [
    ["review", gettext("To review"), review],
    ["published", gettext("Published"), counts.published],
    ["withdrawn", gettext("Withdrawn"), counts.withdrawn ?? 0],
  ];
  return html`<${Panel} id="comments" title=${gettext("Written comments")}>
    <div class="tabs" role="group" aria-label=${gettext("Which comments")}>
      ${shelves.map(
        ([shelf, label, count]) =>
          html`<button
            type="button"
            class="tab"
            key=${shelf}
            aria-pressed=${comments.shelf.value === shelf}
            onClick=${() => comments.show(shelf)}
          >
            ${label} <span class="count">${count}</span>
          </button>`,
      )}
    </div>
    <${Many} desk=${desk} comments=${comments} />
    <div class="panel-scroll"><${List} desk=${desk} comments=${comments} /></div>
  <//>`;
}

/** @param {{ desk: Desk, comments: Comments }} props */
function Many({ desk, comments }) {
  const list = comments.list.value;
  if (comments.shelf.value === "withdrawn" || list.length < 2) return null;
  const chosen = list.filter((card) => comments.chosen.value.has(card.comment));
  const numbers = chosen.map((card) => card.comment);
  const against = desk.clerks ? (chosen.length ? undefined : "nothing_chosen") : "role";
  return html`<div class="many">
    <label class="check">
      <input
        type="checkbox"
        checked=${chosen.length === list.length}
        onChange=${() => comments.toggleAll()}
      />
      ${
        chosen.length === 0
          ? gettext("All shown")
          : ngettext("%(num)s chosen", "%(num)s chosen", chosen.length)
      }
    </label>
    ${
      comments.shelf.value === "review" &&
      html`<${ActButton}
        desk=${desk}
        label=${gettext("Publish")}
        against=${against}
        onAct=${() => comments.publish(numbers)}
      />`
    }
    <${ActButton}
      desk=${desk}
      label=${gettext("Hold…")}
      against=${against}
      onAct=${() => desk.ask({ kind: "hold", comments: numbers })}
    />
  </div>`;
}

/** @param {{ desk: Desk, comments: Comments }} props */
function List({ desk, comments }) {
  const list = comments.list.value;
  if (comments.state.value === "failed")
    return html`<div class="empty">
      <p>${gettext("The comments could not be fetched.")}</p>
      <button type="button" class="button small second" onClick=${() => comments.again()}>
        ${gettext("Try again")}
      </button>
    </div>`;
  if (comments.state.value === "denied")
    return html`<p class="empty">${gettext("The clerk looks after the written comments.")}</p>`;
  if (list.length === 0) return html`<p class="empty">${emptyText(comments)}</p>`;
  return html`<ul class="comment-rows" role="list">
      ${list.map((card) => html`<${Row} key=${card.comment} desk=${desk} comments=${comments} card=${card} />`)}
    </ul>
    ${
      comments.more.value &&
      html`<button type="button" class="button small second" onClick=${() => comments.fetchMore()}>
        ${gettext("Show earlier")}
      </button>`
    }`;
}

/** @param {Comments} comments */
function emptyText(comments) {
  if (comments.state.value === "loading") return gettext("Fetching the comments…");
  switch (comments.shelf.value) {
    case "review":
      return gettext("Nothing to review. New comments appear here as they come in.");
    case "published":
      return gettext("No comment is published yet.");
    default:
      return gettext("No comment was withdrawn.");
  }
}

/** @param {{ desk: Desk, comments: Comments, card: CommentCard }} props */
function Row({ desk, comments, card }) {
  const { comment, status } = card;
  const [whole, setWhole] = useState(false);
  const item = card.item === undefined ? undefined : desk.view.value.items[card.item];
  const text = card.text ?? gettext("[removed]");
  const folded = text.length > FOLDED && !whole;
  const against = desk.clerks ? undefined : "role";
  return html`<li class=${`comment-row ${status}`}>
    <div class="comment-head">
      ${
        status !== "withdrawn" &&
        html`<input
          type="checkbox"
          aria-label=${gettext("Choose comment %(number)s", { number: comment })}
          checked=${comments.chosen.value.has(comment)}
          onChange=${() => comments.toggle(comment)}
        />`
      }
      <span class="numbers"><b>#${comment}</b></span>
      <span class="grow" dir="auto">${card.name || gettext("No name")}</span>
      <time class="soft small numbers">${formatTime(card.made_at)}</time>
    </div>
    ${item && html`<p class="comment-item small soft" dir="auto">${item.label}</p>`}
    <p class="comment-text" dir="auto">${folded ? `${text.slice(0, FOLDED)}…` : text}</p>
    ${
      text.length > FOLDED &&
      html`<button type="button" class="link small" aria-expanded=${!folded} onClick=${() => setWhole(!whole)}>
        ${folded ? gettext("Show all of it") : gettext("Show less")}
      </button>`
    }
    ${
      status === "held" &&
      html`<p class="mark warn">${gettext("Held: %(reason)s", { reason: reasonName(card.reason ?? "") })}</p>`
    }
    ${
      status !== "withdrawn" &&
      html`<div class="buttons-tight">
        ${
          status !== "published" &&
          html`<${ActButton}
            desk=${desk}
            label=${gettext("Publish")}
            against=${against}
            onAct=${() => comments.publish([comment])}
          />`
        }
        ${
          status !== "held" &&
          html`<${ActButton}
            desk=${desk}
            tone="quiet"
            label=${gettext("Hold…")}
            against=${against}
            onAct=${() => desk.ask({ kind: "hold", comments: [comment] })}
          />`
        }
      </div>`
    }
  </li>`;
}
