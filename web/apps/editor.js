// The editor of the transcript: puts the lines, the turns beside them and the keys together.

import { Announcer } from "../components/announcer.js";
import { Icon } from "../components/icon.js";
import { begin, takeOver } from "../components/page.js";
import { ConnectionPill, StatusPill } from "../components/status.js";
import { Toasts } from "../components/toast.js";
import { gettext, ngettext } from "../core/i18n.js";
import { html } from "../vendor/preact.js";
import { toNextCheck } from "./editor/acts.js";
import { FindPanel } from "./editor/find_panel.js";
import { KeyList } from "./editor/keys.js";
import { Lines } from "./editor/lines.js";
import { Questions } from "./editor/questions.js";
import { Script } from "./editor/script.js";
import { TurnsList } from "./editor/turns_list.js";

/** @param {{ script: Script }} props */
function Editor({ script }) {
  const turns = script.turns.value.length > 0;
  return html`<div class="editor">
    <${EditorHead} script=${script} />
    <div class=${turns ? "editor-panels" : "editor-panels no-turns"}>
      ${turns && html`<${TurnsList} script=${script} />`}
      <div class="editor-main">
        ${script.finding.value && html`<${FindPanel} script=${script} />`}
        <${Lines} script=${script} />
      </div>
      <${KeyList} script=${script} />
    </div>
    <${Questions} script=${script} />
    <${Toasts} clock=${script.clock} />
    <${Announcer} />
  </div>`;
}

/** How far the work is. @param {{ script: Script }} props */
function EditorHead({ script }) {
  const { meeting } = script.view.value;
  const doubtful = script.rows.value.filter((row) => row.piece.doubtful).length;
  const missing = script.missing.value;
  const refusal = script.connection.refusal.value;
  return html`<div class="editor-head">
      <${StatusPill} status=${meeting.status} />
      <${ConnectionPill}
        status=${script.connection.status.value}
        unsent=${script.connection.outbox.size.value}
      />
      <span class="grow">
        ${
          missing !== undefined
            ? ngettext(
                "%(num)s line is still to come…",
                "%(num)s lines are still to come…",
                missing,
              )
            : doubtful
              ? ngettext(
                  "%(num)s line may be another speaker’s.",
                  "%(num)s lines may be another speaker’s.",
                  doubtful,
                )
              : gettext("No line is in doubt.")
        }
      </span>
      <div class="buttons-tight">
        <button type="button" class="button small" onClick=${() => toNextCheck(script)}>
          ${gettext("Next to check")} <kbd>J</kbd>
        </button>
        <button
          type="button"
          class="button small second"
          aria-expanded=${script.finding.value}
          onClick=${() => {
            script.finding.value = !script.finding.value;
          }}
        >
          ${gettext("Find and replace")} <kbd>F</kbd>
        </button>
        <button
          type="button"
          class="button small second"
          disabled=${script.undone.value.length === 0}
          onClick=${() => script.undo()}
        >
          ${gettext("Undo")} <kbd>U</kbd>
        </button>
        ${
          script.page.urls.glossary &&
          html`<a class="button small quiet" href=${script.page.urls.glossary}>${gettext("Glossary")}</a>`
        }
      </div>
    </div>
    ${
      refusal &&
      html`<div class="banner bad" role="alert">
        <${Icon} shape="lock" /> <span>${refusal.message}</span>
        <a class="button small second" href=${script.page.urls.login}>${gettext("Log in")}</a>
      </div>`
    }`;
}

const { page, clock, connection } = await begin({
  screen: "editor",
  as: "staff",
  keeping: sessionStorage,
});
takeOver(html`<${Editor} script=${new Script({ page, clock, connection })} />`);
