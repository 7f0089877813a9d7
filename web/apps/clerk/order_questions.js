// The questions about the order of a queue: which one a period is opened with, whom to take from the waiting
// list, and the contributions to the seed of a draw (R7, R8, R16).

import { speakerName } from "../../components/names.js";
import { orderSentence } from "../../components/rules.js";
import { formatDuration, gettext } from "../../core/i18n.js";
import { html } from "../../vendor/preact.js";
import { Ask, Field } from "./asking.js";

/** @import { BodyRules, PeriodCard } from "../../core/view.d.ts" */
/** @import { Desk, Question } from "./desk.js" */
/** @import { RequestCard } from "./view.js" */

/** @typedef {{ desk: Desk, question: Question }} Props */

const ORDERS = [
  "arrival",
  "in_person_first",
  "remote_first",
  "alternating",
  "registered_first",
  "not_heard_first",
  "one_minute_first",
  "priority",
  "lottery",
];

/** The order, the cap and whom a period is for; the body's rules are chosen already. @param {{ rules: BodyRules | undefined }} props */
export function OrderFields({ rules }) {
  const orders = ORDERS.filter((order) => order !== "priority" || rules?.priority_classes.length);
  return html`<div class="field">
      <label for="period-order">${gettext("Who speaks when")}</label>
      <p class="hint" id="period-order-hint">
        ${gettext("Published with the period, and written into the record.")}
      </p>
      <select class="input" id="period-order" name="order" aria-describedby="period-order-hint">
        ${orders.map(
          (order) =>
            html`<option value=${order} key=${order} selected=${order === (rules?.order ?? "arrival")}>
              ${orderSentence(order)}
            </option>`,
        )}
      </select>
    </div>
    <details class="disclosure">
      <summary>${gettext("Limits")}</summary>
      <div class="stack">
        <${Field}
          name="total_cap"
          type="number"
          min=${0}
          max=${1440}
          label=${gettext("Minutes for all speakers together")}
          hint=${gettext("0: no limit. The room and remote share it equally; what one side leaves unused goes to the other when sign-up closes. Whoever comes beyond it is on the waiting list.")}
          value=${(rules?.total_cap_ms ?? 0) / 60_000}
        />
        <${Field}
          name="lottery_above"
          type="number"
          min=${0}
          max=${100_000}
          label=${gettext("Draw lots when more than so many ask to speak")}
          hint=${gettext("0: no such number. Those who are not drawn are on the waiting list.")}
          value=${rules?.lottery_above ?? 0}
        />
        <label class="choice">
          <input type="checkbox" name="unheard" />
          ${gettext("Only for those who have not spoken in this meeting yet")}
        </label>
      </div>
    </details>`;
}

/**
 * What the fields say, as the command's.
 * @param {FormData} given
 */
export function orderGiven(given) {
  return {
    order: given.get("order"),
    total_cap_ms: Math.round(Number(given.get("total_cap")) * 60_000),
    lottery_above: Number(given.get("lottery_above")),
    ...(given.get("unheard") ? { later_period_for_unheard: true } : {}),
  };
}

/**
 * R21, R22: the lane or the published class of a card, where the order knows one.
 * @param {{ period: PeriodCard | undefined, request?: RequestCard }} props
 */
export function LaneField({ period, request }) {
  if (period?.one_minute_ms)
    return html`<label class="field"
      >${gettext("Time needed")}<select class="input" name="one_minute">
        <option value="0" selected=${!request?.one_minute}>${formatDuration(period.allotment_ms)}</option>
        <option value="1" selected=${Boolean(request?.one_minute)}>
          ${gettext("%(time)s, goes first", { time: formatDuration(period.one_minute_ms) })}
        </option>
      </select></label
    >`;
  if (!period?.classes) return null;
  return html`<label class="field"
    >${gettext("Class")}<select class="input" name="priority">
      <option value="0">${gettext("None")}</option>
      ${Object.entries(period.classes).map(
        ([number, name]) =>
          html`<option value=${number} key=${number} selected=${Number(number) === request?.priority}>
            ${name}
          </option>`,
      )}
    </select></label
  >`;
}

/**
 * A form's fields with the lane and class as the command has them.
 * @param {Record<string, unknown>} fields
 */
export function withLane({ one_minute, priority, ...fields }) {
  return {
    ...fields,
    ...(one_minute === undefined ? {} : { one_minute: one_minute === "1" }),
    ...(priority === undefined ? {} : { priority: Number(priority) }),
  };
}

/** Another than the one whose turn it is to be taken in: for a reason. @param {Props} props */
export function Admit({ desk, question }) {
  const request = desk.view.value.requests[question.ticket ?? 0];
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Take %(who)s into the queue", { who: request ? speakerName(request) : "" })}
    submit=${gettext("Take into the queue")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "admit_request",
        { ticket: question.ticket, reason: String(given.get("reason")) },
        { quiet: true, done: gettext("Taken into the queue.") },
      )}
  >
    <p>
      ${gettext("No place is free, or another on the list comes first. The reason stands in the public record.")}
    </p>
    <${Field} name="reason" label=${gettext("Reason")} required longest=${200} first />
  <//>`;
}

/** R7: what was just made before everyone's eyes. @param {Props} props */
export function GiveSeed({ desk, question }) {
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Add a contribution")}
    submit=${gettext("Add")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "give_seed",
        { draw: question.draw, text: String(given.get("text")) },
        { quiet: true, done: gettext("Added.") },
      )}
  >
    <p>
      ${gettext("Have something made by chance in public now: throw dice, draw a numbered ball. Read it out, and type exactly that. It cannot be changed.")}
    </p>
    <${Field}
      name="text"
      label=${gettext("What came up")}
      hint=${gettext("For example: 4 2 6 1")}
      required
      longest=${100}
      first
    />
  <//>`;
}

/** @param {Props} props */
export function DropDraw({ desk, question }) {
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Give up this draw")}
    submit=${gettext("Give up")}
    danger
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "drop_draw",
        { draw: question.draw, reason: String(given.get("reason")) },
        { quiet: true, done: gettext("The draw was given up.") },
      )}
  >
    <p>${gettext("The list opens again, and everyone keeps their place. The reason stands in the public record.")}</p>
    <${Field} name="reason" label=${gettext("Reason")} required longest=${200} first />
  <//>`;
}
