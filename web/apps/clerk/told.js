// The sentences of the log and of the checklist before adjourning. It knows codes and languages, nothing of
// how either list is made.

import { speakerName } from "../../components/names.js";
import { formatDuration, gettext, ngettext } from "../../core/i18n.js";

/** @import { Check } from "./checklist.js" */
/** @import { Line } from "./journal.js" */

/** @typedef {(line: {who: string, item: string, ticket: number, text: string, count: number}) => string} Say */

/** @type {Record<string, Say>} */
const SENTENCES = {
  meeting_sign_up: () => gettext("Sign-up opened."),
  meeting_live: () => gettext("The meeting was called to order."),
  meeting_recess: () => gettext("Recess began."),
  meeting_outage: () => gettext("An outage was announced; recess began."),
  outage_step: ({ text }) => gettext("On the outage: %(text)s", { text }),
  room_cleared: () => gettext("The room was cleared; the press stays."),
  room_readmitted: () => gettext("The room is open to all again."),
  meeting_closed_session: () => gettext("Closed session began."),
  meeting_resumed: () => gettext("The meeting resumed."),
  meeting_adjourned: () => gettext("The meeting was adjourned."),
  meeting_cancelled: () => gettext("The meeting was cancelled."),
  meeting_postponed: () => gettext("The meeting was postponed."),
  blanked: () => gettext("The public screens were blanked."),
  unblanked: () => gettext("The public screens show again."),
  announced: ({ text }) => gettext("Announced: %(text)s", { text }),
  announcement_cleared: () => gettext("The announcement was taken down."),
  transcript_published: () => gettext("The transcript was published."),
  item_added: ({ item }) => gettext("Item added: %(item)s", { item }),
  item_edited: ({ item }) => gettext("Item edited: %(item)s", { item }),
  item_started: ({ item }) => gettext("Item started: %(item)s", { item }),
  item_continued: ({ item }) => gettext("Continued to a later meeting: %(item)s", { item }),
  continuation_moved: ({ item }) =>
    // Translators: of the later meeting to which a hearing was continued; the item follows
    gettext("The later meeting was moved or cancelled: %(item)s", { item }),
  continuation_undone: ({ item }) =>
    gettext("The continuation was taken back; it is here again: %(item)s", { item }),
  item_received: ({ item }) =>
    gettext("Continued here from an earlier meeting: %(item)s", { item }),
  item_returned: ({ item }) => gettext("Taken back to the earlier meeting: %(item)s", { item }),
  item_finished: ({ item }) => gettext("Item finished: %(item)s", { item }),
  period_open: ({ item }) => gettext("Comment opened on: %(item)s", { item }),
  period_last_call: ({ item }) => gettext("Last call on: %(item)s", { item }),
  period_continued: ({ item }) => gettext("Last call withdrawn on: %(item)s", { item }),
  period_closed: ({ item }) => gettext("Comment closed on: %(item)s", { item }),
  request_made: ({ who }) => gettext("%(who)s joined the queue.", { who }),
  request_listed: ({ who }) => gettext("%(who)s is on the waiting list.", { who }),
  request_admitted: ({ who }) =>
    gettext("%(who)s came from the waiting list into the queue.", { who }),
  calling: ({ item }) => gettext("Speakers are called on: %(item)s", { item }),
  draw_frozen: ({ count }) =>
    ngettext(
      "The list for the draw was frozen, with %(num)s ticket.",
      "The list for the draw was frozen, with %(num)s tickets.",
      count,
    ),
  seed_given: ({ text }) => gettext("Contribution to the draw: %(text)s", { text }),
  draw_drawn: ({ count }) =>
    ngettext("Lots were drawn among %(num)s.", "Lots were drawn among %(num)s.", count),
  draw_dropped: () => gettext("The draw was given up."),
  request_left: ({ who }) => gettext("%(who)s left the queue.", { who }),
  request_checked_in: ({ who }) => gettext("%(who)s was checked in at the door.", { who }),
  // Translators: the name, or from where this person speaks, was corrected
  put_right: ({ who }) => gettext("The details of %(who)s were put right.", { who }),
  // Translators: %(others)s is one ticket number or several
  request_merged: ({ who, text }) =>
    gettext("Ticket %(others)s is the same person’s as that of %(who)s, and was merged into it.", {
      who,
      others: text,
    }),
  // Translators: the code with which somebody finds their own ticket again
  code_renewed: ({ who }) => gettext("%(who)s got a new return code.", { who }),
  // Translators: numbered paper cards; %(tickets)s are their numbers, such as 12–31
  cards_reserved: ({ count, text }) =>
    ngettext(
      "%(num)s paper card was reserved: %(tickets)s.",
      "%(num)s paper cards were reserved: %(tickets)s.",
      count,
      { tickets: text },
    ),
  cards_taken_back: ({ count }) =>
    ngettext("%(num)s paper card was taken back.", "%(num)s paper cards were taken back.", count),
  card_handed_in: ({ ticket }) => gettext("Card %(ticket)s was handed in.", { ticket }),
  card_put_back: ({ ticket }) =>
    gettext("Card %(ticket)s was put back: it had been typed in by a slip.", { ticket }),
  request_moved: ({ who }) => gettext("%(who)s was moved in the queue.", { who }),
  request_to_item: ({ who }) => gettext("%(who)s was moved to another item.", { who }),
  speaker_warned: ({ who }) => gettext("%(who)s was warned.", { who }),
  must_leave: ({ who }) => gettext("%(who)s has to leave early.", { who }),
  request_recalled: ({ who }) => gettext("%(who)s is back in the queue.", { who }),
  request_on_its_way: ({ who }) => gettext("%(who)s is on the way.", { who }),
  request_here: ({ who }) => gettext("%(who)s is here.", { who }),
  // Translators: a name was passed to be shown on the public screens
  name_passed: ({ who, ticket }) =>
    gettext("Name passed: %(who)s, ticket %(ticket)s.", { who, ticket }),
  turn_called: ({ who }) => gettext("%(who)s was called.", { who }),
  called_again: ({ who }) => gettext("%(who)s was called again.", { who }),
  turn_started: ({ who }) => gettext("%(who)s began.", { who }),
  turn_paused: ({ who }) => gettext("The clock of %(who)s was paused.", { who }),
  turn_resumed: ({ who }) => gettext("The clock of %(who)s went on.", { who }),
  turn_ended: ({ who }) => gettext("%(who)s finished.", { who }),
  turn_missed: ({ who }) => gettext("%(who)s did not come forward.", { who }),
  turn_undone: ({ who }) => gettext("The call of %(who)s was taken back.", { who }),
  start_undone: ({ who }) => gettext("The start of %(who)s was taken back.", { who }),
  no_show_undone: ({ who }) => gettext("%(who)s is called after all.", { who }),
  turn_reopened: ({ who }) => gettext("%(who)s has the floor again.", { who }),
  turn_named: ({ who }) => gettext("The speaker was named: %(who)s.", { who }),
  turn_confirmed: ({ who }) => gettext("Turn confirmed: %(who)s.", { who }),
  turn_dais: () => gettext("A turn was given to the dais."),
  turn_split: ({ who }) => gettext("A turn was split; the new one: %(who)s.", { who }),
  walk_up: ({ who }) => gettext("%(who)s began.", { who }),
  time_given: ({ who, count }) =>
    gettext("%(who)s got %(time)s more.", { who, time: formatDuration(count) }),
  time_taken: ({ who, count }) =>
    gettext("%(who)s got %(time)s less.", { who, time: formatDuration(count) }),
  time_ceded: ({ who }) => gettext("%(who)s ceded the time to another.", { who }),
  time_reclaimed: ({ who }) => gettext("%(who)s took the ceded time back.", { who }),
  allotment_set: ({ count }) =>
    gettext("Each speaker gets %(time)s from now on.", { time: formatDuration(count) }),
  comments_came: ({ count }) =>
    ngettext("A written comment came in.", "%(num)s written comments came in.", count),
  track_opened: ({ text }) => gettext("Captions opened: %(language)s", { language: text }),
  track_silent: ({ text }) =>
    gettext("No captions come while someone speaks: %(language)s", { language: text }),
  track_heard: ({ text }) => gettext("Captions come again: %(language)s", { language: text }),
  words_taken_out: ({ text }) =>
    gettext("Words were taken out of the captions: %(language)s", { language: text }),
  translation_started: ({ text }) =>
    gettext("A machine translates into: %(language)s", { language: text }),
  translation_stopped: ({ text }) =>
    gettext("The machine's translation was stopped: %(language)s", { language: text }),
};

/**
 * One line of the log as a sentence.
 * @param {Line} line
 * @param {(item: number) => string} label of an agenda item
 */
export function told(line, label) {
  const say = SENTENCES[line.what];
  if (!say) return "";
  return say({
    who: speakerName(line),
    item: line.item === undefined ? "" : label(line.item),
    ticket: line.ticket ?? 0,
    text: line.text ?? "",
    count: line.count ?? 0,
  });
}

/**
 * One line of the checklist: what is still open, or that nothing is.
 * @param {Check} check
 */
export function checkText({ about, count }) {
  switch (about) {
    case "floor":
      return count
        ? gettext("Somebody has the floor: end the turn.")
        : gettext("The floor is free.");
    case "periods":
      return count
        ? ngettext(
            "%(num)s comment period is open; it closes with the meeting.",
            "%(num)s comment periods are open; they close with the meeting.",
            count,
          )
        : gettext("All comment periods are closed.");
    case "timed":
      return count
        ? ngettext(
            "The time set for %(num)s comment period has not run.",
            "The time set for %(num)s comment periods has not run.",
            count,
          )
        : gettext("No timed comment period is cut short.");
    case "uncommented":
      return count
        ? ngettext(
            "On %(num)s item the public was never asked to comment.",
            "On %(num)s items the public was never asked to comment.",
            count,
          )
        : gettext("The public was asked to comment on every item.");
    case "waiting":
      return count
        ? ngettext(
            "%(num)s speaker is still waiting.",
            "%(num)s speakers are still waiting.",
            count,
          )
        : gettext("Nobody is waiting to speak.");
    case "names":
      return count
        ? ngettext(
            "%(num)s name has not been passed.",
            "%(num)s names have not been passed.",
            count,
          )
        : gettext("No name is waiting to be passed.");
    case "comments":
      return count
        ? ngettext(
            "%(num)s written comment is not published; it can be later.",
            "%(num)s written comments are not published; they can be later.",
            count,
          )
        : gettext("All written comments are published.");
    default:
      return count
        ? ngettext(
            "%(num)s turn is not confirmed; it can be later.",
            "%(num)s turns are not confirmed; they can be later.",
            count,
          )
        : gettext("All turns are confirmed.");
  }
}
