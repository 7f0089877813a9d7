// The captioning tools of a track: its addresses, and what the server says of whoever posts to them. It knows no
// DOM; times come in.

/** @import { TrackCard } from "../../core/view.d.ts" */

/** A tool is heard as long as its last caption is not older than this; a pause in speech is no alarm. */
export const HEARD_MS = 60_000;

/** A delay that is this far from what is seen is worth a word, ms. */
const WORTH_MS = 500;

/**
 * What the server says of one tool, as far as it knows; instants are UTC ms.
 * @typedef {object} Sender
 * @property {number} number that of its address
 * @property {string} protocol
 * @property {number} beat_at when it was there last, with or without words
 * @property {number} lines
 * @property {string} [agent] what it calls itself
 * @property {number} [heard_at] when it brought words last
 * @property {number} [late_ms] how late it seems
 * @property {"times" | "floor"} [late_by] by what
 * @property {number} [late_of] from how many captions
 * @property {number} [wpm] words in the last minute
 * @property {[number, number][]} [gaps]
 */

/**
 * One address of a track, with its tool if that was heard.
 * @typedef {{ number: number, protocol: string, expires_at: number, sender?: Sender, heard_at?: number }} Tool
 */

/**
 * The addresses of a track that are good, the newest first.
 * @param {TrackCard} track
 * @param {{ senders?: Record<string, Sender[]>, tools?: Record<string, { heard_at: number, source?: string }> } | undefined} presence
 * @param {number} now server's clock, UTC ms
 * @returns {Tool[]}
 */
export function toolsOf(track, presence, now) {
  const senders = presence?.senders?.[track.track] ?? [];
  const last = presence?.tools?.[track.track];
  return Object.entries(track.addresses ?? {})
    .map(([number, address]) => {
      const sender = senders.find((one) => one.number === Number(number));
      const before = last?.source?.startsWith(`${address.protocol}:${number}:`)
        ? last.heard_at
        : undefined;
      const heard_at = sender?.heard_at ?? before;
      return {
        ...address,
        number: Number(number),
        ...(sender ? { sender } : {}),
        ...(heard_at === undefined ? {} : { heard_at }),
      };
    })
    .filter((tool) => tool.expires_at > now)
    .sort((one, other) => other.number - one.number);
}

/**
 * How it stands with a tool: whether its words come, and for how long they have not, ms.
 * @param {Tool} tool
 * @param {number} now
 * @returns {{ state: "never" | "there" | "heard" | "silent", ms: number }}
 */
export function standing(tool, now) {
  if (tool.heard_at === undefined) {
    const there = tool.sender !== undefined && now - tool.sender.beat_at <= HEARD_MS;
    return { state: there ? "there" : "never", ms: 0 };
  }
  const ms = Math.max(0, now - tool.heard_at);
  return { state: ms > HEARD_MS ? "silent" : "heard", ms };
}

/**
 * The delay that the server would set, where it is another than the track's; the tool that was heard last tells.
 * @param {TrackCard} track
 * @param {Tool[]} tools
 * @returns {{ delay_ms: number, by: "times" | "floor", of: number } | undefined}
 */
export function suggestion(track, tools) {
  const [told] = tools
    .flatMap((tool) => (tool.sender?.late_ms === undefined ? [] : [tool.sender]))
    .sort((one, other) => other.beat_at - one.beat_at);
  if (told?.late_ms === undefined || told.late_by === undefined) return undefined;
  if (Math.abs(told.late_ms - track.delay_ms) < WORTH_MS) return undefined;
  return { delay_ms: told.late_ms, by: told.late_by, of: told.late_of ?? 0 };
}
