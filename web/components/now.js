// Owns the answer to "what is happening now": the item, who has the floor, how long still, and who comes next.

import { gettext } from "../core/i18n.js";
import { itemNow, nextThree } from "../core/queue.js";
import { html } from "../vendor/preact.js";
import { Icon } from "./icon.js";
import { channelName, speakerName } from "./names.js";
import { Timer } from "./timer.js";

/**
 * @import { Clock } from "../core/clock.js"
 * @import { Floor, View } from "../core/view.d.ts"
 */

/** @param {{ view: View, clock: Clock, mine: ReadonlySet<number> }} props `mine`: one's own tickets */
export function Now({ view, clock, mine }) {
  const item = itemNow(view);
  const { floor, meeting } = view;
  return html`<section class="card now" aria-labelledby="now-heading">
    <h2 id="now-heading" class="overline">${gettext("Now")}</h2>
    <p class="now-item" dir="auto">
      ${item ? item.label : gettext("No agenda item is being heard at the moment.")}
    </p>
    ${floor && html`<${OnFloor} floor=${floor} clock=${clock} mine=${mine} />`}
    ${
      !floor &&
      meeting.status === "live" &&
      html`<p class="soft">${gettext("Nobody has the floor for public comment.")}</p>`
    }
    <${NextThree} view=${view} mine=${mine} />
  </section>`;
}

/** @param {{ floor: Floor, clock: Clock, mine: ReadonlySet<number> }} props */
function OnFloor({ floor, clock, mine }) {
  return html`<div class="now-floor">
    <div class="stack tight">
      <p class="now-label row">
        ${floor.ticket !== undefined && html`<${Ticket} number=${floor.ticket} />`}
        <span>
          ${floor.status === "called" ? gettext("Called to speak") : gettext("Speaking")}
          ${floor.channel && html` · ${channelName(floor.channel)}`}
        </span>
      </p>
      <p class="now-name"><bdi>${speakerName(floor)}</bdi></p>
      ${
        floor.ticket !== undefined &&
        mine.has(floor.ticket) &&
        html`<p><strong>${gettext("This is you")}</strong></p>`
      }
    </div>
    <${Timer} turn=${floor} clock=${clock} />
  </div>`;
}

/** R25: the three who are called next. @param {{ view: View, mine: ReadonlySet<number> }} props */
export function NextThree({ view, mine }) {
  const next = nextThree(view);
  if (!next.length) return null;
  return html`<div class="stack tight">
    <h3 class="now-label">${gettext("Next")}</h3>
    <ol class="next" role="list">
      ${next.map(
        (card) =>
          html`<li key=${card.ticket} aria-current=${mine.has(card.ticket) ? "true" : undefined}>
            <${Ticket} number=${card.ticket} />
            <span
              ><bdi>${mine.has(card.ticket) ? gettext("You") : speakerName(card)}</bdi>
              ${
                card.on_its_way &&
                html`<span class="soft small"
                ><${Icon} shape="walk" /> ${gettext("on the way")}</span
              >`
              }</span
            >
          </li>`,
      )}
    </ol>
  </div>`;
}

/** @param {{ number: number }} props */
export function Ticket({ number }) {
  return html`<span class="ticket-tag"
    ><span class="visually-hidden">${gettext("Ticket")} </span>${number}</span
  >`;
}
