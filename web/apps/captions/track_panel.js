// The tracks: which one is typed into, another one opened, its delay, and the address for a captioning tool.

import { trackName } from "../../components/caption-settings.js";
import { toast, told } from "../../components/toast.js";
import { formatLanguage, formatNumber, formatSeconds, gettext, ngettext } from "../../core/i18n.js";
import { html, useLayoutEffect, useRef, useState } from "../../vendor/preact.js";
import { inOrder } from "./booth.js";
import { Facts, lastGap, pace } from "./facts.js";
import { wordsAMinute } from "./lines.js";
import { TAG } from "./spoken.js";
import { ToolPanel } from "./tool_panel.js";
import { suggestion, toolsOf } from "./tools.js";

/** @import { TrackCard } from "../../core/view.d.ts" */
/** @import { Booth } from "./booth.js" */

/** Languages offered for a new track; any other can be typed. */
const OFFERED = ["en", "es", "zh-Hant", "zh-Hans", "ar", "vi", "ko", "tl", "fr", "ru", "ht", "pt"];

/** @param {{ booth: Booth }} props */
export function TrackPanel({ booth }) {
  const tracks = inOrder(booth.view.value.tracks, booth.view.value.meeting.language);
  const track = booth.track.value;
  const [opening, setOpening] = useState(false);
  return html`<section class="panel tracks" tabindex="-1" aria-labelledby="tracks-title">
    <header class="panel-head">
      <h2 id="tracks-title">${gettext("Track")}</h2>
      ${
        tracks.length > 0 &&
        html`<button type="button" class="button small quiet" aria-expanded=${opening} onClick=${() => setOpening(!opening)}>
          ${gettext("Open another…")}
        </button>`
      }
    </header>
    <div class="panel-scroll stack">
      ${tracks.length === 0 && html`<p>${gettext("No track is open. Open the one that you caption.")}</p>`}
      ${
        tracks.length > 0 &&
        html`<div class="track-choice" role="group" aria-label=${gettext("Choose the track")}>
          ${tracks.map(
            (one) =>
              html`<button
                type="button"
                class="tab"
                key=${one.track}
                lang=${one.language}
                aria-pressed=${one.track === track?.track}
                onClick=${() => booth.choose(one.track)}
              >
                ${trackName(one)}
              </button>`,
          )}
        </div>`
      }
      ${
        (opening || tracks.length === 0) &&
        html`<${OpenTrack} booth=${booth} first=${tracks.length === 0} onDone=${() => setOpening(false)} />`
      }
      ${
        track &&
        html`<${Figures} booth=${booth} track=${track} />
          <${Delay} key=${track.track} booth=${booth} track=${track} />
          <${ToolPanel} key=${track.track} booth=${booth} track=${track} />`
      }
    </div>
  </section>`;
}

/** @param {{ booth: Booth, first: boolean, onDone: () => void }} props the first is in the meeting's own language */
function OpenTrack({ booth, first, onDone }) {
  return html`<form
    class="stack tight open-track"
    onSubmit=${async (/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
      event.preventDefault();
      const given = new FormData(event.currentTarget);
      const answer = await booth.connection.command("open_track", {
        language: String(given.get("language")).trim(),
        kind: given.get("interpreter") ? "interpreter" : "captions",
        another: given.get("another") !== null,
      });
      if (!told(answer) || !answer.ok) return;
      if (answer.result?.track) booth.choose(String(answer.result.track));
      onDone();
    }}
  >
    <label class="field-label" for="track-language">${gettext("Language")}</label>
    <input
      class="input"
      id="track-language"
      name="language"
      list="track-languages"
      required
      maxlength="35"
      pattern=${TAG}
      aria-describedby="track-language-hint"
      defaultValue=${first ? booth.view.value.meeting.language : ""}
      autocomplete="off"
    />
    <p class="hint" id="track-language-hint">${gettext("Its code, such as “en”, “es” or “zh-Hant”.")}</p>
    <datalist id="track-languages">
      ${OFFERED.map((tag) => html`<option value=${tag} key=${tag}>${formatLanguage(tag)}</option>`)}
    </datalist>
    <label class="check">
      <input type="checkbox" name="interpreter" /> ${gettext("Follows an interpreter")}
    </label>
    ${
      !first &&
      html`<label class="check">
        <input type="checkbox" name="another" /> ${gettext("Beside a track that this language has already")}
      </label>`
    }
    <div class="buttons-tight">
      <button type="submit" class="button small">${gettext("Open the track")}</button>
      ${
        !first &&
        html`<button type="button" class="button small quiet" onClick=${onDone}>${gettext("Cancel")}</button>`
      }
    </div>
  </form>`;
}

/** @param {{ booth: Booth, track: TrackCard }} props */
function Delay({ booth, track }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useLayoutEffect(() => {
    // Put into the field that stands, so that the focus stays in it; the one who set it sees what was taken.
    if (field.current) field.current.value = String(track.delay_ms / 1_000);
  }, [track.delay_ms]);
  return html`<form
    class="delay"
    onSubmit=${async (/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
      event.preventDefault();
      const given = Number(new FormData(event.currentTarget).get("delay"));
      const answer = await booth.connection.command("set_track_delay", {
        track: track.track,
        delay_ms: Math.round(given * 1_000),
      });
      if (told(answer)) toast(gettext("The delay is set."));
    }}
  >
    <div class="delay-line wraps">
      <label for="track-delay">${gettext("Delay behind speech, in seconds")}</label>
      <input
        class="input short"
        id="track-delay"
        ref=${field}
        name="delay"
        type="number"
        min="0"
        max="60"
        step="0.5"
        required
        aria-describedby="track-delay-hint"
      />
      <button type="submit" class="button small second">${gettext("Set")}</button>
    </div>
    <p class="hint" id="track-delay-hint">
      ${gettext("Where a tool gives no times, its captions are dated back by this. What you type here is dated by your first letter.")}
    </p>
    <${Suggested} booth=${booth} track=${track} />
  </form>`;
}

/** The delay that fits what is seen, how it was reckoned, and one click to take it. @param {{ booth: Booth, track: TrackCard }} props */
function Suggested({ booth, track }) {
  const tools = toolsOf(track, booth.connection.presence.value, booth.second.value);
  const found = suggestion(track, tools);
  if (!found) return null;
  const late = formatSeconds(found.delay_ms);
  const reckoned =
    found.by === "times"
      ? ngettext(
          "By the times that the tool sends, its captions come %(late)s s after the words (by %(num)s caption).",
          "By the times that the tool sends, its captions come %(late)s s after the words (the median of the last %(num)s).",
          found.of,
          { late },
        )
      : ngettext(
          "When somebody begins to speak, the first caption comes %(late)s s later (by %(num)s turn).",
          "When somebody begins to speak, the first caption comes %(late)s s later (the median of the last %(num)s turns).",
          found.of,
          { late },
        );
  return html`<div class="suggested">
    <p>${reckoned}</p>
    <button
      type="button"
      class="button small second"
      onClick=${async () => {
        const answer = await booth.connection.command("set_track_delay", {
          track: track.track,
          delay_ms: found.delay_ms,
        });
        if (told(answer)) toast(gettext("The delay is set."));
      }}
    >
      ${gettext("Set it to %(seconds)s s", { seconds: late })}
    </button>
  </div>`;
}

/** How good the track is so far: how fast, how much was corrected, and the last gap. @param {{ booth: Booth, track: TrackCard }} props */
function Figures({ booth, track }) {
  const lines = track.cues ?? 0;
  if (!lines) return null;
  const facts = [
    pace(wordsAMinute(booth.captions.value, booth.second.value, track.language)),
    // Translators: how often captions were corrected, and which share of all captions that is, such as "2%"
    gettext("corrections: %(count)s (%(share)s)", {
      count: formatNumber(track.corrections ?? 0),
      share: formatNumber((track.corrections ?? 0) / lines, { style: "percent" }),
    }),
    lastGap(track.gaps),
  ];
  return html`<${Facts} facts=${facts} />`;
}
