// Slips taken back: what the button says for each, and the question before somebody who already speaks loses the
// floor by it. Which slip it is the view says.

import { speakerName } from "../../components/names.js";
import { gettext } from "../../core/i18n.js";
import { html } from "../../vendor/preact.js";
import { Ask } from "./asking.js";
import { takeBack } from "./may.js";

/** @import { SlipCard } from "../../core/view.d.ts" */
/** @import { Desk } from "./desk.js" */

/** What staff did last, taken back. @param {SlipCard} slip */
export function slipLabel({ what, ticket = 0 }) {
  switch (what) {
    case "move":
    case "to_period":
      return gettext("Undo the move of %(ticket)s", { ticket });
    case "pass_name":
      return gettext("Take back the name of %(ticket)s", { ticket });
    case "refuse_name":
      return gettext("Undo the refused name of %(ticket)s", { ticket });
    case "merge":
      // Translators: two tickets had been made one; this makes them two again
      return gettext("Part %(ticket)s again", { ticket });
    case "match":
      // Translators: the speaker had been taken for the person with this ticket
      return gettext("It was not %(ticket)s", { ticket });
    case "admit":
      return gettext("%(ticket)s back to the waiting list", { ticket });
    case "recall":
      return gettext("Undo the recall of %(ticket)s", { ticket });
    case "start":
      return gettext("Undo the start");
    case "walk_up":
      return gettext("Undo the walk-up");
    case "no_show":
      return gettext("Undo the no-show");
    case "allotment":
      return gettext("Undo the new time");
    case "last_call":
      return gettext("Undo the last call");
    case "close":
      return gettext("Undo the closing");
    default:
      return gettext("Bring %(ticket)s back", { ticket });
  }
}

/** The clock has run for a while: was the start really a slip? @param {{ desk: Desk }} props */
export function UndoStart({ desk }) {
  const { floor, meeting } = desk.view.value;
  const back = takeBack(desk.view.value);
  if (!floor || !back) return null;
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Was the start of %(who)s a slip?", { who: speakerName(floor) })}
    submit=${gettext("Yes, take it back")}
    danger
    onSubmit=${() => desk.act(back.type, back.fields, { quiet: true })}
  >
    <p>
      ${
        meeting.slip?.what === "walk_up"
          ? gettext(
              "The clock has been running for a while. Taken back, nobody has spoken, and the floor is free.",
            )
          : gettext(
              "The clock has been running for a while. Taken back, the person is called as before, with the whole time.",
            )
      }
    </p>
  <//>`;
}
