// What the rules allow at this moment, so that the screen can grey out the rest and say why. It is a
// courtesy: the server decides. Pure: a reason is a code, the words for it stand in words.js.

import { callingPeriod, lastTurnIfFree, queue } from "./view.js";

/** @import { ItemCard } from "../../core/view.d.ts" */
/** @import { StaffView, RequestCard } from "./view.js" */

/**
 * Why something cannot be done now.
 * @typedef {"not_live"|"in_recess"|"in_closed_session"|"over"|"not_started"|"started_already"
 *   |"floor_free"|"floor_taken"|"no_period"|"queue_empty"|"clock_not_started"|"clock_started"
 *   |"second_call_first"|"still_called"|"grace_running"|"nothing_to_take_back"
 *   |"no_name_waits"|"period_open_already"|"period_closed"|"no_open_period"|"last_call_first"
 *   |"last_call_running"|"last_call_made"|"no_last_call"|"sign_up_closed"|"item_is_current"
 *   |"item_not_current"|"on_the_floor"|"alone_in_queue"|"nothing_to_confirm"|"at_the_front"|"at_the_end"|"turn_runs"|"nothing_chosen"|"offline"|"role"} Why
 */

/** @typedef {Why | undefined} Forbidden undefined: it may be done */

/**
 * Why the meeting's state forbids what needs an open session.
 * @param {StaffView} view
 * @returns {Forbidden}
 */
export function outOfSession(view) {
  switch (view.meeting.status) {
    case "live":
      return undefined;
    case "recess":
      return "in_recess";
    case "closed_session":
      return "in_closed_session";
    case "adjourned":
    case "cancelled":
      return "over";
    default:
      return "not_started";
  }
}

/**
 * What may be done with the floor.
 * @param {StaffView} view
 * @param {number} now server's clock, UTC ms
 */
export function floorActs(view, now) {
  const floor = view.floor;
  const session = outOfSession(view);
  const period = callingPeriod(view);
  const status = floor?.status;
  const nobody = floor ? undefined : "floor_free";
  const stillCalled = status === "called" ? "still_called" : undefined;
  return /** @type {const} @satisfies {Record<string, Forbidden>} */ ({
    call_next: session ?? stillCalled ?? (period === undefined ? "no_period" : empty(view, period)),
    start_pause: nobody ?? (status === "speaking" ? undefined : session),
    more_time: nobody,
    less_time: nobody,
    end: nobody ?? (status === "called" ? "clock_not_started" : undefined),
    call_again: nobody ?? (status === "called" ? session : "clock_started"),
    no_show: nobody ?? noShow(view, now),
    undo: takeBack(view) ? undefined : floor ? "clock_started" : "nothing_to_take_back",
    walk_up: session ?? stillCalled,
    name_turn: floor || lastTurnIfFree(view) ? undefined : "floor_free",
  });
}

/**
 * @param {StaffView} view
 * @param {number} period
 * @returns {Forbidden}
 */
function empty(view, period) {
  return queue(view, period).length === 0 ? "queue_empty" : undefined;
}

/**
 * R23: called twice, and the grace of the second call has passed.
 * @param {StaffView} view
 * @param {number} now
 * @returns {Forbidden}
 */
function noShow(view, now) {
  const floor = view.floor;
  if (floor?.status !== "called") return "clock_started";
  if (floor.calls < 2) return "second_call_first";
  if (floor.grace_until !== undefined && now < floor.grace_until) return "grace_running";
  return undefined;
}

/**
 * The command that takes back the last slip, if one still can be: a call before its turn starts;
 * else, while the floor is free, the end of the last turn, or its having been marked a no-show.
 * @param {StaffView} view
 * @returns {{type: "undo_call"|"reopen_turn"|"recall_request", fields: Record<string, number>} | undefined}
 */
export function takeBack(view) {
  const floor = view.floor;
  if (floor)
    return floor.status === "called"
      ? { type: "undo_call", fields: { turn: floor.turn } }
      : undefined;
  const last = lastTurnIfFree(view);
  if (last?.status === "ended" && view.meeting.status === "live")
    return { type: "reopen_turn", fields: { turn: last.turn } };
  if (last?.status === "missed" && last.ticket !== undefined) {
    const request = view.requests[last.ticket];
    if (request?.status === "no_show" && !recall(view, request))
      return { type: "recall_request", fields: { ticket: last.ticket } };
  }
  return undefined;
}

/**
 * R23: a no-show is recallable until its period closes.
 * @param {StaffView} view
 * @param {RequestCard} request
 * @returns {Forbidden}
 */
export function recall(view, request) {
  return view.periods[request.period]?.status === "closed" ? "period_closed" : undefined;
}

/**
 * What may be done with somebody who waits.
 * @param {StaffView} view
 * @param {RequestCard} request
 */
export function requestActs(view, request) {
  const waits = request.status === "waiting";
  const alone = queue(view, request.period).length < 2;
  return /** @type {const} @satisfies {Record<string, Forbidden>} */ ({
    call:
      outOfSession(view) ??
      (view.floor?.status === "called" ? "still_called" : waits ? undefined : "on_the_floor"),
    move: waits ? (alone ? "alone_in_queue" : undefined) : "on_the_floor",
    pass_name: request.name && !request.name_passed ? undefined : "no_name_waits",
    refuse_name: request.name ? undefined : "no_name_waits",
  });
}

/**
 * Why no card or caller can be added to a period.
 * @param {StaffView} view
 * @param {number | undefined} period
 * @returns {Forbidden}
 */
export function addRequest(view, period) {
  const card = period === undefined ? undefined : view.periods[period];
  if (!card) return "no_open_period";
  return card.status === "closed" ? "period_closed" : undefined;
}

/**
 * What may be done with an agenda item and its comment period.
 * @param {StaffView} view
 * @param {ItemCard} item
 * @param {number} now server's clock, UTC ms
 */
export function itemActs(view, item, now) {
  const over = isOver(view) ? "over" : undefined;
  const period = item.period === undefined ? undefined : view.periods[item.period];
  const status = period?.status ?? "closed";
  const signUp = ["sign_up", "live", "recess"].includes(view.meeting.status);
  return /** @type {const} @satisfies {Record<string, Forbidden>} */ ({
    start: item.status === "current" ? "item_is_current" : outOfSession(view),
    finish: item.status === "current" ? undefined : "item_not_current",
    edit: undefined,
    move: over,
    open:
      status !== "closed" ? "period_open_already" : signUp ? undefined : (over ?? "sign_up_closed"),
    last_call:
      status === "open" ? undefined : status === "last_call" ? "last_call_made" : "no_open_period",
    withdraw_last_call: status === "last_call" ? undefined : "no_last_call",
    close:
      status === "open"
        ? "last_call_first"
        : status === "closed"
          ? "no_open_period"
          : now < (period?.closes_at ?? 0)
            ? "last_call_running"
            : undefined,
  });
}

/** @param {StaffView} view */
export function isOver(view) {
  return view.meeting.status === "adjourned" || view.meeting.status === "cancelled";
}

/**
 * What may be done with the meeting itself (the table of its life, R42).
 * @param {StaffView} view
 */
export function meetingActs(view) {
  const { status } = view.meeting;
  const before = ["scheduled", "sign_up", "postponed"].includes(status);
  const over = isOver(view) ? "over" : undefined;
  const running = over ?? (before ? "not_started" : undefined);
  return /** @type {const} @satisfies {Record<string, Forbidden>} */ ({
    open_sign_up:
      over ??
      (status === "sign_up" ? "period_open_already" : before ? undefined : "started_already"),
    start_meeting: over ?? (before ? undefined : "started_already"),
    recess: running ?? outOfSession(view),
    enter_closed_session:
      running ?? (status === "closed_session" ? "in_closed_session" : undefined),
    resume_meeting:
      running ?? (status === "recess" || status === "closed_session" ? undefined : "not_live"),
    adjourn:
      running ??
      (status === "closed_session" ? "in_closed_session" : view.floor ? "floor_taken" : undefined),
    cancel_meeting: over ?? (before ? undefined : "started_already"),
    postpone_meeting:
      over ?? (status === "postponed" ? "not_started" : before ? undefined : "started_already"),
    add_item: over,
    publish_transcript: status === "adjourned" ? undefined : "not_started",
  });
}
