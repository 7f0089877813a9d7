// The chooser of the language in which a captioner types, and its key. It stands beside the speakers.

import { Icon } from "../../components/icon.js";
import { formatLanguage, gettext } from "../../core/i18n.js";
import { html, useEffect, useState } from "../../vendor/preact.js";
import { TAG } from "./spoken.js";

/** @import { Booth } from "./booth.js" */

/** A key that types nothing on any keyboard and that no browser takes for itself. */
export const SWITCH_KEY = "F2";

/** @param {{ booth: Booth }} props */
export function SpokenChoice({ booth }) {
  const [asking, setAsking] = useState(false);
  const track = booth.track.value;
  const now = booth.spoken.value;
  useSwitchKey(booth, () => setAsking(false));
  if (!track) return null;
  const foreign = now !== track.language;
  return html`<div class="spoken">
    <label class="visually-hidden" for="spoken">${gettext("Language spoken")}</label>
    <select
      id="spoken"
      class=${foreign ? "input low foreign" : "input low"}
      aria-keyshortcuts=${SWITCH_KEY}
      value=${asking ? "" : now}
      onChange=${(/** @type {{ currentTarget: HTMLSelectElement }} */ { currentTarget }) => {
        setAsking(currentTarget.value === "");
        if (currentTarget.value) booth.speak(currentTarget.value);
      }}
    >
      ${booth.languages.value.map(
        (tag) =>
          html`<option key=${tag} value=${tag} lang=${tag} selected=${!asking && tag === now}>${formatLanguage(tag)}</option>`,
      )}
      <option value="" key="another" selected=${asking}>${
        // Translators: the last of a list of languages: one that is not in it, to be typed
        gettext("Another language…")
      }</option>
    </select>
    ${asking && html`<${Asked} booth=${booth} onDone=${() => setAsking(false)} />`}
    <span role="status">
      ${
        foreign
          ? html`<span class="mark warn"
              ><${Icon} shape="alert" /><span
                >${
                  // Translators: beside a chooser; %(language)s is the language's own name
                  gettext("You type %(language)s, not the track’s language", {
                    language: formatLanguage(now),
                  })
                }</span
              ></span
            >`
          : html`<span class="visually-hidden" lang=${now}>${formatLanguage(now)}</span>`
      }
    </span>
  </div>`;
}

/** A language by its code. @param {{ booth: Booth, onDone: () => void }} props */
function Asked({ booth, onDone }) {
  return html`<form
    class="spoken-code"
    onSubmit=${(/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
      event.preventDefault();
      if (!booth.speak(String(new FormData(event.currentTarget).get("tag")))) return;
      onDone();
      document.getElementById("line")?.focus();
    }}
  >
    <input
      class="input low short"
      name="tag"
      required
      maxlength="35"
      pattern=${TAG}
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      aria-label=${gettext("Its code, such as “en”, “es” or “zh-Hant”.")}
      title=${gettext("Its code, such as “en”, “es” or “zh-Hant”.")}
      placeholder="es"
    />
    <button type="submit" class="button small second">${gettext("Set")}</button>
    <button type="button" class="button small quiet" onClick=${onDone}>${gettext("Cancel")}</button>
  </form>`;
}

/** The key that switches, in the field too. @param {Booth} booth @param {() => void} done */
function useSwitchKey(booth, done) {
  useEffect(() => {
    const listen = (/** @type {KeyboardEvent} */ event) => {
      const bare = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
      if (event.key !== SWITCH_KEY || !bare || event.repeat) return;
      if (document.querySelector("dialog[open]")) return;
      event.preventDefault();
      booth.switchSpoken();
      done();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [booth]);
}
