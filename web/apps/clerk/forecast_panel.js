// The forecast above the queue: when everyone who waits will have spoken, at the time each gets now and at less.

import { Icon } from "../../components/icon.js";
import { formatDuration, formatTime, gettext } from "../../core/i18n.js";
import { html } from "../../vendor/preact.js";
import { forecast } from "./forecast.js";

/** @import { Desk } from "./desk.js" */
/** @import { Row } from "./forecast.js" */

/** @param {{ desk: Desk, period: number }} props */
export function ForecastPanel({ desk, period }) {
  const view = desk.view.value;
  const card = view.periods[period];
  if (!card) return null;
  const rows = forecast(view, card, desk.minute.value);
  const [first] = rows;
  if (!first)
    return html`<p class="forecast soft small">
      ${gettext("When this period will end is not known until three people have spoken.")}
    </p>`;
  return html`<details class="forecast">
    <summary>
      ${gettext("Everyone heard: %(range)s", { range: between(first) })} <${Warnings} row=${first} />
    </summary>
    <table>
      <thead>
        <tr>
          <th scope="col">${gettext("For each speaker")}</th>
          <th scope="col">${gettext("Everyone heard")}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row, at) =>
            html`<tr key=${row.allotment}>
              <th scope="row">
                ${formatDuration(row.allotment)}${at === 0 && html` <span class="soft">${gettext("(now)")}</span>`}
              </th>
              <td>${between(row)} <${Warnings} row=${row} /></td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="small soft">
      ${gettext("From the pace of this period so far, changing over included; it falls within this range four times in five.")}
    </p>
  </details>`;
}

/** @param {Row} row */
function between({ ends }) {
  const [least, most] = [formatTime(ends.least), formatTime(ends.most)];
  // Translators: a range of two times of day: "20:15 to 20:40"
  return least === most ? least : gettext("%(least)s to %(most)s", { least, most });
}

/** @param {{ row: Row }} props */
function Warnings({ row }) {
  return html`${
    row.stop &&
    row.stop !== "in_time" &&
    html`<span class=${row.stop === "late" ? "mark bad" : "mark warn"}
      ><${Icon} shape="alert" />${
        row.stop === "late"
          ? gettext("After the hard stop")
          : gettext("Perhaps after the hard stop")
      }</span
    >`
  }
  ${
    row.interpreters &&
    row.interpreters !== "in_time" &&
    html`<span class=${row.interpreters === "late" ? "mark bad" : "mark warn"}
      ><${Icon} shape="globe" />${
        row.interpreters === "late"
          ? gettext("After the interpreters leave")
          : gettext("Perhaps after the interpreters leave")
      }</span
    >`
  }`;
}
