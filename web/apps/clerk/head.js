// The desk's own head: the meeting's state, what comes next for it, who and what is there, and above all that
// which must not be missed: blanked screens, an announcement, a silent display, no connection.

import { trackName } from "../../components/caption-settings.js";
import { Icon } from "../../components/icon.js";
import { SilenceAlarm } from "../../components/silence.js";
import { ConnectionPill, StatusPill } from "../../components/status.js";
import { formatClock, formatNumber, formatTime, gettext, ngettext } from "../../core/i18n.js";
import { html, signal } from "../../vendor/preact.js";
import { toggleBlank } from "./acts.js";
import { meetingActs } from "./may.js";
import { OutageBanner } from "./outage_banner.js";
import { ActButton, KeyCap, Menu } from "./parts.js";
import { displayLamps, toolLamps } from "./watch.js";
import { lampName, meetingActName } from "./words.js";

/** @import { Desk } from "./desk.js" */
/** @import { DisplayLamp, Presence } from "./watch.js" */

/** The displays whose silence the clerk has taken note of. */
const dismissed = signal(/** @type {ReadonlySet<string>} */ (new Set()));

/** @param {{ desk: Desk }} props */
export function DeskHead({ desk }) {
  const { meeting } = desk.view.value;
  return html`<div class="desk-head">
    <div class="desk-meeting">
      <${StatusPill} status=${meeting.status} />
      <${ConnectionPill}
        status=${desk.connection.status.value}
        unsent=${desk.connection.outbox.size.value}
      />
      <time class="desk-time numbers">${formatTime(desk.minute.value)}</time>
    </div>
    <${Lamps} desk=${desk} />
    <div class="desk-tools" role="group" aria-label=${gettext("Meeting")} tabindex="-1">
      <${NextStep} desk=${desk} />
      <${ActButton}
        desk=${desk}
        act="blank"
        shape="square"
        tone=${meeting.blanked ? "danger" : "second"}
        pressed=${meeting.blanked}
        label=${meeting.blanked ? gettext("Show screens") : gettext("Blank screens")}
        onAct=${() => toggleBlank(desk)}
      />
      <${MeetingMenu} desk=${desk} />
    </div>
  </div>`;
}

/** What the meeting as a whole needs next, as a button in sight. @param {{ desk: Desk }} props */
function NextStep({ desk }) {
  const view = desk.view.value;
  /** @type {Record<string, string[]>} */
  const steps = {
    scheduled: ["open_sign_up", "start_meeting"],
    postponed: ["open_sign_up", "start_meeting"],
    sign_up: ["start_meeting"],
    recess: ["resume_meeting"],
    closed_session: ["resume_meeting"],
    outage: ["end_outage"],
  };
  const acts = steps[view.meeting.status] ?? [];
  return acts.map(
    (act, at) =>
      html`<${ActButton}
        key=${act}
        desk=${desk}
        label=${meetingActName(act)}
        tone=${at === acts.length - 1 ? "" : "second"}
        against=${act === "open_sign_up" && !desk.clerks ? "role" : undefined}
        onAct=${() => (act === "end_outage" ? desk.ask({ kind: act }) : desk.act(act))}
      />`,
  );
}

/** The acts of the menu, in groups; those that end in "…" ask something first. */
const MENU = /** @type {const} */ ([
  "recess",
  "report_outage",
  "enter_closed_session",
  "clear_room",
  "adjourn",
  "postpone_meeting",
  "cancel_meeting",
]);

/** @param {{ desk: Desk }} props */
function MeetingMenu({ desk }) {
  const may = meetingActs(desk.view.value);
  const item = (/** @type {string} */ kind, /** @type {string} */ label) =>
    html`<button
      type="button"
      class="menu-item"
      key=${kind}
      onClick=${() => desk.ask({ kind })}
    >
      ${label}
    </button>`;
  return html`<${Menu} desk=${desk} label=${gettext("Meeting")}>
      ${item("announce", gettext("Announcement to all screens…"))}
      ${desk.clerks && item("edit_meeting", gettext("Particulars…"))}
      ${item("hours", gettext("Hard stop and interpreters’ hours…"))}
      ${item("minutes", gettext("Interruptions, for the minutes…"))}
      ${
        desk.clerks &&
        Object.values(desk.view.value.tracks).some((track) => track.cues) &&
        item("redact_captions", gettext("Take words out of the captions…"))
      }
      ${MENU.map((act) => {
        const against =
          (act === "cancel_meeting" || act === "postpone_meeting") && !desk.clerks
            ? "role"
            : may[act];
        return html`<${ActButton}
          key=${act}
          desk=${desk}
          tone="quiet start"
          label=${`${meetingActName(act)}…`}
          against=${against}
          onAct=${() => desk.ask({ kind: act })}
        />`;
      })}
      <hr />
      <label class="check menu-item">
        <input
          type="checkbox"
          checked=${desk.buzzer.value === "on"}
          onChange=${() => {
            desk.buzzer.value = desk.buzzer.value === "on" ? "off" : "on";
          }}
        />
        ${gettext("Buzzer on this device")}
      </label>
      ${item("keys", gettext("Keys…"))}
    <//>`;
}

/** @param {{ desk: Desk }} props */
function Lamps({ desk }) {
  /** @type {Presence} */
  const presence = desk.connection.presence.value ?? {};
  const now = desk.second.value;
  const displays = displayLamps(presence, now, dismissed.value);
  const tools = toolLamps(presence, now);
  const silent = displays.filter((lamp) => lamp.alarm);
  /** @type {[string, number | undefined][]} */
  const counts = [
    [gettext("Attendees"), presence.attendees],
    [gettext("Staff"), presence.staff],
    [gettext("Captioners"), presence.captioners],
    [gettext("Kiosks"), presence.kiosks],
  ];
  const label = html`<${Icon} shape=${silent.length ? "alert" : "people"} />
    <span>${ngettext("%(num)s attending", "%(num)s attending", presence.attendees ?? 0)}</span>
    ${
      silent.length
        ? html`<span class="mark bad">${gettext("Display silent")}</span>`
        : html`<span class="soft">${ngettext("%(num)s display", "%(num)s displays", displays.length)}</span>`
    }
    <span class="soft">${ngettext("%(num)s captioner", "%(num)s captioners", presence.captioners ?? 0)}</span>`;
  return html`<${Menu} desk=${desk} label=${label} tone="lamp-panel">
      <dl class="lamp-counts">
        ${counts.map(
          ([name, count]) =>
            html`<div key=${name}>
              <dt>${name}</dt>
              <dd class="numbers">${formatNumber(count ?? 0)}</dd>
            </div>`,
        )}
      </dl>
      <h3>${gettext("Displays")}</h3>
      ${displays.length === 0 && html`<p class="soft">${gettext("No display is connected.")}</p>`}
      <ul role="list">
        ${displays.map((lamp) => html`<${Display} key=${lamp.id} lamp=${lamp} />`)}
      </ul>
      <h3>${gettext("Captions")}</h3>
      ${tools.length === 0 && html`<p class="soft">${gettext("No captions have come yet.")}</p>`}
      <ul role="list">
        ${tools.map(
          (tool) =>
            html`<li key=${tool.track}>
              <${TrackOf} desk=${desk} track=${tool.track} />
              <span class=${tool.silent ? "mark warn" : "mark good"}>${heard(tool.silentMs)}</span>
            </li>`,
        )}
      </ul>
  <//>`;
}

/** @param {{ desk: Desk, track: string }} props */
function TrackOf({ desk, track }) {
  const card = desk.view.value.tracks[track];
  return html`<span class="grow" lang=${card?.language}>${card ? trackName(card) : track}</span>`;
}

/** @param {{ lamp: DisplayLamp }} props */
function Display({ lamp }) {
  const silent = lamp.silentMs > 5_000;
  return html`<li>
    <span class="grow">${lampName(lamp.variant)}</span>
    <span class=${lamp.alarm ? "mark bad" : silent ? "mark warn" : "mark good"}
      ><${Icon} shape=${silent ? "alert" : "check"} />${heard(lamp.silentMs)}</span
    >
    ${
      lamp.alarm &&
      html`<button
        type="button"
        class="link small"
        onClick=${() => {
          dismissed.value = new Set(dismissed.value).add(lamp.id);
        }}
      >
        ${gettext("Noted")}
      </button>`
    }
  </li>`;
}

/** @param {number} silentMs */
function heard(silentMs) {
  return silentMs <= 5_000
    ? gettext("heard now")
    : gettext("silent for %(time)s", { time: formatClock(Math.floor(silentMs / 1_000)) });
}

/** What must not be missed, under the head. @param {{ desk: Desk }} props */
export function Banners({ desk }) {
  const { meeting } = desk.view.value;
  const presence = desk.connection.presence.value ?? {};
  const silent = displayLamps(presence, desk.second.value, dismissed.value).filter(
    (lamp) => lamp.alarm,
  );
  return html`<div class="banners">
    ${
      meeting.blanked &&
      html`<div class="banner blanked" role="status">
        <${Icon} shape="square" />
        <b>${gettext("The public screens are blank.")}</b>
        <span>${gettext("Clock and log go on.")}</span>
        <button type="button" class="button small second" onClick=${() => toggleBlank(desk)}>
          ${gettext("Show screens")} <${KeyCap} desk=${desk} act="blank" />
        </button>
      </div>`
    }
    <${OutageBanner} desk=${desk} />
    <${SilenceAlarm} view=${desk.view.value} />
    ${
      meeting.room_cleared_at !== undefined &&
      html`<div class="banner" role="status">
        <${Icon} shape="lock" />
        <b>${gettext("The room is cleared; the press stays.")}</b>
        <span>${gettext("Since %(time)s", { time: formatTime(meeting.room_cleared_at) })}</span>
        <button type="button" class="button small second" onClick=${() => desk.act("readmit_room")}>
          ${gettext("Let everyone in again")}
        </button>
      </div>`
    }
    ${
      meeting.announcement &&
      html`<div class="banner" role="status">
        <${Icon} shape="bell" />
        <span>${gettext("On all screens:")} <b dir="auto">${meeting.announcement}</b></span>
        <button type="button" class="button small second" onClick=${() => desk.act("clear_announcement")}>
          ${gettext("Take down")}
        </button>
      </div>`
    }
    ${silent.map(
      (lamp) =>
        html`<div class="banner bad" role="alert" key=${lamp.id}>
          <${Icon} shape="alert" />
          <span
            ><b>${lampName(lamp.variant)}:</b> ${gettext("silent since %(time)s", {
              time: formatTime(desk.second.value - lamp.silentMs, { timeStyle: "medium" }),
            })}</span
          >
          <button
            type="button"
            class="button small second"
            onClick=${() => {
              dismissed.value = new Set(dismissed.value).add(lamp.id);
            }}
          >
            ${gettext("Noted")}
          </button>
        </div>`,
    )}
    ${
      desk.offline.value &&
      html`<div class="banner bad" role="alert">
        <${Icon} shape="offline" />
        <span
          ><b>${gettext("No connection to the server.")}</b> ${gettext(
            "What you see may be old. Keys and buttons wait until it is back.",
          )}</span
        >
      </div>`
    }
    ${
      desk.connection.refusal.value &&
      html`<div class="banner bad" role="alert">
        <${Icon} shape="lock" /> <span>${desk.connection.refusal.value.message}</span>
        <a class="button small second" href=${desk.page.urls.login}>${gettext("Log in")}</a>
      </div>`
    }
  </div>`;
}
