// The lines of the transcript, one row for each piece: walked by the arrow keys, each changed in its place.

import { trackName } from "../../components/caption-settings.js";
import { Icon } from "../../components/icon.js";
import { speakerName } from "../../components/names.js";
import { near } from "../../core/glossary.js";
import { formatTime, gettext } from "../../core/i18n.js";
import { html, useLayoutEffect, useRef, useState } from "../../vendor/preact.js";
import { takeTerm } from "./acts.js";
import { pressed } from "./keys.js";
import { changed, split, tidied } from "./model.js";

/** @import { Answer } from "../../core/view.d.ts" */
/** @import { Row } from "./model.js" */
/** @import { Script } from "./script.js" */

/** How many rows are drawn at once; the window moves with the row that is looked at. */
const STEP = 80;
const AROUND = 30;

/** @param {{ script: Script }} props */
export function Lines({ script }) {
  const rows = script.rows.value;
  const at = script.at.value;
  const first = Math.max(0, Math.floor(at / STEP) * STEP - AROUND);
  const last = Math.min(rows.length, first + STEP + 2 * AROUND);
  const track = script.track.value;
  return html`<section class="panel editor-lines" aria-labelledby="lines-title">
    <header class="panel-head">
      <h2 id="lines-title">${gettext("Transcript")}</h2>
      <${Tracks} script=${script} />
    </header>
    <div class="panel-scroll" lang=${track?.language}>
      ${rows.length === 0 && html`<p class="empty">${gettext("Nothing has been captioned in this track yet.")}</p>`}
      ${
        first > 0 &&
        html`<button type="button" class="button small second" onClick=${() => script.go(first - 1)}>
          ${gettext("Show earlier")}
        </button>`
      }
      <ol class="said-rows" role="list" onKeyDown=${(/** @type {KeyboardEvent} */ event) => pressed(script, event)}>
        ${rows.slice(first, last).map(
          (row, number) =>
            html`<${RowOf}
              key=${row.key}
              script=${script}
              row=${row}
              before=${rows[first + number - 1]}
              here=${first + number === at}
            />`,
        )}
      </ol>
      ${
        last < rows.length &&
        html`<button type="button" class="button small second" onClick=${() => script.go(last)}>
          ${gettext("Show later")}
        </button>`
      }
    </div>
  </section>`;
}

/** After a question or a search the line where one is has the focus again, whatever has become of it. */
export function backToLine() {
  queueMicrotask(() => {
    const line = document.querySelector('.said-text[tabindex="0"]');
    if (line instanceof HTMLElement) line.focus();
  });
}

/** @param {{ script: Script }} props */
function Tracks({ script }) {
  const tracks = Object.values(script.view.value.tracks).filter((track) => track.cues);
  if (tracks.length < 2) return null;
  return html`<div class="tabs">
    ${tracks.map(
      (track) =>
        html`<button
          type="button"
          class="tab"
          key=${track.track}
          lang=${track.language}
          aria-pressed=${track.track === script.track.value?.track}
          onClick=${() => script.choose(track.track)}
        >
          ${trackName(track)}
        </button>`,
    )}
  </div>`;
}

/** @param {{ script: Script, row: Row, before?: Row, here: boolean }} props */
function RowOf({ script, row, before, here }) {
  const { piece, line } = row;
  const button = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const mending = here && script.doing.value === "text";
  useLayoutEffect(() => {
    if (!here || mending || script.finding.peek()) return;
    button.current?.scrollIntoView({ block: "nearest" });
    const focused = document.activeElement;
    if (focused === document.body || focused?.closest(".said-rows")) button.current?.focus();
  }, [here, mending]);
  const named = piece.who ? speakerName(piece.who) : (line.speaker ?? "");
  const changes = nameOf(before) !== named || before?.piece.who?.turn !== piece.who?.turn;
  return html`<li class=${`said-row ${here ? "here" : ""} ${piece.doubtful ? "doubtful" : ""}`}>
    ${changes && named && html`<p class="said-who" dir="auto">${named}</p>`}
    <time class="soft small numbers">${formatTime(piece.began, { timeStyle: "medium" })}</time>
    ${
      mending
        ? html`<${Mend} script=${script} row=${row} />`
        : html`<button
            type="button"
            class="said-text"
            ref=${button}
            tabindex=${here ? 0 : -1}
            aria-current=${here ? "true" : undefined}
            data-row=${row.key}
            onFocus=${() => {
              script.here.value = row.key;
            }}
            onPointerDown=${(/** @type {Event} */ event) => event.preventDefault()}
            onClick=${() => {
              script.here.value = row.key;
              script.doing.value = "text";
            }}
          >
            <span dir="auto"><${Marked} script=${script} text=${piece.text} /></span>
            <${Marks} row=${row} />
          </button>`
    }
    ${here && !mending && html`<${Suggested} script=${script} row=${row} />`}
  </li>`;
}

/** @param {Row | undefined} row */
function nameOf(row) {
  if (!row) return "";
  return row.piece.who ? speakerName(row.piece.who) : (row.line.speaker ?? "");
}

/** @param {{ row: Row }} props */
function Marks({ row: { piece, line } }) {
  return html`${piece.doubtful && html`<span class="mark warn"><${Icon} shape="alert" />${gettext("whose?")}</span>`}
  ${piece.speaker && html`<span class="mark"><${Icon} shape="people" />${gettext("named")}</span>`}
  ${line.redacted && html`<span class="mark"><${Icon} shape="lock" />${gettext("redacted")}</span>`}
  ${
    line.corrected &&
    !line.redacted &&
    html`<span class="mark"><${Icon} shape="pencil" />${gettext("corrected")}</span>`
  }`;
}

/** The text, with what comes close to a term of the glossary. @param {{ script: Script, text: string }} props */
function Marked({ script, text }) {
  const close = near(script.glossary.value, text);
  /** @type {unknown[]} */
  const parts = [];
  let from = 0;
  for (const one of close) {
    parts.push(
      text.slice(from, one.from),
      html`<mark class="near" key=${one.from}>${one.text}</mark>`,
    );
    from = one.to;
  }
  return html`${parts}${text.slice(from)}`;
}

/** @param {{ script: Script, row: Row }} props */
function Suggested({ script, row }) {
  const close = near(script.glossary.value, row.piece.text)[0];
  if (!close) return null;
  return html`<p class="suggested small">
    ${
      // Translators: %(said)s stands in the caption, %(term)s is a similar name in the glossary
      gettext("“%(said)s”: the glossary has “%(term)s”.", { said: close.text, term: close.term })
    }
    <button type="button" class="button small second" onClick=${() => takeTerm(script)}>
      ${gettext("Take it")} <kbd>G</kbd>
    </button>
  </p>`;
}

/** @param {{ script: Script, row: Row }} props */
function Mend({ script, row }) {
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  // The line as it was when the mending began: what is typed is measured against it.
  const [from, setFrom] = useState(row);
  const [refused, setRefused] = useState("");
  // At once, not after the next frame: by then a quick hand types already.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(0, 0);
  }, []);
  const close = () => {
    script.doing.value = "";
  };
  const ask = async (/** @type {() => import("./model.js").Edit | undefined} */ make) => {
    const edit = make();
    if (!edit) return close();
    const answer = await script.edit([edit]);
    if (answer.ok) return close();
    // Nothing typed is lost: it stands beside what the line has become, and can be saved over it.
    setRefused(stale(answer, row));
    const fresh = script.rows.peek().find((one) => one.key === row.key);
    if (fresh) setFrom(fresh);
  };
  const save = () =>
    ask(() => {
      const text = tidied(field.current?.value ?? "");
      return text && text !== from.piece.text ? changed(from, { text }) : undefined;
    });
  return html`<div class="mend">
    <textarea
      class="input low"
      ref=${field}
      rows="3"
      dir="auto"
      maxlength="2000"
      aria-label=${gettext("Text of this line")}
      defaultValue=${row.piece.text}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
        event.stopPropagation();
        if (event.isComposing) return;
        if (event.key === "Escape") return close();
        if (event.key !== "Enter") return;
        event.preventDefault();
        const { value = "", selectionStart = 0 } = field.current ?? {};
        if (event.ctrlKey || event.metaKey) ask(() => split(from, value, selectionStart));
        else save();
      }}
    ></textarea>
    ${refused && html`<p class="error" role="alert"><${Icon} shape="alert" /> <span>${refused}</span></p>`}
    <div class="buttons-tight">
      <button type="button" class="button small" onClick=${save}>${gettext("Save")}</button>
      <button
        type="button"
        class="button small second"
        onClick=${() => ask(() => split(from, field.current?.value ?? "", field.current?.selectionStart ?? 0))}
      >
        ${gettext("Split at the cursor")}
      </button>
      <button type="button" class="button small quiet" onClick=${close}>${gettext("Cancel")}</button>
    </div>
  </div>`;
}

/** @param {Extract<Answer, { ok: false }>} answer @param {Row} row */
function stale(answer, row) {
  if (answer.code !== "cue_changed") return answer.message;
  const text = String(answer.params?.text ?? row.piece.text);
  return gettext(
    "Somebody has changed this line meanwhile. It now reads: “%(text)s”. Save again to put yours there.",
    {
      text,
    },
  );
}
