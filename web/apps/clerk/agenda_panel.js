// The agenda, beside the floor: where the meeting is, what is open for comment, and what can be done with each
// item; what the rules forbid is greyed out and says why.

import { whereTo } from "../../components/continued.js";
import { Icon } from "../../components/icon.js";
import { PeriodRules } from "../../components/rules.js";
import { formatClock, formatDateTime, gettext, ngettext } from "../../core/i18n.js";
import { agenda, hasEnded, isOver } from "../../core/queue.js";
import { html } from "../../vendor/preact.js";
import { itemActs, meetingActs } from "./may.js";
import { ActButton, Panel } from "./parts.js";
import { queue } from "./view.js";
import { periodStatus } from "./words.js";

/** @import { ItemCard, PeriodCard } from "../../core/view.d.ts" */
/** @import { Desk } from "./desk.js" */

/** @param {{ desk: Desk }} props */
export function AgendaPanel({ desk }) {
  const view = desk.view.value;
  const items = agenda(view);
  return html`<${Panel}
    id="agenda"
    title=${gettext("Agenda")}
    tools=${html`<${ActButton}
      desk=${desk}
      tone="quiet"
      label=${gettext("Add item…")}
      against=${desk.clerks ? meetingActs(view).add_item : "role"}
      onAct=${() => desk.ask({ kind: "add_item" })}
    />`}
  >
    ${items.length === 0 && html`<p class="empty">${gettext("The agenda is empty. Add the first item.")}</p>`}
    <ol class="panel-scroll agenda-rows" role="list">
      ${items.map((item, at) => html`<${Item} key=${item.item} desk=${desk} item=${item} place=${at + 1} />`)}
    </ol>
  <//>`;
}

/** @param {{ desk: Desk, item: ItemCard, place: number }} props */
function Item({ desk, item, place }) {
  const view = desk.view.value;
  const period = item.period === undefined ? undefined : view.periods[item.period];
  const open = (desk.openItem.value ?? view.meeting.item) === item.item;
  return html`<li
    class=${`agenda-row ${item.status} ${open ? "open" : ""}`}
    tabindex="-1"
    aria-current=${item.status === "current" ? "step" : undefined}
  >
    <button
      type="button"
      class="item-open"
      aria-expanded=${open}
      onClick=${() => {
        desk.openItem.value = open ? 0 : item.item;
      }}
    >
      <span class="item-text">
        <span class="item-label" dir="auto">${item.label}</span>
        ${item.consent && html`<span class="mark">${gettext("Consent calendar")}</span>`}
        <${State} desk=${desk} item=${item} period=${period} />
      </span>
    </button>
    ${open && html`<${ItemActs} desk=${desk} item=${item} period=${period} place=${place} />`}
  </li>`;
}

/** @param {{ desk: Desk, item: ItemCard, period: PeriodCard | undefined }} props */
function State({ desk, item, period }) {
  const inUse =
    period && (period.status !== "closed" || queue(desk.view.value, period.period).length > 0);
  const moved =
    item.continued_to ?? (item.continued_from?.returned ? undefined : item.continued_from);
  if (item.status === "upcoming" && !inUse && !moved) return null;
  return html`<span class="item-state">
    ${
      item.status === "current" &&
      html`<span class="mark accent"><${Icon} shape="play" />${gettext("Current item")}</span>`
    }
    ${
      item.status === "done" &&
      html`<span class="mark"><${Icon} shape="check" />${gettext("Done")}</span>`
    }
    <${Continued} item=${item} />
    ${period && inUse && html`<${PeriodState} desk=${desk} period=${period} />`}
  </span>`;
}

/** R42: where it goes on, or where it comes from. @param {{ item: ItemCard }} props */
function Continued({ item }) {
  const { continued_to: to, continued_from: from } = item;
  return html`${
    to && html`<span class="mark accent wraps"><${Icon} shape="clock" />${whereTo(to)}</span>`
  }${
    from &&
    html`<span class="mark wraps">${
      from.returned
        ? gettext("Taken back to the earlier meeting")
        : gettext("Continued from %(time)s", { time: formatDateTime(from.held_at) })
    }</span>`
  }`;
}

/** @param {{ desk: Desk, period: PeriodCard }} props */
function PeriodState({ desk, period }) {
  const waiting = queue(desk.view.value, period.period).length;
  const tone = { open: "good", last_call: "warn", closed: "" }[period.status];
  const shape = { open: "comment", last_call: "bell", closed: "lock" }[period.status];
  const left =
    period.closes_at === undefined
      ? period.closing_ms === undefined
        ? ""
        : formatClock(Math.ceil(period.closing_ms / 1_000))
      : formatClock(Math.ceil(Math.max(0, period.closes_at - desk.second.value) / 1_000));
  return html`<span class=${`mark ${tone}`}
    ><${Icon} shape=${shape} />${periodStatus(period, desk.view.value.meeting)}${left && html` <span class="numbers">${left}</span>`}
    ${
      waiting > 0 &&
      // Translators: how many people wait to speak, beside the state of a comment period
      html`<span>· ${ngettext("%(num)s waiting", "%(num)s waiting", waiting)}</span>`
    }</span
  >`;
}

/**
 * R12: the current item closes without comment only when the clerk says so.
 * @param {Desk} desk
 * @param {"finish_item" | "start_item"} kind
 * @param {number} item
 */
function closeItem(desk, kind, item) {
  const { meeting, items } = desk.view.value;
  const current = meeting.item === undefined ? undefined : items[meeting.item];
  if (current && current.period === undefined) return desk.ask({ kind, item });
  return desk.act(kind, { item });
}

/**
 * Keyed where one act takes another's place: the focus must not stand on what undoes the act, for a second press.
 * @param {{ desk: Desk, item: ItemCard, period: PeriodCard | undefined, place: number }} props
 */
function ItemActs({ desk, item, period, place }) {
  const view = desk.view.value;
  const may = itemActs(view, item, desk.second.value);
  const clerk = desk.clerks ? undefined : "role";
  const order = view.meeting.agenda;
  const { item: number } = item;
  const open = period && period.status !== "closed";
  /** @param {number} to the place it shall have, counted from 0 */
  const move = (to) => {
    const others = order.filter((other) => other !== number);
    return desk.act("move_item", { item: number, after: others[to - 1] });
  };
  return html`<div class="item-acts">
    <div class="buttons-tight">
      ${
        item.status === "current"
          ? html`<${ActButton}
              key="finish"
              desk=${desk}
              label=${gettext("Finish item")}
              onAct=${() => closeItem(desk, "finish_item", number)}
            />`
          : html`<${ActButton}
              key="start"
              desk=${desk}
              label=${item.status === "done" ? gettext("Return to item") : gettext("Start item")}
              against=${may.start}
              onAct=${() => closeItem(desk, "start_item", number)}
            />`
      }
      ${
        open
          ? html`<${PeriodActs} desk=${desk} period=${period} may=${may} />`
          : html`<${ActButton}
              desk=${desk}
              tone=${item.status === "current" ? "" : "second"}
              label=${openLabel(period)}
              against=${may.open}
              onAct=${() =>
                period?.held
                  ? desk.act("open_period", { item: number }, { done: gettext("Comment is open.") })
                  : desk.ask({ kind: "open_period", item: number })}
            />`
      }
    </div>
    <${ContinueActs} desk=${desk} item=${item} period=${period} against=${may.continue} />
    ${open && html`<${PeriodRules} period=${period} />`}
    <div class="buttons-tight">
      <${ActButton}
        desk=${desk}
        tone="quiet"
        label=${gettext("Edit…")}
        against=${clerk}
        onAct=${() => desk.ask({ kind: "edit_item", item: number })}
      />
      <${ActButton}
        desk=${desk}
        tone="quiet"
        label=${gettext("Up")}
        against=${clerk ?? may.move ?? (place === 1 ? "at_the_front" : undefined)}
        onAct=${() => move(place - 2)}
      />
      <${ActButton}
        desk=${desk}
        tone="quiet"
        label=${gettext("Down")}
        against=${clerk ?? may.move ?? (place === order.length ? "at_the_end" : undefined)}
        onAct=${() => move(place)}
      />
      <${ActButton}
        desk=${desk}
        tone="quiet"
        label=${item.consent ? gettext("Take off the consent calendar") : gettext("Put on the consent calendar")}
        against=${clerk ?? may.move}
        onAct=${() => desk.act("set_item_consent", { item: number, consent: !item.consent })}
      />
    </div>
  </div>`;
}

/** @param {PeriodCard | undefined} period */
function openLabel(period) {
  if (period?.held) return gettext("Take requests again");
  return period ? gettext("Open comment again…") : gettext("Open comment…");
}

/**
 * R42: an open hearing can go on in a later meeting; and be taken back, as long as nothing happened there.
 * @param {{ desk: Desk, item: ItemCard, period: PeriodCard | undefined, against: ReturnType<typeof itemActs>["continue"] }} props
 */
function ContinueActs({ desk, item, period, against }) {
  const view = desk.view.value;
  const { item: number, continued_to: to } = item;
  if (to)
    return html`<p class="small">
        ${ngettext("%(num)s person keeps their place there.", "%(num)s people keep their place there.", to.kept)}
      </p>
      <div class="buttons-tight">
        <a class="button second small" href=${`/m/${to.meeting}/clerk`}>${gettext("Go to that meeting")}</a>
        <${ActButton}
          key="back"
          desk=${desk}
          tone="quiet"
          label=${gettext("Take the hearing back")}
          against=${isOver(view) ? "over" : undefined}
          onAct=${() => desk.act("undo_continuation", { item: number }, { done: gettext("The hearing is here again.") })}
        />
      </div>`;
  if (!period || (hasEnded(period) && queue(view, period.period).length === 0)) return null;
  return html`<div class="buttons-tight">
    <${ActButton}
      key="on"
      desk=${desk}
      label=${gettext("Continue to a later meeting…")}
      against=${against}
      onAct=${() => desk.ask({ kind: "continue_item", item: number })}
    />
  </div>`;
}

/** R14: an open period closes by its last call. @param {{ desk: Desk, period: PeriodCard, may: ReturnType<typeof itemActs> }} props */
function PeriodActs({ desk, period, may }) {
  const { period: number } = period;
  return period.status === "last_call"
    ? html`<${ActButton}
        key="withdraw"
        desk=${desk}
        label=${gettext("Withdraw last call")}
        against=${may.withdraw_last_call}
        onAct=${() => desk.act("withdraw_last_call", { period: number })}
      />`
    : html`<${ActButton}
          desk=${desk}
          label=${gettext("Time for each…")}
          onAct=${() => desk.ask({ kind: "set_allotment", period: number })}
        />
        <${ActButton}
          desk=${desk}
          label=${gettext("Last call")}
          against=${may.last_call}
          onAct=${() => desk.act("make_last_call", { period: number })}
        />
        <${ActButton}
          desk=${desk}
          label=${gettext("Close")}
          against=${may.close}
          onAct=${() => desk.act("close_period", { period: number })}
        />`;
}
