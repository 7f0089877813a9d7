// Owns one's own request on screen: the ticket, the place, the wait, what happens next and what to do then. What
// may be done is the server's to decide; here stands what is offered in each state.

import { formatNumber, formatTime, gettext, ngettext } from "../core/i18n.js";
import { amongNext, isOver, listedPlace, place, wait, waiting } from "../core/queue.js";
import { computed, html, useMemo, useState } from "../vendor/preact.js";
import { AlertChoice } from "./attention.js";
import { Ceded, Ceding } from "./ceding.js";
import { Confirm } from "./dialog.js";
import { Icon } from "./icon.js";
import { Linked } from "./linked.js";
import { reasonName } from "./names.js";
import { RequestDetails } from "./request-details.js";
import { LetOthersGo, MustLeave, ShareDialog } from "./request-dialogs.js";
import { statusSentence } from "./status.js";
import { Timer } from "./timer.js";
import { told } from "./toast.js";

/**
 * @import { Clock } from "../core/clock.js"
 * @import { Connection } from "../core/connection.js"
 * @import { Floor, MyRequest, Page, View } from "../core/view.d.ts"
 */

/**
 * @typedef {object} CardProps
 * @property {MyRequest} request
 * @property {View} view
 * @property {Clock} clock
 * @property {Connection} connection
 * @property {Page} page
 * @property {boolean} [fresh] just made: its details are asked after
 */

/**
 * Whether a request is on the floor or called to it: then its card stands before all else.
 * @param {MyRequest} request
 */
export function isUrgent({ status }) {
  return ["called", "speaking", "paused"].includes(status);
}

/** @param {CardProps} props */
export function RequestCard(props) {
  const { request, view } = props;
  const urgent = isUrgent(request);
  const item = view.items[request.item];
  return html`<section
    class=${urgent ? "card urgent" : "card mine"}
    id=${`request-${request.ticket}`}
    aria-labelledby=${`request-heading-${request.ticket}`}
  >
    <div class="row apart">
      <div>
        <h2 class="overline" id=${`request-heading-${request.ticket}`}>${gettext("Your ticket")}</h2>
        <p class="ticket">${request.ticket}</p>
      </div>
      <${Standing} ...${props} />
    </div>
    ${
      request.warned &&
      html`<div class="notice warn">
        <${Icon} shape="alert" />
        <p>
          ${gettext("The chair has warned you: %(reason)s. If it goes on you can lose the floor.", {
            reason: reasonName(request.warned),
          })}
        </p>
      </div>`
    }
    ${urgent && html`<${State} ...${props} />`}
    <div class="small soft">
      ${item && html`<p dir="auto">${item.label}</p>`}
      <p>${gettext("Receipt: %(receipt)s", { receipt: request.receipt })}</p>
    </div>
    ${!urgent && html`<${State} ...${props} />`}
  </section>`;
}

/** Place and wait, or the state in a word. @param {CardProps} props */
function Standing({ request, view, clock }) {
  const at = place(view, request.ticket);
  if (isOver(view)) return null;
  if (request.status === "waiting" && view.periods[request.period]?.undecided)
    return html`<div class="standing">
      <p class="large"><strong>${gettext("Lots decide your place")}</strong></p>
      <p class="soft">${gettext("They are drawn in public before anyone is called.")}</p>
    </div>`;
  if (request.status !== "waiting" || at === undefined) return null;
  const all = waiting(view, request.period);
  return html`<div class="standing">
    <p class="large">
      <strong>
        ${
          at === 1
            ? gettext("You are next")
            : gettext("Number %(place)s of %(count)s", {
                place: formatNumber(at),
                count: formatNumber(all),
              })
        }
      </strong>
    </p>
    <p class="soft"><${Wait} view=${view} ticket=${request.ticket} clock=${clock} /></p>
  </div>`;
}

/** The wait as a range in whole minutes. @param {{ view: View, ticket: number, clock: Clock }} props */
function Wait({ view, ticket, clock }) {
  const range = useMemo(
    () =>
      computed(() => {
        const known = wait(view, ticket, clock.beat.value || clock.now());
        if (!known) return "";
        const least = Math.round(known.least / 60_000);
        return `${least} ${Math.max(least + 1, Math.ceil(known.most / 60_000))}`;
      }),
    [view, ticket, clock],
  );
  if (!range.value) return gettext("Wait: not known until a few people have spoken");
  const [least = 0, most = 1] = range.value.split(" ").map(Number);
  if (most <= 1) return gettext("Wait: about a minute");
  return least === 0
    ? ngettext("Wait: up to %(num)s minute", "Wait: up to %(num)s minutes", most)
    : ngettext(
        "Wait: about %(least)s to %(num)s minute",
        "Wait: about %(least)s to %(num)s minutes",
        most,
        {
          least: formatNumber(least),
        },
      );
}

/** @param {CardProps} props */
function State(props) {
  const { request, view } = props;
  switch (request.status) {
    case "waiting":
      if (isOver(view)) return html`<p>${statusSentence(view.meeting)}</p>`;
      return html`<${WaitingState} ...${props} />`;
    case "listed":
      return html`<${ListedState} ...${props} />`;
    case "called":
      return html`<${CalledState} ...${props} />`;
    case "speaking":
    case "paused":
      return html`<${SpeakingState} ...${props} />`;
    case "no_show":
      return html`<p>
          ${gettext("You were called and did not answer. Tell the clerk that you are here: until the period closes you can be called again.")}
        </p>
        <${Leave} ...${props} />`;
    case "done":
      return html`<p><${Icon} shape="check" /> ${gettext("You have spoken on this item. Thank you.")}</p>`;
    case "withdrawn":
      return html`<p>${gettext("You left the queue.")}</p>`;
    case "merged":
      return html`<${MergedState} ...${props} />`;
    case "ceded":
      return html`<${Ceded} ...${props} />`;
    default:
      return html`<p>
        ${gettext("The clerk took this request out of the queue: %(reason)s.", {
          reason: reasonName(request.reason ?? ""),
        })}
      </p>`;
  }
}

/** Of two requests of one person the earlier place is kept; both receipts stay good. @param {CardProps} props */
function MergedState({ request, view }) {
  const ticket = request.kept?.ticket ?? request.ticket;
  const at = request.kept?.status === "waiting" ? place(view, ticket) : undefined;
  return html`<p>
    ${gettext("You had two tickets. What counts is ticket %(ticket)s, which came first; this receipt stays good.", { ticket })}
    ${" "}
    ${
      at !== undefined &&
      gettext("Number %(place)s of %(count)s", {
        place: formatNumber(at),
        count: formatNumber(waiting(view, request.period)),
      })
    }
  </p>`;
}

/** @param {CardProps} props */
function WaitingState(props) {
  const { request, connection, view, fresh, clock } = props;
  const { ticket } = request;
  const first = place(view, ticket) === 1;
  const soon = amongNext(view, ticket);
  return html`
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
        : html`<p class=${soon && !first ? "call-ahead" : undefined}>
            <${WhatNext} channel=${request.channel} first=${first} soon=${soon} />
          </p>`
    }
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
          : html`<button
            type="button"
            class="button second"
            onClick=${async () => told(await connection.command("on_my_way", { ticket }))}
          >
            ${gettext("I’m on my way")}
          </button>`
      }
      <${LetOthersGo} request=${request} view=${view} connection=${connection} />
      <${MustLeave} request=${request} connection=${connection} clock=${clock} />
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
    <details class="disclosure" open=${fresh}>
      <summary>${gettext("Your details – all voluntary")}</summary>
      <${RequestDetails} request=${request} connection=${connection} clock=${clock} view=${view} />
    </details>
  `;
}

/** R8, R16: on the waiting list, and why, and what can come of it. @param {CardProps} props */
function ListedState(props) {
  const { request, view, connection, clock, fresh } = props;
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
    <div class="buttons">
      <${Share} page=${props.page} />
      <${Leave} ...${props} />
    </div>
    <details class="disclosure" open=${fresh}>
      <summary>${gettext("Your details – all voluntary")}</summary>
      <${RequestDetails} request=${request} connection=${connection} clock=${clock} view=${view} />
    </details>
  `;
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

/** @param {CardProps} props */
function CalledState(props) {
  const { request, connection, view } = props;
  const { ticket } = request;
  return html`
    <p class="call">
      ${
        request.channel === "in_person"
          ? gettext("It is your turn. Please go to the lectern.")
          : gettext("It is your turn. Please join now.")
      }
    </p>
    ${
      request.channel !== "in_person" &&
      view.meeting.remote_access &&
      html`<p class="prose"><${Linked} text=${view.meeting.remote_access} /></p>`
    }
    ${
      request.grace_until &&
      html`<p>
      ${gettext("Your place is held until %(time)s.", {
        time: formatTime(request.grace_until, { timeStyle: "medium" }),
      })}
    </p>`
    }
    <div class="buttons">
      <button
        type="button"
        class="button second"
        onClick=${async () => told(await connection.command("on_my_way", { ticket }))}
      >
        ${gettext("I’m on my way – let the next go first")}
      </button>
      <${Leave} ...${props} />
    </div>
  `;
}

/** @param {CardProps} props */
function SpeakingState({ request, clock }) {
  const { status, turn = 0, allotment_ms = 0, ends_at, remaining_ms } = request;
  /** @type {Floor} */
  const floor = {
    turn,
    walk_up: false,
    status: status === "paused" ? "paused" : "speaking",
    allotment_ms,
    called_at: 0,
    calls: 1,
    ...(ends_at === undefined ? {} : { ends_at }),
    ...(remaining_ms === undefined ? {} : { remaining_ms }),
  };
  return html`
    <p class="call">${gettext("You have the floor.")}</p>
    <${Timer} turn=${floor} clock=${clock} />
  `;
}

/** @param {CardProps} props */
function Leave({ request, connection }) {
  const [asking, setAsking] = useState(false);
  const { ticket } = request;
  return html`
    <button type="button" class="button danger-quiet" onClick=${() => setAsking(true)}>
      ${gettext("Leave the queue")}
    </button>
    ${
      asking &&
      html`<${Confirm}
      title=${gettext("Leave the queue?")}
      confirm=${gettext("Leave the queue")}
      cancel=${gettext("Stay")}
      danger
      onClose=${() => setAsking(false)}
      onConfirm=${async () => told(await connection.command("withdraw_request", { ticket }))}
    >
      <p>
        ${gettext("You lose your place with ticket %(ticket)s. While the period is open you can ask again, at the end of the queue.", { ticket })}
      </p>
    <//>`
    }
  `;
}

/** @param {{ page: Page }} props */
function Share({ page }) {
  const [shown, setShown] = useState(false);
  return html`
    <button type="button" class="button quiet" onClick=${() => setShown(true)}>
      ${gettext("Use on another device")}
    </button>
    ${shown && html`<${ShareDialog} page=${page} onClose=${() => setShown(false)} />`}
  `;
}
