// Finding words throughout a track and putting others in their place: each place is shown and can be left out, and all
// of them change at once.

import { announce } from "../../components/announcer.js";
import { told } from "../../components/toast.js";
import { formatTime, gettext, ngettext } from "../../core/i18n.js";
import { html, useLayoutEffect, useRef, useState } from "../../vendor/preact.js";
import { backToLine } from "./lines.js";
import { hits, replacing } from "./model.js";

/** @import { Hit } from "./model.js" */
/** @import { Script } from "./script.js" */

/** How many places are shown to choose from. */
const SHOWN = 500;

/** @param {{ script: Script }} props */
export function FindPanel({ script }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [words, setWords] = useState("");
  const [put, setPut] = useState("");
  const [exact, setExact] = useState(false);
  const [whole, setWhole] = useState(true);
  const [left, setLeft] = useState(/** @type {ReadonlySet<string>} */ (new Set()));
  const [busy, setBusy] = useState(false);
  useLayoutEffect(() => {
    script.opening = false;
    field.current?.focus();
  }, []);
  const all = hits(script.rows.value, words, { exact, whole });
  const found = all.slice(0, SHOWN);
  const chosen = found.filter((hit) => !left.has(hit.key));
  const close = () => {
    script.finding.value = false;
    backToLine();
  };
  const replace = async () => {
    setBusy(true);
    const answer = await script.edit(replacing(chosen, put));
    setBusy(false);
    if (!told(answer)) return;
    announce(ngettext("Replaced in %(num)s place.", "Replaced in %(num)s places.", chosen.length));
    setLeft(new Set());
  };
  return html`<section
    class="panel find-panel"
    aria-labelledby="find-title"
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === "Escape" && close()}
  >
    <header class="panel-head">
      <h2 id="find-title">${gettext("Find and replace")}</h2>
      <button type="button" class="button small quiet" onClick=${close}>${gettext("Close")}</button>
    </header>
    <form
      class="find-fields"
      onSubmit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        if (chosen.length && !busy) replace();
      }}
    >
      <label class="stack tight"
        >${gettext("Find")}
        <input
          class="input"
          ref=${field}
          dir="auto"
          value=${words}
          maxlength="200"
          onInput=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) => setWords(event.currentTarget.value)}
        />
      </label>
      <label class="stack tight"
        >${gettext("Replace with")}
        <input
          class="input"
          dir="auto"
          value=${put}
          maxlength="200"
          onInput=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) => setPut(event.currentTarget.value)}
        />
      </label>
      <div class="find-choices">
        <label class="check"
          ><input type="checkbox" checked=${whole} onChange=${() => setWhole(!whole)} /> ${gettext("Whole words")}</label
        >
        <label class="check"
          ><input type="checkbox" checked=${exact} onChange=${() => setExact(!exact)} /> ${gettext("As to capitals")}</label
        >
        <button class="button small" disabled=${busy || !chosen.length || !put.trim()}>
          ${ngettext("Replace in %(num)s place", "Replace in %(num)s places", chosen.length)}
        </button>
      </div>
    </form>
    ${
      all.length > SHOWN &&
      html`<p class="notice-line small">
        ${gettext(
          "These are the first %(shown)s of %(count)s places; the others come once these are replaced.",
          {
            shown: SHOWN,
            count: all.length,
          },
        )}
      </p>`
    }
    ${words.trim() && html`<${Hits} script=${script} found=${found} put=${put} left=${left} setLeft=${setLeft} />`}
  </section>`;
}

/**
 * @param {{ script: Script, found: Hit[], put: string, left: ReadonlySet<string>,
 *   setLeft: (left: ReadonlySet<string>) => void }} props
 */
function Hits({ script, found, put, left, setLeft }) {
  if (!found.length) return html`<p class="empty" role="status">${gettext("Nothing found.")}</p>`;
  const toggle = (/** @type {string} */ key) => {
    const next = new Set(left);
    if (!next.delete(key)) next.add(key);
    setLeft(next);
  };
  return html`<ul class="hits" role="list">
    ${found.map(
      (hit) =>
        html`<li key=${hit.key}>
          <label class="hit-line">
            <input type="checkbox" checked=${!left.has(hit.key)} onChange=${() => toggle(hit.key)} />
            <time class="soft small numbers">${formatTime(hit.row.piece.began, { timeStyle: "medium" })}</time>
            <span dir="auto"
              >${hit.before}<del>${hit.found}</del>${put && html` <ins>${put}</ins>`}${hit.after}</span
            >
          </label>
          <button
            type="button"
            class="link small"
            onClick=${() => {
              script.here.value = hit.row.key;
            }}
          >
            ${gettext("Show")}
          </button>
        </li>`,
    )}
  </ul>`;
}
