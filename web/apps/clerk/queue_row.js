// One row of the queue: who, since when, what they need; opened, everything that can be done with them. The
// position somebody takes is not shown to whoever orders and calls (R28).

import { channelName, reasonName, speakerName } from "../../components/names.js";
import { formatDuration, formatList, formatNumber, formatTime, gettext } from "../../core/i18n.js";
import { computed, html, useMemo } from "../../vendor/preact.js";
import { passName } from "./acts.js";
import { leaveMarks } from "./forecast.js";
import { requestActs } from "./may.js";
import { ActButton, Marks } from "./parts.js";
import { marks } from "./view.js";

/** @import { Desk } from "./desk.js" */
/** @import { Dragging } from "./dragging.js" */
/** @import { RequestCard } from "./view.js" */

/**
 * @param {{
 *   desk: Desk, request: RequestCard, place: number, walks: boolean, dragging: Dragging, onFocus: () => void,
 * }} props `walks`: the row that the Tab key reaches
 */
export function QueueRow({ desk, request, place, walks, dragging, onFocus }) {
  const { ticket } = request;
  const open = desk.openTicket.value === ticket;
  const carried = dragging.ticket === ticket ? "carried" : "";
  const edge = dragging.edge(ticket);
  return html`<li data-ticket=${ticket} class=${`queue-row ${carried} ${edge} ${open ? "open" : ""}`}>
    <div class="row-line">
      <span
        class="grip"
        aria-hidden="true"
        title=${gettext("Drag to move")}
        onPointerDown=${(/** @type {PointerEvent} */ event) => dragging.take(event, ticket)}
        >⠿</span
      >
      <span class="row-place numbers">${formatNumber(place)}</span>
      <button
        type="button"
        class="row-open"
        tabindex=${walks ? 0 : -1}
        aria-expanded=${open}
        onFocus=${onFocus}
        onClick=${() => {
          desk.openTicket.value = open ? undefined : ticket;
        }}
      >
        <span class="ticket-tag">${ticket}</span>
        <span class="row-name" dir="auto">${speakerName(request)}</span>
        <${Marks}
          marks=${[...leaveMarks(desk.view.value, request, place, desk.minute.value), ...marks(request, desk.view.value)]}
        />
        <span class="row-end">
          <${Lane} desk=${desk} request=${request} />
          <span class="row-channel">${channelName(request.channel)}</span>
          <${Since} desk=${desk} since=${request.made_at} />
        </span>
      </button>
    </div>
    ${open && html`<${Details} request=${request} /><${Acts} desk=${desk} request=${request} />`}
  </li>`;
}

/** R21, R22: why it stands where it stands. @param {{ desk: Desk, request: RequestCard }} props */
function Lane({ desk, request }) {
  const period = desk.view.value.periods[request.period];
  if (request.one_minute && period?.one_minute_ms)
    return html`<span class="mark">${formatDuration(period.one_minute_ms)}</span>`;
  const name = period?.classes?.[String(request.priority)];
  return name ? html`<span class="mark" dir="auto">${name}</span>` : null;
}

/** @param {{ desk: Desk, since: number }} props */
function Since({ desk, since }) {
  // By the second, drawn by the minute: a minute that begins with the clock's would be up to two long.
  const passed = useMemo(
    () => computed(() => Math.max(0, Math.floor((desk.second.value - since) / 60_000))),
    [desk, since],
  );
  const minutes = passed.value;
  const words = minutes < 1 ? gettext("just now") : formatDuration(minutes * 60_000);
  return html`<time class="soft numbers" title=${gettext("Since %(time)s", { time: formatTime(since) })}
    >${words}</time
  >`;
}

/** R11: what was granted, in words. @param {string | undefined} extra */
function extraTime(extra) {
  if (!extra) return undefined;
  return extra.endsWith("%")
    ? formatNumber(Number.parseInt(extra, 10) / 100, { style: "percent" })
    : formatDuration(Number(extra));
}

/** @param {{ request: RequestCard }} props */
function Details({ request }) {
  /** @type {[string, string | undefined][]} */
  const facts = [
    [gettext("Topic"), request.topic],
    [gettext("Pronunciation"), request.pronunciation],
    [gettext("Interpreter"), request.interpreter],
    [gettext("Accommodation"), request.accommodation],
    [gettext("Contact"), request.contact],
    [gettext("Extra time"), extraTime(request.extra)],
    [gettext("Speaks for"), request.speaks_for ? formatNumber(request.speaks_for) : undefined],
    [
      gettext("Has the time of tickets"),
      request.ceded_by && formatList(request.ceded_by.map((each) => formatNumber(each))),
    ],
    [
      gettext("Offers the time to ticket"),
      request.offers_to ? formatNumber(request.offers_to) : undefined,
    ],
    [gettext("Must leave by"), request.leave_by === undefined ? "" : formatTime(request.leave_by)],
    [gettext("Warned"), request.warned && reasonName(request.warned)],
    [gettext("Name refused"), request.name_refused && reasonName(request.name_refused)],
    // Translators: the number by which a person can find their request again
    [gettext("Receipt"), request.receipt],
  ];
  return html`<dl class="row-details">
    ${facts
      .filter(([, value]) => value)
      .map(
        ([name, value]) =>
          html`<div key=${name}>
            <dt>${name}</dt>
            <dd dir="auto">${value}</dd>
          </div>`,
      )}
  </dl>`;
}

/** @param {{ desk: Desk, request: RequestCard }} props */
function Acts({ desk, request }) {
  const { ticket } = request;
  const may = requestActs(desk.view.value, request);
  const clerk = desk.clerks ? undefined : "role";
  const ask = (/** @type {string} */ kind) => () => desk.ask({ kind, ticket });
  return html`<div class="row-acts" role="group" aria-label=${speakerName(request)}>
    <${ActButton} desk=${desk} label=${gettext("Call now…")} against=${may.call} onAct=${ask("call")} />
    <${ActButton} desk=${desk} label=${gettext("Move…")} against=${may.move} onAct=${ask("move")} />
    <${ActButton}
      desk=${desk}
      act="pass_name"
      label=${gettext("Pass name")}
      against=${clerk ?? may.pass_name}
      onAct=${() => passName(desk, ticket)}
    />
    <${ActButton}
      desk=${desk}
      label=${gettext("Refuse name…")}
      against=${clerk ?? may.refuse_name}
      onAct=${ask("refuse_name")}
    />
    <${ActButton}
      desk=${desk}
      label=${request.on_its_way ? gettext("Is here") : gettext("On the way")}
      against=${clerk}
      onAct=${() => desk.act(request.on_its_way ? "im_here" : "on_my_way", { ticket })}
    />
    <${ActButton} desk=${desk} label=${gettext("Edit…")} against=${clerk} onAct=${ask("edit_request")} />
    <${ActButton}
      desk=${desk}
      label=${gettext("Extra time…")}
      against=${clerk}
      onAct=${ask("grant_time")}
    />
    ${
      desk.view.value.periods[request.period]?.ceding &&
      html`<${ActButton}
        desk=${desk}
        label=${gettext("Cede time…")}
        against=${clerk ?? may.cede}
        onAct=${ask("cede_time")}
      />`
    }
    <${ActButton} desk=${desk} label=${gettext("Left the queue…")} against=${clerk} onAct=${ask("withdraw")} />
    <${ActButton}
      desk=${desk}
      label=${gettext("To another item…")}
      against=${may.to_period}
      onAct=${ask("to_period")}
    />
    <${ActButton} desk=${desk} label=${gettext("Warn…")} onAct=${ask("warn")} />
    <${ActButton}
      desk=${desk}
      tone="danger-quiet"
      label=${gettext("Remove…")}
      onAct=${ask("remove")}
    />
  </div>`;
}
