// Owns the captions with the reader's choices around them: two lines or the transcript, which language, which look.
// The attendee's page and the embedded page show the same.

import { standIn } from "../core/failover.js";
import { gettext } from "../core/i18n.js";
import { html, useEffect } from "../vendor/preact.js";
import { CaptionSettings, captionLooks, chosenTrack, TrackMenu } from "./caption-settings.js";
import { CaptionLines, Transcript } from "./captions.js";
import { Icon } from "./icon.js";

/**
 * @import { Connection } from "../core/connection.js"
 * @import { Page, View } from "../core/view.d.ts"
 * @import { Signal } from "../vendor/preact.js"
 */

/**
 * @typedef {object} Props
 * @property {View} view
 * @property {Page} page
 * @property {Connection} connection
 * @property {Signal<boolean>} running whether the transcript is shown in place of the two lines
 * @property {boolean} [controls] whether the reader may choose
 * @property {string} [only] the one track to show, whatever the reader chose elsewhere
 * @property {boolean} [bare] whether to show them without a background, whatever the reader chose elsewhere
 */

/** @param {Props} props */
export function CaptionReader(props) {
  const { view, page, connection, running, controls = true, only = "", bare = false } = props;
  const track = view.tracks[only] ?? chosenTrack(view, page.lang);
  const stand = track && standIn(view, track);
  useEffect(() => {
    connection.follow([track, stand].flatMap((one) => one?.track ?? []));
  }, [track?.track, stand?.track]);
  if (!track) return html`<p class="soft">${gettext("This meeting has no captions yet.")}</p>`;
  const looks = { ...captionLooks(), ...(bare ? { "data-background": "bare" } : {}) };
  return html`<div class="captions" ...${looks}>
    ${
      running.value
        ? html`<${Transcript} connection=${connection} track=${track} url=${page.urls.cues} />`
        : html`<${CaptionLines} connection=${connection} track=${track} />`
    }
    ${
      controls &&
      html`<div class="row apart">
        <button
          type="button"
          class="button second"
          aria-pressed=${running.value}
          onClick=${() => {
            running.value = !running.value;
          }}
        >
          <${Icon} shape="caption" /> ${gettext("Running transcript")}
        </button>
        ${!view.tracks[only] && html`<${TrackMenu} view=${view} lang=${page.lang} />`}
      </div>
      <${CaptionSettings} />`
    }
  </div>`;
}
