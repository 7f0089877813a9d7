// Owns the attendee's page as a whole: what stands on it in which order, and who is told of what. One page for
// the phone at home and the phone in the room; everything on it also stands in the page without scripts.

import { Agenda, Help } from "../components/agenda-list.js";
import { Announcer } from "../components/announcer.js";
import { Ask, lastChannel } from "../components/ask.js";
import { CaptionReader } from "../components/caption-reader.js";
import { Comments } from "../components/comments.js";
import { KeptPlaces } from "../components/continued.js";
import { keepFocus } from "../components/focus.js";
import { Icon } from "../components/icon.js";
import { Now } from "../components/now.js";
import { begin, takeOver } from "../components/page.js";
import { PaperCard } from "../components/paper-card.js";
import { isUrgent, RequestCard } from "../components/request-card.js";
import { watchStanding } from "../components/standing.js";
import { ConnectionPill, StatusPill, statusSentence } from "../components/status.js";
import { stored } from "../components/stored.js";
import { Toasts } from "../components/toast.js";
import { gettext, nameZone } from "../core/i18n.js";
import { alive, isOver, myRequests } from "../core/queue.js";
import { effect, html, signal } from "../vendor/preact.js";

/**
 * @import { Clock } from "../core/clock.js"
 * @import { Connection } from "../core/connection.js"
 * @import { MyRequest, Page, View } from "../core/view.d.ts"
 */

/** Whether the running transcript is shown in place of the two lines. */
const running = stored("captions.running", false);
/** The ticket just taken on this page, whose details are asked after. */
const fresh = signal(0);

/** @typedef {{ page: Page, clock: Clock, connection: Connection }} Parts */

/** @param {Parts} parts */
function Attendee({ page, clock, connection }) {
  const copy = connection.copy.value;
  if (!copy) return null;
  const { view, me } = copy;
  // A card that was put back shows as the card that it is again.
  const requests = myRequests(me).filter(({ ticket }) => ticket !== me?.card?.ticket);
  const kept = page.kept_places ?? [];
  const mine = new Set([...requests, ...kept].map(({ ticket }) => ticket));
  const stands = (/** @type {MyRequest} */ request) =>
    alive(request) || request.status === "continued";
  const present = requests.filter(stands);
  const past = requests.filter((request) => !stands(request));
  /** @param {number} ticket */
  const onAsked = (ticket) => {
    fresh.value = ticket;
  };
  const shared = { view, me, connection, page, clock, onAsked };
  const card = (/** @type {MyRequest} */ request) =>
    html`<${RequestCard}
      key=${request.ticket}
      ...${shared}
      request=${request}
      fresh=${fresh.value === request.ticket}
    />`;
  return html`<div class="attendee">
    <${State} view=${view} connection=${connection} />
    ${present.filter(isUrgent).map(card)}
    <${Now} view=${view} clock=${clock} mine=${mine} />
    <div class="mine-column stack">
      ${me?.card && html`<${PaperCard} card=${me.card} view=${view} connection=${connection} />`}
      ${present.filter((request) => !isUrgent(request)).map(card)}
      <${KeptPlaces} page=${page} view=${view} />
      <${Ask} ...${shared} />
      ${
        !isOver(view) &&
        html`<p class="small">
          <a href=${page.urls.claim}>${gettext("I have a paper card or a return code")}</a>
        </p>`
      }
      ${past.map(card)}
    </div>
    <${CaptionCard} view=${view} page=${page} connection=${connection} />
    <${Comments} ...${shared} />
    <div class="side stack">
      <${Agenda} ...${shared} />
      <${Help} view=${view} />
    </div>
    <${Toasts} clock=${clock} />
    <${Announcer} />
  </div>`;
}

/** The meeting's state and the connection's, in words. @param {{ view: View, connection: Connection }} props */
function State({ view, connection }) {
  const { meeting } = view;
  const sentence = statusSentence(meeting);
  return html`<div class="state stack">
    <div class="row">
      <${StatusPill} status=${meeting.status} />
      <${ConnectionPill} status=${connection.status.value} unsent=${connection.outbox.size.value} />
      ${sentence && html`<p>${sentence}</p>`}
    </div>
    ${
      connection.refusal.value &&
      html`<div class="notice bad">
      <${Icon} shape="alert" />
      <p>${connection.refusal.value.message}</p>
    </div>`
    }
    ${
      meeting.announcement &&
      html`<div class="notice">
      <${Icon} shape="bell" />
      <p dir="auto"><strong>${meeting.announcement}</strong></p>
    </div>`
    }
    ${
      meeting.room_cleared_at !== undefined &&
      html`<div class="notice">
      <${Icon} shape="lock" />
      <p>
        ${gettext("The room has been cleared after a disruption. The press stays, the meeting goes on, and you can follow it here.")}
      </p>
    </div>`
    }
    ${
      meeting.status === "adjourned" &&
      html`<p><a href=${`/archive/${meeting.id}`}>${gettext("Transcript and record of this meeting")}</a></p>`
    }
  </div>`;
}

/** @param {{ view: View, page: Page, connection: Connection }} props */
function CaptionCard(props) {
  return html`<section class="card" id="captions" aria-labelledby="captions-heading">
    <h2 id="captions-heading">${gettext("Captions")}</h2>
    <${CaptionReader} ...${props} running=${running} />
  </section>`;
}

/**
 * A seat that another tab took is this tab's too.
 * @param {Connection} connection
 * @param {string} meeting
 */
function shareSeat(connection, meeting) {
  const others = new BroadcastChannel(`seat:${meeting}`);
  let seated = connection.seated;
  others.addEventListener("message", () => {
    if (!connection.seated) connection.renew();
  });
  effect(() => {
    const now = connection.copy.value?.me?.participant !== undefined;
    if (now && !seated) others.postMessage("seated");
    seated = now;
  });
}

const parts = await begin({ screen: "attendee", keeping: sessionStorage });
watchStanding(parts.connection, parts.clock);
shareSeat(parts.connection, parts.page.meeting);
effect(() => {
  const [latest] = myRequests(parts.connection.copy.value?.me);
  if (latest && latest.channel !== "phone") lastChannel.value = latest.channel;
});
keepFocus();
nameZone(); // someone at home may be in another zone than the room
takeOver(html`<${Attendee} ...${parts} />`);
