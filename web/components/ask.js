// Owns the one main button: a tap takes the place in the queue, and everything else is asked after (R1).

import { formatDateTime, formatTime, gettext } from "../core/i18n.js";
import { isOver, itemNow, latePeriods, mayAsk, openPeriods, waiting } from "../core/queue.js";
import { html, useState } from "../vendor/preact.js";
import { Icon } from "./icon.js";
import { PeriodRules } from "./rules.js";
import { stored } from "./stored.js";
import { told } from "./toast.js";

/**
 * @import { Clock } from "../core/clock.js"
 * @import { Connection } from "../core/connection.js"
 * @import { Me, PeriodCard, View } from "../core/view.d.ts"
 */

/** Where this person last said to be; the first guess is that of who is not in the room. */
export const lastChannel = stored("channel", "remote");

/**
 * The button of the first open period that one can still ask in; else why there is none.
 * @param {{ view: View, me?: Me, connection: Connection, clock: Clock, onAsked: (ticket: number) => void }} props
 */
export function Ask({ view, me, connection, clock, onAsked }) {
  const open = openPeriods(view);
  const period = open.find((one) => mayAsk(me, one, view.items));
  const late = latePeriods(view).find((one) => mayAsk(me, one, view.items));
  if (!period && late)
    return html`<${AskLate} view=${view} period=${late} connection=${connection} onAsked=${onAsked} />`;
  if (!period) return open.length ? null : html`<${NothingOpen} view=${view} />`;
  if (onList(period, clock.now()))
    return html`<${AskLate} view=${view} period=${period} connection=${connection} onAsked=${onAsked} />`;
  return html`<section class="card ask" aria-labelledby="ask-heading">
    <h2 id="ask-heading" class="overline">${gettext("Public comment is open")}</h2>
    ${
      period.item !== itemNow(view)?.item &&
      html`<p dir="auto"><strong>${view.items[period.item]?.label}</strong></p>`
    }
    <${AskButton} period=${period} connection=${connection} onAsked=${onAsked} />
    <p class="small soft"><${PeriodState} period=${period} view=${view} /></p>
    <${PeriodRules} period=${period} />
    <p class="small soft">
      ${
        period.names_required
          ? gettext(
              "No account needed. One tap takes your place; your name is asked for after, before you are called.",
            )
          : gettext("No name or account needed. One tap takes your place; details can follow.")
      }
    </p>
    <${DrawLine} period=${period} view=${view} />
  </section>`;
}

/** R16: whether who asks now stands on the waiting list. @param {PeriodCard} period @param {number} now */
function onList({ late_to_list, sign_up_closes_at }, now) {
  return late_to_list && sign_up_closes_at !== undefined && now >= sign_up_closes_at;
}

/** R16: sign-up is over, and nobody is sent away. @param {{ view: View, period: PeriodCard, connection: Connection, onAsked: (ticket: number) => void }} props */
function AskLate({ view, period, connection, onAsked }) {
  return html`<section class="card ask" aria-labelledby="ask-heading">
    <h2 id="ask-heading" class="overline">${gettext("Sign-up has closed")}</h2>
    <p dir="auto"><strong>${view.items[period.item]?.label}</strong></p>
    <p>
      ${gettext("You can still ask: you are then on the waiting list, from which the clerk may take people in while the item is heard.")}
    </p>
    <${AskButton} period=${period} connection=${connection} onAsked=${onAsked} />
  </section>`;
}

/** R7: what there is of a draw, with the page that shows how to check it. @param {{ period: PeriodCard, view: View }} props */
export function DrawLine({ period, view }) {
  const draw = period.draw === undefined ? undefined : view.draws[period.draw];
  if (!draw) return null;
  return html`<p class="small">
    ${
      draw.status === "drawn"
        ? gettext("Lots have been drawn.")
        : gettext(
            "The list for the draw is frozen. Who asks now stands behind those who are drawn.",
          )
    }${" "}
    <a href=${`/m/${view.meeting.id}/draws/${draw.draw}`}>${gettext("See the draw and check it")}</a>
  </p>`;
}

/**
 * @param {{
 *   period: PeriodCard, connection: Connection, small?: boolean, onAsked: (ticket: number) => void,
 * }} props
 */
export function AskButton({ period, connection, small = false, onAsked }) {
  const [asking, setAsking] = useState(false);
  const ask = async () => {
    if (asking) return;
    setAsking(true);
    const channel = lastChannel.value === "in_person" ? "in_person" : "remote";
    const asked = { period: period.period, channel };
    const answer = await connection.command("ask_to_speak", asked, { seat: true });
    setAsking(false);
    if (told(answer) && answer.ok) onAsked(Number(answer.result?.ticket ?? 0));
  };
  const waits = asking && connection.status.value !== "live";
  return html`
    <button
      type="button"
      class=${small ? "button second small" : "button big wide"}
      aria-disabled=${asking ? "true" : undefined}
      onClick=${ask}
    >
      <${Icon} shape="hand" />
      ${asking ? gettext("Taking your place…") : gettext("Ask to speak")}
    </button>
    ${
      waits &&
      html`<div class="notice warn" role="status">
      <${Icon} shape="offline" />
      <p>${gettext("No connection right now. Your request is kept and sent as soon as there is one.")}</p>
    </div>`
    }
  `;
}

/** How many wait, and until when one can ask. @param {{ period: PeriodCard, view: View }} props */
export function PeriodState({ period, view }) {
  const count = waiting(view, period.period);
  const until =
    period.status === "last_call" && period.closes_at !== undefined
      ? gettext("Last call: open until %(time)s.", {
          time: formatTime(period.closes_at, { timeStyle: "medium" }),
        })
      : gettext("Open until the chair makes the last call.");
  const { sign_up_closes_at: closes } = period;
  const signUp =
    closes !== undefined && view.meeting.status === "sign_up"
      ? `${gettext("Sign-up before the meeting closes %(time)s.", { time: formatDateTime(closes) })} `
      : "";
  return html`${signUp}${until}${" "}${gettext("Waiting: %(count)s.", { count })}`;
}

/** R16: when one can ask, in the body's time zone. @param {number} at */
function signUpOpens(at) {
  return gettext("Sign-up to speak opens %(time)s.", { time: formatDateTime(at) });
}

/** @param {{ view: View }} props */
function NothingOpen({ view }) {
  const over = isOver(view);
  return html`<section class="card" aria-labelledby="ask-heading">
    <h2 id="ask-heading" class="overline">${gettext("Public comment")}</h2>
    <p>
      ${
        over
          ? gettext("Requests to speak are no longer taken in this meeting.")
          : gettext(
              "No item is open for public comment right now. This page shows a button here as soon as one opens.",
            )
      }
      ${
        view.meeting.sign_up_opens_at !== undefined &&
        html` <strong>${signUpOpens(view.meeting.sign_up_opens_at)}</strong>`
      }
    </p>
  </section>`;
}
