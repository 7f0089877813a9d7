// The questions about time: what each speaker gets from now on, what one speaker gets beyond, and who cedes to whom.

import { speakerName } from "../../components/names.js";
import { formatDuration, gettext } from "../../core/i18n.js";
import { html, useState } from "../../vendor/preact.js";
import { Ask, Choices, Field, TurnMinutes, turnTime } from "./asking.js";
import { queue } from "./view.js";

/** @import { Desk, Question } from "./desk.js" */

/** @typedef {{ desk: Desk, question: Question }} Props */

/** How much more or less is a tap away, ms. */
const DELTAS = [60_000, 30_000, -30_000, -60_000];

/** More time or less, always possible, with a reason if there is one to give. @param {Props} props */
export function GiveTime({ desk }) {
  const { floor } = desk.view.value;
  const [choice, setChoice] = useState(String(DELTAS[0]));
  if (!floor) return null;
  return html`<${Ask}
    desk=${desk}
    title=${gettext("More or less time for %(who)s", { who: speakerName(floor) })}
    submit=${gettext("Change the time")}
    onSubmit=${(/** @type {FormData} */ given) => {
      const delta = choice === "other" ? Number(given.get("seconds")) * 1_000 : Number(choice);
      return desk.act(
        "give_time",
        { turn: floor.turn, delta_ms: delta, reason: String(given.get("reason")) },
        { quiet: true, again: true, done: gettext("The time is changed.") },
      );
    }}
  >
    <${Choices}
      name="delta"
      legend=${gettext("How much")}
      chosen=${choice}
      onChange=${setChoice}
      options=${[
        ...DELTAS.map((ms) => [String(ms), signed(ms)]),
        ["other", gettext("Another time")],
      ]}
    />
    ${
      choice === "other" &&
      html`<${Field}
        name="seconds"
        type="number"
        min=${-3600}
        max=${3600}
        label=${gettext("Seconds, with a minus for less")}
        required
      />`
    }
    <${Field}
      name="reason"
      label=${gettext("Reason (may be left out)")}
      hint=${gettext("It stands in the public record. Say nothing of anyone’s health.")}
      longest=${200}
      list=${[
        gettext("A question from the dais"),
        gettext("Trouble with the sound or the connection"),
        gettext("By order of the chair"),
      ]}
    />
  <//>`;
}

/** @param {number} ms */
function signed(ms) {
  const time = formatDuration(Math.abs(ms));
  // Translators: more, or less, time for a speaker, as in "+30 seconds"
  return ms > 0 ? gettext("+%(time)s", { time }) : gettext("−%(time)s", { time });
}

/** R9: what each gets from the first on who is not yet called. @param {Props} props */
export function SetAllotment({ desk, question }) {
  const period = desk.view.value.periods[question.period ?? 0];
  if (!period) return null;
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Time for each speaker from now on")}
    submit=${gettext("Order this time")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "set_allotment",
        {
          period: period.period,
          allotment_ms: turnTime(given),
          reason: String(given.get("reason")),
        },
        { quiet: true, done: gettext("Each speaker gets this time from now on.") },
      )}
  >
    <p>
      ${gettext("Now: %(time)s. It changes for everyone who is not yet called, and all screens say so. More for interpreters, groups and accommodations is kept.", { time: formatDuration(period.allotment_ms) })}
    </p>
    <${TurnMinutes} ms=${period.allotment_ms} first />
    <${Field}
      name="reason"
      label=${gettext("Reason, for the record")}
      required
      longest=${200}
      list=${[
        gettext("So that everyone who has signed up can speak"),
        gettext("The meeting must end on time"),
      ]}
    />
  <//>`;
}

/** R11: seen by staff and by the person alone. @param {Props} props */
export function GrantTime({ desk, question }) {
  const request = desk.view.value.requests[question.ticket ?? 0];
  const extra = request?.extra ?? "";
  const known = ["", "50%", "100%", "60000", "120000"].includes(extra);
  const [choice, setChoice] = useState(known ? extra : "other");
  if (!request) return null;
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Extra time for %(who)s", { who: speakerName(request) })}
    submit=${gettext("Grant this")}
    onSubmit=${(/** @type {FormData} */ given) => {
      const seconds = Number(given.get("seconds"));
      const fields =
        choice === "other"
          ? { extra_ms: Math.round(seconds * 1_000) }
          : choice.endsWith("%")
            ? { percent: Number.parseInt(choice, 10) }
            : { extra_ms: Number(choice || 0) };
      return desk.act(
        "grant_accommodation",
        { ticket: request.ticket, ...fields },
        { quiet: true, done: gettext("Saved.") },
      );
    }}
  >
    ${request.accommodation && html`<p dir="auto">${gettext("Asked for: %(what)s", { what: request.accommodation })}</p>`}
    <p>
      ${gettext("Only staff and the person see it. The clock on public screens and in the record shows the usual time and stands until that much is left.")}
    </p>
    <${Choices}
      name="extra"
      legend=${gettext("Beyond the usual time")}
      chosen=${choice}
      onChange=${setChoice}
      options=${[
        ["", gettext("None")],
        ["50%", gettext("Half as much again")],
        ["100%", gettext("As much again")],
        ["60000", formatDuration(60_000)],
        ["120000", formatDuration(120_000)],
        ["other", gettext("Another time")],
      ]}
    />
    ${
      choice === "other" &&
      html`<${Field}
        name="seconds"
        type="number"
        min=${1}
        max=${3600}
        label=${gettext("Seconds")}
        value=${extra && !extra.endsWith("%") ? Number(extra) / 1_000 : ""}
        required
      />`
    }
  <//>`;
}

/** R18: for a card, or a person who asks the clerk. @param {Props} props */
export function CedeTime({ desk, question }) {
  const view = desk.view.value;
  const request = view.requests[question.ticket ?? 0];
  if (!request) return null;
  const others = queue(view, request.period).filter((other) => other.ticket !== request.ticket);
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Cede the time of %(who)s", { who: speakerName(request) })}
    submit=${gettext("Cede the time")}
    onSubmit=${async (/** @type {FormData} */ given) => {
      const fields = { ticket: request.ticket, to: Number(given.get("to")) };
      const offered = await desk.act("offer_time", fields, { quiet: true });
      if (!offered?.ok) return offered;
      return desk.act(
        "accept_time",
        { ticket: request.ticket },
        { quiet: true, done: gettext("The time is ceded.") },
      );
    }}
  >
    <p>
      ${gettext("The person must be present, and loses the own turn. It can be taken back until the other begins to speak.")}
    </p>
    <div class="field">
      <label for="cede-to">${gettext("To whom")}</label>
      <select class="input" id="cede-to" name="to" required autofocus>
        ${others.map(
          (other) =>
            html`<option value=${other.ticket} key=${other.ticket}>
              ${gettext("%(ticket)s – %(who)s", { ticket: other.ticket, who: speakerName(other) })}
            </option>`,
        )}
      </select>
    </div>
  <//>`;
}

/** What of a period's time can be set as it opens; what is not, is as the body's rules have it. */
export function TimeFields() {
  const [timed, setTimed] = useState("");
  return html`<details class="disclosure">
    <summary>${gettext("Timed period, interpreters, ceding, hearings")}</summary>
    <div class="stack">
      <${Choices}
        name="timed"
        legend=${gettext("How long comment stays open")}
        chosen=${timed}
        onChange=${setTimed}
        options=${[
          ["", gettext("As in the body’s rules")],
          ["at_least_ms", gettext("At least")],
          ["at_most_ms", gettext("At most")],
        ]}
      />
      ${
        timed &&
        html`<${Field}
          name="timed_minutes"
          type="number"
          min=${1}
          max=${1440}
          label=${gettext("Minutes")}
          hint=${gettext("It cannot be closed before; “at most” can, once nobody waits.")}
          value=${30}
          required
        />`
      }
      <label class="check">
        <input type="checkbox" name="simultaneous_interpretation" />
        ${gettext("Interpreters speak at the same time, so that they take no time of the speaker")}
      </label>
      <label class="check">
        <input type="checkbox" name="ceding" /> ${gettext("People may cede their time to others")}
      </label>
      <label class="check">
        <input type="checkbox" name="quasi_judicial" />
        ${gettext("This hearing decides rights: totals of positions stay hidden until its record closes")}
      </label>
    </div>
  </details>`;
}

/**
 * The fields of the command for what was given in TimeFields.
 * @param {FormData} given
 * @returns {Record<string, unknown>}
 */
export function timeGiven(given) {
  const timed = given.get("timed");
  return {
    ...(timed ? { [String(timed)]: Number(given.get("timed_minutes")) * 60_000 } : {}),
    ...(given.get("simultaneous_interpretation") ? { simultaneous_interpretation: true } : {}),
    ...(given.get("ceding") ? { ceding: true } : {}),
    ...(given.get("quasi_judicial") ? { quasi_judicial: true } : {}),
  };
}
