// Owns the questions that a request's card asks in a dialog: how many may go first, by when one must leave, whether
// to leave the queue, and on which other device the place is wanted too.

import { formatTime, gettext, ngettext, pgettext } from "../core/i18n.js";
import { place, waiting } from "../core/queue.js";
import { html, useEffect, useState } from "../vendor/preact.js";
import { Confirm, Dialog } from "./dialog.js";
import { toast, told } from "./toast.js";

/**
 * @import { Clock } from "../core/clock.js"
 * @import { Connection } from "../core/connection.js"
 * @import { MyRequest, Page, View } from "../core/view.d.ts"
 */

/**
 * Everyone may defer themselves downwards.
 * @param {{ request: MyRequest, view: View, connection: Connection }} props
 */
export function LetOthersGo({ request, view, connection }) {
  const [asking, setAsking] = useState(false);
  const { ticket } = request;
  const behind = waiting(view, request.period) - (place(view, ticket) ?? 0);
  if (behind < 1) return null;
  const steps = [1, 3, 10].filter((places) => places < behind);
  /** @param {number} places */
  const defer = async (places) => {
    setAsking(false);
    told(await connection.command("defer_request", { ticket, places }));
  };
  return html`
    <button type="button" class="button second" onClick=${() => setAsking(true)}>
      ${gettext("Let others go first")}
    </button>
    ${
      asking &&
      html`<${Dialog} title=${gettext("How many may go first?")} onClose=${() => setAsking(false)}>
      <p>${gettext("You move down the queue and cannot move up again.")}</p>
      <div class="stack tight">
        ${steps.map(
          (places) =>
            html`<button
              type="button"
              key=${places}
              class="button second wide"
              onClick=${() => defer(places)}
            >
              ${ngettext("%(num)s person", "%(num)s people", places)}
            </button>`,
        )}
        <button type="button" class="button second wide" onClick=${() => defer(behind)}>
          ${gettext("Everyone who waits now")}
        </button>
        <button type="button" class="button quiet wide" onClick=${() => setAsking(false)}>
          ${gettext("Stay where I am")}
        </button>
      </div>
    <//>`
    }
  `;
}

/** How long one can still stay, minutes. */
const STAYS = [15, 30, 45, 60, 90, 120];

/**
 * By when one has to leave: the clerk sees it.
 * @param {{ request: MyRequest, connection: Connection, clock: Clock }} props
 */
export function MustLeave({ request, connection, clock }) {
  const [asking, setAsking] = useState(false);
  const { ticket } = request;
  /** @param {number | undefined} at */
  const say = async (at) => {
    setAsking(false);
    told(await connection.command("must_leave", { ticket, ...(at === undefined ? {} : { at }) }));
  };
  const now = clock.now();
  const times = STAYS.map((minutes) => Math.ceil((now + minutes * 60_000) / 300_000) * 300_000);
  return html`
    <button type="button" class="button second" onClick=${() => setAsking(true)}>
      ${gettext("I must leave by…")}
    </button>
    ${
      asking &&
      html`<${Dialog} title=${gettext("By when must you leave?")} onClose=${() => setAsking(false)}>
      <p>${gettext("The clerk sees it and is warned if it gets late. It does not change your place.")}</p>
      <div class="stack tight">
        ${times.map(
          (at) =>
            html`<button type="button" key=${at} class="button second wide" onClick=${() => say(at)}>
              ${formatTime(at)}
            </button>`,
        )}
        ${
          request.leave_by !== undefined &&
          html`<button type="button" class="button second wide" onClick=${() => say(undefined)}>
            ${gettext("I can stay")}
          </button>`
        }
        <button type="button" class="button quiet wide" onClick=${() => setAsking(false)}>
          ${gettext("Cancel")}
        </button>
      </div>
    <//>`
    }
  `;
}

/** @param {{ request: MyRequest, connection: Connection }} props */
export function Leave({ request, connection }) {
  const [asking, setAsking] = useState(false);
  const { ticket } = request;
  return html`
    <button type="button" class="button danger-quiet" onClick=${() => setAsking(true)}>
      ${gettext("Leave the queue")}
    </button>
    ${
      asking &&
      html`<${Confirm}
      title=${gettext("Leave the queue?")}
      confirm=${gettext("Leave the queue")}
      cancel=${gettext("Stay")}
      danger
      onClose=${() => setAsking(false)}
      onConfirm=${async () => told(await connection.command("withdraw_request", { ticket }))}
    >
      <p>
        ${gettext("You lose your place with ticket %(ticket)s. While the period is open you can ask again, at the end of the queue.", { ticket })}
      </p>
    <//>`
    }
  `;
}

/** @param {{ page: Page }} props */
export function Share({ page }) {
  const [shown, setShown] = useState(false);
  return html`
    <button type="button" class="button quiet" onClick=${() => setShown(true)}>
      ${gettext("Use on another device")}
    </button>
    ${shown && html`<${ShareDialog} page=${page} onClose=${() => setShown(false)} />`}
  `;
}

/** @typedef {{ code: string, url: string, qr: string }} Claim */

/**
 * A code, used once, that brings the place to another device.
 * @param {{ page: Page, onClose: () => void }} props
 */
export function ShareDialog({ page, onClose }) {
  const [claim, setClaim] = useState(/** @type {Claim | undefined} */ (undefined));
  useEffect(() => {
    askForClaim(`${page.urls.attendee}/claims`).then((made) => {
      if (made) setClaim(made);
      else {
        toast(gettext("That could not be done. Please try again."));
        onClose();
      }
    });
  }, []);
  return html`<${Dialog} title=${gettext("Your place on another device")} onClose=${onClose}>
    <p>
      ${gettext("Scan this code with the other device, or open the address on it. It works once, for a day. Who has it can act for you.")}
    </p>
    ${
      claim
        ? html`<img class="qr" src=${claim.qr} alt=${gettext("QR code of the address below")} />
          <p class="claim-url" dir="ltr">${claim.url}</p>
          <p>
            ${gettext("Return code:")}${" "}<strong><code dir="ltr">${claim.code}</code></strong>${" "}
            <span class="soft small">${gettext("The staff find you by it too, if you say it to them.")}</span>
          </p>`
        : html`<p role="status">${gettext("One moment…")}</p>`
    }
    <button type="button" class="button wide" onClick=${onClose}>${pgettext("dialog", "Done")}</button>
  <//>`;
}

/**
 * @param {string} url
 * @returns {Promise<Claim | undefined>}
 */
async function askForClaim(url) {
  try {
    const headers = { accept: "application/json" };
    const response = await fetch(url, { method: "POST", headers });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
