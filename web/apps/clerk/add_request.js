// A paper card or a caller, in two actions: a key to the field, Enter to add, and the focus is back for the next
// (R4). Every field is voluntary (R1).

import { channelName } from "../../components/names.js";
import { toast } from "../../components/toast.js";
import { gettext } from "../../core/i18n.js";
import { html, useRef, useState } from "../../vendor/preact.js";
import { addRequest } from "./may.js";
import { LaneField, withLane } from "./order_questions.js";
import { KeyCap } from "./parts.js";
import { why } from "./words.js";

/** @import { Channel } from "../../core/view.d.ts" */
/** @import { Desk } from "./desk.js" */

/** @type {Channel[]} */
const CHANNELS = ["in_person", "phone", "remote"];

/** @param {{ desk: Desk, period: number }} props */
export function AddRequest({ desk, period }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [channel, setChannel] = useState(/** @type {Channel} */ ("in_person"));
  const [more, setMore] = useState(false);
  if (!desk.clerks) return null;
  const against = addRequest(desk.view.value, period);
  if (against) return html`<p class="notice-line">${why(against)}</p>`;

  const out = Object.values(desk.view.value.cards ?? {}).some((card) => card.period === period);

  const onSubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const shown = form.current;
    if (!shown) return;
    const given = Object.fromEntries([...new FormData(shown)].filter(([, value]) => value !== ""));
    shown.reset();
    const name = shown.elements.namedItem("name");
    const begin = shown.elements.namedItem("card") ?? name;
    if (begin instanceof HTMLInputElement) begin.focus();
    const { card, ...details } = given;
    const fields = { ...withGroup(withLane(details)), period, channel };
    const answer = card
      ? await desk.act("hand_in_card", { ...fields, ticket: Number(card) }, { again: true })
      : await desk.act("add_request", fields, { again: true });
    if (answer?.ok) added(desk, Number(answer.result?.ticket ?? 0), Boolean(card));
    else if (name instanceof HTMLInputElement && !name.value) name.value = String(given.name ?? "");
  };

  return html`<form class="add" ref=${form} onSubmit=${onSubmit} autocomplete="off">
    <div class="add-line">
      ${
        out &&
        html`<label class="visually-hidden" for="add-card">${gettext("Number on the card")}</label>
          <input
            class="input numbers add-card"
            id="add-card"
            name="card"
            inputmode="numeric"
            pattern="[0-9]{1,9}"
            title=${gettext("The number printed on the card; empty for a card without one")}
            placeholder=${gettext("Card no.")}
            onKeyDown=${leave}
          />`
      }
      <label class="visually-hidden" for="add-name"
        >${gettext("Name on the card or of the caller (voluntary)")}</label
      >
      <input
        class="input"
        id="add-name"
        name="name"
        maxlength="200"
        placeholder=${out ? gettext("Name, if given") : gettext("Card or caller: name, if given")}
        onKeyDown=${leave}
      />
      <label class="visually-hidden" for="add-channel">${gettext("Where from")}</label>
      <select
        class="input"
        id="add-channel"
        value=${channel}
        onChange=${(/** @type {{ currentTarget: HTMLSelectElement }} */ event) =>
          setChannel(/** @type {Channel} */ (event.currentTarget.value))}
      >
        ${CHANNELS.map((one) => html`<option value=${one} key=${one}>${channelName(one)}</option>`)}
      </select>
      <button
        type="button"
        class="button small quiet"
        aria-expanded=${more}
        onClick=${() => setMore(!more)}
      >
        ${more ? gettext("Less") : gettext("More")}
      </button>
      <button type="submit" class="button small second">
        ${gettext("Add")} <${KeyCap} desk=${desk} act="add_request" />
      </button>
    </div>
    <${LaneField} period=${desk.view.value.periods[period]} />
    ${
      more &&
      html`${desk.view.value.periods[period]?.groups_ms && html`<${GroupField} />`}<${DetailFields} />`
    }
  </form>`;
}

/** R19: a group says for how many it speaks. */
function GroupField() {
  return html`<div class="detail-fields">
    <label
      >${gettext("Speaks for a group of how many")}<input
        class="input short"
        name="speaks_for"
        type="number"
        inputmode="numeric"
        min="2"
        max="1000"
    /></label>
  </div>`;
}

/**
 * The fields of a card, with how many it speaks for as a number.
 * @param {Record<string, unknown>} fields
 * @returns {Record<string, unknown>}
 */
function withGroup({ speaks_for, ...fields }) {
  return speaks_for ? { ...fields, speaks_for: Number(speaks_for) } : fields;
}

/** @param {KeyboardEvent & { currentTarget: HTMLElement }} event */
function leave(event) {
  if (event.key === "Escape") event.currentTarget.blur();
}

/** Takes down what offers to undo the card before the last. */
let before = () => {};

/**
 * Says that it is in; a numbered card can be put back, if another was meant.
 * @param {Desk} desk
 * @param {number} ticket
 * @param {boolean} numbered
 */
function added(desk, ticket, numbered) {
  const text = gettext("Ticket %(ticket)s added.", { ticket });
  before();
  if (!numbered) {
    toast(text);
    return;
  }
  before = toast(text, {
    label: gettext("Undo"),
    run: () => desk.act("put_card_back", { ticket }),
  });
}

/**
 * The voluntary details, but for the name.
 * @param {{ given?: Partial<Record<string, string>> }} props what they hold to begin with
 */
export function DetailFields({ given = {} }) {
  /** @type {[string, string, number][]} */
  const fields = [
    ["topic", gettext("Topic"), 200],
    ["pronunciation", gettext("Pronunciation"), 200],
    ["interpreter", gettext("Interpreter for"), 200],
    ["accommodation", gettext("Accommodation"), 1_000],
    ["contact", gettext("Contact"), 200],
  ];
  return html`<div class="detail-fields">
    ${fields.map(
      ([name, label, longest]) =>
        html`<label key=${name}
          >${label}<input class="input" name=${name} maxlength=${longest} defaultValue=${given[name] ?? ""}
        /></label>`,
    )}
    <p class="hint">
      ${gettext("All of it is voluntary. No diagnosis, please: only what is needed.")}
    </p>
  </div>`;
}
