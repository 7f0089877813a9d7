// A meeting as a clerk sees it, for the tests of the clerk's screen: live, on item 2, three waiting in its
// comment period. Each test says only what is different.

/** @import { RequestCard, StaffView, TurnCard } from "../../../web/apps/clerk/view.js" */
/** @import { Floor, PeriodCard } from "../../../web/core/view.d.ts" */

export const NOW = 1_800_000_000_000;

/**
 * @param {number} ticket
 * @param {Partial<RequestCard>} [other]
 * @returns {RequestCard}
 */
export function request(ticket, other = {}) {
  return {
    ticket,
    receipt: `R-${ticket}`,
    period: 1,
    channel: "in_person",
    status: "waiting",
    rank: `0001:${String(ticket).padStart(6, "0")}`,
    name: "",
    name_passed: false,
    topic: "",
    pronunciation: "",
    contact: "",
    interpreter: "",
    accommodation: "",
    on_its_way: false,
    made_at: NOW - 600_000,
    turns: [],
    ...other,
  };
}

/**
 * @param {number} turn
 * @param {Partial<TurnCard>} [other]
 * @returns {TurnCard}
 */
export function turn(turn, other = {}) {
  return {
    turn,
    walk_up: false,
    status: "ended",
    called_at: NOW - 300_000,
    confirmed: false,
    dais: false,
    ...other,
  };
}

/**
 * @param {Partial<Floor>} [other]
 * @returns {Floor}
 */
export function floor(other = {}) {
  return {
    turn: 5,
    ticket: 14,
    walk_up: false,
    status: "called",
    period: 1,
    item: 2,
    allotment_ms: 180_000,
    called_at: NOW - 10_000,
    calls: 1,
    grace_until: NOW + 20_000,
    ...other,
  };
}

/**
 * @param {Partial<PeriodCard>} [other]
 * @returns {PeriodCard}
 */
export function period(other = {}) {
  return {
    period: 1,
    item: 2,
    status: "open",
    policy: "arrival",
    allotment_ms: 180_000,
    last_call_ms: 60_000,
    stream_delay_ms: 0,
    opened_at: NOW - 900_000,
    finished: 0,
    ...other,
  };
}

/**
 * @param {...RequestCard} list
 * @returns {Record<string, RequestCard>}
 */
export function requests(...list) {
  return Object.fromEntries(list.map((card) => [card.ticket, card]));
}

/**
 * @param {...TurnCard} list
 * @returns {Record<string, TurnCard>}
 */
export function turns(...list) {
  return Object.fromEntries(list.map((card) => [card.turn, card]));
}

/**
 * @param {Partial<Omit<StaffView, "meeting">>} [other]
 * @param {Partial<StaffView["meeting"]>} [meeting]
 * @returns {StaffView}
 */
export function view(other = {}, meeting = {}) {
  return {
    meeting: {
      id: "ABCD1234",
      title: "Regular meeting",
      body: "council",
      body_name: "City Council",
      place: "Hall",
      time_zone: "America/New_York",
      language: "en",
      starts_at: NOW - 3_600_000,
      status: "live",
      since: NOW - 3_600_000,
      started_at: NOW - 3_600_000,
      blanked: false,
      announcement: "",
      item: 2,
      agenda: [1, 2, 3],
      remote_access: "",
      assistance: "",
      stream_delay_ms: 0,
      comments: { published: 0 },
      comments_changed: 0,
      transcript: "draft",
      transcript_offset_ms: 0,
      ...meeting,
    },
    items: {
      1: { item: 1, label: "Opening", status: "done" },
      2: { item: 2, label: "Budget", status: "current", period: 1 },
      3: { item: 3, label: "Zoning", status: "upcoming" },
    },
    periods: { 1: period() },
    listed: {},
    draws: {},
    waiting: {},
    next: {},
    tracks: {},
    cues: {},
    requests: requests(request(14), request(15), request(16)),
    turns: {},
    ...other,
  };
}
