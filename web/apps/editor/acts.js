// What the editor can do with the row that is looked at: one function for each key.

import { toast, told } from "../../components/toast.js";
import { near } from "../../core/glossary.js";
import { gettext } from "../../core/i18n.js";
import { changed, merged } from "./model.js";

/** @import { Script } from "./script.js" */

/** Puts the term of the glossary in the place of what comes close to it. @param {Script} script */
export async function takeTerm(script) {
  const row = script.row.peek();
  const close = row && near(script.glossary.peek(), row.piece.text)[0];
  if (!row || !close)
    return void toast(gettext("Nothing in this line comes close to the glossary."));
  const { text } = row.piece;
  const mended = text.slice(0, close.from) + close.term + text.slice(close.to);
  told(await script.edit([changed(row, { text: mended })]));
}

/** @param {Script} script */
export async function mergeWithNext(script) {
  const row = script.row.peek();
  const edits = row ? merged(row, script.rows.peek()[script.at.peek() + 1]) : [];
  if (!edits.length) return void toast(gettext("There is no line behind this one."));
  told(await script.edit(edits));
}

/**
 * Gives a line at a hand-over to the speaker before or after: its time is moved over the hand-over.
 * @param {Script} script
 * @param {"before" | "after"} side
 */
export async function giveTo(script, side) {
  const row = script.row.peek();
  const turn = script.turn;
  if (!row || !turn) return void toast(gettext("This line is in nobody’s turn."));
  const edge = side === "before" ? (turn.began ?? 0) - 1 : turn.ended;
  if (edge === undefined) return void toast(gettext("This turn has not ended yet."));
  const ended = Math.max(
    side === "before" ? Math.min(row.piece.ended, edge + 1) : row.piece.ended,
    edge,
  );
  told(await script.edit([changed(row, { began: edge, ended })]));
}

/** @param {Script} script */
export async function confirmTurn(script) {
  const turn = ofTurn(script);
  if (!turn) return;
  if (turn.confirmed) return void toast(gettext("This turn is confirmed already."));
  if (!told(await script.connection.command("confirm_turn", { turn: turn.turn }))) return;
  if (!script.check(turn.turn)) toTurnWithoutLines();
}

/** @param {Script} script */
export async function splitTurn(script) {
  const turn = ofTurn(script);
  const row = script.row.peek();
  if (!turn || !row) return;
  if (told(await script.connection.command("split_turn", { turn: turn.turn, at: row.piece.began })))
    toast(gettext("Split. Name the second part."));
}

/** @param {Script} script */
export async function giveToDais(script) {
  const turn = ofTurn(script);
  if (!turn) return;
  if (told(await script.connection.command("give_turn_to_dais", { turn: turn.turn })))
    script.check(turn.turn);
}

/** @param {Script} script */
export function nameTurn(script) {
  if (ofTurn(script)) script.doing.value = "name";
}

/** The turn that the row is in, if this person may put it right. @param {Script} script */
function ofTurn(script) {
  if (!script.clerks) {
    toast(gettext("Only the clerk confirms turns."));
    return undefined;
  }
  const { turn } = script;
  if (!turn) toast(gettext("This line is in nobody’s turn."));
  return turn;
}

/** @param {Script} script */
export function toNextCheck(script) {
  if (script.check() || toTurnWithoutLines()) return;
  toast(gettext("There is nothing left to check."));
}

/** What no line leads to: its own button has the focus. @returns {boolean} whether there is such a turn */
function toTurnWithoutLines() {
  const button = document.querySelector(".turn-bare .button");
  if (button instanceof HTMLElement) button.focus();
  return button !== null;
}

/** @param {Script} script */
export async function askRedaction(script) {
  if (!script.row.peek()) return;
  await script.loadAll();
  script.doing.value = "redact";
}
