// The questions about what interrupts a meeting from outside: an outage (R33), its steps and its end; a room that has
// to be cleared (R42); and the hours that bound the meeting.

import { failureName } from "../../components/status.js";
import { formatTime, gettext } from "../../core/i18n.js";
import { html, useState } from "../../vendor/preact.js";
import { Ask, Choices, Field } from "./asking.js";
import { instantOf, wallClock } from "./zoned.js";

/** @import { Failure } from "../../core/view.d.ts" */
/** @import { Desk, Question } from "./desk.js" */

/** @typedef {{ desk: Desk, question: Question }} Props */

/** @type {Failure[]} */
const FAILURES = ["two_way", "stream", "captions", "queue"];

/** @param {Props} props */
export function ReportOutage({ desk }) {
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Outage")}
    submit=${gettext("Announce and begin recess")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "report_outage",
        { failed: given.getAll("failed"), note: String(given.get("note")) },
        { quiet: true },
      )}
  >
    <p>
      ${gettext("Every screen says what failed. A running clock and a last call stop with their time, and the queue stays as it is, until the meeting goes on.")}
    </p>
    <fieldset class="stack tight">
      <legend>${gettext("What failed?")}</legend>
      ${FAILURES.map(
        (failure, at) =>
          html`<label class="check" key=${failure}>
            <input
              type="checkbox"
              name="failed"
              value=${failure}
              defaultChecked=${at === 0}
              autofocus=${at === 0}
            />
            ${failureName(failure)}
          </label>`,
      )}
    </fieldset>
    <${Field} name="note" label=${gettext("More about it, for the record (voluntary)")} longest=${200} />
  <//>`;
}

/** @param {Props} props */
export function NoteStep({ desk }) {
  return html`<${Ask}
    desk=${desk}
    title=${gettext("What is done about the outage")}
    submit=${gettext("Note it")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "note_outage_step",
        { note: String(given.get("note")) },
        { quiet: true, done: gettext("Noted.") },
      )}
  >
    <${Field}
      name="note"
      label=${gettext("Step")}
      hint=${gettext("It stands in the public record with the time.")}
      required
      longest=${200}
      first
    />
  <//>`;
}

/** @param {Props} props */
export function EndOutage({ desk }) {
  const { outage } = desk.view.value.meeting;
  const [how, setHow] = useState("restored");
  return html`<${Ask}
    desk=${desk}
    title=${gettext("End the outage")}
    submit=${gettext("Resume the meeting")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "end_outage",
        how === "finding"
          ? { how, ayes: String(given.get("ayes")), noes: String(given.get("noes")) }
          : { how },
        { quiet: true },
      )}
  >
    <${Choices}
      name="how"
      legend=${gettext("How does the meeting go on?")}
      chosen="restored"
      onChange=${setHow}
      options=${[
        ["restored", gettext("It works again")],
        ["finding", gettext("Without it, by a roll-call finding")],
      ]}
    />
    ${
      how === "finding" &&
      html`<p class="hint">
          ${gettext(
            "Possible from %(time)s on. The body must have tried in good faith to restore the service.",
            {
              time: formatTime(outage?.until ?? 0),
            },
          )}
        </p>
        <${Field} name="ayes" label=${gettext("For it, by name")} required longest=${1_000} />
        <${Field} name="noes" label=${gettext("Against it, by name")} longest=${1_000} />`
    }
    <p>
      ${gettext("The queue is as it was. A stopped clock waits for its key; last calls go on with the time they had.")}
    </p>
  <//>`;
}

/** R42. @param {Props} props */
export function ClearRoom({ desk }) {
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Clear the room")}
    submit=${gettext("Clear the room")}
    danger
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act("clear_room", { reason: String(given.get("reason")) }, { quiet: true })}
  >
    <p>
      ${gettext("Only when order cannot be restored by removing those who disrupt. The press stays unless it took part. The meeting and the queue go on.")}
    </p>
    <${Field}
      name="reason"
      label=${gettext("What happened, for the public record")}
      required
      longest=${200}
      first
    />
  <//>`;
}

/** What bounds the meeting, for the forecast. @param {Props} props */
export function Hours({ desk }) {
  const { meeting } = desk.view.value;
  const shown = (/** @type {number | undefined} */ at) =>
    at === undefined ? "" : wallClock(at, meeting.time_zone);
  const read = (/** @type {FormDataEntryValue | null} */ text) =>
    text ? instantOf(String(text), meeting.time_zone) : undefined;
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Hard stop and interpreters’ hours")}
    submit=${gettext("Save")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "set_hours",
        {
          hard_stop: read(given.get("hard_stop")),
          interpreters_until: read(given.get("interpreters_until")),
        },
        { quiet: true, done: gettext("Saved.") },
      )}
  >
    <${Field}
      name="hard_stop"
      type="datetime-local"
      label=${gettext("The meeting must end by (empty: no such time)")}
      hint=${gettext("In the time zone of the body: %(zone)s", { zone: meeting.time_zone })}
      value=${shown(meeting.hard_stop)}
      first
    />
    <${Field}
      name="interpreters_until"
      type="datetime-local"
      label=${gettext("Interpreters are here until (empty: all the time)")}
      value=${shown(meeting.interpreters_until)}
    />
  <//>`;
}
