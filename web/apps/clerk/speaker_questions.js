// The questions about a speaker as a person in the room: the warning that comes before a removal (R27), and another
// item than the one signed up for.

import { speakerName } from "../../components/names.js";
import { gettext } from "../../core/i18n.js";
import { html } from "../../vendor/preact.js";
import { Ask, Choices, Reasons } from "./asking.js";
import { elsewhere } from "./may.js";

/** @import { Desk, Question } from "./desk.js" */

/** @typedef {{ desk: Desk, question: Question }} Props */

/** @param {Props} props */
export function Warn({ desk, question }) {
  const view = desk.view.value;
  const { ticket, turn } = question;
  const person = ticket === undefined ? view.floor : view.requests[ticket];
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Warn %(who)s", { who: speakerName(person ?? {}) })}
    submit=${gettext("Log the warning")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "warn_speaker",
        { reason: given.get("reason"), ...(ticket === undefined ? { turn } : { ticket }) },
        { quiet: true, done: gettext("The warning is logged.") },
      )}
  >
    <p>
      ${gettext("Say aloud that the behaviour disrupts the meeting and that it can lead to removal. The warning stands in the record; the clock goes on.")}
    </p>
    <${Reasons} about="request" />
  <//>`;
}

/** The same request for another item, with its arrival kept. @param {Props} props */
export function ToPeriod({ desk, question }) {
  const view = desk.view.value;
  const request = view.requests[question.ticket ?? 0];
  if (!request) return null;
  /** @type {[string, string][]} */
  const options = elsewhere(view, request).map((period) => [
    String(period.period),
    view.items[period.item]?.label ?? "",
  ]);
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Move %(who)s to another item", { who: speakerName(request) })}
    submit=${gettext("Move")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "move_to_period",
        { ticket: request.ticket, period: Number(given.get("period")) },
        { quiet: true, done: gettext("Moved.") },
      )}
  >
    <p>${gettext("The place there is by the time at which the person joined, as if for that item.")}</p>
    <${Choices} name="period" legend=${gettext("Item")} options=${options} chosen=${options[0]?.[0] ?? ""} />
  <//>`;
}
