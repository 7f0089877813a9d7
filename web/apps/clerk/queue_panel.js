// The queue of a comment period, in the middle of the desk: its tabs, the list that is walked with the arrow
// keys, and those who did not come when called.

import { Icon } from "../../components/icon.js";
import { speakerName } from "../../components/names.js";
import { gettext, ngettext } from "../../core/i18n.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact.js";
import { AddRequest } from "./add_request.js";
import { CededList } from "./ceded_list.js";
import { useDragging } from "./dragging.js";
import { CallFrom, Draw, WaitingList } from "./draw_panel.js";
import { ForecastPanel } from "./forecast_panel.js";
import { recall } from "./may.js";
import { ActButton, Panel } from "./parts.js";
import { QueueRow } from "./queue_row.js";
import { landing, noShows, periodsInUse, queue } from "./view.js";
import { periodStatus } from "./words.js";

/** @import { Desk } from "./desk.js" */
/** @import { RequestCard } from "./view.js" */

/** How many rows are shown until more are asked for: no screen of fifteen hundred rows is read. */
const SHOWN = 60;

/** @param {{ desk: Desk, tools?: unknown }} props */
export function QueuePanel({ desk, tools }) {
  const view = desk.view.value;
  const period = desk.period.value;
  const waiting = queue(view, period);
  return html`<${Panel}
    id="queue"
    title=${gettext("Queue")}
    count=${period === undefined ? undefined : waiting.length}
    tools=${
      periodsInUse(view).length < 2
        ? html`<${Periods} desk=${desk} />${tools}`
        : html`${tools}<${Periods} desk=${desk} />`
    }
  >
    ${
      period === undefined
        ? html`<${NoPeriod} desk=${desk} />`
        : html`<${AddRequest} desk=${desk} period=${period} />
          <${ForecastPanel} desk=${desk} period=${period} />
          <div class="panel-scroll">
            <${CallFrom} desk=${desk} period=${period} />
            <${Draw} desk=${desk} period=${view.periods[period]} />
            <${List} desk=${desk} waiting=${waiting} key=${period} />
            <${Missed} desk=${desk} missed=${noShows(view, period)} />
            <${CededList} desk=${desk} period=${period} />
            <${WaitingList} desk=${desk} period=${period} />
          </div>`
    }
  <//>`;
}

/** @param {{ desk: Desk }} props */
function NoPeriod({ desk }) {
  const { status } = desk.view.value.meeting;
  const said =
    status === "scheduled" || status === "postponed"
      ? gettext("Nobody can ask to speak yet. Open sign-up, then open comment on an agenda item.")
      : status === "adjourned" || status === "cancelled"
        ? gettext("The meeting is over. Nobody is waiting.")
        : gettext(
            "No comment period is open. Choose an item of the agenda and open comment on it.",
          );
  return html`<p class="empty">${said}</p>`;
}

/** @param {{ desk: Desk }} props */
function Periods({ desk }) {
  const view = desk.view.value;
  const periods = periodsInUse(view);
  if (periods.length < 2) {
    const only = periods[0];
    return only ? html`<span class="soft small">${periodStatus(only, view.meeting)}</span>` : null;
  }
  return html`<div class="tabs" role="group" aria-label=${gettext("Comment periods")}>
    ${periods.map((card) => {
      const label = view.items[card.item]?.label ?? "";
      return html`<button
        type="button"
        class="tab"
        key=${card.period}
        aria-pressed=${card.period === desk.period.value}
        title=${label}
        onClick=${() => {
          desk.chosenPeriod.value = card.period;
        }}
      >
        <span class="tab-label" dir="auto">${label}</span>
        <span class="count">${queue(view, card.period).length}</span>
      </button>`;
    })}
  </div>`;
}

/** @param {{ desk: Desk, waiting: readonly RequestCard[] }} props */
function List({ desk, waiting }) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const [shown, setShown] = useState(SHOWN);
  const tickets = waiting.map((request) => request.ticket);
  const dragging = useDragging(list, (ticket, place) => {
    const landed = landing(tickets, ticket, place);
    if (landed) desk.ask({ kind: "move", ticket, after: landed.after ?? 0 });
  });
  const [walker, setWalker] = useState(/** @type {number | undefined} */ (undefined));
  const here = walker !== undefined && tickets.includes(walker) ? walker : tickets[0];
  useFocusKept(list, tickets, here);

  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const at = tickets.indexOf(here ?? 0);
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -at, End: tickets.length - 1 - at }[event.key];
    if (step === undefined || !isRow(event.target)) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(at + step, tickets.length - 1));
    const ticket = tickets[to];
    if (event.altKey && here !== undefined) {
      const landed = landing(tickets, here, to);
      if (landed) desk.ask({ kind: "move", ticket: here, after: landed.after ?? 0 });
      return;
    }
    if (to >= shown) setShown(to + SHOWN);
    setWalker(ticket);
    rowOf(list.current, ticket)?.focus();
  };

  if (waiting.length === 0)
    return html`<p class="empty">
      ${gettext("Nobody is waiting. People join on their own devices; add a card or a caller above.")}
    </p>`;
  return html`<ol
      class="queue-rows"
      role="list"
      aria-label=${gettext("Waiting, in order. Arrow keys walk, Alt and arrow keys move.")}
      ref=${list}
      onKeyDown=${onKeyDown}
    >
      ${waiting.slice(0, shown).map(
        (request, at) =>
          html`<${QueueRow}
            key=${request.ticket}
            desk=${desk}
            request=${request}
            place=${at + 1}
            walks=${request.ticket === here}
            dragging=${dragging}
            onFocus=${() => setWalker(request.ticket)}
          />`,
      )}
    </ol>
    ${
      waiting.length > shown &&
      html`<button type="button" class="button second small" onClick=${() => setShown(shown + SHOWN)}>
        ${ngettext("Show %(num)s more", "Show %(num)s more", Math.min(SHOWN, waiting.length - shown))}
      </button>`
    }`;
}

/** @param {EventTarget | null} target */
function isRow(target) {
  return target instanceof HTMLElement && target.classList.contains("row-open");
}

/** @param {HTMLElement | null} list @param {number | undefined} ticket @returns {HTMLElement | null} */
function rowOf(list, ticket) {
  return list?.querySelector(`[data-ticket="${ticket}"] .row-open`) ?? null;
}

/**
 * When the row that has the focus leaves the queue, the focus goes to the one in its place.
 * @param {{ current: HTMLElement | null }} list
 * @param {number[]} tickets
 * @param {number | undefined} here
 */
function useFocusKept(list, tickets, here) {
  const before = useRef({ tickets, focused: false });
  useEffect(() => {
    const lost = before.current.focused && document.activeElement === document.body;
    if (lost && !tickets.includes(here ?? 0)) rowOf(list.current, tickets[0])?.focus();
    else if (lost) rowOf(list.current, here)?.focus();
    before.current = { tickets, focused: Boolean(list.current?.contains(document.activeElement)) };
  });
}

/** @param {{ desk: Desk, missed: RequestCard[] }} props */
function Missed({ desk, missed }) {
  if (missed.length === 0) return null;
  return html`<section class="missed" aria-labelledby="missed-title">
    <h3 id="missed-title">${gettext("Did not come when called")}</h3>
    <ul role="list">
      ${missed.map(
        (request) =>
          html`<li key=${request.ticket}>
            <span class="ticket-tag">${request.ticket}</span>
            <span class="grow" dir="auto">${speakerName(request)}</span>
            ${
              request.back &&
              // Translators: a mark on somebody who did not come when called, and now says that they are there
              html`<span class="mark good"><${Icon} shape="check" />${gettext("Says: I’m here now")}</span>`
            }
            <${ActButton}
              desk=${desk}
              label=${gettext("Recall")}
              against=${recall(desk.view.value, request)}
              onAct=${() => desk.act("recall_request", { ticket: request.ticket })}
            />
          </li>`,
      )}
    </ul>
  </section>`;
}
