// Owns what one may do about ceding time (R18): offer one's own turn, accept or decline what is offered, take back
// what was. What is allowed is the server's to decide; where the rules know no ceding, nothing stands here.

import { formatList, formatNumber, gettext } from "../core/i18n.js";
import { html, useId, useState } from "../vendor/preact.js";
import { Confirm } from "./dialog.js";
import { Icon } from "./icon.js";
import { toast, told } from "./toast.js";

/**
 * @import { Connection } from "../core/connection.js"
 * @import { MyRequest, View } from "../core/view.d.ts"
 */

/** @typedef {{ request: MyRequest, view: View, connection: Connection }} Props */

/** What others offer, before all else on the card: it waits for an answer. @param {Props} props */
export function OfferedTime({ request, view, connection }) {
  const { offered_by = [] } = request;
  const heading = useId();
  if (!view.periods[request.period]?.ceding || offered_by.length === 0) return null;
  return html`<section class="stack tight" aria-labelledby=${heading}>
    <h3 id=${heading}>${gettext("You are offered more time")}</h3>
    ${offered_by.map((donor) => html`<${Offered} key=${donor} donor=${donor} connection=${connection} />`)}
  </section>`;
}

/** For who waits: what one has of others, and what one has offered. @param {Props} props */
export function Ceding({ request, view, connection }) {
  if (!view.periods[request.period]?.ceding) return null;
  const { ticket, offers_to, ceded_by = [] } = request;
  return html`<div class="stack ceding">
    ${
      ceded_by.length > 0 &&
      html`<p>
        <${Icon} shape="clock" />
        ${gettext("You also have the time of these tickets: %(list)s.", {
          list: formatList(ceded_by.map((each) => formatNumber(each))),
        })}
      </p>`
    }
    ${
      offers_to !== undefined &&
      html`<div class="notice">
        <div class="stack tight">
          <p>
            ${gettext("You have offered your time to ticket %(ticket)s. You keep your turn until they accept.", { ticket: offers_to })}
          </p>
          <${TakeBack} ticket=${ticket} connection=${connection} label=${gettext("Take the offer back")} />
        </div>
      </div>`
    }
    ${offers_to === undefined && ceded_by.length === 0 && html`<${Offer} request=${request} connection=${connection} />`}
  </div>`;
}

/** @param {{ donor: number, connection: Connection }} props */
function Offered({ donor, connection }) {
  /** @param {string} type */
  const answer = async (type) => told(await connection.command(type, { ticket: donor }));
  return html`<div class="notice" role="group" aria-labelledby=${`offer-${donor}`}>
    <div class="stack tight">
      <p id=${`offer-${donor}`}>
        ${gettext("Ticket %(ticket)s offers you its time. Their turn then becomes part of yours.", { ticket: donor })}
      </p>
      <div class="buttons">
        <button type="button" class="button" onClick=${() => answer("accept_time")}>
          ${gettext("Accept the time")}
        </button>
        <button type="button" class="button second" onClick=${() => answer("decline_time")}>
          ${gettext("No, thank you")}
        </button>
      </div>
    </div>
  </div>`;
}

/** @param {{ request: MyRequest, connection: Connection }} props */
function Offer({ request, connection }) {
  const [asking, setAsking] = useState(false);
  const [to, setTo] = useState("");
  const { ticket } = request;
  return html`
    <div>
      <button type="button" class="button second" onClick=${() => setAsking(true)}>
        ${gettext("Give my time to someone else")}
      </button>
    </div>
    ${
      asking &&
      html`<${Confirm}
        title=${gettext("Give your time to someone else?")}
        confirm=${gettext("Offer my time")}
        cancel=${gettext("Keep it")}
        onClose=${() => setAsking(false)}
        onConfirm=${async () => {
          const answer = await connection.command("offer_time", { ticket, to: Number(to) || 0 });
          if (told(answer)) toast(gettext("Your time is offered."));
        }}
      >
        <p>
          ${gettext("If they accept, you lose your own turn. You must be present, and can take it back until they begin to speak.")}
        </p>
        <div class="field">
          <label for="cede-to">${gettext("Their ticket number")}</label>
          <input
            class="input short"
            id="cede-to"
            inputmode="numeric"
            autocomplete="off"
            maxlength="6"
            onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => setTo(event.currentTarget.value)}
          />
        </div>
      <//>`
    }
  `;
}

/** For who has ceded the turn. @param {Props} props */
export function Ceded({ request, connection }) {
  const { ticket, cedes_to } = request;
  return html`<p>
      ${gettext("You have given your time to ticket %(ticket)s. Until they begin to speak you can take it back.", { ticket: cedes_to ?? 0 })}
    </p>
    <${TakeBack} ticket=${ticket} connection=${connection} label=${gettext("Take my turn back")} />`;
}

/** @param {{ ticket: number, connection: Connection, label: string }} props */
function TakeBack({ ticket, connection, label }) {
  return html`<div>
    <button
      type="button"
      class="button second"
      onClick=${async () => told(await connection.command("reclaim_time", { ticket }))}
    >
      ${label}
    </button>
  </div>`;
}
