// A card that comes back, or one without a number: typed in by two actions, with the focus back for the next, and
// undone if it was another (R4).

import { announce } from "../../components/announcer.js";
import { readForm } from "../../components/fields.js";
import { told } from "../../components/toast.js";
import { gettext } from "../../core/i18n.js";
import { html, useRef, useState } from "../../vendor/preact.js";
import { cardsOut, openPeriods } from "./find.js";

/** @import { Connection } from "../../core/connection.js" */
/** @import { Page } from "../../core/view.d.ts" */
/** @import { DoorView } from "./find.js" */

/** @param {{ view: DoorView, connection: Connection, page: Page }} props */
export function AddCard({ view, connection, page }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [last, setLast] = useState(
    /** @type {{ ticket: number, numbered: boolean } | undefined} */ (undefined),
  );
  const periods = openPeriods(view);
  const out = cardsOut(view);

  const onSubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!form.current) return;
    const { name, period, card, speaks_for } = readForm(form.current);
    const given = {
      period: Number(period ?? periods[0]?.period),
      ...(name ? { name } : {}),
      ...(speaks_for ? { speaks_for: Number(speaks_for) } : {}),
    };
    const sent = card
      ? connection.command("hand_in_card", { ...given, ticket: Number(card) })
      : connection.command("add_request", { ...given, channel: "in_person" });
    form.current.reset();
    refill("door-period", period); // whoever takes in a pile of cards has them for one item
    setLast(undefined);
    document.getElementById(out ? "door-card" : "door-name")?.focus();
    const answer = await sent;
    if (!told(answer) || !answer.ok) {
      refill("door-card", card);
      refill("door-name", name);
      return;
    }
    const ticket = Number(answer.result?.ticket ?? 0);
    setLast({ ticket, numbered: Boolean(card) });
    announce(gettext("Ticket %(ticket)s added.", { ticket }));
  };

  const undo = async (/** @type {number} */ ticket) => {
    if (!told(await connection.command("put_card_back", { ticket }))) return;
    setLast(undefined);
    announce(gettext("Card %(ticket)s is out again.", { ticket }));
    document.getElementById("door-card")?.focus();
  };

  return html`<section class="card stack" aria-labelledby="door-add">
    <div class="row apart">
      <h2 id="door-add">${gettext("Take in a card")}</h2>
      <a href=${page.urls.cards}>${gettext("Paper cards…")}</a>
    </div>
    ${
      periods.length
        ? html`<form class="door-add" ref=${form} onSubmit=${onSubmit} autocomplete="off">
            ${
              out > 0 &&
              html`<label for="door-card" class="door-number"
                >${gettext("Number on the card")}
                <input
                  class="input numbers"
                  id="door-card"
                  name="card"
                  inputmode="numeric"
                  pattern="[0-9]{1,9}"
                  title=${gettext("The number printed on the card; empty for a card without one")}
                />
              </label>`
            }
            <label for="door-name"
              >${gettext("Name on the card (voluntary)")}
              <input class="input" id="door-name" name="name" maxlength="200" dir="auto" />
            </label>
            ${periods.length > 1 && html`<${WhichItem} view=${view} />`}
            ${
              periods.some((period) => period.groups_ms) &&
              html`<label for="door-group"
                >${gettext("Speaks for a group of how many")}
                <input
                  class="input short"
                  id="door-group"
                  name="speaks_for"
                  type="number"
                  inputmode="numeric"
                  min="2"
                  max="1000"
                />
              </label>`
            }
            <button type="submit" class="button">${gettext("Add card")}</button>
          </form>`
        : html`<p class="soft">${gettext("No item is open for public comment right now.")}</p>`
    }
    ${
      last &&
      html`<p class="row">
        <span>${gettext("Ticket %(ticket)s added.", { ticket: last.ticket })}</span>
        ${
          last.numbered &&
          html`<button type="button" class="button small second" onClick=${() => undo(last.ticket)}>
            ${gettext("That was another card: undo")}
          </button>`
        }
      </p>`
    }
  </section>`;
}

/**
 * Puts back what was given, unless something else was typed meanwhile.
 * @param {string} id
 * @param {string | undefined} given
 */
function refill(id, given) {
  const field = document.getElementById(id);
  if (!given) return;
  if (field instanceof HTMLSelectElement) field.value = given;
  if (field instanceof HTMLInputElement && !field.value) {
    field.value = given;
    if (field === document.activeElement) field.select(); // the next number takes its place
  }
}

/** @param {{ view: DoorView }} props */
function WhichItem({ view }) {
  return html`<label for="door-period"
    >${gettext("Agenda item")}
    <select class="input" id="door-period" name="period">
      ${openPeriods(view).map(
        (period) =>
          html`<option key=${period.period} value=${period.period}>
            ${view.items[period.item]?.label}
          </option>`,
      )}
    </select>
  </label>`;
}
