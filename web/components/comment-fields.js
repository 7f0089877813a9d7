// Owns what is asked for a written comment: the item, the text, and, all voluntary, the position and a name. The
// same on everyone's own page and on the tablet at the door; the form around it and where it is sent are theirs.

import { gettext } from "../core/i18n.js";
import { agenda } from "../core/queue.js";
import { html, useId, useState } from "../vendor/preact.js";
import { Field, Radios } from "./fields.js";
import { positionName } from "./names.js";

/** @import { Page, View } from "../core/view.d.ts" */

/** Positions in the order in which they are offered; the last is none. */
const POSITIONS = ["support", "oppose", "neutral", ""];

/** @param {{ view: View, page: Page, autocomplete?: string }} props */
export function CommentFields({ view, page, autocomplete = "off" }) {
  const [item, setItem] = useState(view.meeting.item ?? view.floor?.item);
  return html`
    <${ItemMenu} view=${view} chosen=${item} onChoice=${setItem} />
    <${Field}
      name="text"
      label=${gettext("Your comment")}
      hint=${gettext("It becomes part of the public record. Please leave out addresses and other private data.")}
      lines=${5}
      max=${5000}
      required
      counter
    />
    ${asksPosition(view, page, item) && html`<${Positions} title=${gettext("Your position")} chosen="" />`}
    <${Field} name="name" label=${gettext("Name")} autocomplete=${autocomplete} />
  `;
}

/**
 * R20: whether the rules in force on an item, or else the body's own, ask for a position.
 * @param {View} view
 * @param {Page} page
 * @param {number | undefined} item
 */
function asksPosition(view, page, item) {
  const period = view.periods[view.items[item ?? 0]?.period ?? 0];
  return period ? !period.no_positions : !page.no_positions;
}

/**
 * The item that is on now is chosen beforehand.
 * @param {{ view: View, chosen: number | undefined, onChoice: (item: number | undefined) => void }} props
 */
function ItemMenu({ view, chosen, onChoice }) {
  const id = useId();
  return html`<div class="field">
    <label for=${id}>${gettext("On which item")}</label>
    <select
      class="input"
      id=${id}
      name="item"
      dir="auto"
      onChange=${(/** @type {{ currentTarget: HTMLSelectElement }} */ event) =>
        onChoice(Number(event.currentTarget.value) || undefined)}
    >
      <option value="">${gettext("The meeting as a whole")}</option>
      ${agenda(view).map(
        ({ item, label }) =>
          html`<option value=${item} selected=${item === chosen}>${label}</option>`,
      )}
    </select>
  </div>`;
}

/** @param {{ title: string, chosen: string }} props */
export function Positions({ title, chosen }) {
  return html`<${Radios}
    name="position"
    title=${title}
    chosen=${chosen}
    options=${POSITIONS.map((position) => [position, positionName(position)])}
  />`;
}
