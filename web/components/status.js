// Owns how the state of a meeting, and of the connection to it, are put into words and shapes.

import { formatDateTime, formatList, formatTime, gettext } from "../core/i18n.js";
import { html } from "../vendor/preact.js";
import { Icon } from "./icon.js";

/** @import { Failure, MeetingCard } from "../core/view.d.ts" */
/** @import { Status } from "../core/connection.js" */
/** @import { Shape } from "./icon.js" */

/**
 * A meeting's state in one or two words.
 * @param {MeetingCard["status"]} status
 */
export function statusWord(status) {
  switch (status) {
    case "scheduled":
      return gettext("Not started");
    case "sign_up":
      return gettext("Sign-up is open");
    case "live":
      return gettext("In session");
    case "recess":
      return gettext("In recess");
    case "outage":
      return gettext("Remote service interrupted");
    case "closed_session":
      return gettext("Closed session");
    case "adjourned":
      return gettext("Adjourned");
    case "cancelled":
      return gettext("Cancelled");
    case "postponed":
      return gettext("Postponed");
  }
}

/** @type {Record<MeetingCard["status"], [Shape, string]>} */
const LOOKS = {
  scheduled: ["clock", ""],
  sign_up: ["pencil", "accent"],
  live: ["dot", "good"],
  recess: ["pause", "warn"],
  outage: ["alert", "bad"],
  closed_session: ["lock", "warn"],
  adjourned: ["square", ""],
  cancelled: ["close", "bad"],
  postponed: ["forward", "warn"],
};

/** @param {{ status: MeetingCard["status"] }} props */
export function StatusPill({ status }) {
  const [shape, tone] = LOOKS[status];
  return html`<span class=${`pill ${tone}`}><${Icon} shape=${shape} /> ${statusWord(status)}</span>`;
}

/**
 * What the state means for someone who waits for the meeting; nothing where the word says it all.
 * @param {MeetingCard} meeting
 */
export function statusSentence({ status, until, reason, starts_at, adjourned_at, outage }) {
  switch (status) {
    case "outage":
      return gettext(
        "Out of order: %(what)s. The meeting waits, until about %(time)s at most. Every place in the queue and every clock is kept.",
        { what: failures(outage?.failed ?? []), time: formatTime(until ?? 0) },
      );
    case "scheduled":
    case "sign_up":
      return gettext("Begins %(time)s.", { time: formatDateTime(starts_at) });
    case "recess":
      return until
        ? gettext("Back at about %(time)s. The queue stays as it is.", { time: formatTime(until) })
        : gettext("The meeting pauses. The queue stays as it is.");
    case "closed_session":
      return until
        ? gettext("The body meets in private until about %(time)s. There are no captions.", {
            time: formatTime(until),
          })
        : gettext("The body meets in private. There are no captions.");
    case "adjourned":
      return gettext("The meeting ended at %(time)s.", { time: formatTime(adjourned_at ?? 0) });
    case "cancelled":
      return reason || gettext("This meeting will not be held.");
    case "postponed":
      return [
        until
          ? gettext("The new time: %(time)s.", { time: formatDateTime(until) })
          : gettext("The new time is not known yet."),
        reason,
      ]
        .filter(Boolean)
        .join(" ");
    default:
      return "";
  }
}

/** @type {Record<Failure, () => string>} */
const FAILURES = {
  // Translators: what is out of order, in the middle of a sentence
  two_way: () => gettext("taking part by video and phone"),
  stream: () => gettext("the stream"),
  captions: () => gettext("the captions"),
  queue: () => gettext("the speaker queue"),
};

/** R33: one thing that can fail. @param {Failure} failure */
export function failureName(failure) {
  return FAILURES[failure]();
}

/** R33: what has failed, in one phrase. @param {Failure[]} failed */
export function failures(failed) {
  return formatList(failed.map(failureName));
}

/**
 * Nothing while all is well.
 * @param {{ status: Status, unsent?: number }} props
 */
export function ConnectionPill({ status, unsent = 0 }) {
  if (status === "offline") {
    return html`<span class="pill bad"><${Icon} shape="offline" /> ${gettext("No connection")}</span>`;
  }
  if (status === "live" && !unsent) return null;
  return html`<span class="pill"
    ><${Icon} shape="clock" /> ${status === "live" ? gettext("Sending…") : gettext("Connecting…")}</span
  >`;
}
