// The questions about an agenda item and its comment period.

import { formatDuration, gettext, pgettext } from "../../core/i18n.js";
import { html, useState } from "../../vendor/preact.js";
import { Ask, Choices, Field, TurnMinutes, turnTime } from "./asking.js";
import { OrderFields, orderGiven } from "./order_questions.js";
import { TimeFields, timeGiven } from "./time_questions.js";

/** @import { Desk, Question } from "./desk.js" */

/** @typedef {{ desk: Desk, question: Question }} Props */

/** @param {Props} props */
export function AddItem({ desk }) {
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Add an agenda item")}
    submit=${gettext("Add")}
    onSubmit=${(/** @type {FormData} */ given) => {
      const after = given.get("where") === "here" ? desk.view.value.meeting.item : undefined;
      return desk.act(
        "add_item",
        { label: String(given.get("label")), after },
        { quiet: true, done: gettext("Item added.") },
      );
    }}
  >
    <${Field} name="label" label=${gettext("Item")} required longest=${600} first />
    ${
      desk.view.value.meeting.item !== undefined &&
      html`<${Choices}
        name="where"
        legend=${pgettext("agenda", "Where")}
        chosen="end"
        options=${[["end", gettext("At the end")], ["here", gettext("Behind the current item")]]}
      />`
    }
  <//>`;
}

/** @param {Props} props */
export function EditItem({ desk, question }) {
  const item = desk.view.value.items[question.item ?? 0];
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Edit the agenda item")}
    submit=${gettext("Save")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "edit_item",
        { item: question.item, label: String(given.get("label")) },
        { quiet: true, done: gettext("Saved.") },
      )}
  >
    <${Field} name="label" label=${gettext("Item")} value=${item?.label ?? ""} required longest=${600} first />
  <//>`;
}

/** The allotments that are a tap away, ms. */
const ALLOTMENTS = [60_000, 120_000, 180_000, 300_000];

/** @param {Props} props */
export function OpenPeriod({ desk, question }) {
  const view = desk.view.value;
  const item = view.items[question.item ?? 0];
  const before = Object.values(view.periods).sort((one, other) => other.period - one.period)[0];
  const usual = before?.allotment_ms ?? desk.page.rules?.allotment_ms ?? 180_000;
  const [choice, setChoice] = useState(ALLOTMENTS.includes(usual) ? String(usual) : "other");
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Open comment")}
    submit=${gettext("Open comment")}
    onSubmit=${(/** @type {FormData} */ given) => {
      const allotment = choice === "other" ? turnTime(given) : Number(choice);
      return desk.act(
        "open_period",
        {
          item: question.item,
          allotment_ms: allotment,
          last_call_ms: Number(given.get("last_call")) * 1_000,
          ...orderGiven(given),
          ...timeGiven(given),
        },
        { quiet: true, done: gettext("Comment is open.") },
      );
    }}
  >
    <p dir="auto"><b>${item?.label}</b></p>
    <${Choices}
      name="allotment"
      legend=${gettext("Time for each speaker")}
      chosen=${choice}
      onChange=${setChoice}
      options=${[
        ...ALLOTMENTS.map((ms) => [String(ms), formatDuration(ms)]),
        ["other", gettext("Another time")],
      ]}
    />
    ${choice === "other" && html`<${TurnMinutes} ms=${usual} />`}
    <${Field}
      name="last_call"
      type="number"
      min=${0}
      max=${3600}
      label=${gettext("Last call, in seconds")}
      hint=${
        view.meeting.stream_delay_ms > 0
          ? gettext("The delay of the stream, %(time)s, is added.", {
              time: formatDuration(view.meeting.stream_delay_ms),
            })
          : undefined
      }
      value=${(before?.last_call_ms ?? desk.page.rules?.last_call_ms ?? 60_000) / 1_000}
      required
    />
    <${OrderFields} rules=${desk.page.rules} />
    <${TimeFields} />
  <//>`;
}

/** R12: an item without its comment period is about to be closed. @param {Props} props */
export function CloseItem({ desk, question }) {
  const { meeting, items } = desk.view.value;
  const current = meeting.item === undefined ? undefined : items[meeting.item];
  const ends = question.kind === "finish_item";
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Close the item without comment?")}
    submit=${
      ends ? gettext("Finish without comment") : gettext("Go to the next item without comment")
    }
    onSubmit=${() =>
      desk.act(question.kind, { item: question.item, without_comment: true }, { quiet: true })}
  >
    <p dir="auto"><b>${current?.label}</b></p>
    <p>
      ${gettext("The public has not been asked to comment on this item. Comment opens before or during an item.")}
    </p>
    <button
      type="button"
      class="button second"
      autofocus
      onClick=${() => desk.ask({ kind: "open_period", item: meeting.item })}
    >
      ${gettext("Open comment on it…")}
    </button>
  <//>`;
}
