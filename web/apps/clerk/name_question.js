// The question about somebody whose turn it is without the name that the rules ask for (R2): it is typed in, or the
// person is called without, for a reason that stands in the record.

import { speakerName } from "../../components/names.js";
import { gettext } from "../../core/i18n.js";
import { html, useState } from "../../vendor/preact.js";
import { Ask, Field } from "./asking.js";

/** @import { Desk, Question } from "./desk.js" */
/** @import { RequestCard } from "./view.js" */

/** @param {{ desk: Desk, question: Question }} props */
export function NameNeeded({ desk, question }) {
  const request = desk.view.value.requests[question.ticket ?? 0];
  const [believes] = useState(desk.view.value.floor?.turn);
  if (!request) return null;
  return html`<${Ask}
    desk=${desk}
    title=${gettext("%(who)s has given no name", { who: speakerName(request) })}
    submit=${gettext("Call")}
    onSubmit=${(/** @type {FormData} */ given) => call(desk, request, believes, given)}
  >
    <p>
      ${gettext("These rules ask for a name before somebody is called. Ask for it and type it in, or say why the person is called without.")}
    </p>
    ${
      desk.clerks &&
      html`<${Field}
        name="name"
        label=${gettext("Name, as given")}
        hint=${gettext("A name that staff type is passed for the public screens.")}
        longest=${200}
        first
      />`
    }
    <${Field}
      name="reason"
      label=${gettext("Or the reason for calling without a name")}
      hint=${gettext("It stands in the public record. Say nothing of anyone’s health.")}
      longest=${200}
      first=${!desk.clerks}
      list=${[gettext("Does not wish to give a name"), gettext("By order of the chair")]}
    />
  <//>`;
}

/**
 * @param {Desk} desk
 * @param {RequestCard} request
 * @param {number | undefined} believes
 * @param {FormData} given
 */
async function call(desk, request, believes, given) {
  const name = String(given.get("name") ?? "").trim();
  const reason = name ? "" : String(given.get("reason") ?? "").trim();
  if (name) {
    const named = await desk.act("edit_request", { ...details(request), name }, { quiet: true });
    if (!named?.ok) return named;
  }
  return desk.act("call_request", { ticket: request.ticket, believes, reason }, { quiet: true });
}

/** All that is known of a request, as an edit says it whole. @param {RequestCard} request */
function details(request) {
  const { ticket, channel, topic, pronunciation, contact, interpreter, accommodation, position } =
    request;
  return {
    ticket,
    channel,
    topic,
    pronunciation,
    contact,
    interpreter,
    accommodation,
    position,
  };
}
