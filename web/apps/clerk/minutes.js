// R33: what interrupted the meeting, in the words that the server has for the minutes, to be read and copied.

import { Dialog } from "../../components/dialog.js";
import { gettext } from "../../core/i18n.js";
import { html, useEffect, useState } from "../../vendor/preact.js";

/** @import { Desk } from "./desk.js" */

/** @param {{ desk: Desk }} props */
export function Minutes({ desk }) {
  const [paragraphs, setParagraphs] = useState(/** @type {string[] | undefined} */ (undefined));
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    read(`/m/${desk.page.meeting}/interruptions`).then(
      (told) => setParagraphs(told),
      () => setFailed(true),
    );
  }, []);
  const close = () => {
    desk.question.value = undefined;
  };
  return html`<${Dialog} title=${gettext("Interruptions, for the minutes")} onClose=${close}>
    <div class="stack" role="status">
      ${failed && html`<p>${gettext("That could not be done. Please try again.")}</p>`}
      ${!failed && !paragraphs && html`<p>${gettext("One moment…")}</p>`}
      ${paragraphs?.length === 0 && html`<p>${gettext("Nothing has interrupted this meeting.")}</p>`}
      ${paragraphs?.map((text) => html`<p class="prose" key=${text}>${text}</p>`)}
    </div>
    <button type="button" class="button wide" onClick=${close}>${gettext("Done")}</button>
  <//>`;
}

/** @param {string} url @returns {Promise<string[]>} */
async function read(url) {
  const response = await fetch(url, { headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(response.statusText);
  const { paragraphs } = await response.json();
  return paragraphs;
}
