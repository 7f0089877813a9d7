// Owns the two forms of the tablet at the door. They are sent over HTTP with an id made once, so that pressing
// again after a lost answer has no second effect; the answer brings a seat of one's own and the code for it.

import { gettext, language } from "../core/i18n.js";
import { freshId } from "../core/outbox.js";
import { post } from "../core/post.js";
import { openPeriods } from "../core/queue.js";
import { html, useRef, useState } from "../vendor/preact.js";
import { CommentFields } from "./comment-fields.js";
import { Field, readForm } from "./fields.js";
import { Icon } from "./icon.js";
import { HelpFields, neededToBeCalled } from "./request-details.js";

/**
 * @import { Page, PeriodCard, View } from "../core/view.d.ts"
 * @import { Claim } from "./request-dialogs.js"
 */

/**
 * What the server answers to a request or comment made at a kiosk.
 * @typedef {{ ticket?: number, comment?: number, receipt: string, claim: Claim }} Handed
 */

/** @typedef {{ view: View, page: Page, onHanded: (handed: Handed) => void }} FormProps */

/** @param {FormProps} props */
export function AskForm({ view, page, onHanded }) {
  const open = openPeriods(view);
  const named = open.some((period) => period.names_required);
  const { send, sending, fault } = useSending(page.urls.requests ?? "", onHanded);
  return html`<form
    class="stack loose"
    autocomplete="off"
    onSubmit=${(/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
      event.preventDefault();
      const { period, ...fields } = readForm(event.currentTarget);
      send({ ...filled(fields), channel: "in_person", period: Number(period ?? open[0]?.period) });
    }}
  >
    <h2 tabindex="-1">${gettext("Ask to speak")}</h2>
    <${WhichPeriod} open=${open} view=${view} />
    ${
      named &&
      html`<${Field}
        name="name"
        label=${gettext("Name")}
        optional=${neededToBeCalled()}
        hint=${gettext("You can take your ticket without it and tell the clerk later.")}
      />`
    }
    <${Fault} fault=${fault} />
    <button class="button big wide" disabled=${sending || !open.length}>
      <${Icon} shape="hand" /> ${sending ? gettext("Taking your place…") : gettext("Take my ticket")}
    </button>
    <details class="disclosure">
      <summary>${gettext("Your details – all voluntary")}</summary>
      <div class="stack loose">
        ${!named && html`<${Field} name="name" label=${gettext("Name")} />`}
        <${Field} name="topic" label=${gettext("What about")} />
        <${HelpFields} />
      </div>
    </details>
  </form>`;
}

/** @param {{ open: PeriodCard[], view: View }} props */
function WhichPeriod({ open, view }) {
  if (open.length < 2) {
    return html`<p class="large" dir="auto">${view.items[open[0]?.item ?? 0]?.label}</p>`;
  }
  return html`<fieldset class="stack tight">
    <legend>${gettext("On which item")}</legend>
    <div class="stack tight">
      ${open.map(
        ({ period, item }, at) =>
          html`<label class="choice" key=${period}
            ><input type="radio" name="period" value=${period} defaultChecked=${at === 0} />
            <span dir="auto">${view.items[item]?.label}</span></label
          >`,
      )}
    </div>
  </fieldset>`;
}

/** @param {FormProps} props */
export function CommentForm({ view, page, onHanded }) {
  const { send, sending, fault } = useSending(page.urls.comments ?? "", onHanded);
  return html`<form
    class="stack loose"
    autocomplete="off"
    onSubmit=${(/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
      event.preventDefault();
      const { item, ...fields } = readForm(event.currentTarget);
      if (!fields.text) event.currentTarget.querySelector("textarea")?.focus();
      else send({ ...filled(fields), ...(item ? { item: Number(item) } : {}) });
    }}
  >
    <h2 tabindex="-1">${gettext("Write a comment")}</h2>
    <${CommentFields} view=${view} page=${page} />
    <${Fault} fault=${fault} />
    <button class="button big wide" disabled=${sending}>
      ${sending ? gettext("Sending…") : gettext("Send comment")}
    </button>
  </form>`;
}

/** @param {{ fault: string }} props */
function Fault({ fault }) {
  if (!fault) return null;
  return html`<div class="notice bad" role="alert">
    <${Icon} shape="alert" />
    <p>${fault}</p>
  </div>`;
}

/**
 * Those that were filled in.
 * @param {Record<string, string>} fields
 */
function filled(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
}

/**
 * @param {string} url
 * @param {(handed: Handed) => void} onHanded
 */
function useSending(url, onHanded) {
  const [sending, setSending] = useState(false);
  const [fault, setFault] = useState("");
  const id = useRef(freshId());
  const sent = useRef("");
  /** @param {Record<string, unknown>} fields */
  const send = async (fields) => {
    const asked = JSON.stringify(fields);
    // What was changed after a refusal is another command, and has another id.
    if (sent.current && sent.current !== asked) id.current = freshId();
    sent.current = asked;
    setSending(true);
    /** @type {Handed | { message: string }} */
    const answer = await post(
      `${url}?lang=${language().lang}`,
      { ...fields, id: id.current, kiosk: true },
      gettext("That could not be sent. Please try again, or tell the clerk."),
    );
    setSending(false);
    if ("receipt" in answer) onHanded(answer);
    else setFault(answer.message);
  };
  return { send, sending, fault };
}
