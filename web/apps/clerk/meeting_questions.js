// The questions about the meeting, its agenda and its comment periods.

import { Icon } from "../../components/icon.js";
import { formatDuration, formatTime, gettext, ngettext } from "../../core/i18n.js";
import { html, useState } from "../../vendor/preact.js";
import { Ask, Choices, Field, Reasons } from "./asking.js";
import { adjournChecklist, isReady } from "./checklist.js";
import { checkText } from "./told.js";
import { meetingActName } from "./words.js";
import { instantOf, wallClock } from "./zoned.js";

/** @import { Desk, Question } from "./desk.js" */
/** @import { Comments } from "./comments.js" */

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
        legend=${gettext("Where")}
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
  const usual = before?.allotment_ms ?? 180_000;
  const [choice, setChoice] = useState(ALLOTMENTS.includes(usual) ? String(usual) : "other");
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Open comment")}
    submit=${gettext("Open comment")}
    onSubmit=${(/** @type {FormData} */ given) => {
      const allotment =
        choice === "other" ? Math.round(Number(given.get("minutes")) * 60_000) : Number(choice);
      return desk.act(
        "open_period",
        {
          item: question.item,
          allotment_ms: allotment,
          last_call_ms: Number(given.get("last_call")) * 1_000,
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
    ${
      choice === "other" &&
      html`<div class="field">
        <label for="period-minutes">${gettext("Minutes")}</label>
        <input
          class="input short"
          id="period-minutes"
          name="minutes"
          type="number"
          min="0.25"
          max="240"
          step="0.25"
          required
          defaultValue=${usual / 60_000}
        />
      </div>`
    }
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
      value=${(before?.last_call_ms ?? 60_000) / 1_000}
      required
    />
    <p class="hint">
      ${gettext("Speakers are called in the order of arrival, in the room and remote in one queue. These rules go into the record.")}
    </p>
  <//>`;
}

/** @param {Props} props */
export function Announce({ desk }) {
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Announcement to all screens")}
    submit=${gettext("Announce")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "announce",
        { text: String(given.get("text")) },
        { quiet: true, done: gettext("Announced.") },
      )}
  >
    <${Field}
      name="text"
      label=${gettext("Text")}
      hint=${gettext("It stands on every screen until you take it down.")}
      value=${desk.view.value.meeting.announcement}
      required
      longest=${300}
      first
    />
  <//>`;
}

/** How long a recess usually is, minutes. */
const RECESSES = [5, 10, 15, 30, 60];

/** A recess or a closed session, with the time at which the chair means to go on. @param {Props} props */
export function Interrupt({ desk, question }) {
  const closed = question.kind === "enter_closed_session";
  const now = desk.minute.value;
  return html`<${Ask}
    desk=${desk}
    title=${meetingActName(question.kind)}
    submit=${closed ? gettext("Begin closed session") : gettext("Begin recess")}
    onSubmit=${(/** @type {FormData} */ given) => {
      const minutes = Number(given.get("minutes"));
      const until = minutes ? now + minutes * 60_000 : undefined;
      return desk.act(question.kind, { until }, { quiet: true });
    }}
  >
    <p>
      ${
        closed
          ? gettext(
              "No caption is stored or shown from here on. A running clock stops; the queue stays as it is.",
            )
          : gettext("A running clock stops; the queue stays as it is.")
      }
    </p>
    <${Choices}
      name="minutes"
      legend=${gettext("Back at")}
      chosen=${closed ? "0" : "10"}
      options=${[
        ["0", gettext("No time announced")],
        ...RECESSES.map((minutes) => [
          String(minutes),
          // Translators: "20:15 (10 minutes)"
          gettext("%(time)s (%(duration)s)", {
            time: formatTime(now + minutes * 60_000),
            duration: formatDuration(minutes * 60_000),
          }),
        ]),
      ]}
    />
  <//>`;
}

/** @param {Props} props */
export function Adjourn({ desk }) {
  const checks = adjournChecklist(desk.view.value);
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Adjourn the meeting")}
    submit=${isReady(checks) ? gettext("Adjourn") : gettext("Adjourn all the same")}
    danger=${!isReady(checks)}
    onSubmit=${() => desk.act("adjourn", {}, { quiet: true })}
  >
    <ul class="checklist" role="list">
      ${checks.map((check) => {
        const [shape, tone] =
          check.count === 0 ? ["check", "good"] : check.now ? ["alert", "warn"] : ["clock", ""];
        return html`<li key=${check.about} class=${tone}>
          <${Icon} shape=${shape} /> <span>${checkText(check)}</span>
        </li>`;
      })}
    </ul>
    <p>${gettext("An adjourned meeting cannot be resumed. Comments and turns can still be dealt with.")}</p>
  <//>`;
}

/** @param {Props} props */
export function Cancel({ desk }) {
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Cancel the meeting")}
    submit=${gettext("Cancel the meeting")}
    danger
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act("cancel_meeting", { reason: String(given.get("reason")) }, { quiet: true })}
  >
    <p>${gettext("It will not be held. This cannot be taken back.")}</p>
    <${Field}
      name="reason"
      label=${gettext("Reason, shown to the public (voluntary)")}
      longest=${1_000}
      first
    />
  <//>`;
}

/** @param {Props} props */
export function Postpone({ desk }) {
  const { meeting } = desk.view.value;
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Postpone the meeting")}
    submit=${gettext("Postpone")}
    onSubmit=${(/** @type {FormData} */ given) => {
      const to = instantOf(String(given.get("to")), meeting.time_zone);
      return desk.act(
        "postpone_meeting",
        { reason: String(given.get("reason")), to },
        { quiet: true },
      );
    }}
  >
    <${Field}
      name="to"
      type="datetime-local"
      label=${gettext("New time; empty if it is not known yet")}
      hint=${gettext("In the time zone of the body: %(zone)s", { zone: meeting.time_zone })}
      value=${wallClock(meeting.starts_at, meeting.time_zone)}
      first
    />
    <${Field} name="reason" label=${gettext("Reason, shown to the public (voluntary)")} longest=${1_000} />
  <//>`;
}

/** R26: one reason of the closed list for one comment or many. @param {Props & { comments: Comments }} props */
export function Hold({ desk, question, comments }) {
  const numbers = question.comments ?? [];
  return html`<${Ask}
    desk=${desk}
    title=${
      numbers.length === 1
        ? gettext("Hold comment %(number)s", { number: numbers[0] ?? 0 })
        : ngettext("Hold %(num)s comment", "Hold %(num)s comments", numbers.length)
    }
    submit=${gettext("Hold")}
    onSubmit=${async (/** @type {FormData} */ given) => {
      const refused = await comments.hold(numbers, String(given.get("reason")));
      return refused ?? { ok: true, seq: 0 };
    }}
  >
    <p>${gettext("Kept from the public; the members of the body still get it.")}</p>
    <${Reasons} about="comment" />
  <//>`;
}
