// Owns how a question is asked that has to be answered before going on: the browser's own dialog, which keeps
// the focus in, gives it back, and closes with Escape. What is asked is the caller's.

import { gettext } from "../core/i18n.js";
import { html, useEffect, useId, useRef } from "../vendor/preact.js";

/**
 * Shown while it is rendered. `onClose` is called once, however it was closed.
 * @param {{ title: string, onClose: () => void, children?: unknown }} props
 */
export function Dialog({ title, onClose, children }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const name = useId();
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    if (!shown?.open) shown?.showModal();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return html`<dialog
    class="dialog"
    ref=${dialog}
    aria-labelledby=${name}
    onCancel=${(/** @type {Event} */ event) => {
      event.preventDefault();
      onClose();
    }}
  >
    <div class="stack">
      <h2 id=${name}>${title}</h2>
      ${children}
    </div>
  </dialog>`;
}

/**
 * A question with two answers; the safe one has the focus.
 * @param {{
 *   title: string, children?: unknown, confirm: string, cancel?: string, danger?: boolean,
 *   onConfirm: () => void, onClose: () => void,
 * }} props
 */
export function Confirm({ title, children, confirm, cancel, danger, onConfirm, onClose }) {
  return html`<${Dialog} title=${title} onClose=${onClose}>
    ${children}
    <div class="buttons">
      <button
        type="button"
        class=${danger ? "button danger" : "button"}
        onClick=${() => {
          onClose();
          onConfirm();
        }}
      >
        ${confirm}
      </button>
      <button type="button" class="button second" autofocus onClick=${onClose}>
        ${cancel ?? gettext("Cancel")}
      </button>
    </div>
  <//>`;
}
