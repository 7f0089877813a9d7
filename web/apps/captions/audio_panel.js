// Automatic captions: which engine listens, to which microphone or file, how loud it is, and that nothing goes
// out outside open session (R42).

import { Icon } from "../../components/icon.js";
import { stored } from "../../components/stored.js";
import { told } from "../../components/toast.js";
import { formatClock, formatLanguage, formatSeconds, gettext } from "../../core/i18n.js";
import { html, useEffect, useState } from "../../vendor/preact.js";
import { Fold } from "./fold.js";
import { Microphone, outsideSession } from "./microphone.js";
import { TAG } from "./spoken.js";

/** @import { Booth } from "./booth.js" */
/** @import { EngineOffer, MicrophoneRow, Outward } from "./outward.js" */

/** How far engines lag behind speech, ms. */
const ENGINE_DELAY = 2_000;
/** Sound that is louder than this is speech, as far as the meter goes. */
const AUDIBLE = 0.35;
/** Lost sound below this is not worth a word, ms. */
const LOST = 1_000;

const device = stored("captions.microphone", "");

/** @param {{ booth: Booth, outward: Outward, microphone: Microphone }} props */
export function AudioPanel({ booth, outward, microphone }) {
  const engines = outward.status.value?.engines ?? [];
  const muted = booth.muted.value;
  useEffect(() => {
    // R42: the microphone is let go of on this device too, at once.
    if (muted && microphone.on) microphone.cut(outsideSession());
  }, [muted]);
  if (engines.length === 0) return null;
  return html`<${Fold} name="audio" title=${gettext("Automatic captions")} standing=${standingOf(outward, microphone)}>
      ${muted && html`<p class="mark warn"><${Icon} shape="lock" />${gettext("Nothing is listened to outside open session.")}</p>`}
      ${
        microphone.on
          ? html`<${Running} booth=${booth} outward=${outward} microphone=${microphone} />`
          : html`<${Start} booth=${booth} engines=${engines} microphone=${microphone} muted=${Boolean(muted)} />`
      }
      ${
        microphone.message.value &&
        html`<p class="mark warn" role="alert"><${Icon} shape="alert" />${microphone.message.value}</p>`
      }
      <${Others} booth=${booth} outward=${outward} microphone=${microphone} />
  <//>`;
}

/**
 * How the listening goes on this device, or else on another.
 * @param {Outward} outward
 * @param {Microphone} microphone
 */
function standingOf(outward, microphone) {
  const message = microphone.message.value;
  if (!microphone.on && message) return { good: false, words: message };
  const row = outward.status.value?.microphones[0];
  const state = microphone.on ? microphone.state.value : row?.state;
  if (!state) return undefined;
  return { good: state === "listening", words: stateWords(state) };
}

/** @param {{ booth: Booth, engines: EngineOffer[], microphone: Microphone, muted: boolean }} props */
function Start({ booth, engines, microphone, muted }) {
  const [chosen, setChosen] = useState(engines[0]?.name ?? "");
  const engine = engines.find((one) => one.name === chosen) ?? engines[0];
  const [file, setFile] = useState(false);
  const [devices, setDevices] = useState(/** @type {MediaDeviceInfo[]} */ ([]));
  useEffect(() => {
    const look = () => void Microphone.devices().then(setDevices, () => {});
    look();
    navigator.mediaDevices?.addEventListener("devicechange", look);
    return () => navigator.mediaDevices?.removeEventListener("devicechange", look);
  }, []);
  if (!engine) return null;
  const named = devices.filter((one) => one.label);
  return html`<form
    class="stack tight"
    onSubmit=${async (/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
      event.preventDefault();
      const given = new FormData(event.currentTarget);
      const language = engine.language || String(given.get("language"));
      const sound = given.get("sound");
      const track = await automaticTrack(booth, language);
      if (!track) return;
      await microphone.start(
        { track, engine: engine.name, rate: engine.rate },
        file && sound instanceof File ? { file: sound } : { device: device.value },
      );
    }}
  >
    ${
      engines.length > 1 &&
      html`<label class="field-label" for="audio-engine">${gettext("Speech engine")}</label>
        <select
          class="input"
          id="audio-engine"
          value=${engine.name}
          onChange=${(/** @type {{ currentTarget: HTMLSelectElement }} */ event) => setChosen(event.currentTarget.value)}
        >
          ${engines.map((one) => html`<option value=${one.name}>${engineName(one.name)}</option>`)}
        </select>`
    }
    ${
      engine.language
        ? html`<p class="hint">
            ${
              // Translators: a speech engine's name, and the name of the language that it understands
              gettext("%(engine)s understands %(language)s.", {
                engine: engineName(engine.name),
                language: formatLanguage(engine.language),
              })
            }
          </p>`
        : html`<label class="field-label" for="audio-language">${gettext("Language spoken")}</label>
            <input
              class="input"
              id="audio-language"
              name="language"
              list="track-languages"
              required
              maxlength="35"
              pattern=${TAG}
              defaultValue=${booth.view.value.meeting.language}
              autocomplete="off"
            />`
    }
    <fieldset class="audio-from">
      <legend class="field-label">${gettext("Listen to")}</legend>
      <label class="choice"
        ><input type="radio" name="from" checked=${!file} onChange=${() => setFile(false)} /> ${gettext("A microphone")}</label
      >
      <label class="choice"
        ><input type="radio" name="from" checked=${file} onChange=${() => setFile(true)} /> ${gettext("A sound file")}</label
      >
    </fieldset>
    ${
      file
        ? html`<label class="visually-hidden" for="audio-file">${gettext("Sound file")}</label>
            <input class="input" id="audio-file" name="sound" type="file" accept="audio/*,.wav,.mp3,.ogg,.flac" required />
            <p class="hint">${gettext("It is played to the engine as if it were spoken now. It is not uploaded or kept.")}</p>`
        : named.length > 1 &&
          html`<label class="visually-hidden" for="audio-device">${gettext("Microphone")}</label>
            <select
              class="input"
              id="audio-device"
              value=${device.value}
              onChange=${(/** @type {{ currentTarget: HTMLSelectElement }} */ event) => {
                device.value = event.currentTarget.value;
              }}
            >
              <option value="">${gettext("The device's own choice")}</option>
              ${named.map((one) => html`<option value=${one.deviceId} key=${one.deviceId}>${one.label}</option>`)}
            </select>`
    }
    <div>
      <button type="submit" class="button small" disabled=${muted}>
        <${Icon} shape="microphone" /> ${gettext("Start listening")}
      </button>
    </div>
    <p class="hint">
      ${gettext("Sound goes to this service's own engine, is turned into text and kept nowhere. The captions are marked as automatic.")}
    </p>
  </form>`;
}

/** @param {{ booth: Booth, outward: Outward, microphone: Microphone }} props */
function Running({ booth, outward, microphone }) {
  const state = microphone.state.value;
  const row = outward.status.value?.microphones.find((one) => one.track === microphone.track.value);
  const good = state === "listening";
  return html`<p class=${good ? "mark good" : "mark warn"} role="status">
      <${Icon} shape=${good ? "microphone" : "clock"} />${stateWords(state)}
    </p>
    <${Level} level=${microphone.level.value} />
    ${row && html`<${Delay} row=${row} />`}
    <${Lost} lost=${microphone.lost.value} />
    <div class="buttons-tight">
      <button type="button" class="button small danger" onClick=${() => microphone.stop()}>
        <${Icon} shape="square" /> ${gettext("Stop listening")}
      </button>
      ${
        booth.track.value?.track !== microphone.track.value &&
        html`<button type="button" class="button small second" onClick=${() => booth.choose(microphone.track.value)}>
          ${gettext("Show its captions")}
        </button>`
      }
    </div>`;
}

/** @param {{ level: number }} props */
function Level({ level }) {
  return html`<div class="level">
    <meter min="0" max="1" value=${level} aria-label=${gettext("Loudness")}></meter>
    <span class="hint">${level > AUDIBLE ? gettext("Sound comes in") : gettext("Quiet")}</span>
  </div>`;
}

/** @param {{ row: MicrophoneRow }} props */
function Delay({ row }) {
  if (row.delay_ms === null || row.delay_ms === undefined) return null;
  const seconds = formatSeconds(row.delay_ms);
  return html`<p class="hint">
    ${
      // Translators: how long after it was said the last line of captions came
      gettext("The last line came %(seconds)s s after it was said.", { seconds })
    }
  </p>`;
}

/** @param {{ lost: number }} props */
function Lost({ lost }) {
  if (lost < LOST) return null;
  return html`<p class="mark warn">
    <${Icon} shape="alert" />${gettext("%(time)s of sound reached no engine.", {
      time: formatClock(Math.round(lost / 1_000)),
    })}
  </p>`;
}

/** Microphones on other devices. @param {{ booth: Booth, outward: Outward, microphone: Microphone }} props */
function Others({ booth, outward, microphone }) {
  const mine = microphone.on ? microphone.track.value : "";
  const rows = (outward.status.value?.microphones ?? []).filter((row) => row.track !== mine);
  return rows.map((row) => {
    const track = booth.view.value.tracks[row.track];
    const language = track ? formatLanguage(track.language) : row.track;
    return html`<p class=${row.state === "listening" ? "mark good" : "mark warn"} key=${row.track}>
      <${Icon} shape="microphone" />${gettext(
        "%(engine)s listens on another device: %(language)s.",
        {
          engine: engineName(row.engine),
          language,
        },
      )}
    </p>`;
  });
}

/** @param {string} state */
function stateWords(state) {
  switch (state) {
    case "listening":
      return gettext("Listening");
    case "waiting":
      return gettext("The engine is busy: waiting for it");
    case "away":
      return gettext("The engine cannot be reached: trying again");
    case "asking":
      return gettext("Asking for the microphone");
    default:
      return gettext("Connecting to the engine");
  }
}

/** Names of products, the same in every language. @param {string} name */
export function engineName(name) {
  return { vosk: "Vosk", whisperlive: "WhisperLive" }[name] ?? name;
}

/**
 * The automatic track of a language, opened if there is none.
 * @param {Booth} booth
 * @param {string} language
 * @returns {Promise<string | undefined>} its name; nothing if it was refused
 */
async function automaticTrack(booth, language) {
  const known = Object.values(booth.view.value.tracks).find(
    (one) => one.kind === "automatic" && one.language.toLowerCase() === language.toLowerCase(),
  );
  if (known) return known.track;
  const answer = await booth.connection.command("open_track", {
    language,
    kind: "automatic",
    delay_ms: ENGINE_DELAY,
  });
  return told(answer) && answer.ok ? String(answer.result?.track ?? language) : undefined;
}
