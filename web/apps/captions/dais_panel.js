// The people on the dais and their number keys, kept on this device.

import { gettext } from "../../core/i18n.js";
import { html, useRef } from "../../vendor/preact.js";
import { added, KEYS, moved, removed } from "./dais.js";

/** @import { Booth } from "./booth.js" */

/** @param {{ booth: Booth }} props */
export function DaisPanel({ booth }) {
  const people = booth.people.value;
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  /** @param {string[]} list */
  const keep = (list) => {
    booth.setPeople(list);
    if (booth.speaker.value > list.length) booth.say(0);
  };
  return html`<section class="panel dais" tabindex="-1" aria-labelledby="dais-title">
    <header class="panel-head"><h2 id="dais-title">${gettext("On the dais")}</h2></header>
    <div class="panel-scroll stack tight">
      ${
        people.length > 0 &&
        html`<ol class="people" role="list">
        ${people.map((name, at) => {
          const key = at + 1;
          return html`<li key=${name}>
            <kbd>${gettext("Alt %(key)s", { key })}</kbd>
            <span class="grow" dir="auto">${name}</span>
            <button
              type="button"
              class="link small"
              aria-label=${gettext("%(name)s: one key lower", { name })}
              disabled=${at === 0}
              onClick=${() => keep(moved(people, key, -1))}
            >
              ${gettext("Up")}
            </button>
            <button
              type="button"
              class="link small"
              aria-label=${gettext("Take %(name)s off the list", { name })}
              onClick=${() => keep(removed(people, key))}
            >
              ${gettext("Remove")}
            </button>
          </li>`;
        })}
      </ol>`
      }
      ${
        people.length < KEYS &&
        html`<form
          class="delay-line"
          onSubmit=${(/** @type {SubmitEvent} */ event) => {
            event.preventDefault();
            if (!field.current) return;
            keep(added(people, field.current.value));
            field.current.value = "";
            field.current.focus();
          }}
        >
          <label class="visually-hidden" for="dais-name">${gettext("Name of someone on the dais")}</label>
          <input
            class="input"
            id="dais-name"
            ref=${field}
            maxlength="200"
            autocomplete="off"
            placeholder=${gettext("Name, such as “Mayor Ruiz”")}
          />
          <button type="submit" class="button small second">${gettext("Add")}</button>
        </form>`
      }
      <p class="hint">
        ${gettext("Alt and a number says that this person speaks, Alt 0 that the floor does. The list stays on this device.")}
      </p>
    </div>
  </section>`;
}
