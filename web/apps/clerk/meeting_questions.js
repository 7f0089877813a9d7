// The questions about the meeting itself: its particulars, its interruptions and its end, and the reason for
// holding comments.

import { Icon } from "../../components/icon.js";
import { formatDuration, formatTime, gettext, ngettext, pgettext } from "../../core/i18n.js";
import { html } from "../../vendor/preact.js";
import { Ask, Choices, Field, Reasons } from "./asking.js";
import { adjournChecklist, hearingsKept, isReady, openHearings } from "./checklist.js";
import { checkText } from "./told.js";
import { meetingActName } from "./words.js";
import { instantOf, wallClock } from "./zoned.js";

/** @import { Desk, Question } from "./desk.js" */
/** @import { Comments } from "./comments.js" */

/** @typedef {{ desk: Desk, question: Question }} Props */

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
  const checks = adjournChecklist(desk.view.value, desk.second.value);
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
    <${OpenHearings} desk=${desk} next="adjourn" />
    <p>${gettext("An adjourned meeting cannot be resumed. Comments and turns can still be dealt with.")}</p>
  <//>`;
}

/**
 * R42: a hearing that is still open can go on in a later meeting.
 * @param {{ desk: Desk, next: string, hearings?: import("../../core/view.d.ts").ItemCard[] }} props
 */
function OpenHearings({ desk, next, hearings }) {
  const open = hearings ?? openHearings(desk.view.value);
  if (!open.length) return null;
  return html`<div class="stack tight">
    <p>${gettext("What is still open can go on in a later meeting, with its queue:")}</p>
    ${open.map(
      (item) =>
        html`<div key=${item.item}>
          <button
            type="button"
            class="button second small"
            onClick=${() => desk.ask({ kind: "continue_item", item: item.item, next })}
          >
            <bdi>${gettext("Continue “%(item)s”…", { item: item.label })}</bdi>
          </button>
        </div>`,
    )}
  </div>`;
}

/** R42: who waits here for what was continued from another meeting. @param {{ desk: Desk }} props */
function KeptHere({ desk }) {
  return html`${hearingsKept(desk.view.value).map(
    ({ item, waiting }) =>
      html`<div key=${item.item} class="notice warn">
        <${Icon} shape="alert" />
        <p>
          <bdi>${item.label}</bdi>${" "}
          ${ngettext(
            "This hearing was continued to this meeting: %(num)s person keeps their place here.",
            "This hearing was continued to this meeting: %(num)s people keep their places here.",
            waiting,
          )}
        </p>
      </div>`,
  )}`;
}

/** @param {Props} props */
export function Cancel({ desk }) {
  const kept = hearingsKept(desk.view.value).map(({ item }) => item);
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Cancel the meeting")}
    submit=${kept.length ? gettext("Cancel all the same") : gettext("Cancel the meeting")}
    danger
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "cancel_meeting",
        { reason: String(given.get("reason")), with_hearings: kept.length > 0 || undefined },
        { quiet: true },
      )}
  >
    <p>${gettext("It will not be held. This cannot be taken back.")}</p>
    <${KeptHere} desk=${desk} />
    <${OpenHearings} desk=${desk} next="cancel_meeting" hearings=${kept} />
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
    <${KeptHere} desk=${desk} />
  <//>`;
}

/** @param {Props} props */
export function EditMeeting({ desk }) {
  const { meeting } = desk.view.value;
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Particulars of the meeting")}
    submit=${gettext("Save")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "edit_meeting",
        {
          title: String(given.get("title")),
          place: String(given.get("place")),
          starts_at: instantOf(String(given.get("starts_at")), meeting.time_zone),
          remote_access: String(given.get("remote_access")),
          assistance: String(given.get("assistance")),
          stream_delay_ms: Math.round(Number(given.get("stream_delay")) * 1_000),
        },
        { quiet: true, done: gettext("Saved.") },
      )}
  >
    <${Field} name="title" label=${gettext("Title")} value=${meeting.title} required longest=${200} first />
    <${Field} name="place" label=${pgettext("venue", "Place")} value=${meeting.place} longest=${200} />
    <${Field}
      name="starts_at"
      type="datetime-local"
      label=${gettext("Begins")}
      hint=${gettext("In the time zone of the body: %(zone)s", { zone: meeting.time_zone })}
      value=${wallClock(meeting.starts_at, meeting.time_zone)}
      required
    />
    <${Field}
      name="remote_access"
      label=${gettext("How to take part from elsewhere")}
      value=${meeting.remote_access}
      longest=${1_000}
    />
    <${Field}
      name="assistance"
      label=${gettext("How to ask for an interpreter or other assistance")}
      value=${meeting.assistance}
      longest=${1_000}
    />
    <${Field}
      name="stream_delay"
      type="number"
      min=${0}
      max=${60}
      label=${gettext("Delay of the stream, in seconds")}
      hint=${gettext("Last calls wait for it, so that those who watch from home are not too late.")}
      value=${meeting.stream_delay_ms / 1_000}
      required
    />
  <//>`;
}

/** Where a recording begins, as against the meeting. @param {Props} props */
export function TranscriptOffset({ desk }) {
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Offset of the recording")}
    submit=${gettext("Set")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "set_transcript_offset",
        { offset_ms: Math.round(Number(given.get("offset")) * 1_000) },
        { quiet: true, done: gettext("The offset is set.") },
      )}
  >
    <${Field}
      name="offset"
      type="number"
      min=${-86_400}
      max=${86_400}
      label=${gettext("Seconds that the recording began before the meeting")}
      hint=${gettext("Less than zero if it began later. Transcripts and chapters are shifted by it.")}
      value=${desk.view.value.meeting.transcript_offset_ms / 1_000}
      required
      first
    />
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
