// Owns what stands on one's own request while it is called to the floor or has it.

import { formatTime, gettext } from "../core/i18n.js";
import { html } from "../vendor/preact.js";
import { Linked } from "./linked.js";
import { Leave } from "./request-dialogs.js";
import { Timer } from "./timer.js";
import { told } from "./toast.js";

/**
 * @import { Floor, MyRequest, View } from "../core/view.d.ts"
 * @import { CardProps } from "./request-card.js"
 */

/**
 * How whoever is not in the room takes part, where it is asked of them.
 * @param {{ request: MyRequest, view: View }} props
 */
export function WayIn({ request, view }) {
  const { remote_access } = view.meeting;
  if (request.channel === "in_person" || !remote_access) return null;
  return html`<p class="prose"><${Linked} text=${remote_access} /></p>`;
}

/** @param {CardProps} props */
export function CalledState(props) {
  const { request, connection, view } = props;
  const { ticket } = request;
  return html`
    <p class="call">
      ${
        request.channel === "in_person"
          ? gettext("It is your turn. Please go to the lectern.")
          : gettext("It is your turn. Please join now.")
      }
    </p>
    <${WayIn} request=${request} view=${view} />
    ${
      request.grace_until &&
      html`<p>
      ${gettext("Your place is held until %(time)s.", {
        time: formatTime(request.grace_until, { timeStyle: "medium" }),
      })}
    </p>`
    }
    <div class="buttons">
      <button
        type="button"
        class="button second"
        onClick=${async () => told(await connection.command("on_my_way", { ticket }))}
      >
        ${gettext("I’m on my way – let the next go first")}
      </button>
      <${Leave} ...${props} />
    </div>
  `;
}

/** @param {CardProps} props */
export function SpeakingState({ request, clock }) {
  const { status, turn = 0, allotment_ms = 0, ends_at, remaining_ms } = request;
  /** @type {Floor} */
  const floor = {
    turn,
    walk_up: false,
    status: status === "paused" ? "paused" : "speaking",
    allotment_ms,
    called_at: 0,
    calls: 1,
    ...(ends_at === undefined ? {} : { ends_at }),
    ...(remaining_ms === undefined ? {} : { remaining_ms }),
  };
  return html`
    <p class="call">${gettext("You have the floor.")}</p>
    <${Timer} turn=${floor} clock=${clock} />
  `;
}
