// A view to ask questions of: a council's comment period with five who wait, two in another one, and a floor.

/** @import { Me, MyRequest, View } from "../../../web/core/view.d.ts" */

export const MINUTE = 60_000;

/** @returns {View} a fresh one */
export function sampleView() {
  return {
    meeting: {
      id: "1234ABCD",
      title: "Regular meeting",
      body: "council",
      body_name: "City Council",
      place: "Hall 1",
      time_zone: "America/New_York",
      language: "en",
      starts_at: 0,
      status: "live",
      since: 0,
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
    },
    items: {
      1: { item: 1, label: "Call to order", status: "done", period: 2 },
      2: { item: 2, label: "Public comment", status: "current", period: 1 },
      3: { item: 3, label: "Adjournment", status: "upcoming" },
    },
    periods: {
      1: period(1, 2, { pace_ms: 2 * MINUTE }),
      2: period(2, 1, {}),
    },
    listed: {},
    draws: {},
    waiting: {
      7: "0001:000007",
      8: "0001:000008",
      9: "0001:000009",
      10: "0001:00000a",
      11: "0002:000001",
      12: "0001:0000081",
      13: "0002:000002",
    },
    floor: {
      turn: 3,
      ticket: 6,
      walk_up: false,
      status: "speaking",
      item: 2,
      period: 1,
      allotment_ms: 3 * MINUTE,
      called_at: 0,
      calls: 1,
      ends_at: 10 * MINUTE,
    },
    next: {
      1: { ticket: 7, channel: "remote" },
      2: { ticket: 8, channel: "in_person", name: "Ana" },
    },
    tracks: { en: { track: "en", language: "en", kind: "captions", delay_ms: 4000 } },
    cues: {
      "en/9": { track: "en", cue: 9, began: 1, ended: 2, text: "Second." },
      "en/8": { track: "en", cue: 8, began: 0, ended: 1, text: "First." },
    },
  };
}

/**
 * @param {number} number
 * @param {number} item
 * @param {{ pace_ms?: number }} more
 */
function period(number, item, more) {
  return {
    period: number,
    item,
    status: /** @type {const} */ ("open"),
    policy: "arrival",
    allotment_ms: 3 * MINUTE,
    last_call_ms: MINUTE,
    stream_delay_ms: 0,
    opened_at: 0,
    finished: 4,
    ...more,
  };
}

/**
 * @param {number} ticket
 * @param {Partial<MyRequest>} [more]
 * @returns {MyRequest}
 */
export function request(ticket, more = {}) {
  return {
    ticket,
    receipt: `1234ABCD-S${ticket}`,
    period: 1,
    item: 2,
    status: "waiting",
    channel: "remote",
    rank: "",
    name: "",
    name_passed: false,
    topic: "",
    pronunciation: "",
    contact: "",
    interpreter: "",
    accommodation: "",
    on_its_way: false,
    ...more,
  };
}

/**
 * @param {MyRequest[]} requests
 * @returns {Me}
 */
export function me(...requests) {
  return {
    participant: "p",
    requests: Object.fromEntries(requests.map((one) => [one.ticket, one])),
    comments: {},
  };
}
