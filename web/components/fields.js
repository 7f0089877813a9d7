// Owns the parts of forms: a line or some lines of text with label, hint and counter, and a choice of few. Values
// stay in the browser's own fields and are read from the form when it is sent.

import { gettext, ngettext } from "../core/i18n.js";
import { html, useId, useState } from "../vendor/preact.js";

/**
 * What was entered, by name, trimmed.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
export function readForm(form) {
  /** @type {Record<string, string>} */
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields[name] = value.trim();
  }
  return fields;
}

/**
 * @typedef {object} FieldProps
 * @property {string} name
 * @property {string} label
 * @property {string} [hint]
 * @property {string} [value] at first
 * @property {number} [max] characters
 * @property {number} [lines] more than one: a field that grows
 * @property {boolean} [required] otherwise it says that it is voluntary
 * @property {string} [optional] what it says instead of that
 * @property {boolean} [counter] says how many characters are left
 * @property {string} [autocomplete]
 */

/** @param {FieldProps} props */
export function Field(props) {
  const { name, label, hint, max = 200, lines = 1, required = false, counter = false } = props;
  const id = useId();
  const [length, setLength] = useState((props.value ?? "").length);
  const described = [hint && `${id}-hint`, counter && `${id}-count`].filter(Boolean).join(" ");
  const shared = {
    id,
    name,
    class: lines > 2 ? "input" : "input low",
    maxLength: max,
    defaultValue: props.value ?? "",
    dir: "auto",
    "aria-describedby": described || undefined,
    onInput: (/** @type {{ currentTarget: HTMLInputElement }} */ event) =>
      setLength(event.currentTarget.value.length),
  };
  return html`<div class="field">
    <label for=${id}>
      ${label}${" "}
      ${!required && html`<span class="optional">${props.optional ?? gettext("(voluntary)")}</span>`}
    </label>
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    ${
      lines > 1
        ? html`<textarea ...${shared} rows=${lines}></textarea>`
        : html`<input ...${shared} type="text" autocomplete=${props.autocomplete ?? "off"} />`
    }
    ${
      counter &&
      html`<p class="hint numbers" id=${`${id}-count`}>
      ${ngettext("%(num)s character left", "%(num)s characters left", max - length)}
    </p>`
    }
  </div>`;
}

/**
 * @param {{ name: string, title: string, chosen: string, options: [string, string][] }} props
 */
export function Radios({ name, title, chosen, options }) {
  return html`<fieldset class="stack tight">
    <legend>${title} <span class="optional">${gettext("(voluntary)")}</span></legend>
    <div class="choices">
      ${options.map(
        ([value, label]) =>
          html`<label class="choice" key=${value}
            ><input type="radio" name=${name} value=${value} defaultChecked=${value === chosen} />
            ${label}</label
          >`,
      )}
    </div>
  </fieldset>`;
}
