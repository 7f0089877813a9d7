// R33: an outage in front of the clerk as long as it lasts: what failed, how long the body waits at most, the steps
// to take in their order, and those taken.

import { Icon } from "../../components/icon.js";
import { failures } from "../../components/status.js";
import { formatClock, formatTime, gettext } from "../../core/i18n.js";
import { html } from "../../vendor/preact.js";

/** @import { Desk } from "./desk.js" */

/** @param {{ desk: Desk }} props */
export function OutageBanner({ desk }) {
  const { outage } = desk.view.value.meeting;
  if (!outage) return null;
  const left = Math.ceil((outage.until - desk.second.value) / 1_000);
  return html`<div class="banner bad outage" role="status">
    <${Icon} shape="alert" />
    <div class="grow">
      <p>
        <b>${gettext("Out of order: %(what)s.", { what: failures(outage.failed) })}</b>
        ${" "}${outage.note && html`<span dir="auto">${outage.note}</span>`}
      </p>
      <ol class="outage-steps" role="list">
        <li>
          <${Icon} shape="check" />
          ${gettext(
            "%(time)s: announced on every screen; recess. Clocks, last calls and the queue stand still.",
            {
              time: formatTime(outage.began),
            },
          )}
        </li>
        ${outage.steps?.map(
          (step) =>
            html`<li key=${step.at}>
              <${Icon} shape="check" /> <span dir="auto">${formatTime(step.at)}: ${step.note}</span>
            </li>`,
        )}
        <li>
          <${Icon} shape=${left > 0 ? "clock" : "alert"} />
          ${
            left > 0
              ? gettext(
                  "Until it works again, or for %(left)s more; then a roll-call finding to go on, or adjourn.",
                  { left: formatClock(left) },
                )
              : gettext("The recess has run out: go on by a roll-call finding, or adjourn.")
          }
        </li>
      </ol>
    </div>
    <button
      type="button"
      class="button small second"
      onClick=${() => desk.ask({ kind: "note_outage_step" })}
    >
      ${gettext("Note a step…")}
    </button>
  </div>`;
}
