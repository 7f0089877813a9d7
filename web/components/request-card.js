// Owns one's own request on screen: the ticket, the place, the wait, what happens next and what to do then. What
// may be done is the server's to decide; here stands what is offered in each state.

import { formatNumber, gettext } from "../core/i18n.js";
import { hasBegun, hasEnded, isOver, place, waiting } from "../core/queue.js";
import { html, useEffect, useRef } from "../vendor/preact.js";
import { Ceded } from "./ceding.js";
import { ContinuedFrom, ContinuedState } from "./continued.js";
import { Icon } from "./icon.js";
import { reasonName } from "./names.js";
import { Leave } from "./request-dialogs.js";
import { CalledState, SpeakingState, WayIn } from "./request-floor.js";
import { Standing } from "./request-standing.js";
import { ListedState, WaitingState } from "./request-waiting.js";
import { statusSentence } from "./status.js";
import { told } from "./toast.js";

/**
 * @import { Clock } from "../core/clock.js"
 * @import { Connection } from "../core/connection.js"
 * @import { MyRequest, Page, View } from "../core/view.d.ts"
 */

/**
 * @typedef {object} CardProps
 * @property {MyRequest} request
 * @property {View} view
 * @property {Clock} clock
 * @property {Connection} connection
 * @property {Page} page
 * @property {boolean} [fresh] just made: its details are asked after
 */

/**
 * Whether a request is on the floor or called to it: then its card stands before all else.
 * @param {MyRequest} request
 */
export function isUrgent({ status }) {
  return ["called", "speaking", "paused"].includes(status);
}

/** @param {CardProps} props */
export function RequestCard(props) {
  const { request, view, fresh } = props;
  const urgent = isUrgent(request);
  const heading = useFocus(Boolean(fresh) && !urgent);
  const item = view.items[request.item];
  return html`<section
    class=${urgent ? "card urgent" : "card mine"}
    id=${`request-${request.ticket}`}
    tabindex="-1"
    aria-labelledby=${`request-heading-${request.ticket}`}
  >
    <div class="row apart">
      <div>
        <h2
          class="overline"
          id=${`request-heading-${request.ticket}`}
          tabindex="-1"
          ref=${heading}
        >
          ${gettext("Your ticket")}
        </h2>
        <p class="ticket">${request.ticket}</p>
      </div>
      <${Standing} ...${props} />
    </div>
    ${
      request.warned &&
      html`<div class="notice warn">
        <${Icon} shape="alert" />
        <p>
          ${gettext("The chair has warned you: %(reason)s. If it goes on you can lose the floor.", {
            reason: reasonName(request.warned),
          })}
        </p>
      </div>`
    }
    ${urgent && html`<${State} ...${props} />`}
    <${ContinuedFrom} request=${request} />
    <div class="small soft">
      ${item && html`<p dir="auto">${item.label}</p>`}
      <p>${gettext("Receipt: %(receipt)s", { receipt: request.receipt })}</p>
    </div>
    ${!urgent && html`<${State} ...${props} />`}
  </section>`;
}

/**
 * The button that made the request is gone: the focus goes on to what came of it, unless someone writes meanwhile.
 * @param {boolean} due
 */
function useFocus(due) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (due && !document.activeElement?.matches("input, textarea, select")) place.current?.focus();
  }, [due]);
  return place;
}

/** @param {CardProps} props */
function State(props) {
  const { request, view } = props;
  switch (request.status) {
    case "waiting":
      if (isOver(view)) return html`<p>${statusSentence(view.meeting)}</p>`;
      return html`<${WaitingState} ...${props} />`;
    case "listed":
      return html`<${ListedState} ...${props} />`;
    case "called":
      return html`<${CalledState} ...${props} />`;
    case "speaking":
    case "paused":
      return html`<${SpeakingState} ...${props} />`;
    case "no_show":
      return html`<${MissedState} ...${props} />`;
    case "done":
      return html`<p><${Icon} shape="check" /> ${gettext("You have spoken on this item. Thank you.")}</p>`;
    case "withdrawn":
      return html`<p>${gettext("You left the queue.")}</p>`;
    case "merged":
      return html`<${MergedState} ...${props} />`;
    case "continued":
    case "returned":
      return html`<${ContinuedState} request=${request} />`;
    case "ceded":
      return html`<${Ceded} ...${props} />`;
    default:
      return html`<p>
        ${gettext("The clerk took this request out of the queue: %(reason)s.", {
          reason: reasonName(request.reason ?? ""),
        })}
      </p>`;
  }
}

/** R23: who was missed says that they are here; to call them again is the clerk's. @param {CardProps} props */
function MissedState(props) {
  const { request, view, connection } = props;
  const period = view.periods[request.period];
  const { ticket } = request;
  if (period && hasEnded(period))
    return html`<p>
      ${gettext("You were called and did not answer, and the period is closed. You can still send a written comment.")}
    </p>`;
  if (!hasBegun(view))
    return html`<p>
        ${gettext("You were called and did not answer. Tell the clerk that you are here: until the period closes you can be called again.")}
      </p>
      <${Leave} ...${props} />`;
  return html`<p role="status">
      ${
        request.back
          ? gettext(
              "The clerk sees that you are here now. Whether you are called again is for them to say.",
            )
          : gettext(
              "You were called and did not answer. Say that you are here now: until the period closes the clerk can call you again.",
            )
      }
    </p>
    <${WayIn} request=${request} view=${view} />
    <div class="buttons">
      ${
        !request.back &&
        html`<button
          type="button"
          class="button"
          onClick=${async () => told(await connection.command("im_here", { ticket }))}
        >
          ${gettext("I’m here now")}
        </button>`
      }
      <${Leave} ...${props} />
    </div>`;
}

/** Of two requests of one person the earlier place is kept; both receipts stay good. @param {CardProps} props */
function MergedState({ request, view }) {
  const ticket = request.kept?.ticket ?? request.ticket;
  const at = request.kept?.status === "waiting" ? place(view, ticket) : undefined;
  return html`<p>
    ${gettext("You had two tickets. What counts is ticket %(ticket)s, which came first; this receipt stays good.", { ticket })}
    ${" "}
    ${
      at !== undefined &&
      gettext("Number %(place)s of %(count)s", {
        place: formatNumber(at),
        count: formatNumber(waiting(view, request.period)),
      })
    }
  </p>`;
}
