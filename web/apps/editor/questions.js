// What the editor asks before it changes a line: who spoke, when, which words to take out, whose turn it was.

import { trackName } from "../../components/caption-settings.js";
import { Dialog } from "../../components/dialog.js";
import { Icon } from "../../components/icon.js";
import { speakerName } from "../../components/names.js";
import { Redact } from "../../components/redact.js";
import { gettext } from "../../core/i18n.js";
import { html, useState } from "../../vendor/preact.js";
import { backToLine } from "./lines.js";
import { changed, timeOf, timeText } from "./model.js";

/** @import { Answer } from "../../core/view.d.ts" */
/** @import { Row } from "./model.js" */
/** @import { Script } from "./script.js" */

/** @param {{ script: Script }} props */
export function Questions({ script }) {
  const row = script.row.value;
  const close = () => {
    script.doing.value = "";
    backToLine();
  };
  if (!row) return null;
  switch (script.doing.value) {
    case "speaker":
      return html`<${Speaker} script=${script} row=${row} onClose=${close} />`;
    case "time":
      return html`<${Times} script=${script} row=${row} onClose=${close} />`;
    case "name":
      return html`<${Name} script=${script} onClose=${close} />`;
    case "redact":
      return html`<${RedactRow} script=${script} row=${row} onClose=${close} />`;
    default:
      return null;
  }
}

/** @param {{ script: Script, row: Row, onClose: () => void }} props */
function RedactRow({ script, row, onClose }) {
  const lines = script.said();
  const track = script.track.value?.track;
  const line = lines.find((one) => one.track === track && one.cue === row.line.cue);
  if (!line) return null;
  const languages = Object.fromEntries(
    Object.values(script.view.value.tracks).map((one) => [one.track, trackName(one)]),
  );
  return html`<${Redact}
    line=${line}
    lines=${lines}
    languages=${languages}
    onRedact=${script.redact.bind(script)}
    onClose=${onClose}
  />`;
}

/**
 * A question with fields, sent by Enter; a refusal stands in it.
 * @param {{ title: string, send: (form: FormData) => Promise<Answer | string>, onClose: () => void, children?: unknown }} props
 */
function Asked({ title, send, onClose, children }) {
  const [refused, setRefused] = useState("");
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <form
      class="stack"
      onSubmit=${async (/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
        event.preventDefault();
        const answer = await send(new FormData(event.currentTarget));
        if (typeof answer === "string") setRefused(answer);
        else if (answer.ok) onClose();
        else setRefused(answer.message);
      }}
    >
      ${children}
      ${refused && html`<p class="error" role="alert"><${Icon} shape="alert" /> <span>${refused}</span></p>`}
      <div class="buttons">
        <button class="button">${gettext("Save")}</button>
        <button type="button" class="button second" onClick=${onClose}>${gettext("Cancel")}</button>
      </div>
    </form>
  <//>`;
}

/** Names heard in this meeting, to choose from. @param {Script} script */
function names(script) {
  const said = script.rows.value.flatMap(({ piece, line }) => [
    piece.speaker,
    line.speaker,
    piece.who?.name,
  ]);
  const asked = script.turns.value.map((turn) => turn.name);
  return [...new Set([...said, ...asked])].filter(Boolean).sort();
}

/** @param {{ script: Script, row: Row, onClose: () => void }} props */
function Speaker({ script, row, onClose }) {
  const derived = row.piece.who ? speakerName(row.piece.who) : "";
  return html`<${Asked}
    title=${gettext("Who said this?")}
    onClose=${onClose}
    send=${(/** @type {FormData} */ form) =>
      script.edit([changed(row, { speaker: String(form.get("speaker") ?? "").trim() })])}
  >
    <blockquote dir="auto">${row.piece.text}</blockquote>
    <label class="stack tight"
      >${gettext("Name")}
      <input
        class="input"
        name="speaker"
        list="names"
        dir="auto"
        maxlength="200"
        autofocus
        autocomplete="off"
        defaultValue=${row.piece.speaker ?? ""}
      />
    </label>
    <datalist id="names">${names(script).map((name) => html`<option key=${name} value=${name}></option>`)}</datalist>
    <p class="hint">
      ${
        derived && !row.piece.speaker
          ? gettext("Left empty, it is whose turn it was: %(name)s.", { name: derived })
          : gettext("Left empty, it is whose turn it was.")
      }
    </p>
  <//>`;
}

/** @param {{ script: Script, row: Row, onClose: () => void }} props */
function Times({ script, row, onClose }) {
  const zero = script.view.value.meeting.started_at ?? 0;
  const { began, ended } = row.piece;
  return html`<${Asked}
    title=${gettext("When was this said?")}
    onClose=${onClose}
    send=${async (/** @type {FormData} */ form) => {
      const [from, until] = [timeOf(String(form.get("began"))), timeOf(String(form.get("ended")))];
      if (from === undefined || until === undefined || until < from)
        return gettext("Type both as hours:minutes:seconds, the end after the beginning.");
      return script.edit([changed(row, { began: zero + from, ended: zero + until })]);
    }}
  >
    <blockquote dir="auto">${row.piece.text}</blockquote>
    <div class="two-fields">
      <label class="stack tight"
        >${gettext("From")}
        <input class="input numbers" name="began" autofocus inputmode="decimal" defaultValue=${timeText(began - zero)} />
      </label>
      <label class="stack tight"
        >${gettext("To")}
        <input class="input numbers" name="ended" inputmode="decimal" defaultValue=${timeText(ended - zero)} />
      </label>
    </div>
    <p class="hint">${gettext("Hours, minutes and seconds since the meeting began.")}</p>
  <//>`;
}

/** @param {{ script: Script, onClose: () => void }} props */
function Name({ script, onClose }) {
  const { turn } = script;
  if (!turn) return null;
  return html`<${Asked}
    title=${gettext("Whose turn was it?")}
    onClose=${onClose}
    send=${(/** @type {FormData} */ form) =>
      script.connection.command("name_turn", {
        turn: turn.turn,
        name: String(form.get("name") ?? "").trim(),
      })}
  >
    <label class="stack tight"
      >${gettext("Name, as given")}
      <input
        class="input"
        name="name"
        list="names"
        dir="auto"
        maxlength="200"
        required
        autofocus
        autocomplete="off"
        defaultValue=${turn.name ?? ""}
      />
    </label>
    <datalist id="names">${names(script).map((name) => html`<option key=${name} value=${name}></option>`)}</datalist>
  <//>`;
}
