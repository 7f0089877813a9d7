// Owns what stands on one's own request while it waits, in the queue or on the waiting list: what happens next, what
// to do then, and what may be done meanwhile.

import { formatNumber, formatTime, gettext } from "../core/i18n.js";
import { amongNext, hasBegun, lacksName, listedPlace, place } from "../core/queue.js";
import { html } from "../vendor/preact.js";
import { AlertChoice } from "./attention.js";
import { Ceding, OfferedTime } from "./ceding.js";
import { Icon } from "./icon.js";
import { RequestDetails } from "./request-details.js";
import { Leave, LetOthersGo, MustLeave, Share } from "./request-dialogs.js";
import { WayIn } from "./request-floor.js";
import { told } from "./toast.js";

/**
 * @import { CardProps } from "./request-card.js"
 */

/** @param {CardProps} props */
export function WaitingState(props) {
  const { request, connection, view, fresh, clock } = props;
  const { ticket } = request;
  const first = place(view, ticket) === 1;
  const soon = amongNext(view, ticket);
  const begun = hasBegun(view);
  return html`
    <${OfferedTime} request=${request} view=${view} connection=${connection} />
    ${
      connection.status.value === "offline" &&
      html`<div class="notice warn">
      <${Icon} shape="offline" />
      <p>${gettext("No connection. Your place is safe: it is kept while you are away.")}</p>
    </div>`
    }
    ${
      request.on_its_way
        ? html`<div class="notice">
          <${Icon} shape="walk" />
          <p>${gettext("You are on the way. Your place is kept, and others may speak before you.")}</p>
        </div>`
        : html`<p class=${begun && soon && !first ? "call-ahead" : undefined}>
            ${
              begun
                ? html`<${WhatNext} channel=${request.channel} first=${first} soon=${soon} />`
                : gettext(
                    "Your place is kept until the meeting begins. Come back then: this page tells you when you are near.",
                  )
            }
          </p>
          ${begun && soon && html`<${WayIn} request=${request} view=${view} />`}`
    }
    <${NameNeeded} ...${props} />
    <div class="buttons">
      ${
        request.on_its_way
          ? html`<button
            type="button"
            class="button"
            onClick=${async () => told(await connection.command("im_here", { ticket }))}
          >
            ${gettext("I’m here now")}
          </button>`
          : begun &&
            html`<button
            type="button"
            class="button second"
            onClick=${async () => told(await connection.command("on_my_way", { ticket }))}
          >
            ${gettext("I’m on my way")}
          </button>`
      }
      <${LetOthersGo} request=${request} view=${view} connection=${connection} />
      ${!["scheduled", "postponed"].includes(view.meeting.status) && html`<${MustLeave} request=${request} connection=${connection} clock=${clock} />`}
      <${Share} page=${props.page} />
      <${Leave} ...${props} />
    </div>
    <${Ceding} request=${request} view=${view} connection=${connection} />
    ${
      request.leave_by !== undefined &&
      html`<p><${Icon} shape="clock" /> ${gettext(
        "You have said that you must leave by %(time)s. The clerk sees this.",
        {
          time: formatTime(request.leave_by),
        },
      )}</p>`
    }
    <${AlertChoice} />
    <details class="disclosure" open=${fresh || lacksName(view, request)}>
      <summary><${DetailsTitle} ...${props} /></summary>
      <${RequestDetails} request=${request} connection=${connection} view=${view} />
    </details>
  `;
}

/** R8, R16: on the waiting list, and why, and what can come of it. @param {CardProps} props */
export function ListedState(props) {
  const { request, view, connection, fresh } = props;
  const at = listedPlace(view, request.ticket);
  const why = {
    cap: gettext("More have asked than the time for this item allows."),
    late: gettext("You asked after sign-up had closed."),
    draw: gettext("More have asked than there are places, and lots decide."),
  };
  return html`
    <div class="notice">
      <${Icon} shape="clock" />
      <p>
        <strong>
          ${
            at === undefined
              ? gettext("You are on the waiting list")
              : gettext("You are number %(place)s on the waiting list", { place: formatNumber(at) })
          }
        </strong>
        ${" "}${why[request.listed ?? "cap"]}${" "}
        ${gettext("If a place becomes free you come into the queue, and this page tells you. It may not. You can also send a written comment.")}
      </p>
    </div>
    <${NameNeeded} ...${props} />
    <div class="buttons">
      <${Share} page=${props.page} />
      <${Leave} ...${props} />
    </div>
    <details class="disclosure" open=${fresh || lacksName(view, request)}>
      <summary><${DetailsTitle} ...${props} /></summary>
      <${RequestDetails} request=${request} connection=${connection} view=${view} />
    </details>
  `;
}

/** R2: the place is taken; a name is asked for before one is called. @param {CardProps} props */
function NameNeeded({ view, request }) {
  if (!lacksName(view, request)) return null;
  return html`<div class="notice warn">
    <${Icon} shape="pencil" />
    <p>
      ${gettext("Your place is taken. These rules ask for your name before you are called: please add it to your details below.")}
    </p>
  </div>`;
}

/** @param {CardProps} props */
function DetailsTitle({ view, request }) {
  return view.periods[request.period]?.names_required
    ? gettext("Your details – all but the name voluntary")
    : gettext("Your details – all voluntary");
}

/** @param {{ channel: string, first: boolean, soon: boolean }} props `soon`: among the next three */
function WhatNext({ channel, first, soon }) {
  if (soon && !first && channel !== "phone") {
    return channel === "in_person"
      ? gettext(
          "You are among the next three: please come to the seats by the lectern now, and wait there to be called.",
        )
      : gettext(
          "You are among the next three: please open the video link or the phone line now, and wait there to be called.",
        );
  }
  if (channel === "in_person") {
    return first
      ? gettext("Please come near the lectern. You are called by your ticket number.")
      : gettext("When you are called, go to the lectern. This page tells you when you are near.");
  }
  if (channel === "phone") {
    return gettext("When you are called, you are put through by phone. Stay on the line.");
  }
  return first
    ? gettext("Please open the video link or the phone line now, and wait there to be called.")
    : gettext(
        "When you are called, join by the video link or phone. This page tells you when you are near.",
      );
}
