// The question of where a hearing goes on (R42): in a later meeting of the body, or in a new one on a day to choose;
// and in words what that means for whoever waits.

import {
  formatDateTime,
  formatDuration,
  formatNumber,
  gettext,
  ngettext,
} from "../../core/i18n.js";
import { hasEnded } from "../../core/queue.js";
import { html, useEffect, useState } from "../../vendor/preact.js";
import { Ask, Choices, Field } from "./asking.js";
import { queue } from "./view.js";
import { instantOf, wallClock } from "./zoned.js";

/** @import { Desk, Question } from "./desk.js" */
/** @import { StaffView } from "./view.js" */

/** @typedef {{ meeting: string, title: string, starts_at: number }} Later a meeting that can receive it */

const WEEK_MS = 7 * 86_400_000;

/**
 * The later meetings of the body that have not begun.
 * @param {Desk} desk
 * @returns {Promise<Later[]>}
 */
async function laterMeetings(desk) {
  const answer = await fetch(`/m/${desk.view.value.meeting.id}/later`);
  return answer.ok ? (await answer.json()).meetings : [];
}

/**
 * Who keeps a place when an item goes over: those in line, those on the waiting list, those who did not come when
 * called and can still be called (R23), and the last turn if it was cut short.
 * @param {StaffView} view
 * @param {number} item
 */
export function goingOver(view, item) {
  const periods = Object.values(view.periods).filter((period) => period.item === item);
  const waiting = periods.reduce((sum, { period }) => sum + queue(view, period).length, 0);
  const requests = Object.values(view.requests ?? {});
  const listed = requests.filter(
    (one) => one.status === "listed" && periods.some(({ period }) => period === one.period),
  ).length;
  const missed = requests.filter(
    (one) =>
      one.status === "no_show" &&
      periods.some((each) => each.period === one.period && !hasEnded(each)),
  ).length;
  const turns = Object.values(view.turns ?? {}).filter((turn) => turn.item === item);
  const last = turns.sort((one, other) => other.turn - one.turn)[0];
  const left = last?.status === "ended" ? (last.left_ms ?? 0) : 0;
  return {
    waiting,
    listed,
    missed,
    cutShort: left > 0 && last?.ticket ? { ticket: last.ticket, left } : undefined,
  };
}

/** @param {{ desk: Desk, question: Question }} props */
export function ContinueItem({ desk, question }) {
  const view = desk.view.value;
  const item = view.items[question.item ?? 0];
  const { meeting } = view;
  const [later, setLater] = useState(/** @type {Later[] | undefined} */ (undefined));
  const [chosen, setChosen] = useState("");
  useEffect(() => {
    laterMeetings(desk).then(
      (found) => {
        setLater(found);
        setChosen(found[0]?.meeting ?? "new");
      },
      () => {
        setLater([]);
        setChosen("new");
      },
    );
  }, [desk]);
  if (!item) return null;
  const going = goingOver(view, item.item);
  const back = question.next;
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Continue to a later meeting")}
    submit=${gettext("Continue it there")}
    onSubmit=${async (/** @type {FormData} */ given) => {
      const to = given.get("to");
      const fresh = to === "new";
      const answer = await desk.act(
        "continue_item",
        {
          item: item.item,
          to: fresh ? undefined : String(to),
          starts_at: fresh
            ? instantOf(String(given.get("starts_at")), meeting.time_zone)
            : undefined,
          reason: String(given.get("reason")),
          unfinished: given.get("unfinished") ? [Number(given.get("unfinished"))] : undefined,
        },
        { quiet: true, done: gettext("The hearing is continued.") },
      );
      if (!answer?.ok || !back) return answer;
      desk.ask({ kind: back });
      return undefined; // the question that led here is open again
    }}
  >
    <p dir="auto"><b>${item.label}</b></p>
    ${later === undefined && html`<p class="soft">${gettext("Looking for later meetings…")}</p>`}
    ${
      later !== undefined &&
      html`<${Choices}
        name="to"
        legend=${gettext("Where it goes on")}
        chosen=${chosen}
        onChange=${setChosen}
        options=${[
          ...later.map((one) => [
            one.meeting,
            // Translators: a meeting that can be chosen: when it begins, and its title
            gettext("%(time)s: %(title)s", {
              time: formatDateTime(one.starts_at),
              title: one.title,
            }),
          ]),
          ["new", gettext("A new meeting on another day")],
        ]}
      />`
    }
    ${
      chosen === "new" &&
      html`<${Field}
        name="starts_at"
        type="datetime-local"
        label=${gettext("Begins")}
        hint=${gettext("In the time zone of the body: %(zone)s", { zone: meeting.time_zone })}
        value=${wallClock(meeting.starts_at + WEEK_MS, meeting.time_zone)}
        required
      />`
    }
    <${Field} name="reason" label=${gettext("Motion or reason, for the record (voluntary)")} longest=${200} />
    ${
      going.cutShort &&
      html`<label class="choice"
        ><input type="checkbox" name="unfinished" value=${going.cutShort.ticket} />
        ${gettext(
          "The turn of ticket %(ticket)s was cut short: it goes on there, before all others, with what was left of it (%(time)s).",
          {
            ticket: formatNumber(going.cutShort.ticket),
            time: formatDuration(Math.floor(going.cutShort.left / 1_000) * 1_000),
          },
        )}</label
      >`
    }
    <${Consequences} going=${going} />
  <//>`;
}

/** @param {{ going: ReturnType<typeof goingOver> }} props */
function Consequences({ going }) {
  return html`<ul class="consequences">
    <li>
      ${
        going.waiting === 0
          ? gettext("Nobody waits; the hearing stays open for requests there.")
          : ngettext(
              "%(num)s person who waits keeps their place there, under the same rules.",
              "%(num)s people who wait keep their places there, in this order and under the same rules.",
              going.waiting,
            )
      }
      ${
        going.listed > 0 &&
        html`${" "}${ngettext("So does %(num)s on the waiting list.", "So do %(num)s on the waiting list.", going.listed)}`
      }
      ${
        going.missed > 0 &&
        html`${" "}${ngettext(
          "So does %(num)s person who did not come when called.",
          "So do %(num)s people who did not come when called.",
          going.missed,
        )}`
      }
    </li>
    <li>${gettext("Who has spoken on it has had their turn, there as well.")}</li>
    <li>${gettext("Their phones say where it goes on, and show their place there. Receipts and return codes stay good.")}</li>
    <li>${gettext("Requests on it are not taken here any more. You can take this back until something happens there.")}</li>
  </ul>`;
}
