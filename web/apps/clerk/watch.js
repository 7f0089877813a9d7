// Who and what is there: turns the server's presence into the lamps of the clerk's head bar, with an
// alarm for a display that has been silent for five seconds. Pure: the time is an argument, and
// words stand elsewhere.

/** A display that has said nothing for this long is taken for dead. */
export const SILENCE_MS = 5_000;

/** A caption tool that has said nothing for this long is named as silent; a pause in speech is not an alarm. */
export const TOOL_SILENCE_MS = 60_000;

/** How long a display that went away is still spoken of before the clerk has to dismiss nothing any more. */
const FORGOTTEN_MS = 15 * 60_000;

/**
 * @typedef {object} SeenDisplay
 * @property {string} id
 * @property {string} [variant]
 * @property {number} seen_at server's clock, UTC ms
 */

/**
 * @typedef {object} Presence
 * @property {number} [attendees]
 * @property {number} [staff]
 * @property {number} [displays]
 * @property {number} [kiosks]
 * @property {number} [captioners]
 * @property {Record<string, {heard_at: number, source?: string}>} [tools]
 * @property {SeenDisplay[]} [displays_seen]
 */

/** @typedef {{id: string, variant: string, silentMs: number, alarm: boolean}} DisplayLamp */
/** @typedef {{track: string, source: string, silentMs: number, silent: boolean}} ToolLamp */

/**
 * Each display with how long it has been silent, the silent ones first.
 * @param {Presence} presence
 * @param {number} now server's clock, UTC ms
 * @param {ReadonlySet<string>} [dismissed] the ids whose silence the clerk knows of
 * @returns {DisplayLamp[]}
 */
export function displayLamps(presence, now, dismissed = new Set()) {
  return (presence.displays_seen ?? [])
    .map((seen) => ({
      id: seen.id,
      variant: seen.variant ?? "room",
      silentMs: Math.max(0, now - seen.seen_at),
    }))
    .filter((lamp) => lamp.silentMs < FORGOTTEN_MS)
    .map((lamp) => ({ ...lamp, alarm: lamp.silentMs > SILENCE_MS && !dismissed.has(lamp.id) }))
    .sort((one, other) => other.silentMs - one.silentMs || (one.id < other.id ? -1 : 1));
}

/**
 * Each caption tool by its track, with how long nothing has come from it.
 * @param {Presence} presence
 * @param {number} now server's clock, UTC ms
 * @returns {ToolLamp[]}
 */
export function toolLamps(presence, now) {
  return Object.entries(presence.tools ?? {})
    .map(([track, tool]) => {
      const silentMs = Math.max(0, now - tool.heard_at);
      return { track, source: tool.source ?? "", silentMs, silent: silentMs > TOOL_SILENCE_MS };
    })
    .sort((one, other) => (one.track < other.track ? -1 : 1));
}
