// What the clerk's screen alone calls things: marks, reasons, acts, keys, and why something cannot be done
// now (what every screen calls things stands in components/names.js). It knows codes and languages, nothing of when they are said.

import { reasonName } from "../../components/names.js";
import { gettext, pgettext } from "../../core/i18n.js";

/** @import { Act } from "./keymap.js" */
/** @import { Why } from "./may.js" */
/** @import { Mark } from "./view.js" */

/** @type {Record<Why, () => string>} */
const WHYS = {
  not_live: () => gettext("The meeting is not in recess or closed session."),
  in_recess: () => gettext("The meeting is in recess. Resume it first."),
  in_outage: () => gettext("The service is interrupted. End the outage first."),
  no_outage: () => gettext("No outage is going on."),
  in_closed_session: () => gettext("The meeting is in closed session. Resume it first."),
  over: () => gettext("The meeting is over."),
  not_started: () => gettext("The meeting has not been called to order yet."),
  started_already: () => gettext("The meeting has already been called to order."),
  floor_free: () => gettext("Nobody has the floor."),
  floor_taken: () => gettext("Somebody has the floor. End the turn first."),
  no_period: () => gettext("No comment period is open. Open one on an agenda item."),
  queue_empty: () => gettext("Nobody is waiting."),
  clock_not_started: () =>
    gettext("The turn has not started. Start it, mark a no-show, or undo the call."),
  clock_started: () => gettext("The turn has already started."),
  second_call_first: () => gettext("Call a second time first."),
  still_called: () =>
    gettext("The speaker called has not begun. Start the turn, mark a no-show, or undo the call."),
  grace_running: () => gettext("The speaker still has time to come forward."),
  nothing_to_take_back: () => gettext("There is nothing to take back."),
  no_name_waits: () => gettext("No name is waiting to be passed."),
  item_continued: () => gettext("It goes on in a later meeting."),
  period_open_already: () => gettext("It is open already."),
  period_closed: () => gettext("The comment period is closed."),
  no_open_period: () => gettext("No comment period is open here."),
  no_other_period: () => gettext("No other item is open for comment."),
  last_call_first: () => gettext("Make the last call first; the period then closes by itself."),
  period_timed: () => gettext("The time set for this comment period is not over yet."),
  last_call_running: () => gettext("The last call is still running; the period closes by itself."),
  last_call_made: () => gettext("The last call has been made."),
  no_last_call: () => gettext("No last call is running."),
  sign_up_closed: () => gettext("Open sign-up or call the meeting to order first."),
  item_is_current: () => gettext("This is the current item."),
  item_not_current: () => gettext("Only the current item can be finished."),
  on_the_floor: () => gettext("This speaker is not waiting in the queue."),
  alone_in_queue: () => gettext("Nobody else is waiting."),
  at_the_front: () => gettext("It stands first on the agenda already."),
  at_the_end: () => gettext("It stands last on the agenda already."),
  nothing_chosen: () => gettext("Choose comments first."),
  turn_runs: () => gettext("This turn has not ended yet."),
  nothing_to_confirm: () => gettext("Every turn that has ended is confirmed."),
  offline: () => gettext("No connection to the server. Wait until it is back."),
  role: () => gettext("Your role does not allow this."),
  too_few_to_draw: () => gettext("Too few are waiting for a draw."),
  too_early_to_draw: () => gettext("The minutes in which all count as coming together still run."),
  draw_first: () => gettext("Lots decide who is called first. Draw them in the queue below."),
  seed_needed: () => gettext("Add at least two contributions first."),
};

/** @param {Why} code */
export function why(code) {
  return WHYS[code]();
}

/**
 * @param {{ status: "open"|"last_call"|"closed", held?: boolean, continued?: boolean }} period
 * @param {{ sign_up_opens_at?: number }} meeting
 */
export function periodStatus({ status, held, continued }, { sign_up_opens_at }) {
  // Translators: a comment period that takes no requests yet: it came from an earlier meeting, or sign-up is to open
  if (held || (status === "open" && sign_up_opens_at !== undefined))
    return gettext("Comment not opened yet");
  if (continued) return gettext("Continued to a later meeting");
  if (status === "open") return gettext("Comment open");
  return status === "last_call" ? gettext("Last call") : gettext("Comment closed");
}

/** @param {Mark} mark */
export function markName(mark) {
  switch (mark) {
    case "interpreter":
      return gettext("Interpreter");
    case "accommodation":
      return gettext("Accommodation");
    case "on_its_way":
      return gettext("On the way");
    case "leaves_soon":
      return gettext("Must leave soon");
    case "too_late":
      return gettext("Leaves before the turn");
    case "warned":
      return gettext("Warned");
    case "name_waits":
      return gettext("Name not passed");
    case "name_refused":
      return gettext("Name refused");
    case "name_missing":
      // Translators: beside somebody in the queue who has given no name, where the rules ask for one
      return gettext("No name yet");
    default:
      return gettext("Pronunciation");
  }
}

/** R26: the closed list. */
const REASONS = [
  "over_time",
  "off_topic",
  "repeated_turn",
  "disruption",
  "true_threat",
  "obscenity",
  "private_data",
  "automated",
];

/**
 * The reasons to choose from, each with its words; for a name there is one more (R2).
 * @param {"name"|"request"|"comment"} about
 * @returns {[string, string][]}
 */
export function reasons(about) {
  const codes = about === "name" ? ["impersonation", ...REASONS] : REASONS;
  return codes.map((code) => [code, reasonName(code)]);
}

/** @type {Record<Act, () => string>} */
const ACTS = {
  call_next: () => gettext("Call next"),
  start_pause: () => gettext("Start, pause or resume the clock"),
  more_time: () => gettext("More time"),
  less_time: () => gettext("Less time"),
  end: () => gettext("End the turn"),
  call_again: () => gettext("Call again"),
  no_show: () => gettext("No-show"),
  undo: () => gettext("Take back the last call or end"),
  walk_up: () => gettext("Walk-up speaker"),
  name_turn: () => gettext("Name the speaker"),
  pass_name: () => gettext("Pass a name"),
  add_request: () => gettext("Add a card or a caller"),
  confirm_turn: () => gettext("Confirm a turn"),
  queue: () => gettext("Go to the queue"),
  agenda: () => gettext("Go to the agenda"),
  comments: () => gettext("Go to the comments"),
  blank: () => gettext("Blank or show the public screens"),
  keys: () => gettext("Show the keys"),
};

/** @param {Act} act */
export function actName(act) {
  return ACTS[act]();
}

/**
 * A key as it is printed on a keyboard.
 * @param {string} key
 */
export function keyName(key) {
  if (key === " ") return pgettext("key", "Space");
  return key === "-" ? "−" : key.toUpperCase();
}

/** @param {string} role */
export function roleName(role) {
  switch (role) {
    case "clerk":
      return gettext("Clerk");
    case "chair":
      return gettext("Chair");
    case "captioner":
      return gettext("Captioner");
    default:
      return gettext("Administrator");
  }
}

/** @type {Record<string, () => string>} */
const MEETING_ACTS = {
  open_sign_up: () => gettext("Open sign-up"),
  start_meeting: () => gettext("Call to order"),
  recess: () => gettext("Recess"),
  report_outage: () => gettext("Outage"),
  end_outage: () => gettext("End the outage"),
  clear_room: () => gettext("Clear the room"),
  enter_closed_session: () => gettext("Closed session"),
  resume_meeting: () => gettext("Resume the meeting"),
  adjourn: () => gettext("Adjourn"),
  postpone_meeting: () => gettext("Postpone"),
  cancel_meeting: () => gettext("Cancel the meeting"),
};

/** @param {string} act the name of its command */
export function meetingActName(act) {
  return MEETING_ACTS[act]?.() ?? act;
}

/**
 * What a display is for.
 * @param {string} variant
 */
export function lampName(variant) {
  switch (variant) {
    case "dais":
      return gettext("Display on the dais");
    case "lectern":
      return gettext("Display at the lectern");
    case "lower-third":
      return gettext("Video overlay");
    case "clock":
      return gettext("Clock overlay");
    default:
      return gettext("Display in the room");
  }
}
