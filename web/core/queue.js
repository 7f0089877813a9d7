// Owns what a client can tell from a view about the queue and the floor: places, waits, what is left of a turn.
// Pure questions about data; it shows nothing and knows no clock but the time it is given.

import { range } from "./forecast.js";

/** @import { Range } from "./forecast.js" */
/** @import { Floor, ItemCard, Me, MyRequest, PeriodCard, View } from "./view.d.ts" */

/**
 * Where a ticket stands among those that wait in its period, counting from 1.
 * @param {View} view
 * @param {number} ticket
 * @returns {number | undefined} nothing if it does not wait, or while lots are still to decide its place (R7)
 */
export function place(view, ticket) {
  const rank = view.waiting[ticket];
  if (rank === undefined) return undefined;
  const period = periodOf(rank);
  if (view.periods[period]?.undecided) return undefined;
  let before = 0;
  for (const other of Object.values(view.waiting)) {
    if (other < rank && periodOf(other) === period) before += 1;
  }
  return before + 1;
}

/**
 * How many wait in a period.
 * @param {View} view
 * @param {number} period
 */
export function waiting(view, period) {
  return Object.values(view.waiting).filter((rank) => periodOf(rank) === period).length;
}

/** @param {string} rank */
function periodOf(rank) {
  return Number.parseInt(rank, 10);
}

/**
 * How long until the person at a place is called, as a range in ms; nothing where it is not known.
 * @param {View} view
 * @param {number} ticket
 * @param {number} now UTC ms
 * @returns {Range | undefined}
 */
export function wait(view, ticket, now) {
  const standing = place(view, ticket);
  const period = standing && view.periods[periodOf(view.waiting[ticket] ?? "")];
  if (!standing || !period) return undefined;
  const running = view.floor?.period === period.period ? Math.max(0, left(view.floor, now)) : 0;
  return range(period, standing - 1, running);
}

/**
 * What is left of a turn, ms; below zero once the time is over.
 * @param {Pick<Floor, "ends_at" | "remaining_ms" | "allotment_ms">} turn
 * @param {number} now UTC ms
 */
export function left(turn, now) {
  if (turn.ends_at !== undefined) return turn.ends_at - now;
  return turn.remaining_ms ?? turn.allotment_ms;
}

/**
 * The periods that take requests now; that of the current item, or else of the floor, first.
 * @param {View} view
 * @returns {PeriodCard[]}
 */
export function openPeriods(view) {
  const { meeting, floor } = view;
  if (!["sign_up", "live", "recess", "closed_session"].includes(meeting.status)) return [];
  /** @param {PeriodCard} period */
  const order = (period) => [
    period.item === meeting.item ? 0 : period.period === floor?.period ? 1 : 2,
    period.period,
  ];
  return Object.values(view.periods)
    .filter((period) => period.status !== "closed")
    .sort((one, other) => compare(order(one), order(other)));
}

/**
 * @param {number[]} one
 * @param {number[]} other
 */
function compare(one, other) {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/**
 * R2: whether the rules ask for a name before one is called, and there is none but perhaps one that was refused.
 * @param {View} view
 * @param {{ period: number, name: string, name_refused?: string }} request
 */
export function lacksName(view, request) {
  const required = view.periods[request.period]?.names_required ?? false;
  return required && (request.name === "" || request.name_refused !== undefined);
}

/** Statuses in which a request still has something before it. */
const ALIVE = new Set(["listed", "waiting", "called", "speaking", "paused", "no_show"]);

/**
 * My requests, those that matter now first: on the floor, called, waiting, then the rest, the newest first.
 * @param {Me | undefined} me
 * @returns {MyRequest[]}
 */
export function myRequests(me) {
  const weight = ["speaking", "paused", "called", "waiting", "listed", "no_show"];
  /** @param {MyRequest} request */
  const order = (request) => {
    const at = weight.indexOf(request.status);
    return [at < 0 ? weight.length : at, -request.ticket];
  };
  return Object.values(me?.requests ?? {}).sort((one, other) => compare(order(one), order(other)));
}

/**
 * Whether a request can still lead to a turn.
 * @param {MyRequest} request
 */
export function alive(request) {
  return ALIVE.has(request.status);
}

/**
 * R6: whether a request is on the item of a period; the consent calendar counts as one.
 * @param {MyRequest} request
 * @param {PeriodCard} period
 * @param {View["items"]} items
 */
export function isOnItem(request, period, items) {
  const consent = items[period.item]?.consent;
  return request.item === period.item || Boolean(consent && items[request.item]?.consent);
}

/**
 * R6: whether I can still ask to speak in a period.
 * @param {Me | undefined} me
 * @param {PeriodCard} period
 * @param {View["items"]} items
 */
export function mayAsk(me, period, items) {
  const mine = Object.values(me?.requests ?? {}).filter(
    (request) => !["withdrawn", "removed", "returned"].includes(request.status),
  );
  if (me?.heard?.[period.item]) return false;
  if (period.unheard_only && mine.some((request) => request.status === "done")) return false;
  return !mine.some(
    (request) =>
      request.period === period.period ||
      (request.status !== "no_show" && isOnItem(request, period, items)),
  );
}

/**
 * Whether nobody is called in a period any more: it is closed, or goes on in another meeting. One that came from
 * another meeting waits here to be opened again, and has not ended.
 * @param {PeriodCard} period
 */
export function hasEnded({ status, held }) {
  return status === "closed" && !held;
}

/**
 * R16: the periods that are closed but whose item is not over: who asks now is on the waiting list.
 * @param {View} view
 * @returns {PeriodCard[]}
 */
export function latePeriods(view) {
  if (isOver(view)) return [];
  return Object.values(view.periods).filter((period) => {
    const item = view.items[period.item];
    if (period.continued || (period.held && view.meeting.started_at === undefined)) return false;
    return period.status === "closed" && item?.period === period.period && item.status !== "done";
  });
}

/**
 * Where a ticket stands on the waiting list of its period, counting from 1.
 * @param {View} view
 * @param {number} ticket
 * @returns {number | undefined} nothing if it is not on it
 */
export function listedPlace(view, ticket) {
  const rank = view.listed[ticket];
  if (rank === undefined) return undefined;
  const list = Object.values(view.listed).filter((other) => periodOf(other) === periodOf(rank));
  return list.filter((other) => other < rank).length + 1;
}

/**
 * The three called next (R25), in order.
 * @param {View} view
 */
export function nextThree(view) {
  return ["1", "2", "3"].flatMap((at) => view.next[at] ?? []);
}

/**
 * Whether a ticket is among the three called next.
 * @param {View} view
 * @param {number} ticket
 */
export function amongNext(view, ticket) {
  return nextThree(view).some((card) => card.ticket === ticket && !card.on_its_way);
}

/**
 * Whether the meeting has been called to order: before, nobody is near the floor, however few have signed up.
 * @param {View} view
 */
export function hasBegun({ meeting }) {
  return !["scheduled", "postponed", "sign_up"].includes(meeting.status);
}

/**
 * Whether the meeting is over for good: nobody is called any more.
 * @param {View} view
 */
export function isOver({ meeting }) {
  return meeting.status === "adjourned" || meeting.status === "cancelled";
}

/**
 * The item that is on now, or that whoever has the floor speaks to.
 * @param {View} view
 * @returns {ItemCard | undefined}
 */
export function itemNow(view) {
  const number = view.floor?.item ?? view.meeting.item;
  return number === undefined ? undefined : view.items[number];
}

/**
 * Agenda items in order.
 * @param {View} view
 * @returns {ItemCard[]}
 */
export function agenda(view) {
  return view.meeting.agenda.flatMap((number) => view.items[number] ?? []);
}
