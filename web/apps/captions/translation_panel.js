// Machine translation: into which languages, whether it keeps up, and that it steps back for people (R37, R39).

import { Icon } from "../../components/icon.js";
import { told } from "../../components/toast.js";
import { formatLanguage, formatSeconds, gettext, ngettext } from "../../core/i18n.js";
import { html, useLayoutEffect, useRef, useState } from "../../vendor/preact.js";
import { Fold, worst } from "./fold.js";
import { TAG } from "./spoken.js";

/** @import { Booth } from "./booth.js" */
/** @import { Outward, TranslationRow } from "./outward.js" */

/** @param {{ booth: Booth, outward: Outward }} props */
export function TranslationPanel({ booth, outward }) {
  const status = outward.status.value;
  const [adding, setAdding] = useState(false);
  const source = booth.track.value;
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useLayoutEffect(() => field.current?.focus(), [adding]);
  if (!status || (!status.translates && status.translations.length === 0)) return null;
  const can = status.translates && source && source.kind !== "translation";
  return html`<${Fold}
    name="translations"
    title=${gettext("Machine translation")}
    standing=${worst(status.translations.map(stateOf))}
  >
      ${
        status.translations.length === 0 &&
        !adding &&
        html`<p class="hint">${gettext("Off. Each language is chosen here, is marked as made by a machine, and steps back where people caption.")}</p>`
      }
      ${
        status.translations.length > 0 &&
        html`<ul class="outward-rows" role="list">
          ${status.translations.map(
            (row) => html`<${Row} key=${row.track} row=${row} booth=${booth} outward=${outward} />`,
          )}
        </ul>`
      }
      ${
        can &&
        !adding &&
        html`<div>
          <button type="button" class="button small second" onClick=${() => setAdding(true)}>
            ${gettext("Translate into…")}
          </button>
        </div>`
      }
      ${
        adding &&
        can &&
        html`<form
          class="stack tight open-track"
          onSubmit=${async (
            /** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event,
          ) => {
            event.preventDefault();
            const language = String(new FormData(event.currentTarget).get("language")).trim();
            const fields = { track: source.track, language };
            if (!told(await booth.connection.command("start_translation", fields))) return;
            await outward.ask();
            setAdding(false);
          }}
        >
          <label class="field-label" for="translation-language">
            ${gettext("Translate %(language)s into", { language: formatLanguage(source.language) })}
          </label>
          <input
            class="input"
            id="translation-language"
            ref=${field}
            name="language"
            list="track-languages"
            required
            maxlength="35"
            pattern=${TAG}
            autocomplete="off"
          />
          <div class="buttons-tight">
            <button type="submit" class="button small">${gettext("Translate from now on")}</button>
            <button type="button" class="button small quiet" onClick=${() => setAdding(false)}>
              ${gettext("Cancel")}
            </button>
          </div>
        </form>`
      }
  <//>`;
}

/** @param {{ row: TranslationRow, booth: Booth, outward: Outward }} props */
function Row({ row, booth, outward }) {
  const language = formatLanguage(row.language);
  const { good, words } = stateOf(row);
  const act = async () => {
    const answer = row.running
      ? await booth.connection.command("stop_translation", { track: row.track })
      : await booth.connection.command("start_translation", {
          track: row.of,
          language: row.language,
        });
    if (told(answer)) await outward.ask();
  };
  return html`<li class="outward-row">
    <div class="row">
      <b lang=${row.language}>${language}</b>
      <button
        type="button"
        class="button small second"
        aria-label=${
          row.running
            ? gettext("Stop the translation: %(language)s", { language })
            : gettext("Go on with the translation: %(language)s", { language })
        }
        onClick=${act}
      >
        ${row.running ? gettext("Stop") : gettext("Go on")}
      </button>
    </div>
    <p class=${good ? "mark good" : "mark warn"} role="status">
      <${Icon} shape=${good ? "check" : "alert"} />${words}
    </p>
    <p class="hint">${facts(row).join(" · ")}</p>
  </li>`;
}

/** @param {TranslationRow} row @returns {{ good: boolean, words: string }} */
function stateOf(row) {
  switch (row.state) {
    case "away":
      return { good: false, words: gettext("The translator does not answer: trying again") };
    case "people":
      return {
        good: true,
        words: gettext("People caption in this language: the machine is silent"),
      };
    case "off":
      return { good: false, words: gettext("Stopped") };
    default:
      return { good: true, words: gettext("Translating") };
  }
}

/** @param {TranslationRow} row */
function facts(row) {
  const said = [];
  if (row.late_ms !== undefined && row.late_ms !== null) {
    const seconds = formatSeconds(row.late_ms);
    // Translators: how long after the original the last translated line came
    said.push(gettext("%(seconds)s s behind the original", { seconds }));
  }
  if (row.waiting) said.push(ngettext("%(num)s line waits", "%(num)s lines wait", row.waiting));
  if (row.skipped)
    said.push(
      ngettext("%(num)s line was not translated", "%(num)s lines were not translated", row.skipped),
    );
  return said;
}
