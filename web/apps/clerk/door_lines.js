// What the log tells of the door and of paper cards, from two copies of the view that follow each other. Pure.

/** @import { Told } from "./journal.js" */
/** @import { RequestCard, StaffView } from "./view.js" */

/**
 * Cards reserved and taken back, each block as one thing.
 * @param {StaffView} before
 * @param {StaffView} after
 * @returns {Told[]}
 */
export function cardLines(
  { cards: before = {}, requests: known },
  { cards: after = {}, requests },
) {
  if (before === after) return [];
  // A card that is out again was put back, which is told with its request.
  const fresh = Object.keys(after)
    .filter((ticket) => !before[ticket] && !known[ticket])
    .map(Number)
    .sort((one, other) => one - other);
  const gone = Object.keys(before).filter((ticket) => !after[ticket] && !requests[ticket]);
  /** @type {Told[]} */
  const lines = [];
  const [first] = fresh;
  if (first !== undefined) {
    const last = fresh.at(-1);
    lines.push({ what: "cards_reserved", count: fresh.length, text: `${first}–${last}` });
  }
  if (gone.length) lines.push({ what: "cards_taken_back", count: gone.length });
  return lines;
}

/**
 * How a request came to be there.
 * @param {StaffView} before
 * @param {RequestCard} now
 */
export function cameBy({ cards = {} }, now) {
  if (cards[now.ticket]) return "card_handed_in";
  return now.status === "listed" ? "request_listed" : "request_made";
}

/**
 * Why a request that waited is gone; none: it is told with another.
 * @param {RequestCard} old
 * @param {StaffView} after
 */
export function wentBy(old, { cards = {}, requests }) {
  if (cards[old.ticket]) return "card_put_back";
  if (Object.values(requests).some(({ merged }) => merged?.includes(old.ticket))) return undefined;
  return "request_left";
}

/**
 * What was done for somebody at the door.
 * @param {RequestCard} old
 * @param {RequestCard} now
 * @returns {Told[]}
 */
export function atTheDoor(old, now) {
  const { ticket } = now;
  const said = now.name ? { ticket, name: now.name } : { ticket };
  /** @type {Told[]} */
  const lines = [];
  if (!old.checked_in && now.checked_in && old.merged === now.merged)
    lines.push({ what: "request_checked_in", ...said });
  if ((now.put_right ?? 0) > (old.put_right ?? 0)) lines.push({ what: "put_right", ...said });
  if ((now.renewed ?? 0) > (old.renewed ?? 0)) lines.push({ what: "code_renewed", ...said });
  const others = (now.merged ?? []).filter((each) => !old.merged?.includes(each));
  if (others.length) lines.push({ what: "request_merged", ...said, text: others.join(", ") });
  return lines;
}
