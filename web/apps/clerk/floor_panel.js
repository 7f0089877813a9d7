// The floor, on top of the desk: who has it, the clock, and every act upon it at a place that never changes.

import { Icon } from "../../components/icon.js";
import { channelName, speakerName } from "../../components/names.js";
import { statusSentence, statusWord } from "../../components/status.js";
import { Timer } from "../../components/timer.js";
import {
  formatClock,
  formatDuration,
  formatTime,
  gettext,
  ngettext,
  pgettext,
} from "../../core/i18n.js";
import { isOver, nextThree } from "../../core/queue.js";
import { html } from "../../vendor/preact.js";
import { doFloorAct, forbidden, passName, STEP_MS } from "./acts.js";
import { takeBack } from "./may.js";
import { ActButton, Marks } from "./parts.js";
import { slipLabel } from "./slips.js";
import { told } from "./told.js";
import { marks, nameWaits, queue } from "./view.js";
import { why } from "./words.js";

/** @import { Floor, SlipCard } from "../../core/view.d.ts" */
/** @import { FloorAct } from "./acts.js" */
/** @import { Desk } from "./desk.js" */
/** @import { StaffView } from "./view.js" */

/** @param {{ desk: Desk }} props */
export function FloorPanel({ desk }) {
  const view = desk.view.value;
  const { floor } = view;
  if (isOver(view))
    return html`<section class="panel floor over" id="floor" aria-labelledby="floor-title">
      <h2 id="floor-title" class="floor-state">${statusWord(view.meeting.status)}</h2>
      <p class="speaker-about">${statusSentence(view.meeting)}</p>
      <${Latest} desk=${desk} />
    </section>`;
  return html`<section
    class=${`panel floor ${floor?.status ?? "free"}`}
    id="floor"
    aria-labelledby="floor-title"
  >
    <div class="floor-who">
      <h2 id="floor-title" class="floor-state">${floorState(view)}</h2>
      ${floor ? html`<${Speaker} desk=${desk} floor=${floor} />` : html`<${FloorFree} desk=${desk} />`}
    </div>
    <div class="floor-clock">
      ${
        floor
          ? html`<${Timer} key=${floor.turn} turn=${floor} clock=${desk.clock} />
            <p class="soft small">
              ${gettext("Allotted: %(time)s", { time: formatDuration(floor.allotment_ms) })}
            </p>`
          : html`<div class="timer idle" aria-hidden="true"><div class="timer-face">–:––</div></div>`
      }
    </div>
    <${FloorActs} desk=${desk} />
    <${NextThree} desk=${desk} />
  </section>`;
}

/** @param {StaffView} view */
function floorState(view) {
  switch (view.floor?.status) {
    case "called":
      return gettext("Called to the floor");
    case "speaking":
      return gettext("Now speaking");
    case "paused":
      return gettext("Clock paused");
    default:
      return view.meeting.status === "live"
        ? gettext("The floor is free")
        : statusWord(view.meeting.status);
  }
}

/** @param {{ desk: Desk, floor: Floor }} props */
function Speaker({ desk, floor }) {
  const view = desk.view.value;
  const request = floor.ticket === undefined ? undefined : view.requests[floor.ticket];
  const item = floor.item === undefined ? undefined : view.items[floor.item];
  return html`<div class="speaker">
      ${floor.ticket !== undefined && html`<span class="ticket-tag">${floor.ticket}</span>`}
      <strong class="speaker-name" dir="auto">${speakerName(floor)}</strong>
      ${
        floor.warned &&
        html`<span class="mark warn"><${Icon} shape="alert" />${gettext("Warned")}</span>`
      }
      <${ActButton}
        desk=${desk}
        tone="quiet"
        label=${gettext("Warn…")}
        onAct=${() => desk.ask({ kind: "warn", ticket: floor.ticket, turn: floor.turn })}
      />
      ${
        request &&
        html`<${ActButton}
          desk=${desk}
          tone="danger-quiet"
          label=${gettext("Remove…")}
          onAct=${() => desk.ask({ kind: "remove", ticket: request.ticket })}
        />`
      }
      ${
        request &&
        nameWaits(request) &&
        html`<${ActButton}
          desk=${desk}
          act="pass_name"
          tone="quiet"
          label=${gettext("Pass the name")}
          onAct=${() => passName(desk, request.ticket)}
        />`
      }
    </div>
    <p class="speaker-about">
      ${floor.channel && html`<span class="whole">${channelName(floor.channel)}</span>`}
      ${request?.topic && html`<span class="topic" dir="auto">${request.topic}</span>`}
      ${item && html`<span dir="auto">${item.label}</span>`}
    </p>
    ${request && html`<${Needs} request=${request} view=${desk.view.value} />`}
    ${floor.status === "called" && html`<${Grace} desk=${desk} floor=${floor} />`}`;
}

/**
 * What the clerk needs at hand while this person speaks.
 * @param {{ request: import("./view.js").RequestCard, view: import("./view.js").StaffView }} props
 */
function Needs({ request, view }) {
  return html`<p class="needs">
    <${Marks} marks=${marks(request, view)} />
    ${[request.pronunciation, request.interpreter, request.accommodation, request.contact]
      .filter(Boolean)
      .map((text) => html`<span class="small" dir="auto" key=${text}>${text}</span>`)}
  </p>`;
}

/** R23: how often called, and how long to come forward. @param {{ desk: Desk, floor: Floor }} props */
function Grace({ desk, floor }) {
  const left = Math.ceil(((floor.grace_until ?? 0) - desk.second.value) / 1_000);
  const calls = ngettext("Called once", "Called %(num)s times", floor.calls);
  return html`<p class="grace">
    <${Icon} shape="bell" /> <span>${calls}:</span>
    <span>${
      left > 0
        ? gettext("%(time)s to come forward", { time: formatClock(left) })
        : floor.calls < 2
          ? gettext("time to call again")
          : gettext("may be marked a no-show")
    }</span>
  </p>`;
}

/** @param {{ desk: Desk }} props */
function FloorFree({ desk }) {
  const view = desk.view.value;
  if (view.meeting.status !== "live")
    return html`<p class="speaker-about">${statusSentence(view.meeting)}</p>`;
  const period = desk.period.value;
  const waiting = period === undefined ? 0 : queue(view, period).length;
  const first = nextThree(view)[0];
  const lots = desk.may.value.call_next;
  if (lots === "draw_first" || lots === "too_early_to_draw")
    return html`<p class="speaker-about">${why(lots)}</p>`;
  const text =
    waiting > 0 && first
      ? gettext("Next: %(who)s. Call when the chair is ready.", { who: speakerName(first) })
      : period === undefined
        ? gettext("Open a comment period on an agenda item, or take a walk-up speaker.")
        : gettext("Nobody is waiting. Add a card or a caller, or take a walk-up speaker.");
  return html`<p class="speaker-about">${text}</p>`;
}

/** @param {StaffView} view */
function startLabel(view) {
  if (view.floor?.status === "speaking") return gettext("Pause");
  return view.floor?.status === "paused" ? gettext("Resume") : gettext("Start");
}

/** @param {StaffView} view */
function undoLabel(view) {
  switch (takeBack(view)?.type) {
    case "reopen_turn":
      return gettext("Reopen the turn");
    case "recall_request":
      return gettext("Recall the no-show");
    case "undo_slip":
      return slipLabel(/** @type {SlipCard} */ (view.meeting.slip));
    default:
      return gettext("Undo the call");
  }
}

/** @param {{ desk: Desk }} props */
function FloorActs({ desk }) {
  const view = desk.view.value;
  const primary = view.floor && view.floor.status !== "speaking" ? "start_pause" : "call_next";
  const step = formatClock(STEP_MS / 1_000);
  /** @type {[FloorAct, string][][]} */
  const rows = [
    [
      ["call_next", gettext("Call next")],
      ["start_pause", startLabel(view)],
      ["end", gettext("End")],
      // Translators: a button that gives the speaker more time, as in "+0:30"
      ["more_time", gettext("+%(time)s", { time: step })],
      // Translators: a button that takes time from the speaker, as in "−0:30"
      ["less_time", gettext("−%(time)s", { time: step })],
    ],
    [
      ["walk_up", gettext("Walk-up")],
      ["name_turn", pgettext("act", "Name")],
      ["call_again", gettext("Call again")],
      ["no_show", gettext("No-show")],
      ["undo", undoLabel(view)],
    ],
  ];
  return html`<div class="floor-acts" role="group" aria-label=${gettext("The floor")}>
    ${rows.map(
      (acts, at) =>
        html`<div key=${at}>
          ${acts.map(
            ([act, label]) =>
              html`<${ActButton}
                key=${act}
                desk=${desk}
                act=${act}
                label=${label}
                tone=${act === primary ? "" : "second"}
                against=${forbidden(desk, act)}
                onAct=${() => doFloorAct(desk, act)}
              />`,
          )}
        </div>`,
    )}
    <${OnTheClock} desk=${desk} />
    <${Latest} desk=${desk} />
  </div>`;
}

/** What is asked about the clock, and the beginning with a clock that stands. @param {{ desk: Desk }} props */
function OnTheClock({ desk }) {
  const { floor } = desk.view.value;
  const begun = floor && floor.status !== "called" ? "clock_started" : undefined;
  return html`<div>
    <${ActButton}
      desk=${desk}
      tone="quiet"
      label=${gettext("Time, with a reason…")}
      against=${forbidden(desk, "more_time")}
      onAct=${() => desk.ask({ kind: "give_time" })}
    />
    ${
      floor?.status === "called" &&
      floor.ticket !== undefined &&
      desk.clerks &&
      html`<${ActButton}
        desk=${desk}
        tone="quiet"
        label=${gettext("Extra time…")}
        onAct=${() => desk.ask({ kind: "grant_time", ticket: floor.ticket })}
      />`
    }
    <${ActButton}
      desk=${desk}
      tone="quiet"
      label=${gettext("Start with the clock standing")}
      against=${begun ?? forbidden(desk, "start_pause")}
      onAct=${() => desk.act("start_turn", { turn: floor?.turn, hold: true })}
    />
  </div>`;
}

/** R25: the next three, called ahead. @param {{ desk: Desk }} props */
function NextThree({ desk }) {
  const view = desk.view.value;
  const cards = nextThree(view);
  return html`<div class="next">
    <h3>${gettext("Next")}</h3>
    ${cards.length === 0 && html`<p class="soft">${gettext("Nobody")}</p>`}
    <ol role="list">
      ${cards.map((card) => {
        const request = view.requests[card.ticket];
        return html`<li key=${card.ticket}>
          <span class="ticket-tag">${card.ticket}</span>
          <span class="next-name" dir="auto">${speakerName(card)}</span>
          <span class="soft small">${channelName(card.channel)}</span>
          ${request && html`<${Marks} marks=${marks(request, view)} />`}
        </li>`;
      })}
    </ol>
  </div>`;
}

/** The last thing that happened, whoever did it, in sight of the clock. @param {{ desk: Desk }} props */
function Latest({ desk }) {
  const line = desk.log.value[0];
  if (!line) return null;
  const view = desk.view.value;
  return html`<p class="latest small soft">
    <time class="numbers">${formatTime(line.at, { timeStyle: "medium" })}</time>
    <span dir="auto">${told(line, (item) => view.items[item]?.label ?? "")}</span>
  </p>`;
}
