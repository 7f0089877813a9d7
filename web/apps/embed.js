// Owns the captions as other pages show them in a frame, and as a picture in a video mixer. What the address asks
// for counts here and is kept nowhere: the same reader's choice on the meeting's own page stays as it is.

import { CaptionReader } from "../components/caption-reader.js";
import { begin, takeOver } from "../components/page.js";
import { ConnectionPill } from "../components/status.js";
import { gettext } from "../core/i18n.js";
import { html, signal } from "../vendor/preact.js";

const { page, connection } = await begin({ screen: "attendee:embed" });
const { controls, mode, only, bare } = /** @type {import("../core/view.d.ts").EmbedPage} */ (page);
const running = signal(mode === "transcript");

function Embed() {
  const view = connection.copy.value?.view;
  if (!view) return null;
  return html`<h1 class="visually-hidden" dir="auto">
      ${gettext("Captions of %(title)s", { title: view.meeting.title })}
    </h1>
    <${CaptionReader} ...${{ view, page, connection, running, controls, only, bare }} />
    ${
      controls &&
      html`<p class="embed-foot">
        <a href=${page.urls.public} target="_blank" rel="noopener">${gettext("Ask to speak, or comment")}</a>
        <${ConnectionPill} status=${connection.status.value} />
      </p>`
    }`;
}

takeOver(html`<${Embed} />`);
