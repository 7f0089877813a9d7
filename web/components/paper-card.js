// Owns one's own paper card that has not been handed in: its number, and the button that hands it in. That happens
// by itself as the card is scanned; here it is offered where something stood in the way, such as an outage.

import { gettext } from "../core/i18n.js";
import { html } from "../vendor/preact.js";
import { told } from "./toast.js";

/**
 * @import { Connection } from "../core/connection.js"
 * @import { MyPaperCard, View } from "../core/view.d.ts"
 */

/** @param {{ card: MyPaperCard, view: View, connection: Connection }} props */
export function PaperCard({ card, view, connection }) {
  const closed = (view.periods[card.period]?.status ?? "closed") === "closed";
  return html`<section class="card mine" aria-labelledby="paper-heading">
    <h2 class="overline" id="paper-heading">${gettext("Your paper card")}</h2>
    <p class="ticket">${card.ticket}</p>
    <p class="small soft" dir="auto">${view.items[card.item]?.label}</p>
    <p>
      ${
        closed
          ? gettext("This card no longer counts: comment on its item is closed.")
          : gettext("It has not been handed in, and has no place in the queue yet.")
      }
    </p>
    ${
      !closed &&
      html`<div class="buttons">
        <button
          type="button"
          class="button"
          onClick=${async () =>
            told(await connection.command("hand_in_card", { ticket: card.ticket }))}
        >
          ${gettext("Hand in my card")}
        </button>
      </div>`
    }
    <p class="small soft">${gettext("Receipt: %(receipt)s", { receipt: card.receipt })}</p>
  </section>`;
}
