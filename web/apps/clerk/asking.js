// The frame of every question that the desk asks: a form in a dialog that stays open, and says why, until what it
// asks for is done. It knows no question.

import { Dialog } from "../../components/dialog.js";
import { Icon } from "../../components/icon.js";
import { gettext } from "../../core/i18n.js";
import { html, useId, useState } from "../../vendor/preact.js";
import { reasons, why } from "./words.js";

/** @import { Answer } from "../../core/view.d.ts" */
/** @import { Desk } from "./desk.js" */

/**
 * @param {{
 *   desk: Desk, title: string, submit: string, danger?: boolean, children?: unknown,
 *   onSubmit: (given: FormData) => Promise<Answer | undefined> | undefined,
 * }} props `onSubmit` gives the answer; where it is a refusal the dialog stays and shows it
 */
export function Ask({ desk, title, submit, danger = false, onSubmit, children }) {
  const [error, setError] = useState("");
  const [waits, setWaits] = useState(false);
  const close = () => {
    desk.question.value = undefined;
  };
  return html`<${Dialog} title=${title} onClose=${close}>
    <form
      class="stack ask"
      onSubmit=${async (/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
        event.preventDefault();
        if (waits) return;
        const given = new FormData(event.currentTarget);
        if (desk.offline.value) {
          setError(why("offline"));
          return;
        }
        setWaits(true);
        const answer = await onSubmit(given);
        setWaits(false);
        if (answer?.ok) close();
        else if (answer)
          setError(answer.message || gettext("That could not be done. Please try again."));
      }}
    >
      ${children}
      <p class="error" role="alert">${error && html`<${Icon} shape="alert" /> <span>${error}</span>`}</p>
      <div class="buttons">
        <button type="submit" class=${danger ? "button danger" : "button"} aria-busy=${waits}>
          ${submit}
        </button>
        <button type="button" class="button second" onClick=${close}>${gettext("Cancel")}</button>
      </div>
    </form>
  <//>`;
}

/**
 * A field with its label.
 * @param {{
 *   name: string, label: string, value?: string | number, hint?: string, type?: string, required?: boolean,
 *   longest?: number, first?: boolean, list?: string[], min?: number, max?: number, onInput?: (text: string) => void,
 * }} props `first`: has the focus; `list`: suggestions
 */
export function Field({
  name,
  label,
  value = "",
  hint,
  type = "text",
  required,
  longest,
  first,
  list,
  min,
  max,
  onInput,
}) {
  const id = useId();
  const short = type === "number" || type === "datetime-local";
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    <input
      class=${short ? "input short" : "input"}
      id=${id}
      name=${name}
      type=${type}
      defaultValue=${value}
      required=${required}
      maxlength=${longest}
      min=${min}
      max=${max}
      autofocus=${first}
      autocomplete="off"
      list=${list ? `${id}-list` : undefined}
      aria-describedby=${hint ? `${id}-hint` : undefined}
      onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => onInput?.(event.currentTarget.value)}
    />
    ${
      list &&
      html`<datalist id=${`${id}-list`}>
        ${list.map((one) => html`<option value=${one} key=${one}></option>`)}
      </datalist>`
    }
  </div>`;
}

/**
 * The minutes of a turn, in quarters.
 * @param {{ ms: number, first?: boolean }} props `first`: has the focus
 */
export function TurnMinutes({ ms, first = false }) {
  const id = useId();
  return html`<div class="field">
    <label for=${id}>${gettext("Minutes")}</label>
    <input
      class="input short"
      id=${id}
      name="minutes"
      type="number"
      min="0.25"
      max="240"
      step="0.25"
      required
      autofocus=${first}
      defaultValue=${ms / 60_000}
    />
  </div>`;
}

/**
 * The time of a turn that was given in minutes, ms.
 * @param {FormData} given
 */
export function turnTime(given) {
  return Math.round(Number(given.get("minutes")) * 60_000);
}

/**
 * One of several, as tiles.
 * @param {{ name: string, legend: string, options: [string, string][], chosen?: string, onChange?: (value: string) => void }} props
 */
export function Choices({ name, legend, options, chosen, onChange }) {
  return html`<fieldset class="stack tight">
    <legend>${legend}</legend>
    <div class="choices">
      ${options.map(
        ([value, label], at) =>
          html`<label class="choice" key=${value}
            ><input
              type="radio"
              name=${name}
              value=${value}
              required
              autofocus=${chosen === undefined ? at === 0 : value === chosen}
              defaultChecked=${value === chosen}
              onChange=${() => onChange?.(value)}
            />
            ${label}</label
          >`,
      )}
    </div>
  </fieldset>`;
}

/**
 * The closed list of reasons (R26).
 * @param {{ about: "name" | "request" | "comment" }} props
 */
export function Reasons({ about }) {
  return html`<${Choices}
      name="reason"
      legend=${gettext("Reason, for the record")}
      options=${reasons(about)}
    />
    <p class="hint">
      ${gettext("These are the only reasons. What someone thinks, or how they say it, is none.")}
    </p>`;
}
