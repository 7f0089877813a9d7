// The log of what just happened, whoever did it.

import { formatTime, gettext } from "../../core/i18n.js";
import { html, useState } from "../../vendor/preact.js";
import { Panel } from "./parts.js";
import { told } from "./told.js";

/** @import { Desk } from "./desk.js" */

/** How many lines are shown until more are asked for. */
const SHOWN = 40;

/** @param {{ desk: Desk }} props */
export function LogPanel({ desk }) {
  const [whole, setWhole] = useState(false);
  const view = desk.view.value;
  const lines = desk.log.value
    .map((line) => ({ ...line, text: told(line, (item) => view.items[item]?.label ?? "") }))
    .filter((line) => line.text);
  return html`<${Panel} id="log" title=${gettext("What happened")}>
    ${lines.length === 0 && html`<p class="empty">${gettext("Nothing yet.")}</p>`}
    <div class="panel-scroll" tabindex="0" role="group" aria-labelledby="log-title">
      <ol class="log-rows" role="list">
      ${(whole ? lines : lines.slice(0, SHOWN)).map(
        ({ at, text }, number) =>
          html`<li key=${lines.length - number}>
            <time class="soft numbers">${formatTime(at, { timeStyle: "medium" })}</time>
            <span dir="auto">${text}</span>
          </li>`,
      )}
      ${
        lines.length > SHOWN &&
        !whole &&
        html`<li>
          <button type="button" class="link small" onClick=${() => setWhole(true)}>
            ${gettext("Show earlier")}
          </button>
        </li>`
      }
      </ol>
    </div>
  <//>`;
}
