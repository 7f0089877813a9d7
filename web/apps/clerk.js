// The clerk's and the chair's screen: puts the desk's panels together and starts its keys and its buzzer.

import { Announcer } from "../components/announcer.js";
import { keepFocus } from "../components/focus.js";
import { begin, takeOver } from "../components/page.js";
import { keepSilenceBuzzer } from "../components/silence.js";
import { Toasts } from "../components/toast.js";
import { gettext } from "../core/i18n.js";
import { effect, html, useState } from "../vendor/preact.js";
import { AgendaPanel } from "./clerk/agenda_panel.js";
import { keepBuzzer } from "./clerk/buzzer.js";
import { Comments } from "./clerk/comments.js";
import { CommentsPanel } from "./clerk/comments_panel.js";
import { Desk } from "./clerk/desk.js";
import { FloorPanel } from "./clerk/floor_panel.js";
import { Banners, DeskHead } from "./clerk/head.js";
import { listen } from "./clerk/keys.js";
import { LogPanel } from "./clerk/log_panel.js";
import { OpenQuestion } from "./clerk/questions.js";
import { QueuePanel } from "./clerk/queue_panel.js";
import { TurnsPanel } from "./clerk/turns_panel.js";

/** @param {{ desk: Desk, comments: Comments }} props */
function Clerk({ desk, comments }) {
  return html`<div class="desk">
    <${DeskHead} desk=${desk} />
    <${Banners} desk=${desk} />
    <div class="desk-panels">
      <${FloorPanel} desk=${desk} />
      <${AgendaPanel} desk=${desk} />
      <${Middle} desk=${desk} />
      <${CommentsPanel} desk=${desk} comments=${comments} />
      <${LogPanel} desk=${desk} />
    </div>
    <${OpenQuestion} desk=${desk} comments=${comments} />
    <${Toasts} clock=${desk.clock} />
    <${Announcer} />
  </div>`;
}

/** The queue, or the turns held: after the meeting the turns first. @param {{ desk: Desk }} props */
function Middle({ desk }) {
  const over = desk.view.value.meeting.status === "adjourned";
  const [chosen, setChosen] = useState(/** @type {boolean | undefined} */ (undefined));
  const turns = chosen ?? over;
  const tools = html`<button type="button" class="link small" onClick=${() => setChosen(!turns)}>
    ${turns ? gettext("Show the queue") : gettext("Show the turns")}
  </button>`;
  return turns
    ? html`<${TurnsPanel} desk=${desk} tools=${tools} />`
    : html`<${QueuePanel} desk=${desk} tools=${tools} />`;
}

const { page, clock, connection } = await begin({ screen: "clerk" });
const desk = new Desk({ page, clock, connection });
listen(desk);
keepBuzzer(desk);
keepSilenceBuzzer(desk.view, () => desk.buzzer.value === "on");
keepFocus();
effect(() => {
  document.documentElement.dataset.blanked = String(desk.view.value.meeting.blanked);
});
takeOver(html`<${Clerk} desk=${desk} comments=${new Comments(desk)} />`);
