// Who is looked for at the door: by ticket, receipt or name, in the order of the queue. Pure.

/** @import { Channel, PaperCard, RequestStatus, View } from "../../core/view.d.ts" */

/**
 * @typedef {{ticket: number, receipt: string, period: number, status: RequestStatus, channel: Channel, rank: string,
 *   name?: string, lacks_name?: true, interpreter?: true, checked_in?: true, on_its_way?: true, merged?: number[]}} Expected
 */

/** @typedef {View & { requests: Record<string, Expected>, cards?: Record<string, PaperCard> }} DoorView */

/**
 * Letters without case and accents, so that "munoz" finds Muñoz.
 * @param {string} text
 */
function plain(text) {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .trim();
}

/**
 * @param {DoorView} view
 * @param {string} sought "" finds everyone; a number is a ticket, and finds also whom it was merged into
 * @returns {Expected[]} in the order of the queue
 */
export function expected(view, sought) {
  const wanted = plain(sought);
  const ticket = /^\d+$/.test(wanted) ? Number(wanted) : undefined;
  return Object.values(view.requests)
    .filter((one) => {
      if (!wanted) return true;
      if (ticket !== undefined) return one.ticket === ticket || one.merged?.includes(ticket);
      return plain(one.name ?? "").includes(wanted) || plain(one.receipt) === wanted;
    })
    .sort(byPlace);
}

/** @param {Expected} one @param {Expected} other */
function byPlace(one, other) {
  if (one.rank === other.rank) return one.ticket - other.ticket;
  return one.rank < other.rank ? -1 : 1;
}

/**
 * Of two requests of one person the one that will count: who waits before who is listed, then the earlier place.
 * @param {Expected} one
 * @param {Expected} other
 */
export function keptOf(one, other) {
  const waits = Number(other.status === "waiting") - Number(one.status === "waiting");
  return (waits || byPlace(one, other)) > 0 ? other : one;
}

/**
 * How many numbered cards can still come back.
 * @param {DoorView} view
 */
export function cardsOut(view) {
  const open = new Set(openPeriods(view).map(({ period }) => period));
  return Object.values(view.cards ?? {}).filter(({ period }) => open.has(period)).length;
}

/**
 * The periods in which a card can be added now.
 * @param {DoorView} view
 */
export function openPeriods(view) {
  return Object.values(view.periods).filter(({ status }) => ["open", "last_call"].includes(status));
}
