// Wall-clock times of the body's time zone, as a field of type datetime-local holds them, and the instants they
// are. Pure; the device's own zone plays no part.

/**
 * The wall clock of a zone at an instant: "2026-11-22T19:00".
 * @param {number} instant UTC ms
 * @param {string} zone an IANA name
 */
export function wallClock(instant, zone) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-u-hc-h23", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    })
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/**
 * The instant at which a zone's wall clock shows a time; of two, the first; of none (a clock put forward), the
 * one as long after the change as the time is after it.
 * @param {string} wall "2026-11-22T19:00"
 * @param {string} zone an IANA name
 * @returns {number | undefined} UTC ms; nothing where that is no time
 */
export function instantOf(wall, zone) {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const shift = (/** @type {number} */ instant) =>
    Date.parse(`${wallClock(instant, zone)}Z`) - (instant - (instant % 60_000));
  // The shift a day before and a day after are the two that the time may have been made with.
  const candidates = [shift(asUtc - 86_400_000), shift(asUtc + 86_400_000)].map(
    (offset) => asUtc - offset,
  );
  return (
    candidates.sort((one, other) => one - other).find((one) => wallClock(one, zone) === wall) ??
    Math.max(...candidates)
  );
}
