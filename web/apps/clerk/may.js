// What the rules allow at this moment, so that the screen can grey out the rest and say why. It is a
// courtesy: the server decides. Pure: a reason is a code, the words for it stand in words.js.

import { hasEnded, isOver } from "../../core/queue.js";
import { callingPeriod, lastTurnIfFree, listed, queue } from "./view.js";

/** @import { DrawCard, ItemCard, PeriodCard } from "../../core/view.d.ts" */
/** @import { StaffView, RequestCard } from "./view.js" */

/**
 * Why something cannot be done now.
 * @typedef {"not_live"|"in_recess"|"in_outage"|"no_outage"|"in_closed_session"|"over"|"not_started"|"started_already"
 *   |"floor_free"|"floor_taken"|"no_period"|"queue_empty"|"clock_not_started"|"clock_started"
 *   |"second_call_first"|"still_called"|"grace_running"|"nothing_to_take_back"
 *   |"no_name_waits"|"item_continued"|"period_open_already"|"period_closed"|"no_open_period"|"no_other_period"|"last_call_first"
 *   |"last_call_running"|"last_call_made"|"no_last_call"|"sign_up_closed"|"item_is_current"
 *   |"item_not_current"|"on_the_floor"|"alone_in_queue"|"nothing_to_confirm"|"at_the_front"|"at_the_end"|"turn_runs"|"nothing_chosen"|"offline"|"role"|"period_timed"
 *   |"too_few_to_draw"|"too_early_to_draw"|"draw_first"|"seed_needed"} Why
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
    case "outage":
      return "in_outage";
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
    call_next:
      session ??
      stillCalled ??
      (period === undefined ? "no_period" : (undrawn(view, period, now) ?? empty(view, period))),
    start_pause: nobody ?? (status === "speaking" ? undefined : session),
    more_time: nobody,
    less_time: nobody,
    end: nobody ?? (status === "called" ? "clock_not_started" : undefined),
    call_again: nobody ?? (status === "called" ? session : "clock_started"),
    no_show: nobody ?? noShow(view, now),
    undo: takeBack(view) ? undoing(view) : floor ? "clock_started" : "nothing_to_take_back",
    walk_up: session ?? stillCalled,
    name_turn: floor || lastTurnIfFree(view) ? undefined : "floor_free",
  });
}

/**
 * R7: lots decide who is called, and are not drawn yet.
 * @param {StaffView} view
 * @param {number} period
 * @param {number} now
 * @returns {Forbidden}
 */
function undrawn(view, period, now) {
  const card = view.periods[period];
  if (now < (card?.together_until ?? 0)) return "too_early_to_draw";
  return card?.undecided ? "draw_first" : undefined;
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
  if (outOfSession(view)) return outOfSession(view);
  if (floor.calls < 2) return "second_call_first";
  if (floor.grace_until !== undefined && now < floor.grace_until) return "grace_running";
  return undefined;
}

/** Slips that give somebody the floor, or take it, in open session alone. */
const ON_THE_FLOOR = ["start", "no_show"];

/** Slips in the queue, which an outage freezes. */
const IN_THE_QUEUE = ["withdraw", "remove", "move", "to_period", "admit", "recall", "merge"];

/** Why the last slip cannot be taken back at this moment. @param {StaffView} view @returns {Forbidden} */
function undoing(view) {
  const what = view.meeting.slip?.what ?? "";
  if (ON_THE_FLOOR.includes(what)) return outOfSession(view);
  return IN_THE_QUEUE.includes(what) ? frozen(view) : undefined;
}

/**
 * The command that takes back the last slip, if one still can be: what staff last did since the last call; a call
 * before its turn starts;
 * else, while the floor is free, the end of the last turn, or its having been marked a no-show.
 * @param {StaffView} view
 * @returns {{type: "undo_call"|"reopen_turn"|"recall_request"|"undo_slip", fields: Record<string, number | string>} | undefined}
 */
export function takeBack(view) {
  const { floor } = view;
  const { slip } = view.meeting;
  if (slip && !(floor && slip.what === "remove" && turnOf(view, slip.ticket)))
    return { type: "undo_slip", fields: slipFields(slip) };
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

/** What a slip goes by. @param {import("../../core/view.d.ts").SlipCard} slip @returns {Record<string, number | string>} */
function slipFields({ what, ticket, turn, period }) {
  return {
    what,
    ...(ticket === undefined ? {} : { ticket }),
    ...(turn === undefined ? {} : { turn }),
    ...(period === undefined ? {} : { period }),
  };
}

/** Whether a ticket has had a turn that is over. @param {StaffView} view @param {number | undefined} ticket */
function turnOf(view, ticket) {
  return Object.values(view.turns).some(
    (turn) => turn.ticket === ticket && turn.status === "ended",
  );
}

/**
 * R23: a no-show is recallable until its period closes.
 * @param {StaffView} view
 * @param {RequestCard} request
 * @returns {Forbidden}
 */
export function recall(view, request) {
  const period = view.periods[request.period];
  return period && hasEnded(period) ? "period_closed" : undefined;
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
    move: frozen(view) ?? (waits ? (alone ? "alone_in_queue" : undefined) : "on_the_floor"),
    cede: outOfSession(view) ?? (waits ? (alone ? "alone_in_queue" : undefined) : "on_the_floor"),
    to_period:
      frozen(view) ??
      (waits ? (elsewhere(view, request).length ? undefined : "no_other_period") : "on_the_floor"),
    pass_name: request.name && !request.name_passed ? undefined : "no_name_waits",
    refuse_name: request.name ? undefined : "no_name_waits",
  });
}

/**
 * The periods to which a request could be moved.
 * @param {StaffView} view
 * @param {RequestCard} request
 */
export function elsewhere(view, request) {
  return Object.values(view.periods).filter(
    (period) => period.status !== "closed" && period.period !== request.period,
  );
}

/** Why no last call can run: the meeting stands still. @param {StaffView} view @returns {Forbidden} */
function standsStill(view) {
  const still = ["recess", "outage", "closed_session"].includes(view.meeting.status);
  return still ? outOfSession(view) : undefined;
}

/** R33: an outage freezes the queue. @param {StaffView} view @returns {Forbidden} */
export function frozen(view) {
  return view.meeting.status === "outage" ? "in_outage" : undefined;
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
  if (frozen(view)) return "in_outage";
  if (card.continued) return "item_continued";
  if (card.held && view.meeting.started_at === undefined) return "sign_up_closed";
  return mayStillAsk(view, card) ? undefined : "period_closed";
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
  const signUp =
    ["sign_up", "live", "recess"].includes(view.meeting.status) ||
    view.meeting.sign_up_opens_at !== undefined;
  return /** @type {const} @satisfies {Record<string, Forbidden>} */ ({
    start: item.status === "current" ? "item_is_current" : outOfSession(view),
    finish: item.status === "current" ? undefined : "item_not_current",
    edit: undefined,
    move: over,
    open: item.continued_to
      ? "item_continued"
      : status !== "closed"
        ? "period_open_already"
        : signUp
          ? undefined
          : (over ?? "sign_up_closed"),
    last_call:
      standsStill(view) ??
      (status === "open"
        ? undefined
        : status === "last_call"
          ? "last_call_made"
          : "no_open_period"),
    withdraw_last_call: status === "last_call" ? undefined : "no_last_call",
    continue:
      over ??
      (view.meeting.status === "closed_session" ? outOfSession(view) : undefined) ??
      (view.floor?.item === item.item ? "floor_taken" : undefined),
    close: period ? close(view, period, now) : "no_open_period",
  });
}

/**
 * R13, R14: a timed period closes at its time, one of "at most" also when it is empty; the others by a last call.
 * @param {StaffView} view
 * @param {PeriodCard} period
 * @param {number} now
 * @returns {Forbidden}
 */
function close(view, period, now) {
  if (period.status === "closed") return "no_open_period";
  if (now < (period.least_until ?? 0)) return "period_timed";
  if (period.most_until !== undefined) {
    const nobody = queue(view, period.period).length === 0 && view.floor?.period !== period.period;
    if (nobody) return undefined;
    if (now < Math.max(period.most_until, period.closes_at ?? 0)) return "period_timed";
    return undefined;
  }
  if (period.status === "open") return "last_call_first";
  return now < (period.closes_at ?? 0) ? "last_call_running" : undefined;
}

/**
 * R16: a request is taken also after sign-up, for the waiting list, until the item is over.
 * @param {StaffView} view
 * @param {PeriodCard} period
 */
function mayStillAsk(view, period) {
  const item = view.items[period.item];
  return (
    period.status !== "closed" ||
    (item?.status !== "done" && item?.period === period.period && !isOver(view))
  );
}

/**
 * R7: whether a draw can be frozen now.
 * @param {StaffView} view
 * @param {PeriodCard} period
 * @param {number} now server's clock, UTC ms
 * @returns {Forbidden}
 */
export function freeze(view, period, now) {
  if (frozen(view)) return frozen(view);
  const waiting = queue(view, period.period).length;
  const lottery = period.policy === "lottery" || period.lottery_above;
  if (lottery && waiting > Math.max(1, period.lottery_above ?? 0)) return undefined;
  if (period.together_until === undefined) return "too_few_to_draw";
  if (now < period.together_until) return "too_early_to_draw";
  return waiting > 1 ? undefined : "too_few_to_draw";
}

/** R7: two contributions at the least. @param {DrawCard} held @returns {Forbidden} */
export function draw(held) {
  return held.seed.length < 2 ? "seed_needed" : undefined;
}

/**
 * R16: whether someone on the waiting list can be taken in without a reason. Where the list knows a cap or a
 * draw only the server can say whose place it is; else it is the first's.
 * @param {StaffView} view
 * @param {RequestCard} request
 */
export function admit(view, request) {
  const period = view.periods[request.period];
  const first = listed(view, request.period)[0]?.ticket === request.ticket;
  return first && period?.places === undefined && !period?.draw;
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
    report_outage:
      running ?? (status === "live" || status === "recess" ? undefined : outOfSession(view)),
    end_outage: status === "outage" ? undefined : "no_outage",
    clear_room: running ?? outOfSession(view),
    enter_closed_session:
      running ??
      (status === "closed_session" || status === "outage" ? outOfSession(view) : undefined),
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
