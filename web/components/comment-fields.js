// Owns what is asked for a written comment: the item, the text, and, all voluntary, the position and a name. The
// same on everyone's own page and on the tablet at the door; the form around it and where it is sent are theirs.

import { gettext } from "../core/i18n.js";
import { agenda } from "../core/queue.js";
import { html, useId } from "../vendor/preact.js";
import { Field, Radios } from "./fields.js";
import { positionName } from "./names.js";

/** @import { View } from "../core/view.d.ts" */

/** Positions in the order in which they are offered; the last is none. */
const POSITIONS = ["support", "oppose", "neutral", ""];

/** @param {{ view: View, autocomplete?: string }} props */
export function CommentFields({ view, autocomplete = "off" }) {
  return html`
    <${ItemMenu} view=${view} />
    <${Field}
      name="text"
      label=${gettext("Your comment")}
      hint=${gettext("It becomes part of the public record. Please leave out addresses and other private data.")}
      lines=${5}
      max=${5000}
      required
      counter
    />
    <${Positions} title=${gettext("Your position")} chosen="" />
    <${Field} name="name" label=${gettext("Name")} autocomplete=${autocomplete} />
  `;
}

/** The item that is on now is chosen beforehand. @param {{ view: View }} props */
function ItemMenu({ view }) {
  const id = useId();
  const current = view.meeting.item ?? view.floor?.item;
  return html`<div class="field">
    <label for=${id}>${gettext("On which item")}</label>
    <select class="input" id=${id} name="item" dir="auto">
      <option value="">${gettext("The meeting as a whole")}</option>
      ${agenda(view).map(
        ({ item, label }) =>
          html`<option value=${item} selected=${item === current}>${label}</option>`,
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
