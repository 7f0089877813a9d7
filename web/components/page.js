// Owns how an app begins: reading what the page was delivered with, its language, its clock and its connection,
// and taking over the element that the server had filled. Every app does this first and nothing of it twice.

import { createClock } from "../core/clock.js";
import { Connection } from "../core/connection.js";
import { useCatalog, useTimeZone } from "../core/i18n.js";
import { render } from "../vendor/preact.js";

/**
 * @import { Clock } from "../core/clock.js"
 * @import { Catalog } from "../core/i18n.js"
 * @import { Page } from "../core/view.d.ts"
 */

/** What the server embedded: the view and what goes with it. @returns {Page} */
export function readPage() {
  return JSON.parse(document.getElementById("page")?.textContent ?? "{}");
}

/**
 * The catalog of a language; of another than the page's, under the same address but for its name.
 * @param {Page} page
 * @param {string} [lang]
 * @returns {Promise<Catalog | undefined>} nothing if it cannot be had: the page then stays in English
 */
export async function loadCatalog(page, lang = page.lang) {
  const listed = page.languages?.find((one) => one.lang === lang)?.catalog;
  const url = lang === page.lang ? page.catalog : listed;
  if (!url) return undefined;
  try {
    const response = await fetch(url);
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {Page} page
 * @returns {Clock} that already knows the time to within what the page took to arrive
 */
export function pageClock(page) {
  const clock = createClock();
  // The server wrote `now` after the navigation began (0 on this counter) and before this line ran.
  clock.sample({ sent: 0, received: clock.counter(), now: page.now });
  return clock;
}

/**
 * @param {Page} page
 * @param {Clock} clock
 * @param {Partial<import("../core/connection.js").Options> & { screen: string }} options
 */
export function pageConnection(page, clock, options) {
  const { meeting, as, lang, origin, seq, view, me } = page;
  const connection = new Connection({
    meeting,
    as,
    lang,
    clock,
    // Same-origin pages leave it out, so that a page reached by another of the server's names still works.
    ...(origin && !sameHost(origin) ? {} : { origin }),
    copy: { seq, view, ...(me ? { me } : {}) },
    ...options,
  });
  addEventListener("online", () => connection.wake());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") connection.wake();
  });
  return connection;
}

/** @param {string} origin */
function sameHost(origin) {
  return new URL(origin).host === location.host;
}

/**
 * Everything an app of a meeting needs, once the page's language is there.
 * @param {Partial<import("../core/connection.js").Options> & { screen: string }} options
 */
export async function begin(options) {
  const page = readPage();
  const clock = pageClock(page);
  const catalog = await loadCatalog(page);
  if (catalog) useCatalog(catalog);
  useTimeZone(page.view.meeting.time_zone);
  return { page, clock, connection: pageConnection(page, clock, options) };
}

/**
 * Puts an app in the place of what the server rendered into #app.
 * @param {import("../vendor/preact.js").VNode} app
 */
export function takeOver(app) {
  const place = document.getElementById("app");
  if (!place) throw new Error("the page has no #app");
  place.replaceChildren();
  render(app, place);
  document.documentElement.dataset.app = "ready";
}
