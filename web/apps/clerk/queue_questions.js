// The questions about somebody in the queue: where to, why, who. Whatever departs from the published order asks
// for the reason that will stand in the record.

import { channelName, reasonName, speakerName } from "../../components/names.js";
import { gettext, pgettext } from "../../core/i18n.js";
import { html, useState } from "../../vendor/preact.js";
import { DetailFields } from "./add_request.js";
import { Ask, Choices, Field, Reasons } from "./asking.js";
import { LaneField, withLane } from "./order_questions.js";
import { queue } from "./view.js";

/** @import { Desk, Question } from "./desk.js" */
/** @import { RequestCard } from "./view.js" */

/** @typedef {{ desk: Desk, question: Question }} Props */

/** @param {Props} props @returns {RequestCard | undefined} */
function about({ desk, question }) {
  return desk.view.value.requests[question.ticket ?? 0];
}

/** Somebody left the queue while a question about them was open. @param {{ desk: Desk }} props */
function Gone({ desk }) {
  return html`<${Ask}
    desk=${desk}
    title=${gettext("No longer in the queue")}
    submit=${gettext("OK")}
    onSubmit=${() => {
      desk.question.value = undefined;
    }}
  >
    <p>${gettext("Someone else has dealt with this, or the person has left. The list shows how it stands.")}</p>
  <//>`;
}

/** What people give as reasons, none of them of a person's health. */
function usualReasons() {
  return [
    gettext("At the speaker’s own request"),
    gettext("By order of the chair"),
    gettext("The interpreter is here now"),
    gettext("Has to leave soon"),
    gettext("Was skipped by mistake"),
  ];
}

/** @param {{ first?: boolean }} props */
function Reason({ first = false }) {
  return html`<${Field}
    name="reason"
    label=${gettext("Reason")}
    hint=${gettext("A departure from the published order: the reason stands in the public record. Say nothing of anyone’s health.")}
    required
    longest=${200}
    first=${first}
    list=${usualReasons()}
  />`;
}

/** @param {Props} props */
export function Move(props) {
  const { desk, question } = props;
  const request = about(props);
  const others = queue(desk.view.value, request?.period).filter(
    (other) => other.ticket !== request?.ticket,
  );
  const [seen] = useState(() => others.map((other) => other.ticket).join());
  if (request?.status !== "waiting") return html`<${Gone} desk=${desk} />`;
  const changed = others.map((other) => other.ticket).join() !== seen;
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Move %(who)s", { who: speakerName(request) })}
    submit=${gettext("Move")}
    onSubmit=${(/** @type {FormData} */ given) => {
      const after = Number(given.get("after"));
      return desk.act(
        "move_request",
        {
          ticket: request.ticket,
          reason: String(given.get("reason")),
          ...(after ? { after } : {}),
        },
        { quiet: true, done: gettext("Moved.") },
      );
    }}
  >
    ${
      changed &&
      html`<p class="notice warn">${gettext("The queue has changed in the meantime. This is how it stands now.")}</p>`
    }
    <div class="field">
      <label for="move-after">${pgettext("queue", "Place")}</label>
      <select class="input" id="move-after" name="after">
        <option value="0" selected=${(question.after ?? 0) === 0}>${gettext("First in the queue")}</option>
        ${others.map(
          (other) =>
            html`<option
              value=${other.ticket}
              key=${other.ticket}
              selected=${other.ticket === question.after}
            >
              ${gettext("Behind %(ticket)s – %(who)s", {
                ticket: other.ticket,
                who: speakerName(other),
              })}
            </option>`,
        )}
      </select>
    </div>
    <${Reason} first />
  <//>`;
}

/** @param {Props} props */
export function CallNow(props) {
  const { desk } = props;
  const request = about(props);
  const [believes] = useState(desk.view.value.floor?.turn);
  if (request?.status !== "waiting") return html`<${Gone} desk=${desk} />`;
  const { floor } = desk.view.value;
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Call %(who)s now", { who: speakerName(request) })}
    submit=${gettext("Call now")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "call_request",
        { ticket: request.ticket, believes, reason: String(given.get("reason")) },
        { quiet: true },
      )}
  >
    ${
      floor &&
      html`<p class="notice warn">
        ${gettext("This ends the turn of %(who)s.", { who: speakerName(floor) })}
      </p>`
    }
    <${Reason} first />
  <//>`;
}

/** @param {Props} props */
export function RefuseName(props) {
  const { desk } = props;
  const request = about(props);
  if (!request) return html`<${Gone} desk=${desk} />`;
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Refuse the name “%(name)s”", { name: request.name })}
    submit=${gettext("Refuse the name")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "refuse_name",
        { ticket: request.ticket, reason: given.get("reason") },
        { quiet: true, done: gettext("Name refused.") },
      )}
  >
    <p>
      ${gettext("The person keeps the place and is called as Speaker %(ticket)s.", {
        ticket: request.ticket,
      })}
    </p>
    <${Reasons} about="name" />
  <//>`;
}

/** R27: nobody is removed without a warning first, but for force or a true threat. @param {Props} props */
export function Remove(props) {
  const { desk } = props;
  const request = about(props);
  if (!request) return html`<${Gone} desk=${desk} />`;
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Remove %(who)s", { who: speakerName(request) })}
    submit=${gettext("Remove")}
    danger
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "remove_request",
        {
          ticket: request.ticket,
          reason: given.get("reason"),
          ...(given.get("force") ? { force: true } : {}),
        },
        { quiet: true, done: gettext("Removed.") },
      )}
  >
    <p>
      ${
        request.warned
          ? gettext("Warned: %(reason)s.", { reason: reasonName(request.warned) })
          : gettext(
              "No warning has been logged. One comes first, except for force or a true threat.",
            )
      }
      ${" "}${gettext("This can be taken back until the next call.")}
    </p>
    <${Reasons} about="request" />
    ${
      !request.warned &&
      html`<label class="check">
        <input type="checkbox" name="force" value="1" />
        ${gettext("The person used force: no warning was possible")}
      </label>`
    }
  <//>`;
}

/** @param {Props} props */
export function Withdraw(props) {
  const { desk } = props;
  const request = about(props);
  if (!request) return html`<${Gone} desk=${desk} />`;
  return html`<${Ask}
    desk=${desk}
    title=${gettext("%(who)s has left the queue", { who: speakerName(request) })}
    submit=${gettext("Take out of the queue")}
    onSubmit=${() => desk.act("withdraw_request", { ticket: request.ticket }, { quiet: true })}
  >
    <p>${gettext("At the person’s own wish. They can join again, at the end of the queue.")}</p>
  <//>`;
}

/** @param {Props} props */
export function EditRequest(props) {
  const { desk } = props;
  const request = about(props);
  if (!request) return html`<${Gone} desk=${desk} />`;
  /** @type {[string, string][]} */
  const channels = [
    ["in_person", channelName("in_person")],
    ["phone", channelName("phone")],
    ["remote", channelName("remote")],
  ];
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Details of ticket %(ticket)s", { ticket: request.ticket })}
    submit=${gettext("Save")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "edit_request",
        {
          ...withLane(Object.fromEntries(given)),
          ticket: request.ticket,
          ...(given.has("speaks_for") ? { speaks_for: Number(given.get("speaks_for")) } : {}),
          ...(request.position ? { position: request.position } : {}),
        },
        { quiet: true, done: gettext("Saved.") },
      )}
  >
    <${Field}
      name="name"
      label=${gettext("Name")}
      hint=${gettext("A name that staff type is passed for the public screens.")}
      value=${request.name}
      longest=${200}
      first
    />
    <${Choices} name="channel" legend=${gettext("Where from")} options=${channels} chosen=${request.channel} />
    ${
      desk.view.value.periods[request.period]?.groups_ms &&
      html`<${Field}
        name="speaks_for"
        type="number"
        min=${0}
        max=${1000}
        label=${gettext("Speaks for a group of how many (0: for no group)")}
        value=${request.speaks_for ?? 0}
        required
      />`
    }
    <${LaneField} period=${desk.view.value.periods[request.period]} request=${request} />
    <${DetailFields} given=${/** @type {Record<string, string>} */ (/** @type {unknown} */ (request))} />
  <//>`;
}
