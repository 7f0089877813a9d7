// Those of a period who have ceded their time, or offer it (R18), with what the clerk can do for who has no device.

import { speakerName } from "../../components/names.js";
import { gettext } from "../../core/i18n.js";
import { html } from "../../vendor/preact.js";
import { ActButton } from "./parts.js";

/** @import { Desk } from "./desk.js" */
/** @import { RequestCard } from "./view.js" */

/** @param {{ desk: Desk, period: number }} props */
export function CededList({ desk, period }) {
  const requests = Object.values(desk.view.value.requests).filter(
    (request) => request.period === period && givesTo(request) !== undefined,
  );
  if (requests.length === 0) return null;
  const clerk = desk.clerks ? undefined : "role";
  return html`<section class="missed" aria-labelledby="ceded-title">
    <h3 id="ceded-title">${gettext("Time for others")}</h3>
    <ul role="list">
      ${requests.map((request) => {
        const { ticket } = request;
        const to = givesTo(request) ?? 0;
        const offered = request.cedes_to === undefined;
        return html`<li key=${ticket}>
          <span class="ticket-tag">${ticket}</span>
          <span class="grow">
            <bdi>${speakerName(request)}</bdi>${" "}
            <span class="soft small">
              ${offered ? gettext("offers the time to %(ticket)s", { ticket: to }) : gettext("has ceded the time to %(ticket)s", { ticket: to })}
            </span>
          </span>
          ${
            offered &&
            html`<${ActButton}
              desk=${desk}
              label=${gettext("Accept")}
              against=${clerk}
              onAct=${() => desk.act("accept_time", { ticket })}
            />`
          }
          <${ActButton}
            desk=${desk}
            label=${gettext("Take back")}
            against=${clerk}
            onAct=${() => desk.act("reclaim_time", { ticket })}
          />
        </li>`;
      })}
    </ul>
  </section>`;
}

/** @param {RequestCard} request */
function givesTo(request) {
  return request.cedes_to ?? request.offers_to;
}
