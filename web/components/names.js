// Owns what people are called on screen: the name where there is one to show, else the alias with the ticket
// (R2), else what a person without a ticket is. It decides no permission: a name in a view may be shown.

import { gettext } from "../core/i18n.js";

/**
 * @param {{ name?: string, ticket?: number, dais?: boolean }} who a floor, a turn, a card of the next three,
 *   or the speaker of a cue
 */
export function speakerName({ name, ticket, dais }) {
  if (name) return name;
  // Translators: the council's or board's own table, where its members sit
  if (dais) return gettext("Dais");
  if (ticket !== undefined) return gettext("Speaker %(ticket)s", { ticket });
  return gettext("Walk-up speaker");
}

/** @param {string} channel */
export function channelName(channel) {
  switch (channel) {
    case "in_person":
      return gettext("In the room");
    case "phone":
      return gettext("By phone");
    default:
      return gettext("Remote");
  }
}

/** @param {string | undefined} position */
export function positionName(position) {
  switch (position) {
    case "support":
      return gettext("In support");
    case "oppose":
      return gettext("Opposed");
    case "neutral":
      return gettext("Neutral");
    default:
      return gettext("No position");
  }
}

/**
 * R26: the closed list of reasons, and R2's impersonation.
 * @param {string} reason
 */
export function reasonName(reason) {
  switch (reason) {
    case "over_time":
      return gettext("over the time limit");
    case "off_topic":
      return gettext("outside the item or what this body decides");
    case "repeated_turn":
      return gettext("a second turn on the same item");
    case "disruption":
      return gettext("actual disruption of the meeting");
    case "true_threat":
      return gettext("a true threat");
    case "obscenity":
      return gettext("legally obscene");
    case "private_data":
      return gettext("someone else’s private data");
    case "automated":
      return gettext("sent by a machine");
    case "impersonation":
      return gettext("the name of someone else");
    default:
      return reason;
  }
}
