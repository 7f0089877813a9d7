// The small parts of which the clerk's panels are made: a button that says why it cannot be pressed, a key's
// label, a person's marks. They know no panel and send nothing.

import { Icon } from "../../components/icon.js";
import { html, useEffect, useId, useRef } from "../../vendor/preact.js";
import { keyOf } from "./keymap.js";
import { markName, keyName as printed, why } from "./words.js";

/** @import { Shape } from "../../components/icon.js" */
/** @import { Desk } from "./desk.js" */
/** @import { Act } from "./keymap.js" */
/** @import { Forbidden } from "./may.js" */
/** @import { Mark } from "./view.js" */

/**
 * The key of an act, as a small cap; nothing when it has none. Screen readers hear it from the button.
 * @param {{ desk: Desk, act: Act }} props
 */
export function KeyCap({ desk, act }) {
  const key = keyOf(desk.keys.value, act);
  return key ? html`<kbd class="cap" aria-hidden="true">${printed(key)}</kbd>` : null;
}

/**
 * A button for an act. One that cannot be pressed now stays in reach of the keyboard and says why. A pointer
 * does not move the focus to it, so that the space bar goes on driving the clock.
 * @param {{
 *   desk: Desk, label: string, against?: Forbidden, onAct: () => void, act?: Act, tone?: string,
 *   shape?: Shape, pressed?: boolean, expanded?: boolean, title?: string,
 * }} props
 */
export function ActButton({
  desk,
  label,
  against,
  onAct,
  act,
  tone = "second",
  shape,
  pressed,
  expanded,
  title,
}) {
  const id = useId();
  const key = act ? keyOf(desk.keys.value, act) : "";
  const said = against ? why(against) : undefined;
  return html`<button
      type="button"
      class=${`button small ${tone}`}
      aria-disabled=${against ? "true" : undefined}
      aria-describedby=${said ? id : undefined}
      aria-pressed=${pressed}
      aria-expanded=${expanded}
      aria-keyshortcuts=${key ? (key === " " ? "Space" : key.toUpperCase()) : undefined}
      title=${said ?? title}
      onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()}
      onClick=${() => (against ? desk.refuse(against) : onAct())}
    >
      ${shape && html`<${Icon} shape=${shape} />`}<span dir="auto">${label}</span>
      ${act && html`<${KeyCap} desk=${desk} act=${act} />`}
    </button>
    ${said && html`<span class="visually-hidden" id=${id}>${said}</span>`}`;
}

/** @type {Record<Mark, [Shape, string]>} */
const LOOKS = {
  on_its_way: ["walk", "warn"],
  leaves_soon: ["clock", "warn"],
  too_late: ["alert", "bad"],
  warned: ["alert", "warn"],
  name_waits: ["pencil", "accent"],
  name_refused: ["close", "bad"],
  name_missing: ["pencil", "warn"],
  interpreter: ["globe", ""],
  accommodation: ["hand", ""],
  pronunciation: ["microphone", ""],
};

/** @param {{ marks: Mark[] }} props */
export function Marks({ marks }) {
  if (marks.length === 0) return null;
  return html`<span class="marks">
    ${marks.map((mark) => {
      const [shape, tone] = LOOKS[mark];
      const name = markName(mark);
      return html`<span class=${`mark ${tone}`} key=${mark} title=${name}
        ><${Icon} shape=${shape} /><span class=${`mark-word ${tone && "always"}`}>${name}</span></span
      >`;
    })}
  </span>`;
}

/**
 * A panel of the desk: a region with a heading and, beside it, what acts on the whole of it.
 * @param {{ id: string, title: string, children?: unknown, tools?: unknown, count?: number | undefined }} props
 */
export function Panel({ id, title, count, tools, children }) {
  return html`<section class=${`panel ${id}`} id=${id} aria-labelledby=${`${id}-title`} tabindex="-1">
    <header class="panel-head">
      <h2 id=${`${id}-title`}>
        ${title}${count === undefined ? "" : html` <span class="count">${count}</span>`}
      </h2>
      ${tools}
    </header>
    ${children}
  </section>`;
}

/**
 * A menu below its button; closes with Escape, when something outside is chosen, and when one of its buttons has
 * asked something.
 * @param {{ desk: Desk, label: unknown, tone?: string, children?: unknown }} props
 */
export function Menu({ desk, label, tone = "", children }) {
  const menu = useRef(/** @type {HTMLDetailsElement | null} */ (null));
  useEffect(() => {
    const leave = (/** @type {Event} */ event) => {
      const shown = menu.current;
      if (shown && event.target instanceof Node && !shown.contains(event.target))
        shown.open = false;
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
    };
  }, []);
  const asked = desk.question.value !== undefined;
  useEffect(() => {
    if (asked && menu.current) menu.current.open = false;
  }, [asked]);
  return html`<details
    class="menu"
    ref=${menu}
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape" || !menu.current?.open) return;
      menu.current.open = false;
      menu.current.querySelector("summary")?.focus();
    }}
  >
    <summary>${label}</summary>
    <div class=${`menu-panel ${tone}`}>${children}</div>
  </details>`;
}
