// The log of what just happened, told from two copies of the view that follow each other: whatever
// anyone did (another clerk, an attendee, the clock) shows here. Pure: words stand in words.js.

import { atTheDoor, cameBy, cardLines, wentBy } from "./door_lines.js";

/** @typedef {import("./view.js").StaffView} StaffView */
/** @typedef {import("./view.js").RequestCard} RequestCard */
/** @import { TrackCard } from "../../core/view.d.ts" */

/**
 * @typedef {object} Line
 * @property {number} at server's clock, UTC ms
 * @property {string} what which sentence
 * @property {number} [ticket]
 * @property {string} [name]
 * @property {number} [item]
 * @property {number} [count] a number of things, or milliseconds of time given
 * @property {string} [text]
 */

/** How many lines are kept. */
export const KEPT = 200;

/**
 * What changed from one copy to the next, in the order in which to tell it.
 * @param {StaffView} before
 * @param {StaffView} after
 * @param {number} at when the later copy came to be
 * @returns {Line[]}
 */
export function happened(before, after, at) {
  if (before === after) return [];
  return [
    ...pairs(before.items, after.items, itemLines),
    ...pairs(before.periods, after.periods, periodLines),
    ...pairs(before.draws, after.draws, drawLines),
    ...pairs(before.turns, after.turns, turnLines),
    ...floorLines(before, after),
    ...cardLines(before, after),
    ...requestLines(before, after),
    ...commentLines(before, after),
    ...pairs(before.tracks, after.tracks, trackLines),
    // Last: what ends with a recess or with the meeting has ended before it.
    ...meetingLines(before, after),
  ].map((line) => ({ ...line, at }));
}

/** @typedef {Omit<Line, "at">} Told */

/**
 * @template T
 * @param {Record<string, T> | undefined} before
 * @param {Record<string, T> | undefined} after
 * @param {(old: T | undefined, now: T | undefined) => Told[]} tell
 * @returns {Told[]}
 */
function pairs(before = {}, after = {}, tell) {
  if (before === after) return [];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) =>
    before[key] === after[key] ? [] : tell(before[key], after[key]),
  );
}

/** @param {StaffView} before @param {StaffView} after @returns {Told[]} */
function meetingLines(before, after) {
  const [old, now] = [before.meeting, after.meeting];
  /** @type {Told[]} */
  const lines = [];
  if (old.calling !== now.calling && now.calling !== undefined) {
    const item = after.periods[now.calling]?.item;
    lines.push(item === undefined ? { what: "calling" } : { what: "calling", item });
  }
  if (old.status !== now.status) {
    const resumed = now.status === "live" && old.started_at !== undefined;
    lines.push({ what: resumed ? "meeting_resumed" : `meeting_${now.status}` });
  }
  const steps = now.outage?.steps ?? [];
  for (const step of steps.slice(old.outage?.steps?.length ?? 0))
    lines.push({ what: "outage_step", text: step.note });
  if (old.room_cleared_at !== now.room_cleared_at)
    lines.push({ what: now.room_cleared_at === undefined ? "room_readmitted" : "room_cleared" });
  if (old.blanked !== now.blanked) lines.push({ what: now.blanked ? "blanked" : "unblanked" });
  if (old.announcement !== now.announcement)
    lines.push(
      now.announcement
        ? { what: "announced", text: now.announcement }
        : { what: "announcement_cleared" },
    );
  if (old.transcript !== now.transcript && now.transcript === "published")
    lines.push({ what: "transcript_published" });
  return lines;
}

/** @type {(old: import("../../core/view.d.ts").ItemCard | undefined, now: import("../../core/view.d.ts").ItemCard | undefined) => Told[]} */
function itemLines(old, now) {
  if (!now) return [];
  if (!old) return [{ what: now.continued_from ? "item_received" : "item_added", item: now.item }];
  /** @type {Told[]} */
  const lines = [];
  if (!old.continued_to !== !now.continued_to)
    lines.push({
      what: now.continued_to ? "item_continued" : "continuation_undone",
      item: now.item,
    });
  const [was, is] = [old.continued_to, now.continued_to];
  if (was && is && (was.starts_at !== is.starts_at || was.cancelled !== is.cancelled))
    lines.push({ what: "continuation_moved", item: now.item });
  if (!old.continued_from?.returned && now.continued_from?.returned)
    return [{ what: "item_returned", item: now.item }];
  if (old.label !== now.label) lines.push({ what: "item_edited", item: now.item });
  if (old.status !== now.status && now.status === "current")
    lines.push({ what: "item_started", item: now.item });
  if (old.status !== now.status && now.status === "done")
    lines.push({ what: "item_finished", item: now.item });
  return lines;
}

/** @type {(old: import("../../core/view.d.ts").PeriodCard | undefined, now: import("../../core/view.d.ts").PeriodCard | undefined) => Told[]} */
function periodLines(old, now) {
  if (old && now && old.allotment_ms !== now.allotment_ms)
    return [{ what: "allotment_set", count: now.allotment_ms }];
  if (!now || (old?.status ?? "closed") === now.status) return []; // a period that was received comes closed
  if (!old?.continued !== !now.continued) return []; // told of its item
  const continued = old?.status === "last_call" && now.status === "open";
  return [{ what: continued ? "period_continued" : `period_${now.status}`, item: now.item }];
}

/** @type {(old: import("../../core/view.d.ts").DrawCard | undefined, now: import("../../core/view.d.ts").DrawCard | undefined) => Told[]} */
function drawLines(old, now) {
  if (!now) return [];
  if (!old) return [{ what: "draw_frozen", count: now.count }];
  if (now.seed.length > old.seed.length)
    return [{ what: "seed_given", text: now.seed.at(-1) ?? "" }];
  return old.status === now.status ? [] : [{ what: `draw_${now.status}`, count: now.count }];
}

/** @type {(old: import("./view.js").TurnCard | undefined, now: import("./view.js").TurnCard | undefined) => Told[]} */
function turnLines(old, now) {
  if (!now) return old ? [{ what: "turn_undone", ...who(old) }] : [];
  /** @type {Told[]} */
  const lines = [];
  const said = who(now);
  if (!old) {
    if (now.walk_up) return [{ what: "walk_up", ...said }];
    if (now.began !== undefined) return [{ what: "turn_split", ...said }];
    lines.push({ what: "turn_called", ...said });
  }
  const from = old?.status ?? "called";
  if (from !== now.status) lines.push({ what: turnChange(from, now.status), ...said });
  if (old && (old.name !== now.name || old.ticket !== now.ticket) && (now.name || now.ticket))
    lines.push({ what: "turn_named", ...said });
  if (old && !old.dais && now.dais) lines.push({ what: "turn_dais", ...said });
  if (old && !old.confirmed && now.confirmed) lines.push({ what: "turn_confirmed", ...said });
  return lines;
}

/** @param {string} from @param {string} to */
function turnChange(from, to) {
  if (to === "speaking") return from === "paused" ? "turn_resumed" : "turn_started";
  if (to === "paused") return from === "ended" ? "turn_reopened" : "turn_paused";
  if (to === "called") return from === "missed" ? "no_show_undone" : "start_undone";
  return `turn_${to}`;
}

/** @param {{ticket?: number, name?: string}} turn @returns {{ticket?: number, name?: string}} */
function who(turn) {
  /** @type {{ticket?: number, name?: string}} */
  const said = {};
  if (turn.ticket !== undefined) said.ticket = turn.ticket;
  if (turn.name) said.name = turn.name;
  return said;
}

/** @param {StaffView} before @param {StaffView} after @returns {Told[]} */
function floorLines(before, after) {
  const [old, now] = [before.floor, after.floor];
  if (!old || !now || old.turn !== now.turn) return [];
  /** @type {Told[]} */
  const lines = [];
  if (now.calls > old.calls) lines.push({ what: "called_again", ...who(now) });
  const given = now.allotment_ms - old.allotment_ms;
  if (given !== 0) {
    const what = given > 0 ? "time_given" : "time_taken";
    lines.push({ what, count: Math.abs(given), ...who(now) });
  }
  return lines;
}

/** @param {StaffView} before @param {StaffView} after @returns {Told[]} */
function requestLines(before, after) {
  // A draw is told as one thing, not as so many moves.
  const drawn = Object.values(after.draws).some(
    (draw) => draw.status === "drawn" && before.draws[draw.draw]?.status !== "drawn",
  );
  // Nor is a hearing that goes to another meeting, or comes from one: that is told of its item.
  const moved = (/** @type {number} */ period) =>
    !before.periods[period]?.continued !== !after.periods[period]?.continued ||
    !before.periods[period];
  return pairs(before.requests, after.requests, (old, now) => {
    if ((old === undefined) !== (now === undefined) && moved((old ?? now)?.period ?? 0)) return [];
    if (!now) {
      // Those on the floor leave by the end of their turn, which is told as such.
      const gone = old && ["listed", "waiting", "no_show"].includes(old.status);
      const what = gone && wentBy(old, after);
      return what ? [{ what, ticket: old.ticket }] : [];
    }
    if (!old) return [{ what: cameBy(before, now), ticket: now.ticket }];
    if (drawn) return [];
    if (old.status === "listed" && now.status === "waiting")
      return [{ what: "request_admitted", ticket: now.ticket }];
    return requestChanges(old, now);
  });
}

/**
 * What changed of a request that is still there.
 * @param {RequestCard} old
 * @param {RequestCard} now
 */
function requestChanges(old, now) {
  const lines = atTheDoor(old, now);
  if (old.status === "waiting" && now.status === "ceded")
    lines.push({ what: "time_ceded", ticket: now.ticket });
  if (old.status === "ceded" && now.status === "waiting")
    lines.push({ what: "time_reclaimed", ticket: now.ticket });
  if (old.status === "no_show" && now.status === "waiting")
    lines.push({ what: "request_recalled", ticket: now.ticket });
  if (old.warned !== now.warned && now.warned)
    lines.push({ what: "speaker_warned", ticket: now.ticket });
  if (old.leave_by !== now.leave_by && now.leave_by !== undefined)
    lines.push({ what: "must_leave", ticket: now.ticket });
  if (old.period !== now.period) lines.push({ what: "request_to_item", ticket: now.ticket });
  else if (old.rank !== now.rank) lines.push({ what: "request_moved", ticket: now.ticket });
  if (!old.on_its_way && now.on_its_way)
    lines.push({ what: "request_on_its_way", ticket: now.ticket });
  if ((old.on_its_way && !now.on_its_way && now.status === "waiting") || (!old.back && now.back))
    lines.push({ what: "request_here", ticket: now.ticket });
  if (!old.name_passed && now.name_passed && now.name)
    lines.push({ what: "name_passed", ticket: now.ticket, name: now.name });
  return lines;
}

/** @param {StaffView} before @param {StaffView} after @returns {Told[]} */
function commentLines(before, after) {
  const total = (/** @type {StaffView} */ view) =>
    Object.values(view.meeting.comments).reduce((sum, count) => sum + count, 0);
  const came = total(after) - total(before);
  return came > 0 ? [{ what: "comments_came", count: came }] : [];
}

/** @type {(old: TrackCard | undefined, now: TrackCard | undefined) => Told[]} */
function trackLines(old, now) {
  if (!now) return [];
  const text = now.language;
  const lines = [];
  if (!old) lines.push({ what: "track_opened", text });
  if (now.of !== undefined && now.of !== old?.of) lines.push({ what: "translation_started", text });
  if (now.of === undefined && old?.of !== undefined)
    lines.push({ what: "translation_stopped", text });
  if ((now.redactions ?? 0) > (old?.redactions ?? 0)) lines.push({ what: "words_taken_out", text });
  const [was, is] = [old?.silent_since !== undefined, now.silent_since !== undefined];
  if (was !== is) lines.push({ what: is ? "track_silent" : "track_heard", text });
  return lines;
}

/**
 * What the view alone can tell of the time before the screen was opened: the turns and the start.
 * The newest first, as the log shows them.
 * @param {StaffView} view
 * @returns {Line[]}
 */
export function earlier(view) {
  /** @type {Line[]} */
  const lines = [];
  if (view.meeting.started_at !== undefined)
    lines.push({ at: view.meeting.started_at, what: "meeting_live" });
  for (const turn of Object.values(view.turns)) {
    if (!turn.walk_up) lines.push({ at: turn.called_at, what: "turn_called", ...who(turn) });
    if (turn.began !== undefined)
      lines.push({ at: turn.began, what: turn.walk_up ? "walk_up" : "turn_started", ...who(turn) });
    if (turn.ended !== undefined) lines.push({ at: turn.ended, what: "turn_ended", ...who(turn) });
  }
  if (view.meeting.adjourned_at !== undefined)
    lines.push({ at: view.meeting.adjourned_at, what: "meeting_adjourned" });
  return lines.sort((one, other) => other.at - one.at).slice(0, KEPT);
}

/**
 * The log with new lines at its head.
 * @param {Line[]} kept the newest first
 * @param {Line[]} fresh in the order in which they happened
 * @returns {Line[]}
 */
export function written(kept, fresh) {
  return [...[...fresh].reverse(), ...kept].slice(0, KEPT);
}
