// Owns the shared tablet at the door: one person after the other, each in their language, and nothing of one is
// left for the next. Whoever joins here gets a seat of their own, and a code to take it away.

import { Announcer } from "../components/announcer.js";
import { Dialog } from "../components/dialog.js";
import { Icon } from "../components/icon.js";
import { AskForm, CommentForm } from "../components/kiosk-forms.js";
import { Choose, Commented, Languages, Look, Ticketed } from "../components/kiosk-steps.js";
import { begin, loadCatalog, takeOver } from "../components/page.js";
import { ConnectionPill, StatusPill } from "../components/status.js";
import { Toasts } from "../components/toast.js";
import { gettext, language, ngettext, useCatalog } from "../core/i18n.js";
import { Idle } from "../core/idle.js";
import { batch, effect, html, signal, useEffect, useRef } from "../vendor/preact.js";

/** @import { Handed } from "../components/kiosk-forms.js" */

/** @typedef {"language" | "choose" | "speak" | "comment" | "look" | "ticket" | "commented"} Step */

const step = signal(/** @type {Step} */ ("language"));
/** What the person has just handed in. */
const handed = signal(/** @type {Handed | undefined} */ (undefined));
/** Grows with each person: what they typed goes with the old number. */
const person = signal(0);

const { page, clock, connection } = await begin({ screen: "kiosk" });
const own = await loadCatalog(page);
const idle = new Idle(clock, forget);

function forget() {
  idle.end();
  batch(() => {
    person.value += 1;
    handed.value = undefined;
    step.value = "language";
    if (own) useCatalog(own);
  });
}

/** @param {Step} to */
function go(to) {
  step.value = to;
}

/** @param {string} lang */
async function speak(lang) {
  idle.begin();
  const catalog = await loadCatalog(page, lang);
  batch(() => {
    if (catalog) useCatalog(catalog);
    go("choose");
  });
}

function Kiosk() {
  const view = connection.copy.value?.view;
  const stage = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    // Each step is a page of its own: it begins at its top, and screen readers at its heading.
    scrollTo({ top: 0 });
    stage.current?.querySelector("h2")?.focus();
  }, [step.value, person.value]);
  if (!view) return null;
  const shared = { view, page, clock, connection, go, handed: handed.value };
  const onHanded = (/** @type {Handed} */ made) => {
    handed.value = made;
    go(made.ticket === undefined ? "commented" : "ticket");
  };
  const steps = {
    language: () => html`<${Languages} ...${shared} onChosen=${speak} />`,
    choose: () => html`<${Choose} ...${shared} />`,
    speak: () => html`<${AskForm} ...${shared} onHanded=${onHanded} />`,
    comment: () => html`<${CommentForm} ...${shared} onHanded=${onHanded} />`,
    look: () => html`<${Look} ...${shared} />`,
    ticket: () => html`<${Ticketed} ...${shared} />`,
    commented: () => html`<${Commented} ...${shared} />`,
  };
  return html`
    <div class="row kiosk-state">
      <${StatusPill} status=${view.meeting.status} />
      <${ConnectionPill} status=${connection.status.value} />
    </div>
    <div class="kiosk-step" ref=${stage} key=${`${person.value} ${step.value}`}>${steps[step.value]()}</div>
    ${step.value !== "language" && html`<${Feet} />`} <${StillThere} />
    <${Toasts} clock=${clock} />
    <${Announcer} />
  `;
}

/** The way back, and the way out. */
function Feet() {
  const done = step.value === "ticket" || step.value === "commented";
  return html`<div class="kiosk-feet buttons">
    ${
      step.value !== "choose" &&
      html`<button type="button" class="button second big" onClick=${() => go("choose")}>
      ${done ? gettext("Do something else") : gettext("Back")}
    </button>`
    }
    <button type="button" class=${done ? "button big" : "button second big"} onClick=${forget}>
      <${Icon} shape="close" /> ${gettext("Finish and forget")}
    </button>
  </div>`;
}

/** Asks before it forgets. */
function StillThere() {
  const seconds = idle.asking.value;
  if (seconds === undefined) return null;
  return html`<${Dialog} title=${gettext("Are you still there?")} onClose=${() => idle.more()}>
    <p>
      ${ngettext(
        "In %(num)s second this screen forgets what you have entered. A ticket you have taken stays valid.",
        "In %(num)s seconds this screen forgets what you have entered. A ticket you have taken stays valid.",
        seconds,
      )}
    </p>
    <div class="buttons">
      <button type="button" class="button big" autofocus onClick=${() => idle.more()}>
        ${gettext("I need more time")}
      </button>
      <button type="button" class="button second big" onClick=${forget}>
        ${gettext("Finish and forget")}
      </button>
    </div>
  <//>`;
}

for (const touch of ["pointerdown", "keydown", "input", "scroll"]) {
  addEventListener(touch, () => idle.touch(), { passive: true, capture: true });
}
effect(() => {
  const { lang, dir } = language();
  document.documentElement.lang = lang;
  document.documentElement.dir = dir;
  connection.speak(lang);
});
takeOver(html`<${Kiosk} />`);
