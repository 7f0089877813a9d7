// The captioner's and interpreter's screen: puts the booth's panels together.

import { Announcer } from "../components/announcer.js";
import { trackName } from "../components/caption-settings.js";
import { keepFocus } from "../components/focus.js";
import { Icon } from "../components/icon.js";
import { begin, takeOver } from "../components/page.js";
import { Redact } from "../components/redact.js";
import { keepSilenceBuzzer, SilenceAlarm } from "../components/silence.js";
import { ConnectionPill, StatusPill } from "../components/status.js";
import { Timer } from "../components/timer.js";
import { Toasts } from "../components/toast.js";
import { formatSeconds, gettext, ngettext } from "../core/i18n.js";
import { html } from "../vendor/preact.js";
import { AudioPanel } from "./captions/audio_panel.js";
import { Booth } from "./captions/booth.js";
import { DaisPanel } from "./captions/dais_panel.js";
import { History } from "./captions/history.js";
import { typingTime } from "./captions/lines.js";
import { Microphone } from "./captions/microphone.js";
import { Outward } from "./captions/outward.js";
import { PlayersPanel } from "./captions/players_panel.js";
import { RelayPanel } from "./captions/relay_panel.js";
import { TrackPanel } from "./captions/track_panel.js";
import { TranslationPanel } from "./captions/translation_panel.js";
import { Typist } from "./captions/typist.js";

/** @param {{ booth: Booth, outward: Outward, microphone: Microphone }} props */
function Captions({ booth, outward, microphone }) {
  return html`<div class=${`booth ${booth.muted.value ? "muted" : ""}`}>
    <${BoothHead} booth=${booth} />
    <div class="booth-panels">
      <${History} booth=${booth} />
      <${Typist} booth=${booth} />
      <div class="booth-side">
        <${TrackPanel} booth=${booth} />
        <${DaisPanel} booth=${booth} />
        <${AudioPanel} booth=${booth} outward=${outward} microphone=${microphone} />
        <${TranslationPanel} booth=${booth} outward=${outward} />
        <${RelayPanel} booth=${booth} outward=${outward} />
        <${PlayersPanel} booth=${booth} />
      </div>
    </div>
    <${RedactLine} booth=${booth} />
    <${Toasts} clock=${booth.clock} />
    <${Announcer} />
  </div>`;
}

/** R29: words taken out of a line, while the meeting goes on or after it. @param {{ booth: Booth }} props */
function RedactLine({ booth }) {
  const cue = booth.redacting.value;
  if (!cue) return null;
  const lines = booth.linesKnown();
  const line = lines.find((one) => one.track === cue.track && one.cue === cue.cue);
  const tracks = Object.values(booth.view.value.tracks);
  const close = () => {
    booth.redacting.value = undefined;
  };
  if (!line) return null;
  return html`<${Redact}
    line=${line}
    lines=${lines}
    languages=${Object.fromEntries(tracks.map((one) => [one.track, trackName(one)]))}
    onRedact=${booth.redact.bind(booth)}
    onClose=${close}
  />`;
}

/** The meeting's state, who follows, how far behind, and what must not be missed. @param {{ booth: Booth }} props */
function BoothHead({ booth }) {
  const { meeting, floor, items } = booth.view.value;
  const item = items[floor?.item ?? meeting.item ?? 0];
  const presence = booth.connection.presence.value;
  const refusal = booth.connection.refusal.value;
  const took = typingTime(booth.captions.value);
  return html`<div class="booth-head">
      <${StatusPill} status=${meeting.status} />
      <${ConnectionPill}
        status=${booth.connection.status.value}
        unsent=${booth.connection.outbox.size.value}
      />
      <span class="grow booth-item" dir="auto">${item?.label}</span>
      ${floor && html`<${Timer} key=${floor.turn} turn=${floor} clock=${booth.clock} small bar=${false} />`}
      ${
        presence &&
        html`<span class="mark"
          ><${Icon} shape="people" />${ngettext(
            "%(num)s following",
            "%(num)s following",
            (presence.attendees ?? 0) + (presence.displays ?? 0),
          )}</span
        >`
      }
      ${
        took !== undefined &&
        html`<span class="mark"
          ><${Icon} shape="clock" />${
            // Translators: how long a caption takes from its first letter to when it is sent
            gettext("%(seconds)s s a line", { seconds: formatSeconds(took) })
          }</span
        >`
      }
    </div>
    <${SilenceAlarm} view=${booth.view.value} />
    ${
      booth.connection.status.value === "offline" &&
      html`<div class="banner warn" role="alert">
        <${Icon} shape="offline" />
        <span
          ><b>${gettext("No connection.")}</b> ${gettext(
            "Go on typing: finished lines are kept and sent when it is back.",
          )}</span
        >
      </div>`
    }
    ${
      refusal &&
      html`<div class="banner bad" role="alert">
        <${Icon} shape="lock" /> <span>${refusal.message}</span>
        <a class="button small second" href=${booth.page.urls.login}>${gettext("Log in")}</a>
      </div>`
    }`;
}

// A captioner sees what the public sees, and speaks as staff.
const { page, clock, connection } = await begin({
  screen: "captions",
  as: "staff",
  keeping: sessionStorage,
});
keepFocus();
const outward = new Outward({ page, clock });
outward.watch();
const booth = new Booth({ page, clock, connection });
keepSilenceBuzzer(booth.view, () => true);
takeOver(html`<${Captions}
  booth=${booth}
  outward=${outward}
  microphone=${new Microphone(page.meeting)}
/>`);
