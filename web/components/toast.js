// Owns the short words at the foot of the screen on what was just done or refused. One with a button stays until
// it is used or closed; one without goes by itself, and is read out by screen readers first.

import { gettext, pgettext } from "../core/i18n.js";
import { html, signal, useEffect } from "../vendor/preact.js";
import { Icon } from "./icon.js";

/** @import { Clock } from "../core/clock.js" */
/** @import { Answer } from "../core/view.d.ts" */

/** @typedef {{ label: string, run: () => void }} Action */

/** How long a toast without a button stays, ms. */
const STAYS = 8_000;

const shown = signal(/** @type {{ id: number, text: string, action?: Action }[]} */ ([]));
let last = 0;

/**
 * @param {string} text
 * @param {Action} [action]
 * @returns {() => void} takes it down
 */
export function toast(text, action) {
  last += 1;
  const id = last;
  // The same words again take the place of the first; at most three: what came before is no longer news.
  const others = shown.value.filter((one) => one.text !== text || one.action || action);
  shown.value = [...others.slice(-2), { id, text, ...(action && { action }) }];
  return () => takeDown(id);
}

/** @param {number} id */
function takeDown(id) {
  shown.value = shown.value.filter((one) => one.id !== id);
}

/**
 * Says why a command was refused, if it was.
 * @param {Answer} answer
 * @returns {boolean} whether it was done
 */
export function told(answer) {
  if (!answer.ok) toast(answer.message || gettext("That could not be done. Please try again."));
  return answer.ok;
}

/** Where toasts are shown; once on a page. @param {{ clock: Clock }} props */
export function Toasts({ clock }) {
  return html`<div class="toasts" role="status" aria-live="polite">
    ${shown.value.map((one) => html`<${Toast} key=${one.id} one=${one} clock=${clock} />`)}
  </div>`;
}

/** @param {{ one: { id: number, text: string, action?: Action }, clock: Clock }} props */
function Toast({ one: { id, text, action }, clock }) {
  useLeaving(id, action ? undefined : clock);
  return html`<div class="toast">
    <p>${text}</p>
    ${
      action &&
      html`<button
      type="button"
      class="button small"
      onClick=${() => {
        takeDown(id);
        action.run();
      }}
    >
      ${action.label}
    </button>`
    }
    <button
      type="button"
      class="button small"
      aria-label=${pgettext("notice", "Close")}
      onClick=${() => takeDown(id)}
    >
      <${Icon} shape="close" />
    </button>
  </div>`;
}

/**
 * @param {number} id
 * @param {Clock | undefined} clock none: it stays
 */
function useLeaving(id, clock) {
  useEffect(() => clock?.after(STAYS, () => takeDown(id)), [id, clock]);
}
