// Owns the form for what may be said with a request to speak. All of it is voluntary (R1); it is saved by one
// button, and can be changed until one is called.

import { gettext } from "../core/i18n.js";
import { html, useId, useState } from "../vendor/preact.js";
import { Positions } from "./comment-fields.js";
import { Field, Radios, readForm } from "./fields.js";
import { Icon } from "./icon.js";
import { toast, told } from "./toast.js";

/**
 * @import { Connection } from "../core/connection.js"
 * @import { MyRequest } from "../core/view.d.ts"
 */

/** @param {{ request: MyRequest, connection: Connection }} props */
export function RequestDetails({ request, connection }) {
  const [saving, setSaving] = useState(false);
  const note = useId();
  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  const save = async (event) => {
    event.preventDefault();
    const { position, ...fields } = readForm(event.currentTarget);
    setSaving(true);
    const answer = await connection.command("edit_request", {
      channel: request.channel,
      ...fields,
      ticket: request.ticket,
      ...(position ? { position } : {}),
    });
    setSaving(false);
    if (told(answer)) toast(gettext("Your details are saved."));
  };
  return html`<form class="stack loose" onSubmit=${save} aria-describedby=${note}>
    <p class="hint" id=${note}>
      ${gettext("You can speak without filling in anything here. The clerk sees what you write; a name and topic are shown to the public only after the clerk has passed them.")}
    </p>
    ${
      request.channel !== "phone" &&
      html`<${Radios}
      name="channel"
      title=${gettext("Where will you speak?")}
      chosen=${request.channel}
      options=${[["in_person", gettext("In the room")], ["remote", gettext("By video or phone")]]}
    />`
    }
    <${NameField} request=${request} />
    <${Field} name="topic" label=${gettext("What about")} value=${request.topic} />
    <${Positions} title=${gettext("Your position on this item")} chosen=${request.position ?? ""} />
    <${HelpFields} request=${request} />
    <${Field}
      name="contact"
      label=${gettext("E-mail or phone")}
      hint=${gettext("Only for the clerk, if the connection fails. It is never shown.")}
      value=${request.contact}
    />
    <div>
      <button class="button" disabled=${saving}>
        ${saving ? gettext("Saving…") : gettext("Save details")}
      </button>
    </div>
  </form>`;
}

/** What one needs in order to take part. @param {{ request?: MyRequest }} props */
export function HelpFields({ request }) {
  return html`
    <${Field}
      name="interpreter"
      label=${gettext("Interpreter: which language?")}
      hint=${gettext("For example Spanish, Arabic or American Sign Language. You then get at least twice the time.")}
      value=${request?.interpreter}
    />
    <${Field}
      name="accommodation"
      label=${gettext("What would help you take part?")}
      hint=${gettext("For example a step-free way, a seat at the lectern or more time. Only staff see this. No diagnosis is needed.")}
      value=${request?.accommodation}
      lines=${2}
      max=${1000}
    />
  `;
}

/** R2: what a name is used for, and where it stands. @param {{ request: MyRequest }} props */
function NameField({ request }) {
  return html`
    <div class="stack tight">
      <${Field} name="name" label=${gettext("Name")} value=${request.name} autocomplete="name" />
      ${
        request.name &&
        html`<p class="small soft">
        <${Icon} shape=${request.name_passed ? "check" : "clock"} />${" "}
        ${
          request.name_passed
            ? gettext("Your name is shown to the public.")
            : gettext("Until the clerk passes your name, you are shown as “Speaker %(ticket)s”.", {
                ticket: request.ticket,
              })
        }
      </p>`
      }
    </div>
    <${Field}
      name="pronunciation"
      label=${gettext("How is it pronounced?")}
      value=${request.pronunciation}
    />
  `;
}
