// Return codes at the door: whose a code is that somebody says or shows, and a new one, shown once, for who has
// lost theirs. A code is a secret: it goes in the body of a request and stays nowhere.

import { Dialog } from "../../components/dialog.js";
import { gettext, pgettext } from "../../core/i18n.js";
import { freshId } from "../../core/outbox.js";
import { post } from "../../core/post.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact.js";

/** @import { Claim } from "../../components/request-dialogs.js" */
/** @import { Page } from "../../core/view.d.ts" */

/** @typedef {{ tickets: number[], card?: number }} Found */

/**
 * Whether what was typed can be a return code: ten letters and digits, however they are grouped.
 * @param {string} text
 */
export function isCode(text) {
  return text.normalize("NFKC").replace(/[^\p{L}\p{Nd}]/gu, "").length === 10;
}

/**
 * @template T
 * @param {string} url
 * @param {object} body
 * @returns {Promise<T | { message: string }>}
 */
function ask(url, body) {
  return post(url, body, gettext("That could not be sent. Please try again."));
}

/**
 * Whose a code is.
 * @param {Page} page
 * @param {string} code as typed
 * @returns {Promise<Found | { message: string }>}
 */
export function find(page, code) {
  return ask(`${page.urls.codes}/find?lang=${page.lang}`, { code: code.trim() });
}

/**
 * A new code for a ticket; the one before is void as soon as this is shown.
 * @param {{ page: Page, ticket: number, onClose: () => void }} props
 */
export function NewCode({ page, ticket, onClose }) {
  const [claim, setClaim] = useState(/** @type {Claim | undefined} */ (undefined));
  const [fault, setFault] = useState("");
  const id = useRef(freshId());
  useEffect(() => {
    ask(`${page.urls.codes}?lang=${page.lang}`, { id: id.current, ticket }).then(
      (/** @type {Claim | { message: string }} */ answer) => {
        if ("code" in answer) setClaim(answer);
        else setFault(answer.message);
      },
    );
  }, []);
  return html`<${Dialog} title=${gettext("New return code for ticket %(ticket)s", { ticket })} onClose=${onClose}>
    ${
      claim
        ? html`<p>${gettext("Write it down, or let them scan it now: it is shown this once. The old code is void.")}</p>
          <${Spelled} code=${claim.code} />
          <img class="qr" src=${claim.qr} alt=${gettext("QR code that opens their place on their phone")} />`
        : html`<p role=${fault ? "alert" : "status"}>${fault || gettext("One moment…")}</p>`
    }
    <button type="button" class="button wide" onClick=${onClose}>${pgettext("dialog", "Done")}</button>
  <//>`;
}

/** A code as one reads it out: each sign apart, in two groups. @param {{ code: string }} props */
export function Spelled({ code }) {
  return html`<p class="spelled" dir="ltr">
    <span class="visually-hidden">${[...code.replace("-", "")].join(", ")}</span>
    <span aria-hidden="true">
      ${code
        .split("-")
        .map(
          (group) =>
            html`<span class="spelled-group" key=${group}>${[...group].map((sign) => html`<span>${sign}</span>`)}</span>`,
        )}
    </span>
  </p>`;
}
