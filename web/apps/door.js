// The screen of whoever is at the door: find people, add a card, check in, put a name right, make two requests of
// one person one. It neither calls nor moderates, and is shown nothing of what people confide to the clerk.

import { Announcer, announce } from "../components/announcer.js";
import { Confirm, Dialog } from "../components/dialog.js";
import { Field, readForm } from "../components/fields.js";
import { Icon } from "../components/icon.js";
import { channelName, speakerName } from "../components/names.js";
import { begin, takeOver } from "../components/page.js";
import { ConnectionPill, StatusPill } from "../components/status.js";
import { Toasts, toast, told } from "../components/toast.js";
import { gettext, ngettext } from "../core/i18n.js";
import { html, useRef, useState } from "../vendor/preact.js";
import { expected, openPeriods } from "./door/find.js";

/** @import { Channel } from "../core/view.d.ts" */
/** @import { DoorView, Expected } from "./door/find.js" */

/** @type {Channel[]} */
const CHANNELS = ["in_person", "phone", "remote"];

const { page, clock, connection } = await begin({ screen: "door", as: "staff" });

/** @returns {DoorView} */
function current() {
  return /** @type {DoorView} */ (connection.copy.value?.view ?? page.view);
}

/**
 * @param {string} type
 * @param {Record<string, unknown>} fields
 * @param {string} done what is said once it is
 */
async function act(type, fields, done) {
  const did = told(await connection.command(type, fields));
  if (did) announce(done);
  return did;
}

function Door() {
  const view = current();
  const [sought, setSought] = useState("");
  const found = expected(view, sought);
  return html`<div class="door">
    <div class="row">
      <${StatusPill} status=${view.meeting.status} />
      <${ConnectionPill} status=${connection.status.value} unsent=${connection.outbox.size.value} />
    </div>
    <${AddCard} view=${view} />
    <section class="card stack" aria-labelledby="door-list">
      <h2 id="door-list">${gettext("Who is expected")}</h2>
      <form class="door-find" role="search" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
        <label for="door-find">${gettext("Ticket, receipt or name")}</label>
        <input
          class="input"
          id="door-find"
          type="search"
          autocomplete="off"
          value=${sought}
          onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) =>
            setSought(event.currentTarget.value)}
        />
      </form>
      <p class="soft small" role="status">
        ${ngettext("%(num)s person", "%(num)s people", found.length)}
      </p>
      <ul class="rows">
        ${found.map((one) => html`<${Row} key=${one.ticket} one=${one} view=${view} />`)}
      </ul>
    </section>
    <${Toasts} clock=${clock} />
    <${Announcer} />
  </div>`;
}

/** R4: a card in two actions, and the focus is back for the next. @param {{ view: DoorView }} props */
function AddCard({ view }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const periods = openPeriods(view);
  if (!periods.length) return null;

  const onSubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!form.current) return;
    const { name, period, speaks_for } = readForm(form.current);
    form.current.reset();
    document.getElementById("door-name")?.focus();
    const fields = {
      period: Number(period ?? periods[0]?.period),
      channel: "in_person",
      ...(name ? { name } : {}),
      ...(speaks_for ? { speaks_for: Number(speaks_for) } : {}),
    };
    const answer = await connection.command("add_request", fields);
    if (answer.ok)
      toast(gettext("Ticket %(ticket)s added.", { ticket: answer.result?.ticket ?? "" }));
    else told(answer);
  };

  return html`<form class="card door-add" ref=${form} onSubmit=${onSubmit} autocomplete="off">
    <label for="door-name"
      >${gettext("Name on the card (voluntary)")}
      <input class="input" id="door-name" name="name" maxlength="200" dir="auto" />
    </label>
    ${
      periods.length > 1 &&
      html`<label for="door-period"
        >${gettext("Agenda item")}
        <select class="input" id="door-period" name="period">
          ${periods.map(
            (period) =>
              html`<option key=${period.period} value=${period.period}>
                ${view.items[period.item]?.label}
              </option>`,
          )}
        </select>
      </label>`
    }
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
  </form>`;
}

/** One person, and what can be done for them. @param {{ one: Expected, view: DoorView }} props */
function Row({ one, view }) {
  const [question, setQuestion] = useState("");
  const close = () => setQuestion("");
  const { ticket } = one;
  const movable = ["waiting", "listed"].includes(one.status);
  return html`<li class="door-row" id=${`door-${ticket}`}>
    <span class="ticket">${ticket}</span>
    <span class="door-who">
      <strong dir="auto">${speakerName(one)}</strong>
      <span class="row small soft">
        <span>${channelName(one.channel)}</span>
        ${one.interpreter && html`<span><${Icon} shape="people" /> ${gettext("Interpreter")}</span>`}
        ${one.status === "called" && html`<span>${gettext("Called to the floor")}</span>`}
        ${one.status === "no_show" && html`<span>${gettext("Did not come")}</span>`}
        ${one.merged?.length && html`<span>${gettext("Also ticket %(tickets)s", { tickets: one.merged.join(", ") })}</span>`}
      </span>
    </span>
    <span class="buttons">
      ${
        one.checked_in
          ? html`<span><${Icon} shape="check" /> ${gettext("Checked in")}</span>`
          : html`<button
              type="button"
              class="button"
              onClick=${() =>
                act(
                  "check_in",
                  { ticket },
                  gettext("Ticket %(ticket)s is in the room.", { ticket }),
                )}
            >
              ${gettext("Check in")}<span class="visually-hidden"> ${speakerName(one)}</span>
            </button>`
      }
      <button type="button" class="button second" onClick=${() => setQuestion("correct")}>
        ${gettext("Correct…")}
      </button>
      ${
        movable &&
        html`<button type="button" class="button second" onClick=${() => setQuestion("merge")}>
          ${gettext("Merge…")}
        </button>`
      }
    </span>
    ${question === "correct" && html`<${Correct} one=${one} onClose=${close} />`}
    ${question === "merge" && html`<${Merge} one=${one} view=${view} onClose=${close} />`}
  </li>`;
}

/** @param {{ one: Expected, onClose: () => void }} props */
function Correct({ one, onClose }) {
  const onSubmit = async (/** @type {Event & { currentTarget: HTMLFormElement }} */ event) => {
    event.preventDefault();
    const { name = "", channel } = readForm(event.currentTarget);
    const fields = { ticket: one.ticket, name, channel };
    if (await act("correct_request", fields, gettext("Saved."))) onClose();
  };
  return html`<${Dialog} title=${gettext("Ticket %(ticket)s", { ticket: one.ticket })} onClose=${onClose}>
    <form class="stack" onSubmit=${onSubmit}>
      <${Field} name="name" label=${gettext("Name")} value=${one.name ?? ""} />
      <label for="door-channel">${gettext("Where from")}</label>
      <select class="input" id="door-channel" name="channel">
        ${CHANNELS.map(
          (channel) =>
            html`<option key=${channel} value=${channel} selected=${channel === one.channel}>
              ${channelName(channel)}
            </option>`,
        )}
      </select>
      <div class="buttons">
        <button type="submit" class="button">${gettext("Save")}</button>
        <button type="button" class="button second" onClick=${onClose}>${gettext("Cancel")}</button>
      </div>
    </form>
  <//>`;
}

/** R6: two requests of one person. @param {{ one: Expected, view: DoorView, onClose: () => void }} props */
function Merge({ one, view, onClose }) {
  const others = expected(view, "").filter(
    (other) =>
      other.ticket !== one.ticket &&
      other.period === one.period &&
      ["waiting", "listed"].includes(other.status),
  );
  const [other, setOther] = useState(others[0]?.ticket);
  return html`<${Confirm}
    title=${gettext("Make one of two requests")}
    confirm=${gettext("Merge")}
    onClose=${onClose}
    onConfirm=${() =>
      other !== undefined &&
      act(
        "merge_requests",
        { ticket: one.ticket, other },
        gettext("Merged. The earlier place is kept."),
      )}
  >
    <p>${gettext("Both are requests of the same person. The earlier place and both receipts are kept.")}</p>
    <label for="door-other">${gettext("The same person as ticket %(ticket)s", { ticket: one.ticket })}</label>
    <select
      class="input"
      id="door-other"
      value=${other}
      onChange=${(/** @type {{ currentTarget: HTMLSelectElement }} */ event) =>
        setOther(Number(event.currentTarget.value))}
    >
      ${others.map(
        (each) =>
          html`<option key=${each.ticket} value=${each.ticket}>${each.ticket} · ${speakerName(each)}</option>`,
      )}
    </select>
  <//>`;
}

takeOver(html`<${Door} />`);
