// Owns the form for what may be said with a request to speak. All of it is voluntary (R1); it is saved by one
// button, and can be changed until one is called.

import { formatDuration, gettext } from "../core/i18n.js";
import { html, useId, useState } from "../vendor/preact.js";
import { Positions } from "./comment-fields.js";
import { Field, Radios, readForm } from "./fields.js";
import { Icon } from "./icon.js";
import { toast, told } from "./toast.js";

/**
 * @import { Connection } from "../core/connection.js"
 * @import { MyRequest, PeriodCard, View } from "../core/view.d.ts"
 */

/** @param {{ request: MyRequest, connection: Connection, view: View }} props */
export function RequestDetails({ request, connection, view }) {
  const period = view.periods[request.period];
  const [saving, setSaving] = useState(false);
  const note = useId();
  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  const save = async (event) => {
    event.preventDefault();
    if (saving) return;
    const { position, one_minute, priority, speaks_for, ...fields } = readForm(event.currentTarget);
    setSaving(true);
    const answer = await connection.command("edit_request", {
      channel: request.channel,
      ...fields,
      ticket: request.ticket,
      ...(position ? { position } : {}),
      ...(one_minute ? { one_minute: one_minute === "1" } : {}),
      ...(priority ? { priority: Number(priority) } : {}),
      ...(speaks_for === undefined ? {} : { speaks_for: Number.parseInt(speaks_for, 10) || 0 }),
    });
    setSaving(false);
    if (told(answer)) toast(gettext("Your details are saved."));
  };
  return html`<form class="stack loose" onSubmit=${save} aria-describedby=${note}>
    <p class="hint" id=${note}>
      ${
        period?.names_required
          ? gettext(
              "Only your name is needed, and only to be called. The clerk sees what you write; a name and topic are shown to the public only after the clerk has passed them.",
            )
          : gettext(
              "You can speak without filling in anything here. The clerk sees what you write; a name and topic are shown to the public only after the clerk has passed them.",
            )
      }
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
    <${Lane} request=${request} period=${period} />
    <${NameField} request=${request} period=${period} />
    <${Field} name="topic" label=${gettext("What about")} value=${request.topic} />
    <${Group} request=${request} period=${period} />
    ${
      !period?.no_positions &&
      html`<${Positions}
        title=${gettext("Your position on this item")}
        chosen=${request.position ?? ""}
      />`
    }
    <${HelpFields} request=${request} />
    <${Field}
      name="contact"
      label=${gettext("E-mail or phone")}
      hint=${gettext("Only for the clerk, if the connection fails. It is never shown.")}
      value=${request.contact}
    />
    <div>
      <button class="button" aria-disabled=${saving ? "true" : undefined}>
        ${saving ? gettext("Saving…") : gettext("Save details")}
      </button>
    </div>
  </form>`;
}

/** R19: a group has a limit of its own, and says for how many it speaks. @param {{ request: MyRequest, period: PeriodCard | undefined }} props */
function Group({ request, period }) {
  if (!period?.groups_ms) return null;
  return html`<${Field}
    name="speaks_for"
    label=${gettext("If you speak for a group: for how many people?")}
    hint=${gettext("A group has up to %(time)s.", { time: formatDuration(period.groups_ms) })}
    value=${request.speaks_for ? String(request.speaks_for) : ""}
    max=${4}
  />`;
}

/** R21, R22: the lane or the published class, where the order knows one. @param {{ request: MyRequest, period: PeriodCard | undefined }} props */
function Lane({ request, period }) {
  if (period?.one_minute_ms)
    return html`<${Radios}
      name="one_minute"
      title=${gettext("How long do you need?")}
      chosen=${request.one_minute ? "1" : "0"}
      options=${[
        ["0", formatDuration(period.allotment_ms)],
        [
          "1",
          gettext("%(time)s is enough – you then go first", {
            time: formatDuration(period.one_minute_ms),
          }),
        ],
      ]}
    />`;
  if (!period?.classes) return null;
  return html`<${Radios}
    name="priority"
    title=${gettext("Who are you here as?")}
    chosen=${String(request.priority ?? 0)}
    options=${[...Object.entries(period.classes), ["0", gettext("None of these")]]}
  />`;
}

/** R2: beside the field for a name, where the rules ask for one. */
export function neededToBeCalled() {
  // Translators: beside a field for a name, in place of "(voluntary)"
  return gettext("(needed to be called)");
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

/**
 * R2: what a name is used for, and where it stands.
 * @param {{ request: MyRequest, period: PeriodCard | undefined }} props
 */
function NameField({ request, period }) {
  return html`
    <div class="stack tight">
      <${Field}
        name="name"
        label=${gettext("Name")}
        optional=${period?.names_required ? neededToBeCalled() : undefined}
        value=${request.name}
        autocomplete="name"
      />
      ${
        request.name &&
        !request.name_refused &&
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
