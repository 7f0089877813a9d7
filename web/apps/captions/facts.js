// Figures of a track or of a tool in one line, and how a pace and a gap are said of either.

import { formatClock, formatTime, gettext, ngettext } from "../../core/i18n.js";
import { html } from "../../vendor/preact.js";

/** @param {{ facts: (string | false | undefined)[] }} props those that are known */
export function Facts({ facts }) {
  const told = facts.filter(Boolean);
  return (
    told.length > 0 &&
    html`<p class="tool-facts soft">${told.map((one) => html`<span>${one}</span>`)}</p>`
  );
}

/** @param {number | undefined} words in a minute */
export function pace(words) {
  return words !== undefined && ngettext("%(num)s word a minute", "%(num)s words a minute", words);
}

/** @param {[number, number][]} [gaps] from when to when nothing came, UTC ms, the last one last */
export function lastGap(gaps) {
  const gap = gaps?.at(-1);
  return (
    gap &&
    // Translators: nothing came from the tool for so long (minutes and seconds), from a time of day on
    gettext("last gap %(length)s, at %(time)s", {
      length: formatClock(Math.round((gap[1] - gap[0]) / 1_000)),
      time: formatTime(gap[0]),
    })
  );
}
