// The keys of the editor: what each does, listened for only while a line has the focus (WCAG 2.1.4), and the list of
// them that always stands beside the lines.

import { gettext } from "../../core/i18n.js";
import { html } from "../../vendor/preact.js";
import {
  askRedaction,
  confirmTurn,
  giveTo,
  giveToDais,
  mergeWithNext,
  nameTurn,
  splitTurn,
  takeTerm,
  toNextCheck,
} from "./acts.js";

/** @import { Script } from "./script.js" */

/**
 * Each key with what it does and what that is called; `turns`: only for who may put turns right.
 * @type {{ key: string, name: () => string, run: (script: Script) => unknown, turns?: boolean }[]}
 */
const KEYS = [
  { key: "j", name: () => gettext("Next line to check"), run: toNextCheck },
  { key: "y", name: () => gettext("Confirm the turn"), run: confirmTurn, turns: true },
  { key: "x", name: () => gettext("Split the turn at this line"), run: splitTurn, turns: true },
  { key: "n", name: () => gettext("Name the turn"), run: nameTurn, turns: true },
  { key: "d", name: () => gettext("Give the turn to the dais"), run: giveToDais, turns: true },
  {
    key: "b",
    name: () => gettext("This line is of the turn before"),
    run: (script) => giveTo(script, "before"),
  },
  {
    key: "a",
    name: () => gettext("This line is of the turn after"),
    run: (script) => giveTo(script, "after"),
  },
  {
    key: "s",
    name: () => gettext("Speaker of this line"),
    run: (script) => ask(script, "speaker"),
  },
  { key: "t", name: () => gettext("Times of this line"), run: (script) => ask(script, "time") },
  { key: "m", name: () => gettext("Merge with the next line"), run: mergeWithNext },
  { key: "g", name: () => gettext("Take the glossary’s spelling"), run: takeTerm },
  { key: "r", name: () => gettext("Take words out…"), run: askRedaction },
  { key: "f", name: () => gettext("Find and replace"), run: find },
  { key: "u", name: () => gettext("Undo"), run: (script) => script.undo() },
];

/** @param {Script} script @param {"speaker" | "time"} what */
function ask(script, what) {
  if (script.row.peek()) script.doing.value = what;
}

/** @param {Script} script */
function find(script) {
  script.opening = !script.finding.peek();
  script.finding.value = true;
}

/** How many rows a page is. */
const PAGE = 12;

/**
 * @param {Script} script
 * @param {KeyboardEvent} event
 */
export function pressed(script, event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(event.target instanceof Element) || !event.target.matches(".said-text")) return;
  const at = script.at.peek();
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + PAGE,
    PageUp: at - PAGE,
    Home: 0,
    End: Infinity,
  }[event.key];
  const act = KEYS.find((one) => one.key === event.key.toLowerCase());
  // A quick hand types on before what it has opened has the focus.
  if (script.opening) event.preventDefault();
  if (script.opening) return;
  if (to !== undefined) script.go(to);
  else if (act && !event.repeat) act.run(script);
  else return;
  event.preventDefault();
}

/** @param {{ script: Script }} props */
export function KeyList({ script }) {
  const turns = script.clerks && script.turns.value.length > 0;
  return html`<section class="panel editor-keys" aria-labelledby="keys-title">
    <header class="panel-head">
      <h2 id="keys-title">${gettext("Keys")}</h2>
    </header>
    <div class="panel-scroll">
      <p class="small soft">${gettext("They act while a line has the focus. Each is a button too.")}</p>
      <ul class="key-list" role="list">
        <li><span>${gettext("Walk the lines")}</span><kbd>↑</kbd><kbd>↓</kbd></li>
        <li><span>${gettext("Change the text; save it")}</span><kbd>Enter</kbd></li>
        <li><span>${gettext("In the text: split the line")}</span><kbd>Ctrl</kbd><kbd>Enter</kbd></li>
        ${KEYS.filter((one) => turns || !one.turns).map(
          ({ key, name, run }) =>
            html`<li key=${key}>
              <button type="button" class="link" onClick=${() => run(script)}>${name()}</button>
              <kbd>${key.toUpperCase()}</kbd>
            </li>`,
        )}
      </ul>
    </div>
  </section>`;
}
