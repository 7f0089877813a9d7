// Owns what stands where a hearing is continued to a later meeting (R42): on one's own request and on the agenda, in
// the meeting that it leaves and in the one in which it goes on.

import { formatDateTime, formatDuration, formatNumber, gettext, ngettext } from "../core/i18n.js";
import { place, waiting } from "../core/queue.js";
import { html } from "../vendor/preact.js";
import { Icon } from "./icon.js";

/** @import { ItemCard, Me, MyRequest, Page, View } from "../core/view.d.ts" */

/** In a line of the agenda. @param {{ starts_at?: number, cancelled?: boolean }} to */
export function whereTo({ starts_at, cancelled }) {
  if (cancelled) return gettext("Continued to a meeting that is cancelled");
  if (starts_at === undefined) return gettext("Continued to a day that is not known yet");
  return gettext("Continued to %(time)s", { time: formatDateTime(starts_at) });
}

/** @param {{ starts_at?: number, cancelled?: boolean }} to */
function continuedTo({ starts_at, cancelled }) {
  if (cancelled)
    return gettext(
      "The meeting in which this hearing was to go on is cancelled. Ask the clerk about it.",
    );
  if (starts_at === undefined)
    return gettext("This hearing is continued. The new day is not known yet.");
  return gettext("This hearing is continued to %(time)s.", { time: formatDateTime(starts_at) });
}

/** The place is kept elsewhere, or counts again where it came from. @param {{ request: MyRequest }} props */
export function ContinuedState({ request }) {
  const { continued, before } = request;
  if (!continued)
    return html`<p>
        ${gettext("This hearing was taken back to the earlier meeting. Your ticket there counts again.")}
      </p>
      ${before && html`<p><a href=${`/m/${before.meeting}`}>${gettext("Go to the earlier meeting")}</a></p>`}`;
  return html`<div class="notice">
      <${Icon} shape="clock" />
      <p>
        <strong>${continuedTo(continued)}</strong>${" "}
        ${
          continued.cancelled
            ? ""
            : continued.ticket === undefined
              ? gettext("Your place is kept.")
              : gettext("Your place is kept: your ticket there is number %(ticket)s.", {
                  ticket: continued.ticket,
                })
        }
      </p>
    </div>
    ${
      continued.ticket !== undefined &&
      html`<div class="buttons">
      <a class="button" href=${`/m/${continued.meeting}`}>${gettext("See my place there")}</a>
    </div>`
    }`;
}

/**
 * Places that were continued to this meeting and are this browser's by its seat in the one before, where it has a
 * seat of its own here: to be read only. Where they stand in the queue everyone may know.
 * @param {{ page: Page, view: View }} props
 */
export function KeptPlaces({ page, view }) {
  return html`${(page.kept_places ?? []).map(({ ticket, period, held_at }) => {
    const at = place(view, ticket);
    return html`<div class="notice" key=${ticket}>
      <${Icon} shape="clock" />
      <div>
        <p>
          <strong
            >${gettext("You also have a place continued from %(time)s: ticket %(ticket)s.", {
              time: formatDateTime(held_at),
              ticket,
            })}</strong
          >
          ${
            at !== undefined &&
            html`${" "}${gettext("Number %(place)s of %(count)s", {
              place: formatNumber(at),
              count: formatNumber(waiting(view, period)),
            })}`
          }
        </p>
        <p>${gettext("It keeps its turn. To change or leave it, tell the clerk, or open it on another device with your return code.")}</p>
      </div>
    </div>`;
  })}`;
}

/** Where a request that waits here has waited before. @param {{ request: MyRequest }} props */
export function ContinuedFrom({ request }) {
  const { before, left_ms, status } = request;
  if (!before || status === "returned") return null;
  return html`<p class="small">
    ${gettext(
      "Continued from the meeting of %(time)s, where your ticket was number %(ticket)s. That receipt stays good.",
      { time: formatDateTime(before.held_at), ticket: before.ticket },
    )}
    ${
      left_ms !== undefined &&
      html`${" "}${gettext("Your turn was cut short there: %(time)s are left.", {
        time: formatDuration(left_ms),
      })}`
    }
  </p>`;
}

/** An item that goes on in another meeting, or came from one. @param {{ item: ItemCard, me?: Me }} props */
export function ContinuedItem({ item, me }) {
  const { continued_to: to, continued_from: from } = item;
  const heard = me?.heard?.[item.item];
  if (!to && (!from || from.returned)) return null;
  return html`<div class="small agenda-comment">
    ${
      to &&
      html`<p>
      <a href=${`/m/${to.meeting}`}
        >${whereTo(to)}</a
      >.${" "}
      ${ngettext("%(num)s person keeps their place there.", "%(num)s people keep their place there.", to.kept)}
    </p>`
    }
    ${
      from &&
      !from.returned &&
      html`<p>
      <a href=${`/m/${from.meeting}`}
        >${gettext("Continued from %(time)s", { time: formatDateTime(from.held_at) })}</a
      >.${" "}
      ${
        heard
          ? gettext("You have spoken on this item there, with ticket %(ticket)s.", {
              ticket: heard.ticket,
            })
          : ngettext(
              "%(num)s person keeps their place from there.",
              "%(num)s people keep their place from there.",
              from.kept,
            )
      }
    </p>`
    }
  </div>`;
}
