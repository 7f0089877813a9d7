// The screen of whoever is at the door: find people, take in cards, check in, put a name right, make two requests of
// one person one. It neither calls nor moderates, and is shown nothing of what people confide to the clerk.

import { Announcer, announce } from "../components/announcer.js";
import { keepFocus } from "../components/focus.js";
import { begin, takeOver } from "../components/page.js";
import { ConnectionPill, StatusPill } from "../components/status.js";
import { Toasts, toast, told } from "../components/toast.js";
import { gettext, ngettext } from "../core/i18n.js";
import { html, useState } from "../vendor/preact.js";
import { AddCard } from "./door/add_card.js";
import { find, isCode } from "./door/code.js";
import { expected } from "./door/find.js";
import { Row } from "./door/row.js";

/** @import { DoorView } from "./door/find.js" */

const { page, clock, connection } = await begin({ screen: "door", as: "staff" });

/** @returns {DoorView} */
function current() {
  return /** @type {DoorView} */ (connection.copy.value?.view ?? page.view);
}

function Door() {
  const view = current();
  const [sought, setSought] = useState("");
  const found = expected(view, sought);
  const shared = { view, connection, page };
  return html`<div class="door">
    <div class="row">
      <${StatusPill} status=${view.meeting.status} />
      <${ConnectionPill} status=${connection.status.value} unsent=${connection.outbox.size.value} />
    </div>
    <${AddCard} ...${shared} />
    <section class="card stack" aria-labelledby="door-list">
      <h2 id="door-list">${gettext("Who is expected")}</h2>
      <${Find} sought=${sought} onSought=${setSought} />
      <p class="soft small" role="status">
        ${ngettext("%(num)s person", "%(num)s people", found.length)}
      </p>
      <ul class="rows">
        ${found.map((one) => html`<${Row} key=${one.ticket} one=${one} ...${shared} />`)}
      </ul>
    </section>
    <${Toasts} clock=${clock} />
    <${Announcer} />
  </div>`;
}

/** @param {{ sought: string, onSought: (text: string) => void }} props */
function Find({ sought, onSought }) {
  const onSubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!isCode(sought)) return;
    const answer = await find(page, sought);
    if ("message" in answer) toast(answer.message);
    else show(answer, onSought);
  };
  return html`<form class="door-find" role="search" onSubmit=${onSubmit}>
    <label for="door-find">${gettext("Ticket, receipt, name or return code")}</label>
    <div class="door-find-line">
      <input
        class="input"
        id="door-find"
        type="search"
        autocomplete="off"
        autocapitalize="none"
        spellcheck=${false}
        value=${sought}
        onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) =>
          onSought(event.currentTarget.value)}
      />
      <button type="submit" class="button second" disabled=${!isCode(sought)}>
        ${gettext("Find code")}
      </button>
    </div>
  </form>`;
}

/**
 * Opens the row of whoever has the code; a card that is out can be handed in at once.
 * @param {import("./door/code.js").Found} found
 * @param {(text: string) => void} onSought
 */
function show({ tickets, card }, onSought) {
  if (card !== undefined) {
    toast(gettext("This is card %(ticket)s, which has not been handed in.", { ticket: card }), {
      label: gettext("Hand it in"),
      run: async () => {
        if (told(await connection.command("hand_in_card", { ticket: card })))
          reveal(card, onSought);
      },
    });
    return;
  }
  const there = tickets.find((ticket) => current().requests[ticket]);
  if (there !== undefined) reveal(there, onSought);
  else if (tickets.length)
    toast(
      gettext("Ticket %(ticket)s: nobody is expected with it any more.", {
        ticket: tickets[0] ?? 0,
      }),
    );
  else toast(gettext("Whoever has this code has not asked to speak."));
}

/** @param {number} ticket @param {(text: string) => void} onSought */
function reveal(ticket, onSought) {
  onSought(String(ticket));
  announce(gettext("Ticket %(ticket)s", { ticket }));
  requestAnimationFrame(() => {
    const button = document.querySelector(`#door-${ticket} button`);
    if (button instanceof HTMLElement) button.focus();
  });
}

keepFocus();
takeOver(html`<${Door} />`);
