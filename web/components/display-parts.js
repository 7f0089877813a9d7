// Owns the parts of the room's screens, read from twenty metres: who speaks, the countdown, who is next, captions
// and the way in. Each says its state in words and shape as well as in colour. Sizes are in styles/display.css.

import { formatClock, formatDuration, formatTime, gettext } from "../core/i18n.js";
import { isOver, itemNow, nextThree, openPeriods, waiting } from "../core/queue.js";
import { computed, html, useMemo } from "../vendor/preact.js";
import { CaptionLines } from "./captions.js";
import { whereTo } from "./continued.js";
import { Icon } from "./icon.js";
import { speakerName } from "./names.js";
import { orderSentence } from "./rules.js";
import { StatusPill, statusSentence, statusWord } from "./status.js";
import { face, TimerBar, TimerWord } from "./timer.js";

/**
 * @import { Clock } from "../core/clock.js"
 * @import { Connection } from "../core/connection.js"
 * @import { Floor, Page, TrackCard, View } from "../core/view.d.ts"
 */

/**
 * @typedef {object} Props
 * @property {View} view
 * @property {Clock} clock
 * @property {Connection} connection
 * @property {Page} page
 * @property {string} variant
 * @property {boolean} sure the server was heard within the last five seconds
 */

/** From so many characters on, what the meeting does instead is set smaller, so that all of it is on the screen. */
const LONG = 90;

/** What everyone in the room has to know: that the clock is not confirmed, or an announcement. @param {Props} props */
export function Band({ view, sure, connection }) {
  if (connection.refusal.value) {
    return html`<p class="display-band unsure">
      <${Icon} shape="alert" /> ${connection.refusal.value.message}
    </p>`;
  }
  if (!sure) {
    return html`<p class="display-band unsure" role="status">
      <${Icon} shape="alert" /> ${gettext("Clock not confirmed")}
    </p>`;
  }
  if (view.meeting.status === "outage" && view.floor) {
    return html`<p class="display-band unsure" role="status">
      <${Icon} shape="alert" /> ${statusSentence(view.meeting)}
    </p>`;
  }
  if (!view.meeting.announcement) return null;
  return html`<p class="display-band" dir="auto">
    <${Icon} shape="bell" /> ${view.meeting.announcement}
  </p>`;
}

/** @param {Props} props */
export function TopLine({ view, clock, sure }) {
  const time = useMemo(() => computed(() => formatTime(clock.beat.value || clock.now())), [clock]);
  return html`<header class="display-top">
    <h1 dir="auto">${view.meeting.title}</h1>
    <${StatusPill} status=${view.meeting.status} />
    <p class="display-time numbers">${sure ? time.value : ""}</p>
  </header>`;
}

/** The item and who has the floor; without a floor, what the meeting does instead. @param {Props} props */
export function Speaking({ view, variant }) {
  const { floor, meeting } = view;
  const item = itemNow(view);
  if (!floor && meeting.status !== "live") {
    const sentence = statusSentence(meeting);
    return html`<section class=${`display-speaking message ${sentence.length > LONG ? "long" : ""}`}>
      <p class="display-name">${statusWord(meeting.status)}</p>
      <p class="display-item">${sentence}</p>
    </section>`;
  }
  if (!floor && variant === "lower-third" && !item) return null;
  return html`<section class="display-speaking">
    ${item && html`<p class="display-item" dir="auto">${item.label}</p>`}
    ${
      item?.continued_to &&
      !floor &&
      html`<p class="display-label">
      ${whereTo(item.continued_to)}
    </p>`
    }
    ${
      floor &&
      html`<div class="display-who">
      <p class="display-label">
        ${floor.ticket !== undefined && html`<span class="display-ticket">${floor.ticket}</span>${" "}`}
        ${floor.status === "called" ? called(floor) : gettext("Now speaking")}
      </p>
      <p class="display-name"><bdi>${speakerName(floor)}</bdi></p>
    </div>`
    }
    ${!floor && html`<${LastCall} view=${view} />`}
  </section>`;
}

/** Whoever is not in the room cannot come forward. @param {Floor} floor */
function called({ channel }) {
  return channel === "remote" || channel === "phone"
    ? gettext("Called to speak")
    : gettext("Please come forward");
}

/** Until when one can still ask to speak on the item that is on. @param {{ view: View }} props */
function LastCall({ view }) {
  const period = openPeriods(view).find(
    ({ item, status }) => status === "last_call" && item === view.meeting.item,
  );
  if (period?.closes_at === undefined) return null;
  const time = formatTime(period.closes_at, { timeStyle: "medium" });
  return html`<p class="display-label">${gettext("Last call: open until %(time)s.", { time })}</p>`;
}

/** Digits, bar and words. Out of touch it shows no number. @param {Props} props */
export function Countdown({ view, clock, sure }) {
  const { floor } = view;
  const shown = useMemo(
    () =>
      computed(() =>
        floor ? Object.values(face(floor, clock.beat.value || clock.now())).join(" ") : "",
      ),
    [floor, clock],
  );
  if (!floor) return null;
  const [state = "", digits] = shown.value.split(" ");
  const seconds = Number(digits);
  if (!sure) {
    return html`<div class="display-countdown timer unsure" role="timer" aria-live="off">
      <p class="display-digits">–:––</p>
    </div>`;
  }
  return html`<div class=${`display-countdown timer ${state}`} role="timer" aria-live="off">
    <p class="display-digits" dir="ltr">${state === "over" ? "0:00" : formatClock(seconds)}</p>
    <${TimerBar} turn=${floor} clock=${clock} />
    <p class="display-word"><${TimerWord} state=${state} seconds=${seconds} /></p>
  </div>`;
}

/** R25: the next three, with their tickets. @param {Props} props */
export function Next({ view, variant }) {
  const next = nextThree(view);
  const [period] = openPeriods(view);
  if (!next.length) return null;
  return html`<section class="display-next">
    <h2 class="display-label">${gettext("Next")}</h2>
    <ol role="list">
      ${next.map(
        (card) =>
          html`<li key=${card.ticket}>
            <span class="display-ticket">${card.ticket}</span>
            <span><bdi>${card.name ?? ""}</bdi></span>
          </li>`,
      )}
    </ol>
    ${
      variant === "dais" &&
      period &&
      html`<p class="display-label">
      ${gettext("Waiting: %(count)s.", { count: waiting(view, period.period) })}
    </p>`
    }
  </section>`;
}

/** The way in: QR code and short address, with what can be done there. @param {Props} props */
export function Invitation({ view, page }) {
  if (isOver(view)) return null;
  const open = openPeriods(view);
  const address = (page.urls.public ?? "").replace(/^https?:\/\//, "");
  return html`<aside class="display-invitation">
    <img src=${page.urls.qr} alt="" />
    <div>
      <p class="display-invite">
        ${open.length ? gettext("Ask to speak, comment, read captions") : gettext("Comment and read captions")}
      </p>
      ${
        open[0] &&
        html`<p class="display-order">
          ${gettext("%(time)s for each speaker.", { time: formatDuration(open[0].allotment_ms) })}${" "}
          ${orderSentence(open[0].policy)}
        </p>`
      }
      <p class="display-address" dir="ltr">${address}</p>
    </div>
  </aside>`;
}

/** Two lines in each language. @param {Props & { tracks: TrackCard[] }} props */
export function Captions({ view, connection, tracks }) {
  if (!tracks.length || view.meeting.blanked) return null;
  return html`<section class="display-captions captions" aria-label=${gettext("Captions")}>
    ${tracks.map(
      (track) =>
        html`<${CaptionLines} key=${track.track} connection=${connection} track=${track} />`,
    )}
  </section>`;
}
