// The tracks: which one is typed into, another one opened, its delay, and the address for a captioning tool.

import { trackName } from "../../components/caption-settings.js";
import { Confirm } from "../../components/dialog.js";
import { Icon } from "../../components/icon.js";
import { toast, told } from "../../components/toast.js";
import { formatClock, formatDateTime, formatLanguage, gettext } from "../../core/i18n.js";
import { html, useEffect, useState } from "../../vendor/preact.js";
import { inOrder } from "./booth.js";

/** @import { TrackCard } from "../../core/view.d.ts" */
/** @import { Booth } from "./booth.js" */

/** A tool is heard as long as its last caption is not older than this; a pause in speech is no alarm. */
const HEARD_MS = 60_000;

/** Languages offered for a new track; any other can be typed. */
const OFFERED = ["en", "es", "zh-Hant", "zh-Hans", "ar", "vi", "ko", "tl", "fr", "ru", "ht", "pt"];

/** @param {{ booth: Booth }} props */
export function TrackPanel({ booth }) {
  const tracks = inOrder(booth.view.value.tracks, booth.view.value.meeting.language);
  const track = booth.track.value;
  const [opening, setOpening] = useState(tracks.length === 0);
  return html`<section class="panel tracks" aria-labelledby="tracks-title">
    <header class="panel-head">
      <h2 id="tracks-title">${gettext("Track")}</h2>
      <button type="button" class="button small quiet" aria-expanded=${opening} onClick=${() => setOpening(!opening)}>
        ${gettext("Open another…")}
      </button>
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
      ${opening && html`<${OpenTrack} booth=${booth} onDone=${() => setOpening(false)} />`}
      ${
        track &&
        html`<${Delay} key=${`${track.track} ${track.delay_ms}`} booth=${booth} track=${track} />
          <${Tool} key=${track.track} booth=${booth} track=${track} />`
      }
    </div>
  </section>`;
}

/** @param {{ booth: Booth, onDone: () => void }} props */
function OpenTrack({ booth, onDone }) {
  return html`<form
    class="stack tight open-track"
    onSubmit=${async (/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
      event.preventDefault();
      const given = new FormData(event.currentTarget);
      const answer = await booth.connection.command("open_track", {
        language: String(given.get("language")).trim(),
        kind: given.get("interpreter") ? "interpreter" : "captions",
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
      pattern="[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}"
      aria-describedby="track-language-hint"
      autocomplete="off"
    />
    <p class="hint" id="track-language-hint">${gettext("Its code, such as “en”, “es” or “zh-Hant”.")}</p>
    <datalist id="track-languages">
      ${OFFERED.map((tag) => html`<option value=${tag} key=${tag}>${formatLanguage(tag)}</option>`)}
    </datalist>
    <label class="check">
      <input type="checkbox" name="interpreter" /> ${gettext("Follows an interpreter")}
    </label>
    <div class="buttons-tight">
      <button type="submit" class="button small">${gettext("Open the track")}</button>
      <button type="button" class="button small quiet" onClick=${onDone}>${gettext("Cancel")}</button>
    </div>
  </form>`;
}

/** @param {{ booth: Booth, track: TrackCard }} props */
function Delay({ booth, track }) {
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
    <label for="track-delay">${gettext("Delay behind speech, in seconds")}</label>
    <div class="delay-line">
      <input
        class="input short"
        id="track-delay"
        name="delay"
        type="number"
        min="0"
        max="60"
        step="0.5"
        required
        defaultValue=${track.delay_ms / 1_000}
        aria-describedby="track-delay-hint"
      />
      <button type="submit" class="button small second">${gettext("Set")}</button>
    </div>
    <p class="hint" id="track-delay-hint">
      ${gettext("Where a tool gives no times, its captions are dated back by this. What you type here is dated by your first letter.")}
    </p>
  </form>`;
}

/** The address that a captioning tool posts to, and whether anything comes. @param {{ booth: Booth, track: TrackCard }} props */
function Tool({ booth, track }) {
  const [revoking, setRevoking] = useState(false);
  const issued = useUrl(booth, track);
  const issue = async () => {
    const answer = await booth.connection.command("issue_track_url", { track: track.track });
    if (told(answer)) issued.fetchAgain();
  };
  return html`<div class="tool stack tight">
    <h3>${gettext("Captioning tool")}</h3>
    <${Heard} booth=${booth} track=${track} />
    ${
      issued.url
        ? html`<label class="visually-hidden" for="tool-url">${gettext("Address for the tool")}</label>
            <input
              class="input"
              id="tool-url"
              readonly
              dir="ltr"
              value=${issued.url}
              onFocus=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => event.currentTarget.select()}
            />
            <div class="buttons-tight">
              <button type="button" class="button small" onClick=${() => copy(issued.url)}>
                ${gettext("Copy")}
              </button>
              <button type="button" class="button small second" onClick=${issue}>${gettext("New address")}</button>
              <button type="button" class="button small danger-quiet" onClick=${() => setRevoking(true)}>
                ${gettext("Revoke…")}
              </button>
            </div>
            <p class="hint">
              ${gettext(
                "Good until %(time)s. Whoever has it can caption this track: give it to the tool alone.",
                {
                  time: formatDateTime(issued.expires_at),
                },
              )}
            </p>`
        : html`<p class="hint">
              ${gettext("A captioning tool that can send its captions to Zoom can send them here: give it an address.")}
            </p>
            <div>
              <button type="button" class="button small second" onClick=${issue}>
                ${gettext("Issue an address")}
              </button>
            </div>`
    }
    ${
      revoking &&
      html`<${Confirm}
        title=${gettext("Revoke the address?")}
        confirm=${gettext("Revoke")}
        danger
        onConfirm=${async () => {
          const answer = await booth.connection.command("revoke_track_url", { track: track.track });
          if (told(answer)) issued.forget();
        }}
        onClose=${() => setRevoking(false)}
      >
        <p>${gettext("Every address issued for this track stops working at once.")}</p>
      <//>`
    }
  </div>`;
}

/** @param {{ booth: Booth, track: TrackCard }} props */
function Heard({ booth, track }) {
  /** @type {{ heard_at: number, source?: string } | undefined} */
  const tool = booth.connection.presence.value?.tools?.[track.track];
  if (!tool?.source) return html`<p class="mark">${gettext("No tool has been heard yet")}</p>`;
  const silent = Math.max(0, booth.second.value - tool.heard_at);
  const shape = silent > HEARD_MS ? "alert" : "check";
  return html`<p class=${silent > HEARD_MS ? "mark warn" : "mark good"}>
    <${Icon} shape=${shape} />
    ${
      silent > HEARD_MS
        ? gettext("Silent for %(time)s", { time: formatClock(Math.floor(silent / 1_000)) })
        : gettext("Heard %(time)s ago", { time: formatClock(Math.floor(silent / 1_000)) })
    }
  </p>`;
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(gettext("Copied."));
  } catch {
    toast(gettext("Copying is not allowed here. Select the address and copy it."));
  }
}

/**
 * The newest good address of a track, fetched when the track says that there is one.
 * @param {Booth} booth
 * @param {TrackCard} track
 */
function useUrl(booth, track) {
  const nothing = { url: "", expires_at: 0 };
  const [issued, setIssued] = useState(nothing);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if ((track.url_expires_at ?? 0) <= booth.clock.now()) {
      setIssued(nothing);
      return undefined;
    }
    let wanted = true;
    const address = `/m/${booth.page.meeting}/captions/url?${new URLSearchParams({ track: track.track })}`;
    fetch(address, { headers: { accept: "application/json" } })
      .then((response) => (response.ok ? response.json() : nothing))
      .then((found) => wanted && setIssued(found))
      .catch(() => {});
    return () => {
      wanted = false;
    };
  }, [track.track, track.url_expires_at, asked]);
  return {
    ...issued,
    fetchAgain: () => setAsked(asked + 1),
    forget: () => setIssued(nothing),
  };
}
