// What each key and each button of the floor does: the command it sends for what the screen shows now. Whether it
// may is asked of may.js first, so that a key that does nothing says why.

import { speakerName } from "../../components/names.js";
import { formatDuration, gettext } from "../../core/i18n.js";
import { lacksName } from "../../core/queue.js";
import { floorActs, takeBack } from "./may.js";
import { lastTurnIfFree, nameToPass, nameWaits, nextToCall, turnsToConfirm } from "./view.js";

/** @import { Desk } from "./desk.js" */
/** @import { Act } from "./keymap.js" */

/** How much time one press gives or takes, ms. */
export const STEP_MS = 30_000;

/** @type {Partial<Record<Act, (desk: Desk) => unknown>>} */
const DOES = {
  call_next(desk) {
    const view = desk.view.value;
    const period = view.floor?.period ?? desk.period.value;
    const due = nextToCall(view, period);
    if (due && lacksName(view, due)) return desk.ask({ kind: "name_needed", ticket: due.ticket });
    return desk.act("call_next", { period, believes: view.floor?.turn });
  },
  start_pause(desk) {
    const floor = desk.view.value.floor;
    if (!floor) return undefined;
    const type =
      floor.status === "called"
        ? "start_turn"
        : floor.status === "paused"
          ? "resume_turn"
          : "pause_turn";
    return desk.act(type, { turn: floor.turn });
  },
  more_time: (desk) => giveTime(desk, STEP_MS),
  less_time: (desk) => giveTime(desk, -STEP_MS),
  end: (desk) => desk.act("end_turn", { turn: desk.view.value.floor?.turn }),
  call_again: (desk) =>
    desk.act(
      "call_again",
      { turn: desk.view.value.floor?.turn },
      { done: gettext("Called again.") },
    ),
  no_show: (desk) => desk.act("mark_no_show", { turn: desk.view.value.floor?.turn }),
  undo(desk) {
    const back = takeBack(desk.view.value);
    if (back && speaksAlready(desk))
      return desk.ask({ kind: "undo_start", turn: Number(back.fields.turn) });
    return back && desk.act(back.type, back.fields);
  },
  walk_up: (desk) =>
    desk.act("walk_up", { believes: desk.view.value.floor?.turn, period: desk.period.value }),
  name_turn(desk) {
    const view = desk.view.value;
    desk.ask({ kind: "name_turn", turn: (view.floor ?? lastTurnIfFree(view))?.turn });
  },
};

/** How long after a start the key that takes it back is likely to mean it, ms. */
const JUST_STARTED_MS = 15_000;

/**
 * Whether the key would take away the floor of somebody who has been speaking for a while: then it is asked first.
 * @param {Desk} desk
 */
function speaksAlready(desk) {
  const { floor, meeting } = desk.view.value;
  const starts = meeting.slip?.what === "start" || meeting.slip?.what === "walk_up";
  return starts && desk.clock.now() - (floor?.began ?? 0) > JUST_STARTED_MS;
}

/** @param {Desk} desk @param {number} delta ms */
function giveTime(desk, delta) {
  const time = formatDuration(Math.abs(delta));
  const done =
    delta > 0 ? gettext("%(time)s more.", { time }) : gettext("%(time)s less.", { time });
  return desk.act(
    "give_time",
    { turn: desk.view.value.floor?.turn, delta_ms: delta },
    { done, again: true },
  );
}

/** The acts that concern the floor, whose being allowed is asked of floorActs. */
const FLOOR = /** @type {const} */ ([
  "call_next",
  "start_pause",
  "more_time",
  "less_time",
  "end",
  "call_again",
  "no_show",
  "undo",
  "walk_up",
  "name_turn",
]);

/** @typedef {typeof FLOOR[number]} FloorAct */

/**
 * Why a floor act cannot be done now, if so.
 * @param {Desk} desk
 * @param {FloorAct} act
 * @returns {import("./may.js").Forbidden}
 */
export function forbidden(desk, act) {
  if (act === "name_turn" && !desk.clerks) return "role";
  return desk.may.value[act];
}

/**
 * Does a floor act, or says why it cannot be done.
 * @param {Desk} desk
 * @param {FloorAct} act
 */
export function doFloorAct(desk, act) {
  // The exact time, not the last whole second: a key pressed as the grace ends must not be refused.
  const against =
    act === "name_turn" ? forbidden(desk, act) : floorActs(desk.view.value, desk.clock.now())[act];
  if (against) desk.refuse(against);
  else DOES[act]?.(desk);
}

/** @param {Act} act @returns {act is FloorAct} */
export function isFloorAct(act) {
  return /** @type {readonly string[]} */ (FLOOR).includes(act);
}

/**
 * R2: passes the name of the open row, else the one most in need of it.
 * @param {Desk} desk
 * @param {number} [ticket]
 */
export function passName(desk, ticket = desk.openTicket.value) {
  if (!desk.clerks) return desk.refuse("role");
  const view = desk.view.value;
  const open = ticket === undefined ? undefined : view.requests[ticket];
  const card = open && nameWaits(open) ? open : nameToPass(view, desk.period.value);
  if (!card) return desk.refuse("no_name_waits");
  return desk.act(
    "pass_name",
    { ticket: card.ticket },
    { done: gettext("Name passed: %(name)s.", { name: card.name }) },
  );
}

/**
 * R43: blanks the public screens, or shows them again.
 * @param {Desk} desk
 */
export function toggleBlank(desk) {
  return desk.act(desk.view.value.meeting.blanked ? "unblank_screens" : "blank_screens");
}

/**
 * R44: confirms the open turn, else the first that is not confirmed, and opens the next.
 * @param {Desk} desk
 */
export async function confirmTurn(desk) {
  if (!desk.clerks) return desk.refuse("role");
  const waiting = turnsToConfirm(desk.view.value).filter((turn) => turn.status === "ended");
  const at = Math.max(
    0,
    waiting.findIndex((turn) => turn.turn === desk.openTurn.value),
  );
  const turn = waiting[at];
  if (!turn) return desk.refuse("nothing_to_confirm");
  desk.openTurn.value = (waiting[at + 1] ?? waiting[at - 1])?.turn;
  await desk.act(
    "confirm_turn",
    { turn: turn.turn },
    { done: gettext("Confirmed: %(who)s.", { who: speakerName(turn) }) },
  );
}
