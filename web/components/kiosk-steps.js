// Owns what the tablet at the door shows between its forms: the languages, the three choices, a look at agenda
// and queue, and the ticket with the code that moves the place to one's phone.

import { formatLanguage, gettext } from "../core/i18n.js";
import { agenda, isOver, openPeriods } from "../core/queue.js";
import { html } from "../vendor/preact.js";
import { Help, ItemMark } from "./agenda-list.js";
import { Icon } from "./icon.js";
import { Now } from "./now.js";

/**
 * @import { Clock } from "../core/clock.js"
 * @import { Connection } from "../core/connection.js"
 * @import { Page, View } from "../core/view.d.ts"
 * @import { Handed } from "./kiosk-forms.js"
 * @import { Shape } from "./icon.js"
 */

/**
 * @typedef {object} StepProps
 * @property {View} view
 * @property {Page} page
 * @property {Clock} clock
 * @property {Connection} connection
 * @property {Handed} [handed]
 * @property {(step: "choose" | "speak" | "comment" | "look") => void} go
 */

/** @param {StepProps & { onChosen: (lang: string) => void }} props */
export function Languages({ page, onChosen }) {
  const languages = page.languages ?? [
    { lang: page.lang, name: formatLanguage(page.lang), dir: page.dir },
  ];
  return html`
    <h2 tabindex="-1"><${Icon} shape="globe" /> ${gettext("Choose your language")}</h2>
    <div class="kiosk-languages">
      ${languages.map(
        ({ lang, name, dir }) =>
          html`<button
            type="button"
            class="button second kiosk-choice"
            key=${lang}
            lang=${lang}
            dir=${dir}
            onClick=${() => onChosen(lang)}
          >
            ${name}
          </button>`,
      )}
    </div>
  `;
}

/** @param {StepProps} props */
export function Choose({ view, go }) {
  const open = openPeriods(view).length > 0;
  const over = isOver(view);
  /** @type {["speak" | "comment" | "look", Shape, string, string, boolean][]} */
  const choices = [
    [
      "speak",
      "hand",
      gettext("Ask to speak"),
      open
        ? gettext("Take a ticket. No name is needed.")
        : gettext("No item is open for public comment right now."),
      open,
    ],
    [
      "comment",
      "comment",
      gettext("Write a comment"),
      gettext("It reaches the members in writing."),
      !over,
    ],
    ["look", "people", gettext("Agenda and queue"), gettext("What is on, and who is next."), true],
  ];
  return html`
    <h2 tabindex="-1">${gettext("What would you like to do?")}</h2>
    <div class="kiosk-choices">
      ${choices.map(
        ([step, shape, title, hint, can]) =>
          html`<button
            type="button"
            key=${step}
            class="button second kiosk-choice"
            disabled=${!can}
            onClick=${() => go(step)}
          >
            <${Icon} shape=${shape} />
            <span class="kiosk-choice-title">${title}</span>
            <span class="kiosk-choice-hint">${hint}</span>
          </button>`,
      )}
    </div>
  `;
}

/** @param {StepProps} props */
export function Look({ view, clock }) {
  return html`
    <h2 tabindex="-1">${gettext("Agenda and queue")}</h2>
    <${Now} view=${view} clock=${clock} mine=${new Set()} />
    <section class="card">
      <h3>${gettext("Agenda")}</h3>
      <ol class="rows agenda" role="list">
        ${agenda(view).map(
          (item) =>
            html`<li key=${item.item} aria-current=${item.status === "current" ? "true" : undefined}>
              <div class="agenda-item">
                <${ItemMark} status=${item.status} over=${isOver(view)} />
                <p class="prose" dir="auto">${item.label}</p>
              </div>
            </li>`,
        )}
      </ol>
    </section>
    <${Help} view=${view} />
  `;
}

/** @param {StepProps} props */
export function Ticketed({ handed }) {
  if (!handed) return null;
  return html`
    <h2 tabindex="-1">${gettext("You are in the queue")}</h2>
    <div class="card kiosk-ticket">
      <div class="stack">
        <p class="overline">${gettext("Your ticket")}</p>
        <p class="ticket">${handed.ticket}</p>
        <p>${gettext("Remember this number. You are called by it, and it is shown on the screen in the room.")}</p>
        <p class="small soft">${gettext("Receipt: %(receipt)s", { receipt: handed.receipt })}</p>
      </div>
      <${TakeAway} handed=${handed} />
    </div>
  `;
}

/** @param {StepProps} props */
export function Commented({ handed }) {
  if (!handed) return null;
  return html`
    <h2 tabindex="-1">${gettext("Your comment has been received")}</h2>
    <div class="card kiosk-ticket">
      <div class="stack">
        <p class="large">
          <${Icon} shape="check" /> ${gettext("Receipt: %(receipt)s", { receipt: handed.receipt })}
        </p>
      </div>
      <${TakeAway} handed=${handed} />
    </div>
  `;
}

/** The place goes with its owner: by QR code, or by a code that can be typed or read out. */
/** @param {{ handed: Handed }} props */
function TakeAway({ handed: { claim } }) {
  return html`<div class="kiosk-claim">
    <img class="qr" src=${claim.qr} alt=${gettext("QR code that opens your place on your phone")} />
    <div class="stack tight">
      <p><strong>${gettext("Take it with you")}</strong></p>
      <p>${gettext("Scan this code with your phone: it follows the queue and calls you. It works once.")}</p>
      <p class="small">
        ${gettext("Return code:")}${" "}<code class="kiosk-code" dir="ltr">${claim.code}</code>
      </p>
      <p class="small soft">${gettext("The staff find you by it too, if you say it to them.")}</p>
    </div>
  </div>`;
}
