// Two requests of one person made one (R6): the other is chosen, never proposed, and what is kept is said before.

import { announce } from "../../components/announcer.js";
import { Dialog } from "../../components/dialog.js";
import { speakerName } from "../../components/names.js";
import { told } from "../../components/toast.js";
import { gettext } from "../../core/i18n.js";
import { html, useState } from "../../vendor/preact.js";
import { expected, keptOf } from "./find.js";

/** @import { Connection } from "../../core/connection.js" */
/** @import { DoorView, Expected } from "./find.js" */

/** @param {{ one: Expected, view: DoorView, connection: Connection, onClose: () => void }} props */
export function Merge({ one, view, connection, onClose }) {
  const [chosen, setChosen] = useState(0);
  const others = expected(view, "").filter(
    (each) =>
      each.ticket !== one.ticket &&
      each.period === one.period &&
      ["waiting", "listed"].includes(each.status),
  );
  const other = others.find(({ ticket }) => ticket === chosen);
  const merge = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!other) return;
    const fields = { ticket: one.ticket, other: other.ticket };
    if (!told(await connection.command("merge_requests", fields))) return;
    announce(gettext("Merged. The earlier place is kept."));
    onClose();
  };
  return html`<${Dialog} title=${gettext("Make one of two requests")} onClose=${onClose}>
    <form class="stack" onSubmit=${merge}>
      <p><strong>${named(one)}</strong></p>
      <label for="door-other">${gettext("The same person as ticket %(ticket)s", { ticket: one.ticket })}</label>
      <select
        class="input"
        id="door-other"
        required
        onChange=${(/** @type {{ currentTarget: HTMLSelectElement }} */ event) =>
          setChosen(Number(event.currentTarget.value))}
      >
        <option value="">${gettext("Choose…")}</option>
        ${others.map(
          (each) => html`<option key=${each.ticket} value=${each.ticket}>${named(each)}</option>`,
        )}
      </select>
      <div aria-live="polite">${other && html`<${Outcome} one=${one} other=${other} />`}</div>
      <div class="buttons">
        <button type="submit" class="button" disabled=${!other}>
          ${
            other
              ? gettext("Merge %(ticket)s and %(other)s", {
                  ticket: one.ticket,
                  other: other.ticket,
                })
              : gettext("Merge")
          }
        </button>
        <button type="button" class="button second" onClick=${onClose}>${gettext("Cancel")}</button>
      </div>
    </form>
  <//>`;
}

/** Which place and which receipts stay. @param {{ one: Expected, other: Expected }} props */
function Outcome({ one, other }) {
  const kept = keptOf(one, other);
  return html`<p>
    ${gettext("What counts is ticket %(ticket)s, which has the earlier place.", { ticket: kept.ticket })}
    ${" "}${gettext("Both receipts, %(one)s and %(other)s, and both return codes stay good.", {
      one: one.receipt,
      other: other.receipt,
    })}
  </p>`;
}

/** @param {Expected} one */
function named(one) {
  // Translators: a ticket's number and who has it, such as "14 · Ana Muñoz"
  return gettext("%(ticket)s · %(name)s", { ticket: one.ticket, name: speakerName(one) });
}
