// The keys of the desk: listening for them, and the dialog in which they are shown, given to other acts, or turned
// off (WCAG 2.1.4).

import { Dialog } from "../../components/dialog.js";
import { gettext, pgettext } from "../../core/i18n.js";
import { html, useLayoutEffect, useState } from "../../vendor/preact.js";
import { confirmTurn, doFloorAct, isFloorAct, passName, toggleBlank } from "./acts.js";
import { asked, assign, DEFAULT_KEYS, keyOf, normal, STANDARD } from "./keymap.js";
import { actName, keyName } from "./words.js";

/** @import { Desk } from "./desk.js" */
/** @import { Act } from "./keymap.js" */

/** What takes letters as text. */
const FIELDS =
  "input:not([type=checkbox],[type=radio],[type=button]), textarea, select, [contenteditable]";
/** What a space presses. */
const CONTROLS = "button, a[href], summary, input, [role=button]";

/**
 * Listens for single keys as long as the page lives; never in a field, never while a question is open.
 * @param {Desk} desk
 */
export function listen(desk) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || desk.question.value || document.querySelector("dialog[open]"))
      return;
    const on = event.target instanceof Element ? event.target : document.body;
    const where = {
      field: on.matches(FIELDS),
      control: on.matches(CONTROLS),
    };
    const act = asked(desk.keys.value, event, where);
    if (!act) return;
    event.preventDefault();
    perform(desk, act);
  });
}

/** @param {Desk} desk @param {Act} act */
function perform(desk, act) {
  if (isFloorAct(act)) return doFloorAct(desk, act);
  switch (act) {
    case "pass_name":
      return passName(desk);
    case "confirm_turn":
      return confirmTurn(desk);
    case "blank":
      return toggleBlank(desk);
    case "keys":
      return desk.ask({ kind: "keys" });
    case "add_request":
      return focus(document.querySelector("#add-card") ? "#add-card" : "#add-name");
    case "queue":
      return focus("#queue .row-open[tabindex='0']") || focus("#queue, #turns");
    case "agenda":
      return focus("#agenda [aria-current] button") || focus("#agenda button");
    case "comments":
      return focus("#comments .panel-scroll button, #comments .tab");
    default:
      return undefined;
  }
}

/** @param {string} selector */
function focus(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) return false;
  found.focus();
  return true;
}

/** @param {{ desk: Desk }} props */
export function Keys({ desk }) {
  const settings = desk.keys.value;
  const [changing, setChanging] = useState(/** @type {Act | undefined} */ (undefined));
  // Before the screen is painted: a quick hand presses the key right after the button.
  useLayoutEffect(() => {
    if (!changing) return undefined;
    const take = (/** @type {KeyboardEvent} */ event) => {
      if (["Shift", "Control", "Alt", "Meta", "CapsLock", "Tab"].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      setChanging(undefined);
      const key = normal(event.key);
      if (key) desk.setKeys(assign(settings, changing, key));
    };
    addEventListener("keydown", take, { capture: true });
    return () => removeEventListener("keydown", take, { capture: true });
  }, [changing, settings]);

  return html`<${Dialog}
    title=${gettext("Keys")}
    onClose=${() => {
      desk.question.value = undefined;
    }}
  >
    <label class="check">
      <input
        type="checkbox"
        checked=${settings.enabled}
        onChange=${() => desk.setKeys({ ...settings, enabled: !settings.enabled })}
      />
      ${gettext("Single keys act (never while you type in a field)")}
    </label>
    <ul class="keys" role="list">
      ${DEFAULT_KEYS.map(([act]) => {
        const key = keyOf({ ...settings, enabled: true }, act);
        return html`<li key=${act}>
          <span class="grow">${actName(act)}</span>
          <button
            type="button"
            class="button small second key-button"
            aria-label=${gettext("Change the key for: %(act)s", { act: actName(act) })}
            aria-pressed=${changing === act}
            onClick=${() => setChanging(changing === act ? undefined : act)}
          >
            ${changing === act ? gettext("Press a key…") : key ? keyName(key) : gettext("no key")}
          </button>
          <button
            type="button"
            class="link small"
            aria-label=${gettext("No key for: %(act)s", { act: actName(act) })}
            disabled=${!key}
            onClick=${() => desk.setKeys(assign(settings, act, ""))}
          >
            ${gettext("Off")}
          </button>
        </li>`;
      })}
    </ul>
    <p class="hint">
      ${gettext("Press a key’s button to give the act another key. In the queue, arrow keys walk, Alt with arrow keys moves, Enter opens. All of it is kept on this device.")}
    </p>
    <div class="buttons">
      <button
        type="button"
        class="button"
        autofocus
        onClick=${() => {
          desk.question.value = undefined;
        }}
      >
        ${pgettext("dialog", "Done")}
      </button>
      <button type="button" class="button quiet" onClick=${() => desk.setKeys(STANDARD)}>
        ${gettext("Standard keys")}
      </button>
    </div>
  <//>`;
}
