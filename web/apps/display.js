// Owns the screens in the room: which variant shows what, in which languages, and what is shown when the server
// cannot be reached. Nothing on it can be acted on; it mends itself.

import { inLanguage } from "../components/caption-settings.js";
import {
  Band,
  Captions,
  Countdown,
  Invitation,
  Next,
  Speaking,
  TopLine,
} from "../components/display-parts.js";
import { begin, loadCatalog, takeOver } from "../components/page.js";
import { confirmed } from "../core/confirmed.js";
import { byKind, standIn } from "../core/failover.js";
import { language, useCatalog } from "../core/i18n.js";
import { effect, html, useEffect } from "../vendor/preact.js";

/**
 * @import { ReadonlySignal } from "../vendor/preact.js"
 * @import { Clock } from "../core/clock.js"
 * @import { Connection } from "../core/connection.js"
 * @import { Page } from "../core/view.d.ts"
 */

/** How long one language stands before the next has its turn, ms. */
const LANGUAGE_LASTS = 12_000;
/** How often the server is asked for the time, ms: well within what counts as in touch. */
const ASK_EVERY = 2_000;

/**
 * @typedef {object} Parts
 * @property {Page} page
 * @property {Clock} clock
 * @property {Connection} connection
 * @property {string} variant
 * @property {string[]} languages
 * @property {ReadonlySignal<boolean>} sure
 */

/** @param {Parts} parts */
function Display(parts) {
  const { connection, languages, variant } = parts;
  const view = connection.copy.value?.view;
  const tracks = Object.values(view?.tracks ?? {});
  const wanted = languages.flatMap((lang) => inLanguage(tracks, lang) ?? []);
  const spoken = inLanguage(tracks, view?.meeting.language ?? "");
  const shown = wanted.length ? wanted : spoken ? [spoken] : [...tracks].sort(byKind).slice(0, 1);
  const stands = view ? shown.flatMap((track) => standIn(view, track) ?? []) : [];
  const names = [...shown, ...stands].map((track) => track.track).join();
  useEffect(() => connection.follow(names ? names.split(",") : []), [names]);
  if (!view) return null;
  const { floor, meeting } = view;
  const all = { ...parts, view, sure: parts.sure.value };
  const strip = variant === "lower-third" || variant === "clock";
  return html`<div class=${floor ? "display-frame" : "display-frame idle"}>
    <div class="display-head">
      <${Band} ...${all} />
      ${
        strip
          ? html`<h1 class="visually-hidden">${meeting.title}</h1>`
          : html`<${TopLine} ...${all} />`
      }
    </div>
    ${variant !== "clock" && html`<${Speaking} ...${all} />`}
    ${floor && html`<${Countdown} ...${all} key=${floor.turn} />`}
    ${variant === "room" && html`<${Invitation} ...${all} />`}
    ${(variant === "room" || variant === "dais") && html`<${Next} ...${all} />`}
    ${
      variant === "room" &&
      meeting.status === "live" &&
      html`<${Captions} ...${all} tracks=${shown} />`
    }
  </div>`;
}

/**
 * The catalogs of the languages asked for, each in its turn.
 * @param {Page} page
 * @param {Clock} clock
 * @param {string[]} languages
 */
async function takeTurns(page, clock, languages) {
  const loaded = await Promise.all(languages.map((lang) => loadCatalog(page, lang)));
  const catalogs = loaded.flatMap((catalog) => catalog ?? []);
  let turn = 0;
  const next = () => {
    const catalog = catalogs[turn % catalogs.length];
    if (catalog) useCatalog(catalog);
    turn += 1;
  };
  next();
  if (catalogs.length > 1) clock.every(LANGUAGE_LASTS, next);
  effect(() => {
    const { lang, dir } = language();
    document.documentElement.lang = lang;
    document.documentElement.dir = dir;
  });
}

/** Keeps the screen lit where the device lets a page ask for it. */
async function stayLit() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // Refused on low battery, or while hidden: asked again when the page is seen again.
  }
}

const query = new URLSearchParams(location.search);
const variant = query.get("variant") ?? "room";
const { page, clock, connection } = await begin({
  screen: `display:${variant}`,
  askEvery: ASK_EVERY,
});
const wanted = (query.get("lang") ?? "").split(",").filter(Boolean);
const languages = wanted.length ? wanted : [page.lang];
await takeTurns(page, clock, languages);
const sure = confirmed(connection, clock);
takeOver(html`<${Display} ...${{ page, clock, connection, variant, languages, sure }} />`);
stayLit();
document.addEventListener("visibilitychange", stayLit);
