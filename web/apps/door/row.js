// One person who is expected, and what can be done for them at the door: check in, put right, merge, a new code.

import { announce } from "../../components/announcer.js";
import { Dialog } from "../../components/dialog.js";
import { Field, readForm } from "../../components/fields.js";
import { Icon } from "../../components/icon.js";
import { channelName, speakerName } from "../../components/names.js";
import { told } from "../../components/toast.js";
import { gettext } from "../../core/i18n.js";
import { html, useState } from "../../vendor/preact.js";
import { NewCode } from "./code.js";
import { Merge } from "./merge.js";

/** @import { Connection } from "../../core/connection.js" */
/** @import { Channel, Page } from "../../core/view.d.ts" */
/** @import { DoorView, Expected } from "./find.js" */

/** @typedef {{ one: Expected, view: DoorView, connection: Connection, page: Page }} RowProps */

/** @type {Channel[]} */
const CHANNELS = ["in_person", "phone", "remote"];

/** @param {RowProps} props */
export function Row(props) {
  const { one, connection } = props;
  const { ticket } = one;
  const [question, setQuestion] = useState("");
  const close = () => setQuestion("");
  const movable = ["waiting", "listed"].includes(one.status);
  const checkIn = async () => {
    if (told(await connection.command("check_in", { ticket })))
      announce(gettext("Ticket %(ticket)s is in the room.", { ticket }));
  };
  const whose = html`<span class="visually-hidden"> ${speakerName(one)}</span>`;
  return html`<li tabindex="-1" class="door-row" id=${`door-${ticket}`}>
    <span class="ticket">${ticket}</span>
    <${Who} one=${one} />
    <span class="buttons">
      ${
        one.checked_in
          ? html`<span><${Icon} shape="check" /> ${gettext("Checked in")}</span>`
          : html`<button type="button" class="button" onClick=${checkIn}>
              ${gettext("Check in")}${whose}
            </button>`
      }
      <button type="button" class="button second" onClick=${() => setQuestion("correct")}>
        ${gettext("Correct…")}${whose}
      </button>
      ${
        movable &&
        html`<button type="button" class="button second" onClick=${() => setQuestion("merge")}>
          ${gettext("Merge…")}${whose}
        </button>`
      }
    </span>
    ${
      question === "correct" &&
      html`<${Correct} ...${props} onClose=${close} onLost=${() => setQuestion("code")} />`
    }
    ${question === "merge" && html`<${Merge} ...${props} onClose=${close} />`}
    ${question === "code" && html`<${NewCode} page=${props.page} ticket=${ticket} onClose=${close} />`}
  </li>`;
}

/** @param {{ one: Expected }} props */
function Who({ one }) {
  return html`<span class="door-who">
    <strong dir="auto">${speakerName(one)}</strong>
    <span class="row small soft">
      <span>${channelName(one.channel)}</span>
      ${one.lacks_name && html`<span><${Icon} shape="alert" /> ${gettext("No name yet")}</span>`}
      ${one.interpreter && html`<span><${Icon} shape="people" /> ${gettext("Interpreter")}</span>`}
      ${one.status === "listed" && html`<span>${gettext("Waiting list")}</span>`}
      ${one.status === "called" && html`<span>${gettext("Called to the floor")}</span>`}
      ${one.status === "no_show" && html`<span>${gettext("Did not come")}</span>`}
      ${one.merged?.length && html`<span>${gettext("Also ticket %(tickets)s", { tickets: one.merged.join(", ") })}</span>`}
    </span>
  </span>`;
}

/** @param {RowProps & { onClose: () => void, onLost: () => void }} props */
function Correct({ one, connection, onClose, onLost }) {
  const onSubmit = async (/** @type {Event & { currentTarget: HTMLFormElement }} */ event) => {
    event.preventDefault();
    const { name = "", channel } = readForm(event.currentTarget);
    const fields = { ticket: one.ticket, name, channel };
    if (!told(await connection.command("correct_request", fields))) return;
    announce(gettext("Saved."));
    onClose();
  };
  return html`<${Dialog} title=${gettext("Ticket %(ticket)s", { ticket: one.ticket })} onClose=${onClose}>
    <form class="stack" onSubmit=${onSubmit}>
      <${Field} name="name" label=${gettext("Name")} value=${one.name ?? ""} />
      <label for="door-channel">${gettext("Where from")}</label>
      <select class="input" id="door-channel" name="channel">
        ${CHANNELS.map(
          (channel) =>
            html`<option key=${channel} value=${channel} selected=${channel === one.channel}>
              ${channelName(channel)}
            </option>`,
        )}
      </select>
      <div class="buttons">
        <button type="submit" class="button">${gettext("Save")}</button>
        <button type="button" class="button second" onClick=${onClose}>${gettext("Cancel")}</button>
      </div>
      <div class="door-lost stack tight">
        <p class="small">${gettext("Has the return code been lost? A new one makes the old one void.")}</p>
        <button type="button" class="button second" onClick=${onLost}>${gettext("New return code…")}</button>
      </div>
    </form>
  <//>`;
}
