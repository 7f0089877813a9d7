// The turns that were held, to be confirmed or put right before the transcript is more than a draft (R44). During
// the meeting it stands behind a tab of the queue; afterwards it is what the desk is for.

import { speakerName } from "../../components/names.js";
import { formatClock, formatTime, gettext, ngettext } from "../../core/i18n.js";
import { html } from "../../vendor/preact.js";
import { confirmTurn } from "./acts.js";
import { meetingActs } from "./may.js";
import { ActButton, Panel } from "./parts.js";
import { turnsHeld, turnsToConfirm } from "./view.js";

/** @import { Desk } from "./desk.js" */
/** @import { TurnCard } from "./view.js" */

/** @param {{ desk: Desk, tools?: unknown }} props */
export function TurnsPanel({ desk, tools }) {
  const view = desk.view.value;
  const turns = turnsHeld(view);
  const left = turnsToConfirm(view);
  const next = left.find((turn) => turn.turn === desk.openTurn.value) ?? left[0];
  return html`<${Panel} id="turns" title=${gettext("Turns")} count=${turns.length} tools=${tools}>
    ${view.meeting.status === "adjourned" && html`<${Publish} desk=${desk} left=${left.length} />`}
    <div class="panel-scroll">
      ${turns.length === 0 && html`<p class="empty">${gettext("Nobody has spoken yet.")}</p>`}
      <ol class="turn-rows" role="list">
        ${turns.map((turn) => html`<${Row} key=${turn.turn} desk=${desk} turn=${turn} next=${turn === next} />`)}
      </ol>
    </div>
  <//>`;
}

/** @param {{ desk: Desk, left: number }} props */
function Publish({ desk, left }) {
  const view = desk.view.value;
  const published = view.meeting.transcript === "published";
  return html`<div class="publish">
    <p>
      ${
        left > 0
          ? ngettext(
              "%(num)s turn is not confirmed; until it is, transcripts say “draft”.",
              "%(num)s turns are not confirmed; until they are, transcripts say “draft”.",
              left,
            )
          : gettext("All turns are confirmed.")
      }
      ${" "}
      ${published ? html`<b>${gettext("The transcript is published.")}</b>` : ""}
    </p>
    ${
      desk.clerks &&
      html`<a class="button small second" href=${desk.page.urls.editor}>
        ${gettext("Transcript editor")}
      </a>`
    }
    <${ActButton}
      desk=${desk}
      tone="quiet"
      label=${gettext("Recording offset…")}
      against=${desk.clerks ? undefined : "role"}
      onAct=${() => desk.ask({ kind: "transcript_offset" })}
    />
    ${
      published
        ? html`<a class="button small second" href=${desk.page.urls.archive}>${gettext("To the archive")}</a>`
        : html`<${ActButton}
            desk=${desk}
            tone=${left === 0 ? "" : "second"}
            label=${left === 0 ? gettext("Publish the transcript") : gettext("Publish as a draft")}
            against=${desk.clerks ? meetingActs(view).publish_transcript : "role"}
            onAct=${() =>
              desk.act("publish_transcript", {}, { done: gettext("The transcript is published.") })}
          />`
    }
  </div>`;
}

/** @param {{ desk: Desk, turn: TurnCard, next: boolean }} props `next`: what the key for confirming is about */
function Row({ desk, turn, next }) {
  const { turn: number, began = 0, ended } = turn;
  const item = turn.item === undefined ? undefined : desk.view.value.items[turn.item];
  const against = desk.clerks ? (turn.status === "ended" ? undefined : "turn_runs") : "role";
  return html`<li
    class=${`turn-row ${turn.confirmed || turn.dais ? "settled" : ""} ${next ? "next-up" : ""}`}
    aria-current=${next ? "true" : undefined}
  >
    <div class="turn-line">
      <time class="soft numbers">${formatTime(began, { timeStyle: "medium" })}</time>
      ${turn.ticket !== undefined && html`<span class="ticket-tag">${turn.ticket}</span>`}
      <span class="grow turn-name" dir="auto"><b>${speakerName(turn)}</b></span>
      <span class="soft numbers">
        ${ended === undefined ? gettext("speaking") : formatClock(Math.round((ended - began) / 1_000))}
      </span>
      <span class=${turn.confirmed || turn.dais ? "mark good" : "mark warn"}>
        ${turn.confirmed || turn.dais ? gettext("Confirmed") : gettext("Provisional")}
      </span>
    </div>
    ${item && html`<p class="small soft turn-item" dir="auto">${item.label}</p>`}
    <div class="buttons-tight">
      ${
        !turn.confirmed &&
        html`<${ActButton}
          desk=${desk}
          act=${next ? "confirm_turn" : undefined}
          tone=${next ? "" : "second"}
          label=${gettext("Confirm")}
          against=${against}
          onAct=${() => {
            desk.openTurn.value = number;
            confirmTurn(desk);
          }}
        />`
      }
      <${ActButton}
        desk=${desk}
        tone="quiet"
        label=${gettext("Rename…")}
        against=${desk.clerks ? undefined : "role"}
        onAct=${() => desk.ask({ kind: "name_turn", turn: number })}
      />
      <${ActButton}
        desk=${desk}
        tone="quiet"
        label=${gettext("Split…")}
        against=${against}
        onAct=${() => desk.ask({ kind: "split_turn", turn: number })}
      />
      ${
        !turn.dais &&
        html`<${ActButton}
          desk=${desk}
          tone="quiet"
          label=${gettext("Give to the dais")}
          against=${against}
          onAct=${() =>
            desk.act(
              "give_turn_to_dais",
              { turn: number },
              { done: gettext("Given to the dais.") },
            )}
        />`
      }
    </div>
  </li>`;
}
