// Owns what is said of the rules in force in a comment period: its order, its times and its limits, each in one
// plain sentence. The same sentences stand in templates/parts.html for who has no scripts. It knows a period's
// card, no profile and no body.

import { formatDuration, formatList, gettext, ngettext } from "../core/i18n.js";
import { html } from "../vendor/preact.js";

/** @import { PeriodCard } from "../core/view.d.ts" */

/** @type {Record<string, () => string>} */
const ORDERS = {
  arrival: () => gettext("Order: by arrival, everyone in one queue."),
  in_person_first: () => gettext("Order: people in the room first, then remote speakers."),
  remote_first: () => gettext("Order: remote speakers first, then people in the room."),
  alternating: () => gettext("Order: in the room and remote by turns, on each side by arrival."),
  registered_first: () => gettext("Order: those who signed up before the meeting first."),
  not_heard_first: () =>
    gettext("Order: those who have not spoken in this meeting yet come first."),
  one_minute_first: () => gettext("Order: those who need only a short time first."),
  priority: () => gettext("Order: by the body’s published classes, then by arrival."),
  lottery: () => gettext("Order: drawn by lot, in public."),
};

/** R7: the published order. @param {string} policy */
export function orderSentence(policy) {
  return ORDERS[policy]?.() ?? "";
}

/** Sentences, each there only where there is something to say. @typedef {(string | undefined | 0 | false)[]} Perhaps */

/**
 * The rules in force, one sentence each, in the order in which a speaker asks for them.
 * @param {PeriodCard} period
 * @returns {string[]}
 */
export function ruleSentences(period) {
  return [...timeEach(period), ...order(period), ...lots(period), ...limits(period)].flatMap(
    (sentence) => sentence || [],
  );
}

/** @param {PeriodCard} period @returns {Perhaps} */
function timeEach(period) {
  return [
    gettext("%(time)s for each speaker.", { time: formatDuration(period.allotment_ms) }),
    ...(period.by_order
      ? [gettext("By order of the chair: %(reason)s", { reason: period.ordered_why ?? "" })]
      : steps(period)),
  ];
}

/** @param {PeriodCard} period @returns {Perhaps} */
function order({ policy, groups_ms, ceding, one_minute_ms, classes }) {
  return [
    orderSentence(policy),
    // R7: nobody's place changes because another leaves, so two of one side may then be called in a row.
    policy === "alternating" && gettext("If someone leaves, the next in line is called."),
    groups_ms && gettext("A group has up to %(time)s.", { time: formatDuration(groups_ms) }),
    ceding && gettext("People who are present may give their time to others."),
    one_minute_ms &&
      gettext("The short time is %(time)s.", { time: formatDuration(one_minute_ms) }),
    classes &&
      // Translators: the published classes of speakers, in the order in which they are called
      gettext("The classes: %(list)s. What someone thinks is none.", {
        list: formatList(Object.values(classes)),
      }),
  ];
}

/** Who comes into the order at all. @param {PeriodCard} period @returns {Perhaps} */
function lots({ lottery_above, drawn_together_ms, unheard_only, names_required }) {
  return [
    lottery_above &&
      ngettext(
        "Lots are drawn when more than %(num)s asks to speak.",
        "Lots are drawn when more than %(num)s ask to speak.",
        lottery_above,
      ),
    drawn_together_ms &&
      gettext("Those who ask within the first %(time)s are drawn by lot among them.", {
        time: formatDuration(drawn_together_ms),
      }),
    unheard_only && gettext("Only for those who have not spoken in this meeting yet."),
    names_required &&
      gettext(
        "Speakers give a name before they are called. Nobody needs one to read, to listen or to comment.",
      ),
  ];
}

/** @param {PeriodCard} period @returns {Perhaps} */
function limits({ person_cap_ms, total_cap_ms, at_least_ms, at_most_ms, ...period }) {
  return [
    person_cap_ms &&
      gettext("Nobody speaks for more than %(time)s in this meeting.", {
        time: formatDuration(person_cap_ms),
      }),
    total_cap_ms &&
      gettext("%(time)s for all speakers together, shared equally by the room and remote.", {
        time: formatDuration(total_cap_ms),
      }),
    at_least_ms &&
      gettext("Public comment stays open for at least %(time)s.", {
        time: formatDuration(at_least_ms),
      }),
    at_most_ms &&
      gettext("Public comment ends after %(time)s at the latest.", {
        time: formatDuration(at_most_ms),
      }),
    // Both timed and untimed periods announce their end (R14).
    gettext("Time to join after the last call: %(time)s.", {
      time: formatDuration(period.last_call_ms + period.stream_delay_ms),
    }),
  ];
}

/** R9: the published table. @param {PeriodCard} period */
function steps({ shrink = {} }) {
  const each = Object.entries(shrink)
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([above, ms]) =>
      ngettext("%(time)s above %(num)s speaker", "%(time)s above %(num)s speakers", Number(above), {
        time: formatDuration(ms),
      }),
    );
  // Translators: the list has parts such as "2 minutes above 20 speakers"
  return each.length
    ? [gettext("Less when many sign up: %(list)s.", { list: formatList(each) })]
    : [];
}

/** @param {{ period: PeriodCard }} props */
export function PeriodRules({ period }) {
  return html`<p class="small soft period-rules">${ruleSentences(period).join(" ")}</p>`;
}
