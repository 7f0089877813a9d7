// Owns the agenda as the public reads it: what was, is and will be heard, what is open for comment and until
// when, and on every such page how to ask for an interpreter or help (R40).

import { formatNumber, gettext } from "../core/i18n.js";
import { agenda, isOnItem, isOver, mayAsk, openPeriods } from "../core/queue.js";
import { html } from "../vendor/preact.js";
import { AskButton, PeriodState } from "./ask.js";
import { ContinuedItem } from "./continued.js";
import { Icon } from "./icon.js";
import { Linked } from "./linked.js";
import { PeriodRules } from "./rules.js";

/**
 * @import { Connection } from "../core/connection.js"
 * @import { ItemCard, Me, PeriodCard, View } from "../core/view.d.ts"
 * @import { Shape } from "./icon.js"
 */

/**
 * @param {{ view: View, me?: Me, connection: Connection, onAsked: (ticket: number) => void }} props
 */
export function Agenda({ view, me, connection, onAsked }) {
  const open = new Map(openPeriods(view).map((period) => [period.item, period]));
  const items = agenda(view);
  return html`<section class="card" id="agenda" aria-labelledby="agenda-heading">
    <h2 id="agenda-heading">${gettext("Agenda")}</h2>
    ${items.length === 0 && html`<p class="soft">${gettext("No agenda has been entered yet.")}</p>`}
    <ol class="rows agenda" role="list">
      ${items.map(
        (item) =>
          html`<li key=${item.item} aria-current=${item.status === "current" ? "true" : undefined}>
            <div class="agenda-item">
              <${ItemMark} status=${item.status} over=${isOver(view)} />
              <p class="prose" dir="auto">
                ${item.label}${item.consent && html` <span class="pill">${gettext("Consent calendar")}</span>`}
              </p>
            </div>
            <${ContinuedItem} item=${item} me=${me} />
            <${Positions} positions=${item.positions} />
            <${Prepared} view=${view} period=${view.periods[item.period ?? 0]} />
            <${Comment}
              period=${open.get(item.item)}
              view=${view}
              me=${me}
              connection=${connection}
              onAsked=${onAsked}
            />
          </li>`,
      )}
    </ol>
  </section>`;
}

/** R7: the rules stand there before sign-up opens. @param {{ view: View, period?: PeriodCard }} props */
function Prepared({ view, period }) {
  if (!period || view.meeting.sign_up_opens_at === undefined) return null;
  return html`<${PeriodRules} period=${period} />`;
}

/** R20: never without the words that say what it is not. @param {{ positions: ItemCard["positions"] }} props */
function Positions({ positions }) {
  if (!positions) return null;
  const { support, oppose, neutral } = positions;
  return html`<p class="small soft agenda-comment">
    ${gettext(
      // Translators: how many people took which position on an agenda item
      "In support: %(support)s. Opposed: %(oppose)s. Neutral: %(neutral)s. Those who spoke up, not a poll.",
      {
        support: formatNumber(support),
        oppose: formatNumber(oppose),
        neutral: formatNumber(neutral),
      },
    )}
  </p>`;
}

/** @type {Record<ItemCard["status"], Shape>} */
const SHAPES = { upcoming: "circle", current: "play", done: "check" };

/**
 * What was never reached says so where everyone sees it: nothing is to come any more.
 * @param {{ status: ItemCard["status"], over: boolean }} props
 */
export function ItemMark({ status, over }) {
  const words = {
    // Translators: an agenda item that was not taken up before the meeting ended
    upcoming: over ? gettext("Not reached") : gettext("To come"),
    current: gettext("Now"),
    done: gettext("Done"),
  };
  return html`<span class=${`agenda-mark ${status}`}
    ><${Icon} shape=${SHAPES[status]} turns=${status === "current"} /><span
      class=${status === "current" || (over && status === "upcoming") ? "" : "visually-hidden"}
      >${words[status]}</span
    ></span
  >`;
}

/**
 * @param {{
 *   period?: PeriodCard, view: View, me?: Me, connection: Connection, onAsked: (ticket: number) => void,
 * }} props
 */
function Comment({ period, view, me, connection, onAsked }) {
  if (!period) return null;
  return html`<div class="row agenda-comment">
    <p class="small">
      <strong>${gettext("Open for comment.")}</strong>${" "}
      <${PeriodState} period=${period} view=${view} />
    </p>
    ${
      mayAsk(me, period, view.items)
        ? html`<${AskButton} period=${period} connection=${connection} small onAsked=${onAsked} />`
        : html`<span class="pill good"><${Icon} shape="check" /> ${standing(me, period, view)}</span
          ><${PeriodRules} period=${period} />`
    }
  </div>`;
}

/**
 * How one's own request on an item stands, in a word.
 * @param {Me | undefined} me
 * @param {PeriodCard} period
 * @param {View} view
 */
function standing(me, period, view) {
  const statuses = Object.values(me?.requests ?? {})
    .filter((request) => isOnItem(request, period, view.items))
    .map((request) => request.status);
  if (statuses.some((status) => ["called", "speaking", "paused"].includes(status)))
    return gettext("It is your turn");
  if (statuses.some((status) => ["waiting", "listed"].includes(status)))
    return gettext("You have asked");
  if (statuses.includes("no_show")) return gettext("You were called");
  if (statuses.includes("ceded")) return gettext("You have ceded your time");
  return statuses.includes("merged") ? gettext("You have asked") : gettext("You have spoken");
}

/** R40, R5: interpreter, other help, and how to take part from elsewhere. @param {{ view: View }} props */
export function Help({ view }) {
  const { assistance, remote_access, place } = view.meeting;
  return html`<section class="card" id="help" aria-labelledby="help-heading">
    <h2 id="help-heading">${gettext("Taking part")}</h2>
    <h3>${gettext("Interpreter or accommodation")}</h3>
    <p class="prose">
      ${
        assistance
          ? html`<${Linked} text=${assistance} />`
          : gettext(
              "Say so in the details of your request to speak, or tell the clerk at any time.",
            )
      }
    </p>
    ${
      remote_access &&
      html`<h3>${gettext("By video or phone")}</h3>
      <p class="prose"><${Linked} text=${remote_access} /></p>`
    }
    ${
      place &&
      html`<h3>${gettext("In the room")}</h3>
      <p class="prose" dir="auto">${place}</p>`
    }
  </section>`;
}
