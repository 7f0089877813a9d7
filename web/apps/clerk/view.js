// The shape of the staff's view of a meeting, and the questions that the clerk's screen asks of it.
// Pure: it knows no DOM, no socket, no clock and no language.

import { agenda, lacksName, nextThree } from "../../core/queue.js";

/** @import { Channel, ItemCard, PaperCard, PeriodCard, Position, RequestStatus, View } from "../../core/view.d.ts" */

/**
 * A request to speak as staff see it: those that wait, are on the floor, or did not come.
 * @typedef {object} RequestCard
 * @property {number} ticket
 * @property {string} receipt
 * @property {number} period
 * @property {Channel} channel
 * @property {RequestStatus} status
 * @property {string} rank
 * @property {string} name
 * @property {boolean} name_passed
 * @property {string} [name_refused] the reason for which staff refused the name
 * @property {string} topic
 * @property {string} pronunciation
 * @property {string} contact
 * @property {string} interpreter
 * @property {string} accommodation
 * @property {Position} [position]
 * @property {string} [extra] R11: granted beyond the usual time, "60000" ms or "50%"
 * @property {number} [speaks_for] R19
 * @property {number} [offers_to] R18
 * @property {number} [cedes_to]
 * @property {number[]} [ceded_by]
 * @property {number[]} [offered_by]
 * @property {boolean} on_its_way
 * @property {true} [back] missed, and says that they are here now (R23)
 * @property {number} made_at
 * @property {boolean} [one_minute]
 * @property {number} [priority]
 * @property {"cap"|"late"|"draw"} [listed] why it is on the waiting list
 * @property {string} [warned] the reason of the last warning (R27)
 * @property {number} [leave_by]
 * @property {number[]} turns
 * @property {true} [checked_in] at the door
 * @property {number[]} [merged]
 * @property {number} [renewed] how often its owner got another return code
 * @property {number} [put_right] how often staff corrected its name or where it speaks from
 */

/**
 * One call to the floor, or a walk-up; all but those whose call was undone.
 * @typedef {object} TurnCard
 * @property {number} turn
 * @property {number} [ticket]
 * @property {boolean} walk_up
 * @property {string} [name]
 * @property {"called"|"speaking"|"paused"|"ended"|"missed"} status
 * @property {number} [item]
 * @property {number} [period]
 * @property {number} called_at
 * @property {number} [began]
 * @property {number} [ended]
 * @property {boolean} confirmed
 * @property {boolean} dais
 * @property {number} [left_ms] of the allotment, at its end
 */

/** @typedef {View & {requests: Record<string, RequestCard>, turns: Record<string, TurnCard>,
 *   cards?: Record<string, PaperCard>}} StaffView */

/** What a request or a turn wears in a list; the words for them stand in words.js.
 * @typedef {"interpreter"|"accommodation"|"on_its_way"|"leaves_soon"|"too_late"|"warned"|"name_waits"|"name_refused"|"name_missing"|"pronunciation"} Mark */

/** Statuses in which a request is on the floor or called to it. */
const ON_THE_FLOOR = new Set(["called", "speaking", "paused"]);

/**
 * The order of the queue: by rank, which compares as a string of code units, never by language.
 * @param {{rank: string}} one
 * @param {{rank: string}} other
 */
function byRank(one, other) {
  if (one.rank === other.rank) return 0;
  return one.rank < other.rank ? -1 : 1;
}

/**
 * Queues already put in order, by the requests they are of: a screen asks for the same one many times.
 * @type {WeakMap<object, Map<number | undefined, RequestCard[]>>}
 */
const ORDERED = new WeakMap();

/**
 * Who waits in a period, first to last.
 * @param {StaffView} view
 * @param {number | undefined} period
 * @returns {readonly RequestCard[]}
 */
export function queue({ requests }, period) {
  const known = ORDERED.get(requests) ?? new Map();
  ORDERED.set(requests, known);
  const ordered =
    known.get(period) ??
    Object.values(requests)
      .filter((request) => request.period === period && request.status === "waiting")
      .sort(byRank);
  known.set(period, ordered);
  return ordered;
}

/**
 * R23: who is called next: the first who is not on the way; were all on the way, the first of them.
 * @param {StaffView} view
 * @param {number | undefined} period
 * @returns {RequestCard | undefined}
 */
export function nextToCall(view, period) {
  const waiting = queue(view, period);
  return waiting.find((request) => !request.on_its_way) ?? waiting[0];
}

/**
 * The waiting list of a period (R8, R16), first to last.
 * @param {StaffView} view
 * @param {number | undefined} period
 * @returns {RequestCard[]}
 */
export function listed({ requests }, period) {
  return Object.values(requests)
    .filter((request) => request.period === period && request.status === "listed")
    .sort(byRank);
}

/**
 * Who did not come when called, the last one called first (R23: recallable until the period closes).
 * @param {StaffView} view
 * @param {number | undefined} period
 * @returns {RequestCard[]}
 */
export function noShows(view, period) {
  return Object.values(view.requests)
    .filter((request) => request.period === period && request.status === "no_show")
    .sort((one, other) => lastTurn(other) - lastTurn(one));
}

/** @param {RequestCard} request */
function lastTurn(request) {
  return request.turns.at(-1) ?? 0;
}

/**
 * The period from which speakers are called: the one chosen, the floor's, else the current item's, else the one
 * opened last that is open or still has a queue.
 * @param {StaffView} view
 * @returns {number | undefined}
 */
export function callingPeriod(view) {
  const chosen = view.meeting.calling;
  const status = chosen === undefined ? "closed" : view.periods[chosen]?.status;
  if (chosen !== undefined && (status !== "closed" || queue(view, chosen).length > 0))
    return chosen;
  if (view.floor?.period !== undefined) return view.floor.period;
  const current = view.meeting.item;
  const ofItem = current === undefined ? undefined : view.items[current]?.period;
  if (ofItem !== undefined) return ofItem;
  return Object.values(view.periods)
    .filter((period) => period.status !== "closed" || queue(view, period.period).length > 0)
    .map((period) => period.period)
    .sort((one, other) => other - one)[0];
}

/**
 * The periods worth a tab above the queue: those not closed and those with somebody waiting, and
 * the one speakers are called from, in the order they were opened.
 * @param {StaffView} view
 * @returns {PeriodCard[]}
 */
export function periodsInUse(view) {
  const calling = callingPeriod(view);
  return Object.values(view.periods)
    .filter(
      (period) =>
        period.status !== "closed" ||
        period.period === calling ||
        queue(view, period.period).length > 0 ||
        listed(view, period.period).length > 0,
    )
    .sort((one, other) => one.period - other.period);
}

/**
 * The item that would come after the current one: the first still ahead behind it, else the first
 * ahead anywhere.
 * @param {StaffView} view
 * @returns {ItemCard | undefined}
 */
export function nextItem(view) {
  const items = agenda(view);
  const at = items.findIndex((item) => item.item === view.meeting.item);
  return (
    items.slice(at + 1).find((item) => item.status === "upcoming") ??
    items.find((item) => item.status === "upcoming")
  );
}

/**
 * What to say of a request beside its name.
 * @param {RequestCard} request
 * @param {StaffView} view
 * @returns {Mark[]}
 */
export function marks(request, view) {
  /** @type {Mark[]} */
  const found = [];
  if (request.on_its_way) found.push("on_its_way");
  if (request.warned) found.push("warned");
  if (nameWaits(request)) found.push("name_waits");
  if (request.name_refused) found.push("name_refused");
  else if (lacksName(view, request)) found.push("name_missing");
  if (request.interpreter) found.push("interpreter");
  if (request.accommodation) found.push("accommodation");
  if (request.pronunciation) found.push("pronunciation");
  return found;
}

/**
 * Whether a name was given that staff have neither passed nor refused (R2).
 * @param {RequestCard} request
 */
export function nameWaits(request) {
  return request.name !== "" && !request.name_passed && !request.name_refused;
}

/**
 * The request whose name is most in need of being passed (R2): the one on the floor, the next
 * three in the order they are called, then the rest of the queue.
 * @param {StaffView} view
 * @param {number | undefined} period
 * @returns {RequestCard | undefined}
 */
export function nameToPass(view, period) {
  const requests = view.requests;
  const called = Object.values(requests).filter((request) => ON_THE_FLOOR.has(request.status));
  const next = nextThree(view).flatMap((next) => requests[next.ticket] ?? []);
  return [...called, ...next, ...queue(view, period)].find(nameWaits);
}

/**
 * How many names nobody has passed or refused, among those still to speak.
 * @param {StaffView} view
 * @returns {number}
 */
export function namesWaiting(view) {
  return Object.values(view.requests).filter(
    (request) =>
      nameWaits(request) && (request.status === "waiting" || ON_THE_FLOOR.has(request.status)),
  ).length;
}

/**
 * Where a request would land when dropped at a place of the list: the ticket it will stand behind
 * (none: it comes first), or undefined when that is where it stands already.
 * @param {number[]} order the tickets as they stand
 * @param {number} ticket the one that moves
 * @param {number} place the index it shall have afterwards, counted without itself
 * @returns {{after: number | undefined} | undefined}
 */
export function landing(order, ticket, place) {
  const from = order.indexOf(ticket);
  const others = order.filter((other) => other !== ticket);
  const to = Math.max(0, Math.min(place, others.length));
  if (from < 0 || from === to) return undefined;
  return { after: to === 0 ? undefined : others[to - 1] };
}

/**
 * The turns, the last first.
 * @param {StaffView} view
 * @returns {TurnCard[]}
 */
export function turnsBackwards(view) {
  return Object.values(view.turns).sort((one, other) => other.turn - one.turn);
}

/**
 * The turns that R44 asks the clerk to confirm: somebody had the floor, and nobody has said yet
 * that the name is right. In the order they were held.
 * @param {StaffView} view
 * @returns {TurnCard[]}
 */
export function turnsToConfirm(view) {
  return turnsHeld(view).filter((turn) => !turn.confirmed && !turn.dais);
}

/**
 * The turns in which somebody spoke, in the order they were held.
 * @param {StaffView} view
 * @returns {TurnCard[]}
 */
export function turnsHeld(view) {
  return Object.values(view.turns)
    .filter((turn) => turn.began !== undefined)
    .sort((one, other) => (one.began ?? 0) - (other.began ?? 0) || one.turn - other.turn);
}

/**
 * The last turn, when its end (or its being missed) can still be taken back: nobody else has the
 * floor, and nobody was called since.
 * @param {StaffView} view
 * @returns {TurnCard | undefined}
 */
export function lastTurnIfFree(view) {
  if (view.floor) return undefined;
  const last = turnsBackwards(view).find((turn) => turn.status !== "called");
  return last && (last.status === "ended" || last.status === "missed") ? last : undefined;
}
