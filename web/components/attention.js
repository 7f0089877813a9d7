// Owns how a device calls its holder: sound, title, vibration and, if asked for, a notification; and says
// honestly what it cannot do. When to call is not known here.

import { gettext } from "../core/i18n.js";
import { html, signal as value } from "../vendor/preact.js";
import { Icon } from "./icon.js";

/** Two rising tones, Hz. */
const CHIME = [659, 880];
const TONE_LASTS = 0.28;

/** @type {AudioContext | undefined} */
let audio;
const permission = value("Notification" in globalThis ? Notification.permission : "denied");
const title = document.title;

// Browsers let a page sound only after its reader has touched it; so the first touch prepares the sound.
for (const touch of ["pointerdown", "keydown"]) {
  addEventListener(touch, () => prepare(), { once: true, passive: true });
}

function prepare() {
  if (!("AudioContext" in globalThis)) return;
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume().catch(() => {});
}

export function chime() {
  prepare();
  const player = audio;
  if (!player) return;
  CHIME.forEach((pitch, at) => {
    const begins = player.currentTime + at * TONE_LASTS;
    const tone = new OscillatorNode(player, { frequency: pitch, type: "triangle" });
    const volume = new GainNode(player, { gain: 0 });
    volume.gain.setTargetAtTime(0.4, begins, 0.01);
    volume.gain.setTargetAtTime(0, begins + TONE_LASTS * 0.6, 0.06);
    tone.connect(volume).connect(player.destination);
    tone.start(begins);
    tone.stop(begins + TONE_LASTS * 2);
  });
}

/**
 * Calls with all that the device has and its holder allowed.
 * @param {string} words
 */
export function call(words) {
  chime();
  navigator.vibrate?.([300, 150, 300, 150, 600]);
  if (permission.value !== "granted" || document.visibilityState === "visible") return;
  try {
    new Notification(title, { body: words, tag: "turn", lang: document.documentElement.lang });
  } catch {
    // Chrome on Android has the word and not the deed: sound and vibration have to do.
  }
}

/**
 * Tells whoever speaks, in the hand rather than to the room: the last thirty seconds, and the end of the time.
 * @param {"last" | "over"} at
 */
export function signal(at) {
  if (at === "over") chime();
  navigator.vibrate?.(at === "last" ? [200, 100, 200] : [800, 200, 800]);
}

/**
 * Words in front of the page's title, where a tab among others shows them; none: the title alone.
 * @param {string} words
 */
export function entitle(words) {
  document.title = words ? `${words} – ${title}` : title;
}

/** What this device will do when one is called, and what it cannot. */
export function AlertChoice() {
  const vibrates = "vibrate" in navigator;
  return html`<details class="disclosure">
    <summary>${gettext("How this device alerts you")}</summary>
    <div class="stack">
      <p>
        ${
          vibrates
            ? gettext(
                "When you are among the next three, next, and called, this page sounds, vibrates and changes its title.",
              )
            : gettext(
                "When you are among the next three, next, and called, this page sounds and changes its title.",
              )
        }
        ${" "}<strong>
          ${gettext("It cannot alert you while the screen is locked or the browser is closed: please keep it open.")}
        </strong>
      </p>
      <div class="buttons">
        <button type="button" class="button second" onClick=${chime}>
          <${Icon} shape="bell" /> ${gettext("Try the sound")}
        </button>
        ${
          permission.value === "default" &&
          html`<button
          type="button"
          class="button second"
          onClick=${async () => {
            permission.value = await Notification.requestPermission();
          }}
        >
          ${gettext("Also notify me in other tabs")}
        </button>`
        }
      </div>
      ${
        permission.value === "granted" &&
        html`<p class="small"><${Icon} shape="check" /> ${gettext("Notifications are on.")}</p>`
      }
    </div>
  </details>`;
}
