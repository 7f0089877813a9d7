// Owns how a reader wants captions to look: size, colours, background, font, and which language (R37). Kept on the
// device; the styles are in styles/live.css.

import { byKind } from "../core/failover.js";
import { formatLanguage, gettext } from "../core/i18n.js";
import { html, useId } from "../vendor/preact.js";
import { stored } from "./stored.js";

/** @import { TrackCard, View } from "../core/view.d.ts" */

export const captionSize = stored("captions.size", "medium");
export const captionColours = stored("captions.colours", "light");
export const captionBackground = stored("captions.background", "solid");
export const captionFont = stored("captions.font", "sans");
/** The track wanted; empty: that of the page's language. */
export const captionTrack = stored("captions.track", "");

/**
 * The track to show: the one chosen, else that of the reader's language, else of the meeting's, else the first.
 * @param {View} view
 * @param {string} lang
 * @returns {TrackCard | undefined}
 */
export function chosenTrack({ tracks, meeting }, lang) {
  const all = Object.values(tracks);
  return (
    tracks[captionTrack.value] ??
    inLanguage(all, lang) ??
    inLanguage(all, meeting.language) ??
    [...all].sort(byKind)[0]
  );
}

/**
 * @param {TrackCard[]} tracks
 * @param {string} lang
 */
export function inLanguage(tracks, lang) {
  const inOrder = [...tracks].sort(byKind);
  return (
    inOrder.find((track) => track.language === lang) ??
    inOrder.find((track) => track.language.split("-")[0] === lang.split("-")[0])
  );
}

/** A track's own name; a language may have several tracks of people. @param {TrackCard} track */
export function trackName(track) {
  const language = formatLanguage(track.language);
  switch (track.kind) {
    case "interpreter":
      // Translators: a caption track that follows an interpreter; %(language)s is the language's own name
      return gettext("%(language)s (interpreter)", { language });
    case "automatic":
      // Translators: a caption track that a speech engine writes; %(language)s is the language's own name
      return gettext("%(language)s (automatic)", { language });
    case "translation":
      // Translators: a caption track that a machine translates; %(language)s is the language's own name
      return gettext("%(language)s (machine translation)", { language });
    default: {
      const number = /-(\d{1,3})$/.exec(track.track)?.[1];
      if (number === undefined || track.track === track.language) return language;
      // Translators: a further caption track in a language, such as "English 2"
      return gettext("%(language)s %(number)s", { language, number });
    }
  }
}

/** The `data-` attributes that a `.captions` element takes its looks from. */
export function captionLooks() {
  return {
    "data-size": captionSize.value,
    "data-colours": captionColours.value,
    "data-background": captionBackground.value,
    "data-font": captionFont.value,
  };
}

/** @param {{ view: View, lang: string }} props */
export function TrackMenu({ view, lang }) {
  const id = useId();
  const all = Object.values(view.tracks);
  if (all.length < 2) return null;
  return html`<div class="row">
    <label for=${id}>${gettext("Language of the captions")}</label>
    <select
      id=${id}
      class="input"
      value=${chosenTrack(view, lang)?.track}
      onChange=${(/** @type {{ currentTarget: HTMLSelectElement }} */ event) => {
        captionTrack.value = event.currentTarget.value;
      }}
    >
      ${all.map(
        (track) =>
          html`<option value=${track.track} lang=${track.language}>${trackName(track)}</option>`,
      )}
    </select>
  </div>`;
}

/** Size, colours, background and font, folded away until wanted. */
export function CaptionSettings() {
  return html`<details class="disclosure">
    <summary>${gettext("How captions look")}</summary>
    <div class="stack">
      <${Choice}
        title=${gettext("Size")}
        chosen=${captionSize}
        options=${[
          ["small", gettext("Small")],
          ["medium", gettext("Medium")],
          ["large", gettext("Large")],
          ["largest", gettext("Very large")],
        ]}
      />
      <${Choice}
        title=${gettext("Colours")}
        chosen=${captionColours}
        options=${[
          ["light", gettext("White on black")],
          ["yellow", gettext("Yellow on black")],
          ["dark", gettext("Black on white")],
          ["cream", gettext("Dark on cream")],
        ]}
      />
      <${Choice}
        title=${gettext("Background")}
        chosen=${captionBackground}
        options=${[["solid", gettext("Solid")], ["none", gettext("As the page")]]}
      />
      <${Choice}
        title=${gettext("Font")}
        chosen=${captionFont}
        options=${[
          ["sans", gettext("Plain")],
          // Translators: a typeface with small strokes at the ends of its letters
          ["serif", gettext("With serifs")],
          // Translators: a typeface whose letters are all equally wide
          ["mono", gettext("Even width")],
        ]}
      />
    </div>
  </details>`;
}

/**
 * @param {{
 *   title: string,
 *   chosen: import("../vendor/preact.js").Signal<string>,
 *   options: [string, string][],
 * }} props
 */
function Choice({ title, chosen, options }) {
  const name = useId();
  return html`<fieldset class="stack tight">
    <legend>${title}</legend>
    <div class="choices">
      ${options.map(
        ([value, label]) =>
          html`<label class="choice" key=${value}
            ><input
              type="radio"
              name=${name}
              checked=${chosen.value === value}
              onChange=${() => {
                chosen.value = value;
              }}
            />
            ${label}</label
          >`,
      )}
    </div>
  </fieldset>`;
}
