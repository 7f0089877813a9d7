// The calls, walk-ups and hand-overs beside the text (R44): which are confirmed, and the buttons for the one that the
// line is in.

import { speakerName } from "../../components/names.js";
import { told } from "../../components/toast.js";
import { formatTime, gettext, ngettext } from "../../core/i18n.js";
import { html, useLayoutEffect, useRef } from "../../vendor/preact.js";
import { confirmTurn, giveToDais, nameTurn, splitTurn } from "./acts.js";
import { backToLine } from "./lines.js";

/** @import { TurnCard } from "../clerk/view.js" */
/** @import { Script } from "./script.js" */

/** @param {{ script: Script }} props */
export function TurnsList({ script }) {
  const turns = script.turns.value;
  const here = script.turn;
  const left = turns.filter((turn) => !turn.confirmed && !turn.dais).length;
  return html`<section class="panel editor-turns" aria-labelledby="turns-title">
    <header class="panel-head">
      <h2 id="turns-title">${gettext("Turns")}</h2>
      <span class="soft small" role="status">
        ${left ? ngettext("%(num)s to confirm", "%(num)s to confirm", left) : gettext("All confirmed")}
      </span>
    </header>
    <div class="panel-scroll">
      <ol class="turn-list" role="list">
        ${turns.map((turn) => html`<${Turn} key=${turn.turn} script=${script} turn=${turn} here=${turn === here} />`)}
      </ol>
    </div>
  </section>`;
}

/**
 * Confirms a turn that no line leads to; the next such has the focus, or else the line where one is.
 * @param {Script} script
 * @param {TurnCard} turn
 * @param {EventTarget} own the button, which goes with it
 */
async function confirmBare(script, turn, own) {
  if (!told(await script.connection.command("confirm_turn", { turn: turn.turn }))) return;
  const left = document.querySelectorAll(".turn-bare .button");
  const next = [...left].find((one) => one !== own);
  if (next instanceof HTMLElement) next.focus();
  else backToLine();
}

/** @param {{ script: Script, turn: TurnCard, here: boolean }} props */
function Turn({ script, turn, here }) {
  const row = useRef(/** @type {HTMLLIElement | null} */ (null));
  const settled = turn.confirmed || turn.dais;
  const bare = !settled && script.clerks && script.isBare(turn);
  useLayoutEffect(() => {
    if (here) row.current?.scrollIntoView({ block: "nearest" });
  }, [here]);
  return html`<li ref=${row} class=${`turn-entry ${here ? "here" : ""} ${bare ? "turn-bare" : ""}`}>
    <button
      type="button"
      class="turn-jump"
      aria-current=${here ? "true" : undefined}
      onClick=${() => script.goToTurn(turn.turn)}
    >
      <time class="soft small numbers">${formatTime(turn.began ?? 0, { timeStyle: "short" })}</time>
      <b dir="auto">${speakerName(turn)}</b>
      <span class=${settled ? "mark good" : "mark warn"}>
        ${settled ? gettext("Confirmed") : gettext("Provisional")}
      </span>
    </button>
    ${
      bare &&
      html`<div class="buttons-tight">
        <span class="soft small">${gettext("No caption in this turn")}</span>
        <button type="button" class="button small second" onClick=${(/** @type {{ currentTarget: HTMLButtonElement }} */ event) => confirmBare(script, turn, event.currentTarget)}>
          ${gettext("Confirm")}
        </button>
      </div>`
    }
    ${
      here &&
      !bare &&
      script.clerks &&
      html`<div class="buttons-tight">
        ${
          !settled &&
          html`<button type="button" class="button small" onClick=${() => confirmTurn(script)}>
            ${gettext("Confirm")} <kbd>Y</kbd>
          </button>`
        }
        <button type="button" class="button small second" onClick=${() => nameTurn(script)}>
          ${gettext("Name…")} <kbd>N</kbd>
        </button>
        <button type="button" class="button small second" onClick=${() => splitTurn(script)}>
          ${gettext("Split here")} <kbd>X</kbd>
        </button>
        ${
          !turn.dais &&
          html`<button type="button" class="button small second" onClick=${() => giveToDais(script)}>
            ${gettext("To the dais")} <kbd>D</kbd>
          </button>`
        }
      </div>`
    }
  </li>`;
}
