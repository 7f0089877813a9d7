// The lines that are out, each to be mended in place, and those on their way.

import { Icon } from "../../components/icon.js";
import { speakerName } from "../../components/names.js";
import { told } from "../../components/toast.js";
import { near } from "../../core/glossary.js";
import { formatTime, gettext } from "../../core/i18n.js";
import { changesSpeaker } from "../../core/transcript.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "../../vendor/preact.js";

/** @import { CueCard } from "../../core/view.d.ts" */
/** @import { Booth } from "./booth.js" */
/** @import { Sent } from "./lines.js" */

/** How near to its end, in px, the list counts as being at it. */
const NEAR = 40;

/** @param {{ booth: Booth }} props */
export function History({ booth }) {
  const track = booth.track.value;
  const cues = booth.captions.value;
  const sent = booth.sent.value;
  const growing = booth.others.value;
  const frame = useEnd([cues.length, sent.length, growing?.text]);
  useEffect(() => {
    booth.fetchOlder();
  }, [track?.track]);
  return html`<section class="panel history" tabindex="-1" aria-labelledby="history-title">
    <header class="panel-head">
      <h2 id="history-title">${gettext("Captions so far")}</h2>
      ${cues.length > 0 && html`<span class="soft small">${gettext("Choose a line to correct it.")}</span>`}
    </header>
    <div class="panel-scroll" ref=${frame} lang=${track?.language}>
      ${
        booth.older.value &&
        (cues[0]?.cue ?? 1) > 1 &&
        html`<button type="button" class="button small second" onClick=${() => booth.fetchOlder()}>
          ${gettext("Show earlier")}
        </button>`
      }
      ${
        cues.length + sent.length === 0 &&
        html`<p class="empty">${gettext("Nothing has been captioned in this track yet.")}</p>`
      }
      <ol class="lines" role="list">
        ${cues.map((cue, at) => html`<${Line} key=${cue.cue} booth=${booth} cue=${cue} before=${cues[at - 1]} />`)}
        ${sent.map((line) => html`<${OnItsWay} key=${line.cue} booth=${booth} line=${line} />`)}
        ${
          growing &&
          html`<li class="line growing" key="growing">
            <span class="mark"><${Icon} shape="pencil" />${gettext("Another source")}</span>
            <span dir="auto" lang=${growing.lang}>${growing.text}</span>
          </li>`
        }
      </ol>
    </div>
  </section>`;
}

/** @param {{ booth: Booth, cue: CueCard, before?: CueCard }} props */
function Line({ booth, cue, before }) {
  const [mending, setMending] = useState(false);
  const line = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const mended = useRef(false);
  useLayoutEffect(() => {
    // Whoever captions goes on typing at once; where nothing can be typed, the next line to mend is near.
    if (mended.current && !mending)
      (booth.muted.peek() ? line.current : document.getElementById("line"))?.focus();
    mended.current = mending;
  }, [mending]);
  const close = () => setMending(false);
  const named = cue.speaker ?? (cue.who && changesSpeaker(cue, before) ? speakerName(cue.who) : "");
  return html`<li class="line">
    <time class="soft small numbers">${formatTime(cue.began, { timeStyle: "medium" })}</time>
    ${named && html`<span class="line-who" dir="auto">${named}</span>`}
    ${
      mending
        ? html`<${Mend} booth=${booth} cue=${cue} onClose=${close} />`
        : html`<button type="button" class="line-text" ref=${line} onClick=${() => setMending(true)}>
            <span class="visually-hidden">${gettext("Correct:")}</span>
            <span dir="auto" lang=${cue.lang}>${cue.text || gettext("[removed]")}</span>
            ${
              cue.redacted
                ? html`<span class="mark"><${Icon} shape="lock" />${gettext("redacted")}</span>`
                : cue.corrected &&
                  html`<span class="mark"><${Icon} shape="pencil" />${gettext("corrected")}</span>`
            }
          </button>`
    }
    ${!mending && html`<${Close} booth=${booth} cue=${cue} />`}
  </li>`;
}

/** Where the line comes close to a term of the glossary. @param {{ booth: Booth, cue: CueCard }} props */
function Close({ booth, cue }) {
  const { text = "" } = cue;
  const close = near(booth.glossary.value, text)[0];
  if (!close) return null;
  const take = async () => {
    const mended = text.slice(0, close.from) + close.term + text.slice(close.to);
    told(await booth.correct(cue, { text: mended }));
  };
  return html`<button type="button" class="link small line-close" onClick=${take}>
    ${
      // Translators: a button; %(said)s stands in the caption, %(term)s is a similar name in the glossary
      gettext("“%(said)s” → “%(term)s”", { said: close.text, term: close.term })
    }
  </button>`;
}

/** @param {{ booth: Booth, cue: CueCard, onClose: () => void }} props */
function Mend({ booth, cue, onClose }) {
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const speaker = useRef(/** @type {HTMLInputElement | null} */ (null));
  // The line as it was when the mending began: what others do to it meanwhile is no reason to lose what is typed.
  const [from, setFrom] = useState(cue);
  const [refused, setRefused] = useState("");
  const text = from.text ?? "";
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(text.length, text.length);
  }, []);
  const done = async () => {
    const mended = field.current?.value.replace(/\s+/g, " ").trim() ?? "";
    const said = speaker.current?.value.trim() ?? "";
    const named = said !== (from.speaker ?? "");
    if (!mended || (mended === text && !named)) return onClose();
    const answer = await booth.correct(from, { text: mended, ...(named ? { speaker: said } : {}) });
    if (answer.ok) return onClose();
    if (answer.code !== "cue_changed") return setRefused(answer.message);
    const now = String(answer.params?.text ?? "");
    setFrom({ ...from, text: now });
    return setRefused(
      gettext(
        "Somebody has changed this line meanwhile. It now reads: “%(text)s”. Correct again to put yours there.",
        { text: now },
      ),
    );
  };
  const keys = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") onClose();
    if (event.key !== "Enter" || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    done();
  };
  return html`<div class="mend" onKeyDown=${keys}>
    <textarea
      class="input low"
      ref=${field}
      rows="2"
      dir="auto"
      lang=${from.lang}
      maxlength="2000"
      aria-label=${gettext("Corrected caption")}
      defaultValue=${text}
    ></textarea>
    <input
      class="input low"
      ref=${speaker}
      dir="auto"
      maxlength="200"
      list="mend-speakers"
      autocomplete="off"
      aria-label=${gettext("Speaker of this line")}
      placeholder=${gettext("Speaker of this line")}
      defaultValue=${from.speaker ?? ""}
    />
    <datalist id="mend-speakers">
      ${booth.people.value.map((name) => html`<option key=${name} value=${name}></option>`)}
    </datalist>
    ${refused && html`<p class="error" role="alert"><${Icon} shape="alert" /> <span>${refused}</span></p>`}
    <div class="buttons-tight">
      <button type="button" class="button small" onClick=${done}>${gettext("Correct")}</button>
      <button
        type="button"
        class="button small second"
        onClick=${() => {
          onClose();
          booth.redacting.value = cue;
        }}
      >
        ${gettext("Take words out…")}
      </button>
      <button type="button" class="button small quiet" onClick=${onClose}>${gettext("Cancel")}</button>
    </div>
  </div>`;
}

/** @param {{ booth: Booth, line: Sent }} props */
function OnItsWay({ booth, line }) {
  if (line.refused === undefined)
    return html`<li class="line waiting">
      <span class="mark"
        ><${Icon} shape="clock" />${
          booth.connection.status.value === "live"
            ? gettext("Sending…")
            : gettext("Waits for the connection")
        }</span
      >
      <span dir="auto" lang=${line.lang}>${line.text}</span>
    </li>`;
  return html`<li class="line refused">
    <span class="mark bad"><${Icon} shape="alert" />${gettext("Not sent: %(why)s", { why: line.refused })}</span>
    <span dir="auto" lang=${line.lang}>${line.text}</span>
    <div class="buttons-tight">
      <button type="button" class="button small second" onClick=${() => booth.again(line, line.text)}>
        ${gettext("Send again")}
      </button>
      <button type="button" class="button small quiet" onClick=${() => booth.forget(line)}>
        ${gettext("Drop")}
      </button>
    </div>
  </li>`;
}

/**
 * Keeps a scrolled list at its end, as long as it is there.
 * @param {unknown[]} changes
 */
function useEnd(changes) {
  const frame = useRef(/** @type {HTMLElement | null} */ (null));
  const atEnd = useRef(true);
  useEffect(() => {
    const shown = frame.current;
    const look = () => {
      if (shown) atEnd.current = shown.scrollHeight - shown.scrollTop - shown.clientHeight < NEAR;
    };
    shown?.addEventListener("scroll", look);
    return () => shown?.removeEventListener("scroll", look);
  }, []);
  useLayoutEffect(() => {
    const shown = frame.current;
    if (shown && atEnd.current) shown.scrollTop = shown.scrollHeight;
  }, changes);
  return frame;
}
