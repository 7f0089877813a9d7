// R29, while the meeting goes on: words taken out of the last lines of every track, from the clerk's desk.

import { trackName } from "../../components/caption-settings.js";
import { Redact } from "../../components/redact.js";
import { gettext } from "../../core/i18n.js";
import { cuesOf, standing } from "../../core/transcript.js";
import { html } from "../../vendor/preact.js";

/** @import { Desk } from "./desk.js" */

/** How many of each track's last lines are shown. */
const LAST = 5;

/** @param {{ desk: Desk }} props */
export function RedactCaptions({ desk }) {
  const view = desk.view.value;
  const tracks = Object.values(view.tracks);
  const lines = tracks.flatMap((track) =>
    standing(cuesOf(view, track.track))
      .slice(-LAST)
      .reverse()
      .map(({ cue, text = "", began, ended }) => ({ track: track.track, cue, text, began, ended })),
  );
  return html`<${Redact}
    lines=${lines}
    languages=${Object.fromEntries(tracks.map((track) => [track.track, trackName(track)]))}
    onRedact=${(/** @type {string} */ reason, /** @type {unknown[]} */ spans) =>
      desk.act(
        "redact_cues",
        { reason, spans },
        { quiet: true, done: gettext("The words are taken out.") },
      )}
    onClose=${() => {
      desk.question.value = undefined;
    }}
  >
    <p>
      <a href=${desk.page.urls.editor}>${gettext("Older lines are in the editor of the transcript.")}</a>
    </p>
  <//>`;
}
