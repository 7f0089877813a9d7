// Owns what makes the archive's page quicker to use: finding words as one types, the next and the previous place
// by key, an address for the line that one clicks, and contents that do not stand in the way on a phone. The page
// is whole without it; nothing here asks the server for anything but the words of its language.

import { loadCatalog, readPage } from "../components/page.js";
import { gettext, ngettext, pgettext, useCatalog } from "../core/i18n.js";
import { find, indexOf } from "./archive/find.js";

/** @typedef {{ spans: HTMLElement[], lines: string[], index: import("./archive/find.js").Index }} Speech */

const catalog = await loadCatalog(readPage());
if (catalog) useCatalog(catalog);

const contents = document.getElementById("contents");
if (contents instanceof HTMLDetailsElement && matchMedia("(width < 62rem)").matches)
  contents.open = false;

const said = document.getElementById("said");
const box = document.getElementById("q");
const form = document.getElementById("find");
const next = document.getElementById("find-next");
const previous = document.getElementById("find-previous");
const count = document.getElementById("find-count");

/** @type {Speech[]} */
let speeches = [];
/** @type {Range[]} */
let places = [];
let here = -1;

/** The transcript as it can be searched, made once, when somebody first searches. */
function transcript() {
  if (speeches.length === 0 && said) {
    speeches = [...said.querySelectorAll(".speech")].map((speech) => {
      const found = [...speech.querySelectorAll("span[id]")];
      const spans = found.filter((span) => span instanceof HTMLElement);
      const lines = spans.map((span) => span.textContent ?? "");
      return { spans, lines, index: indexOf(lines) };
    });
  }
  return speeches;
}

/** @param {Speech} speech @param {import("./archive/find.js").Match} match */
function rangeOf(speech, { from, to }) {
  const range = document.createRange();
  const first = textOf(speech.spans[from.line]);
  const last = textOf(speech.spans[to.line]);
  if (first) range.setStart(first, from.offset);
  if (last) range.setEnd(last, to.offset);
  return range;
}

/** A line's one piece of text, also where the server has marked it. @param {Element | undefined} span */
function textOf(span) {
  return span && document.createTreeWalker(span, NodeFilter.SHOW_TEXT).nextNode();
}

/** @param {string} words */
function look(words) {
  places = transcript().flatMap((speech) =>
    find(speech.index, speech.lines, words).map((match) => rangeOf(speech, match)),
  );
  here = -1;
  form?.toggleAttribute("data-searching", words.trim() !== "");
  show();
  if (count) {
    count.textContent = words.trim()
      ? ngettext(
          "%(num)s place. Enter goes to the next.",
          "%(num)s places. Enter goes to the next.",
          places.length,
        )
      : "";
  }
}

/** Marks what was found, without touching the text: a selection or a screen reader loses no place. */
function show() {
  const current = places[here];
  if ("highlights" in CSS) {
    CSS.highlights.set("found", new Highlight(...places));
    CSS.highlights.set("found-here", new Highlight(...(current ? [current] : [])));
    return;
  }
  for (const span of said?.querySelectorAll(".hit") ?? []) {
    span.classList.remove("hit");
    span.removeAttribute("aria-current");
  }
  for (const place of places) lineOf(place)?.classList.add("hit");
  if (current) lineOf(current)?.setAttribute("aria-current", "true");
}

/** @param {Range} place */
function lineOf(place) {
  return place.startContainer.parentElement?.closest("span[id]") ?? null;
}

/** @param {1 | -1} step */
function go(step) {
  if (places.length === 0) return;
  here = (here < 0 && step < 0 ? places.length - 1 : here + step + places.length) % places.length;
  show();
  const place = places[here];
  const line = place && lineOf(place);
  if (!line || !count) return;
  // Smoothness, if any, is the style's business, which knows who wants none.
  line.scrollIntoView({ block: "center" });
  // Translators: the place among all places found, and the words said there
  count.textContent = gettext("%(place)s of %(count)s: %(text)s", {
    place: here + 1,
    count: places.length,
    text: line.textContent ?? "",
  });
}

if (box instanceof HTMLInputElement && form && next && previous) {
  previous.hidden = false;
  next.textContent = pgettext("search hit", "Next");
  if (box.value) look(box.value);
  box.addEventListener("input", () => look(box.value));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(1);
  });
  previous.addEventListener("click", () => go(-1));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      go(-1);
    } else if (event.key === "Escape" && box.value) {
      event.preventDefault();
      box.value = "";
      look("");
    }
  });
}

said?.addEventListener("click", (event) => {
  const line = event.target instanceof Element && event.target.closest("span[id]");
  // Who marks words to copy them does not ask for a link.
  if (!line || !getSelection()?.isCollapsed) return;
  location.replace(`#${line.id}`);
  if (count)
    count.textContent = gettext("The address of this page now leads to the line that you chose.");
});

document.documentElement.dataset.app = "ready";
