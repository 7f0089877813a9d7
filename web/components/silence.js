// The alarm when people who caption fall silent while someone speaks: in words, with a shape, and by a sound, on the
// captions page and on the clerk's.

import { isHuman, standIn } from "../core/failover.js";
import { formatTime, gettext } from "../core/i18n.js";
import { effect, html } from "../vendor/preact.js";
import { loudspeaker } from "./buzz.js";
import { trackName } from "./caption-settings.js";
import { Icon } from "./icon.js";

/** @import { TrackCard, View } from "../core/view.d.ts" */
/** @import { ReadonlySignal } from "../vendor/preact.js" */

/** Three tones upwards: neither a speaker's time nor any other sound of a computer. */
const TONES = [
  [520, 0],
  [660, 0.28],
  [840, 0.56],
];

/**
 * The tracks that have fallen silent.
 * @param {View} view
 * @returns {TrackCard[]}
 */
export function silentTracks(view) {
  return Object.values(view.tracks).filter(
    (track) => isHuman(track) && track.silent_since !== undefined,
  );
}

/** @param {{ view: View }} props */
export function SilenceAlarm({ view }) {
  return silentTracks(view).map((track) => {
    const values = { language: trackName(track), time: formatTime(track.silent_since ?? 0) };
    return html`<div class="banner bad" role="alert" key=${track.track}>
      <${Icon} shape="alert" />
      <span
        ><b>${
          // Translators: %(language)s names a caption track, %(time)s a time of day
          gettext("No captions since %(time)s: %(language)s.", values)
        }</b> ${
          standIn(view, track)
            ? gettext(
                "Someone speaks. Readers see the automatic captions, as long as an engine listens.",
              )
            : gettext("Someone speaks, and readers see nothing new.")
        }</span
      >
    </div>`;
  });
}

/**
 * Sounds once when a track falls silent.
 * @param {ReadonlySignal<View>} view
 * @param {() => boolean} wanted
 */
export function keepSilenceBuzzer(view, wanted) {
  const play = loudspeaker();
  let before = new Set();
  effect(() => {
    const now = new Set(silentTracks(view.value).map((track) => track.track));
    const fresh = [...now].some((track) => !before.has(track));
    before = now;
    if (fresh && wanted()) play(TONES);
  });
}
