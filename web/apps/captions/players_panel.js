// Where the captions of a track can be had beside a video: in a frame, as part of an HLS stream, as one file; and
// for the clerk, how far the recording's zero lies from the meeting's start.

import { copy } from "../../components/copy.js";
import { told } from "../../components/toast.js";
import { formatSeconds, gettext } from "../../core/i18n.js";
import { html, useId } from "../../vendor/preact.js";
import { Fold } from "./fold.js";

/** @import { Booth } from "./booth.js" */

/** By how much the offset is moved at a press, in ms: a word, and a sentence. */
const STEPS = [-1_000, -100, 100, 1_000];

/** @param {{ booth: Booth }} props */
export function PlayersPanel({ booth }) {
  const track = booth.track.value;
  if (!track) return null;
  const base = `${booth.page.urls.public}/captions`;
  const clerks = booth.page.staff?.roles.some((role) => role === "clerk" || role === "admin");
  return html`<${Fold} name="players" title=${gettext("Beside a video")}>
      <${Address}
        key=${`embed ${track.track}`}
        label=${gettext("A page of captions, to show in a frame or in a video mixer")}
        value=${`${base}/embed?track=${track.track}`}
      />
      <${Address}
        key=${`hls ${track.track}`}
        label=${gettext("Captions of an HLS stream")}
        value=${`${base}.${track.track}.m3u8`}
      />
      <${Address}
        key=${`vtt ${track.track}`}
        label=${gettext("A WebVTT file that grows")}
        value=${`${base}.${track.track}.vtt`}
      />
      ${clerks && html`<${Offset} booth=${booth} />`}
  <//>`;
}

/** An address to copy. @param {{ label: string, value: string }} props */
function Address({ label, value }) {
  const id = useId();
  return html`<div class="stack tight">
    <label for=${id}>${label}</label>
    <div class="delay-line">
      <input
        class="input grow"
        id=${id}
        readonly
        dir="ltr"
        value=${value}
        onFocus=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => event.currentTarget.select()}
      />
      <button type="button" class="button small second" aria-describedby=${id} onClick=${() => copy(value)}>
        ${gettext("Copy")}
      </button>
    </div>
  </div>`;
}

/** Moves every caption beside the video, step by step, while one watches it. @param {{ booth: Booth }} props */
function Offset({ booth }) {
  const offset = booth.view.value.meeting.transcript_offset_ms;
  const move = async (/** @type {number} */ by) =>
    told(await booth.connection.command("set_transcript_offset", { offset_ms: offset + by }));
  return html`<div class="stack tight" role="group" aria-labelledby="players-offset">
    <p id="players-offset">
      ${gettext("The recording began %(seconds)s seconds before the meeting.", { seconds: formatSeconds(offset) })}
    </p>
    <div class="buttons-tight">
      ${STEPS.map(
        (step) =>
          html`<button type="button" class="button small second" key=${step} onClick=${() => move(step)}>
            ${
              step < 0
                ? gettext("%(seconds)s s sooner", { seconds: formatSeconds(-step) })
                : gettext("%(seconds)s s later", { seconds: formatSeconds(step) })
            }
          </button>`,
      )}
    </div>
    <p class="hint">
      ${gettext("Watch the video and move the captions until they fit. Transcripts and chapters move with them.")}
    </p>
  </div>`;
}
