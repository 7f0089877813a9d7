// Owns who is told what as a request comes nearer to the floor, and when the meeting's or the connection's state
// changes: to screen readers within R45, and to everyone by sound and title.

import { gettext } from "../core/i18n.js";
import { alive, myRequests } from "../core/queue.js";
import { isNews, standing } from "../core/standing.js";
import { effect } from "../vendor/preact.js";
import { announce } from "./announcer.js";
import { call, entitle, signal } from "./attention.js";
import { statusSentence, statusWord } from "./status.js";

/**
 * @import { Clock } from "../core/clock.js"
 * @import { Connection } from "../core/connection.js"
 * @import { Standing } from "../core/standing.js"
 * @import { MyRequest } from "../core/view.d.ts"
 */

/**
 * @param {Connection} connection
 * @param {Clock} clock
 */
export function watchStanding(connection, clock) {
  watchStatus(connection);
  watchConnection(connection);
  /** @type {Map<number, Standing>} */
  const before = new Map();
  effect(() => {
    const copy = connection.copy.value;
    if (!copy) return;
    const mine = myRequests(copy.me).filter(alive);
    // Only a running turn's last seconds come by themselves; all else comes with a change of the copy.
    const runs = mine.some((request) => request.status === "speaking");
    const now = runs ? clock.beat.value || clock.now() : clock.now();
    for (const request of mine) {
      const after = standing(copy.view, request, now);
      const was = before.get(request.ticket);
      if (isNews(was, after)) tell(after, request);
      if (was === "last" && after === "over") signal("over");
      before.set(request.ticket, after);
    }
    const [first] = mine;
    entitle(first ? titleWord(before.get(first.ticket)) : "");
  });
}

/**
 * @param {Standing} at
 * @param {MyRequest} request
 */
function tell(at, request) {
  const words = sentence(at, request);
  announce(words, { now: at === "called" || at === "last" });
  if (at === "soon" || at === "next" || at === "called") call(words);
  if (at === "last") signal("last");
}

/**
 * @param {Standing} at
 * @param {MyRequest} request
 */
function sentence(at, { ticket, channel }) {
  switch (at) {
    case "near":
      return gettext("Ticket %(ticket)s: five or fewer people are before you.", { ticket });
    case "soon":
      return channel === "in_person"
        ? gettext(
            "Ticket %(ticket)s: you are among the next three. Please come to the seats by the lectern.",
            { ticket },
          )
        : gettext(
            "Ticket %(ticket)s: you are among the next three. Please open the video link or the phone line.",
            { ticket },
          );
    case "next":
      return gettext("Ticket %(ticket)s: you are next.", { ticket });
    case "last":
      return gettext("You have thirty seconds left.");
    default:
      return channel === "in_person"
        ? gettext("Ticket %(ticket)s: it is your turn. Please go to the lectern.", { ticket })
        : gettext("Ticket %(ticket)s: it is your turn. Please join now.", { ticket });
  }
}

/** @param {Standing | undefined} at */
function titleWord(at) {
  switch (at) {
    case "soon":
      return gettext("You are among the next three");
    case "next":
      return gettext("You are next");
    case "called":
      return gettext("Your turn");
    case "last":
      return gettext("Thirty seconds left");
    case "over":
      return gettext("Time is over");
    default:
      return "";
  }
}

/** @param {Connection} connection */
function watchStatus(connection) {
  let before = connection.copy.peek()?.view.meeting.status;
  let announced = connection.copy.peek()?.view.meeting.announcement;
  effect(() => {
    const meeting = connection.copy.value?.view.meeting;
    if (!meeting) return;
    if (meeting.status !== before) {
      before = meeting.status;
      announce(`${statusWord(meeting.status)}. ${statusSentence(meeting)}`);
    }
    if (meeting.announcement !== announced) {
      announced = meeting.announcement;
      if (announced) announce(announced);
    }
  });
}

/** @param {Connection} connection */
function watchConnection(connection) {
  let lost = false;
  effect(() => {
    const status = connection.status.value;
    if (status === "offline" && !lost) announce(gettext("No connection. Your place is safe."));
    if (status === "live" && lost) announce(gettext("Connected again."));
    if (status !== "connecting") lost = status === "offline";
  });
}
