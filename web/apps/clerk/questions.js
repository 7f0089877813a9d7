// Which question is shown for what the desk asks.

import { html } from "../../vendor/preact.js";
import { AddItem, CloseItem, EditItem, OpenPeriod } from "./agenda_questions.js";
import { ContinueItem } from "./continue_questions.js";
import { Keys } from "./keys.js";
import {
  Adjourn,
  Announce,
  Cancel,
  EditMeeting,
  Hold,
  Interrupt,
  Postpone,
  TranscriptOffset,
} from "./meeting_questions.js";
import { Minutes } from "./minutes.js";
import { NameNeeded } from "./name_question.js";
import { Admit, DropDraw, GiveSeed } from "./order_questions.js";
import { ClearRoom, EndOutage, Hours, NoteStep, ReportOutage } from "./outage_questions.js";
import { CallNow, EditRequest, Move, RefuseName, Remove, Withdraw } from "./queue_questions.js";
import { RedactCaptions } from "./redact_question.js";
import { UndoStart } from "./slips.js";
import { ToPeriod, Warn } from "./speaker_questions.js";
import { CedeTime, GiveTime, GrantTime, SetAllotment } from "./time_questions.js";
import { NameTurn, SplitTurn } from "./turn_questions.js";

/** @import { Comments } from "./comments.js" */
/** @import { Desk } from "./desk.js" */

/** @type {Record<string, unknown>} */
const QUESTIONS = {
  add_item: AddItem,
  cede_time: CedeTime,
  give_time: GiveTime,
  grant_time: GrantTime,
  set_allotment: SetAllotment,
  adjourn: Adjourn,
  admit: Admit,
  announce: Announce,
  call: CallNow,
  cancel_meeting: Cancel,
  drop_draw: DropDraw,
  clear_room: ClearRoom,
  continue_item: ContinueItem,
  edit_item: EditItem,
  edit_meeting: EditMeeting,
  edit_request: EditRequest,
  end_outage: EndOutage,
  enter_closed_session: Interrupt,
  give_seed: GiveSeed,
  finish_item: CloseItem,
  hold: Hold,
  hours: Hours,
  keys: Keys,
  minutes: Minutes,
  move: Move,
  name_needed: NameNeeded,
  name_turn: NameTurn,
  note_outage_step: NoteStep,
  open_period: OpenPeriod,
  postpone_meeting: Postpone,
  recess: Interrupt,
  redact_captions: RedactCaptions,
  refuse_name: RefuseName,
  remove: Remove,
  report_outage: ReportOutage,
  split_turn: SplitTurn,
  start_item: CloseItem,
  to_period: ToPeriod,
  transcript_offset: TranscriptOffset,
  undo_start: UndoStart,
  warn: Warn,
  withdraw: Withdraw,
};

/** @param {{ desk: Desk, comments: Comments }} props */
export function OpenQuestion({ desk, comments }) {
  const question = desk.question.value;
  const shown = question && QUESTIONS[question.kind];
  if (!shown) return null;
  return html`<${shown} key=${question.kind} desk=${desk} question=${question} comments=${comments} />`;
}
