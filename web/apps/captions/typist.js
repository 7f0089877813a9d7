// Where the captioner types: the line, what of it is out, and who is said to speak.

import { Icon } from "../../components/icon.js";
import { speakerName } from "../../components/names.js";
import { offered } from "../../core/glossary.js";
import { gettext } from "../../core/i18n.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "../../vendor/preact.js";
import { numberOf } from "./dais.js";
import { direction } from "./spoken.js";
import { SpokenChoice, SWITCH_KEY } from "./spoken_choice.js";

/** @import { Booth } from "./booth.js" */

/** The longest line that a caption can be. */
const LONGEST = 2_000;

/** A caption is two lines of 32 to 42 characters (R37); longer ones are told apart. */
const COMFORTABLE = 84;

/** @param {{ booth: Booth }} props */
export function Typist({ booth }) {
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const track = booth.track.value;
  const draft = booth.draft.value;
  useNumberKeys(booth);
  // At once, not after the next frame: by then a quick hand may type in another field.
  useLayoutEffect(() => field.current?.focus(), [track?.track]);
  const length = draft?.text.trim().length ?? 0;

  const [from, setFrom] = useState({ text: "", put: "" });
  const terms = from.text === from.put ? [] : offered(booth.glossary.value, from.text).slice(0, 4);
  /** What is typed as far as the cursor, for what the glossary may offer. */
  const look = () => {
    const { value = "", selectionEnd = 0 } = field.current ?? {};
    setFrom({ text: value.slice(0, selectionEnd), put: "" });
  };
  const take = (/** @type {{ from: number, term: string } | undefined} */ one) => {
    if (!field.current || !one) return;
    field.current.setRangeText(one.term, one.from, field.current.selectionEnd, "end");
    booth.type(field.current.value);
    const text = field.current.value.slice(0, field.current.selectionEnd);
    setFrom({ text, put: text });
    field.current.focus();
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    // Only while a term is offered does Tab take it; Escape puts the offer away, and Tab leaves the field again.
    if (terms.length && ["Tab", "Escape"].includes(event.key) && !event.shiftKey) {
      event.preventDefault();
      if (event.key === "Tab") take(terms[0]);
      else setFrom({ ...from, put: from.text });
      return;
    }
    if (event.key !== "Enter" || event.isComposing || event.altKey) return;
    event.preventDefault();
    if (booth.send() && field.current) field.current.value = "";
    setFrom({ text: "", put: "" });
  };
  return html`<section class="panel typist" aria-labelledby="typist-title">
    <h2 id="typist-title" class="visually-hidden">${gettext("Type captions")}</h2>
    <${Muted} booth=${booth} />
    <div class="said-by">
      <${Speakers} booth=${booth} />
      <${SpokenChoice} booth=${booth} />
    </div>
    <div class="type-line">
      <label class="visually-hidden" for="line">${gettext("Caption")}</label>
      <textarea
        class="input"
        id="line"
        ref=${field}
        rows="2"
        maxlength=${LONGEST}
        lang=${booth.spoken.value || undefined}
        dir=${booth.foreign ? direction(booth.foreign) : "auto"}
        spellcheck="true"
        autocomplete="off"
        disabled=${!track}
        placeholder=${gettext("Type what is said; Enter sends the line")}
        aria-describedby="line-hint"
        onInput=${(/** @type {{ currentTarget: HTMLTextAreaElement }} */ event) => {
          booth.type(event.currentTarget.value);
          look();
        }}
        onKeyDown=${onKeyDown}
      ></textarea>
      <button
        type="button"
        class="button"
        aria-disabled=${!draft || booth.muted.value ? "true" : undefined}
        onClick=${() => {
          if (booth.send() && field.current) field.current.value = "";
          field.current?.focus();
        }}
      >
        ${gettext("Send")} <kbd class="cap" aria-hidden="true">↵</kbd>
      </button>
    </div>
    ${
      booth.glossary.value.terms.length > 0 &&
      html`<div class="offered" role="group" aria-label=${gettext("From the glossary")}>
      ${terms.map(
        (one, at) =>
          html`<button
            type="button"
            class="button small second"
            key=${one.term}
            onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()}
            onClick=${() => take(one)}
          >
            <span dir="auto">${one.term}</span>
            ${at === 0 && html`<kbd class="cap" aria-hidden="true">Tab</kbd>`}
          </button>`,
      )}
    </div>`
    }
    <p class="visually-hidden" role="status">
      ${terms[0] && gettext("Tab takes “%(term)s” from the glossary.", { term: terms[0].term })}
    </p>
    <p class="type-hint small soft" id="line-hint">
      <span>${gettext("What you type shows at once as a growing caption.")}</span>
      <span>${
        // Translators: %(key)s is a key of the keyboard
        gettext("%(key)s switches between the last two languages.", { key: SWITCH_KEY })
      }</span>
      <span class=${length > COMFORTABLE ? "mark warn numbers" : "numbers"}
        >${
          length > COMFORTABLE
            ? gettext("%(length)s characters: more than two lines", { length })
            : length || ""
        }</span
      >
    </p>
  </section>`;
}

/** R42: says that nothing goes out. @param {{ booth: Booth }} props */
function Muted({ booth }) {
  const muted = booth.muted.value;
  if (!muted)
    return booth.view.value.meeting.blanked
      ? html`<p class="mute">
          <${Icon} shape="square" />
          <b>${gettext("The public screens are blank.")}</b>
          ${gettext("What you send is kept for the record and not shown.")}
        </p>`
      : null;
  const [title, text] = {
    closed_session: [
      gettext("Closed session: nothing goes out."),
      gettext("What you type is neither shown nor stored, and Enter sends nothing."),
    ],
    recess: [
      gettext("Recess: nothing goes out."),
      gettext("What you type is neither shown nor stored until the meeting resumes."),
    ],
    outage: [
      gettext("Service interrupted: nothing goes out."),
      gettext("What you type is neither shown nor stored until the meeting resumes."),
    ],
    not_started: [
      gettext("Not started: nothing goes out yet."),
      gettext("You can try the keyboard; captions go out once the meeting is called to order."),
    ],
    over: [
      gettext("The meeting is over: nothing goes out."),
      gettext("Choose a line to correct it."),
    ],
  }[muted];
  return html`<p class="mute" role="status">
    <${Icon} shape="lock" /> <b>${title}</b> ${text}
  </p>`;
}

/** Who is said to speak: the floor's, or a person of the dais by number key. @param {{ booth: Booth }} props */
function Speakers({ booth }) {
  const { floor } = booth.view.value;
  const held = floor && floor.status !== "called";
  const from = held ? speakerName(floor) : gettext("nobody has the floor");
  /** @type {[number, string][]} */
  const choices = [
    // Translators: the choice that captions are said by whoever has the floor; %(who)s is their name
    [0, gettext("The floor: %(who)s", { who: from })],
    ...booth.people.value.map((name, at) => /** @type {[number, string]} */ ([at + 1, name])),
  ];
  return html`<div class="speakers" role="group" aria-label=${gettext("Who is speaking")}>
    ${choices.map(
      ([key, name]) =>
        html`<button
          type="button"
          class="tab"
          key=${key}
          aria-pressed=${booth.speaker.value === key}
          aria-keyshortcuts=${`Alt+${key}`}
          onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()}
          onClick=${() => booth.say(key)}
        >
          <kbd class="cap" aria-hidden="true">${gettext("Alt %(key)s", { key })}</kbd>
          <span class="tab-label" dir="auto">${name}</span>
        </button>`,
    )}
  </div>`;
}

/** Alt and a digit name a person, in the field too. @param {Booth} booth */
function useNumberKeys(booth) {
  useEffect(() => {
    const listen = (/** @type {KeyboardEvent} */ event) => {
      const key = numberOf(event);
      if (key === undefined || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      booth.say(key);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [booth]);
}
