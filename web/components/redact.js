// Owns how words are taken out of the captions (R29): a question that shows the line and those of the same moment in
// the other tracks, word for word, to choose from; the reason; and where else the same was said. What is asked of the
// meeting is the caller's.

import { formatTime, gettext, ngettext } from "../core/i18n.js";
import { saidElsewhere, sameMoment, spansOf, wordKey, wordsOf } from "../core/spans.js";
import { html, useRef, useState } from "../vendor/preact.js";
import { Dialog } from "./dialog.js";
import { Icon } from "./icon.js";

/** @import { Said, Span } from "../core/spans.js" */
/** @import { Answer } from "../core/view.d.ts" */

/** @param {string} reason */
export function redactionReason(reason) {
  switch (reason) {
    case "child":
      return gettext("a child’s name");
    case "obscenity":
      return gettext("legally obscene");
    case "true_threat":
      return gettext("a true threat");
    default:
      return gettext("someone’s private data");
  }
}

const REASONS = ["private_data", "child", "obscenity", "true_threat"];

/**
 * @param {{
 *   line?: Said, lines: readonly Said[], languages: Record<string, string>, children?: unknown,
 *   onRedact: (reason: string, spans: Span[]) => Promise<Answer | undefined>, onClose: () => void,
 * }} props `line`: which one it is about, else all are shown; `lines`: all that are known, of every track;
 *   `languages`: by track
 */
export function Redact({ line, lines, languages, children, onRedact, onClose }) {
  const [chosen, setChosen] = useState(/** @type {ReadonlySet<string>} */ (new Set()));
  const [reason, setReason] = useState("private_data");
  const [refused, setRefused] = useState("");
  // What is chosen from stays as it was when the question was asked; the server refuses what has changed since.
  const [offered, setOffered] = useState(() => (line ? sameMoment(line, lines) : [...lines]));
  const spans = spansOf(offered, chosen);
  const elsewhere = saidElsewhere(spans, lines).slice(0, 20);
  const others = elsewhere.filter((one) => one.text.trim() && !offered.includes(one));
  const toggle = (/** @type {string} */ key) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    setChosen(next);
  };
  const send = async () => {
    if (!spans.length) return setRefused(gettext("Choose the words first."));
    const answer = await onRedact(reason, spans);
    if (answer?.ok) return onClose();
    return setRefused(answer?.message || gettext("That could not be done. Please try again."));
  };
  return html`<${Dialog} title=${gettext("Take words out of the captions")} onClose=${onClose}>
    <p>
      ${gettext("Choose the words. They are blotted out in the transcript, in every file and in the search, and what was said is sealed. This cannot be taken back.")}
    </p>
    ${offered.map(
      (one) =>
        html`<${Words}
          key=${`${one.track}/${one.cue}`}
          line=${one}
          language=${languages[one.track] ?? ""}
          first=${one === offered[0]}
          chosen=${chosen}
          onToggle=${toggle}
        />`,
    )}
    ${
      others.length > 0 &&
      html`<div class="notice warn" role="status">
        <p>
          <${Icon} shape="alert" />
          ${ngettext(
            "The same was said in %(num)s other line.",
            "The same was said in %(num)s other lines.",
            others.length,
          )}
        </p>
        <button type="button" class="button small second" onClick=${() => setOffered([...offered, ...others])}>
          ${gettext("Show them to choose from")}
        </button>
      </div>`
    }
    ${children}
    <fieldset class="stack tight">
      <legend>${gettext("Reason, for the record")}</legend>
      ${REASONS.map(
        (one) =>
          html`<label class="choice" key=${one}>
            <input type="radio" name="reason" checked=${one === reason} onChange=${() => setReason(one)} />
            ${redactionReason(one)}
          </label>`,
      )}
    </fieldset>
    ${refused && html`<p class="error" role="alert"><${Icon} shape="alert" /> <span>${refused}</span></p>`}
    <div class="buttons">
      <button type="button" class="button danger" onClick=${send}>
        ${gettext("Take out")}
      </button>
      <button type="button" class="button second" onClick=${onClose}>${gettext("Cancel")}</button>
    </div>
  <//>`;
}

/**
 * The words of a line, each to be chosen; arrows walk them, Space chooses.
 * @param {{ line: Said, language: string, first: boolean, chosen: ReadonlySet<string>, onToggle: (key: string) => void }} props
 */
function Words({ line, language, first, chosen, onToggle }) {
  const row = useRef(/** @type {HTMLElement | null} */ (null));
  const [at, setAt] = useState(0);
  const words = wordsOf(line.text);
  const walk = (/** @type {KeyboardEvent} */ event) => {
    const turned =
      getComputedStyle(event.currentTarget instanceof Element ? event.currentTarget : document.body)
        .direction === "rtl";
    const step = { ArrowRight: turned ? -1 : 1, ArrowLeft: turned ? 1 : -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(at + step, 0), words.length - 1);
    setAt(next);
    row.current?.querySelectorAll("button")[next]?.focus();
  };
  return html`<div class="redact-line">
    <p class="soft small">
      <span class="redact-language">${language}</span> <time>${formatTime(line.began, { timeStyle: "medium" })}</time>
    </p>
    <div
      class="redact-words"
      role="group"
      dir="auto"
      lang=${line.track}
      aria-label=${gettext("Words of this line")}
      ref=${row}
      onKeyDown=${walk}
    >
      ${words.map((word, number) => {
        const key = wordKey(line, word);
        return html`<button
          type="button"
          key=${key}
          class="redact-word"
          aria-pressed=${chosen.has(key)}
          tabindex=${number === at ? 0 : -1}
          autofocus=${first && number === 0}
          onFocus=${() => setAt(number)}
          onClick=${() => onToggle(key)}
        >
          ${word.text}
        </button>`;
      })}
    </div>
  </div>`;
}
