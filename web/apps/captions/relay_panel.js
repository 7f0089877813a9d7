// Captions passed on to Zoom or YouTube: to which address, whether the other end takes them, and how late. The
// address is a secret: it is sent once, and comes back masked.

import { trackName } from "../../components/caption-settings.js";
import { Confirm } from "../../components/dialog.js";
import { Icon } from "../../components/icon.js";
import { told } from "../../components/toast.js";
import { formatClock, formatList, formatSeconds, gettext, ngettext } from "../../core/i18n.js";
import { html, useLayoutEffect, useRef, useState } from "../../vendor/preact.js";
import { inOrder } from "./booth.js";
import { Fold, worst } from "./fold.js";

/** @import { Booth } from "./booth.js" */
/** @import { Outward, RelayRow } from "./outward.js" */

/** @param {{ booth: Booth, outward: Outward }} props */
export function RelayPanel({ booth, outward }) {
  const relays = outward.status.value?.relays ?? [];
  const [adding, setAdding] = useState(false);
  const tracks = inOrder(booth.view.value.tracks, booth.view.value.meeting.language);
  if (tracks.length === 0) return null;
  return html`<${Fold} name="relays" title=${gettext("Passed on")} standing=${worst(relays.map(stateOf))}>
      ${
        relays.length === 0 &&
        !adding &&
        html`<p class="hint">${gettext("The captions can go on to a Zoom meeting or a YouTube stream.")}</p>`
      }
      ${
        relays.length > 0 &&
        html`<ul class="outward-rows" role="list">
          ${relays.map(
            (row) =>
              html`<${Relay} key=${row.relay} row=${row} booth=${booth} outward=${outward} />`,
          )}
        </ul>`
      }
      ${
        adding
          ? html`<${Add} booth=${booth} outward=${outward} onDone=${() => setAdding(false)} />`
          : html`<div>
              <button type="button" class="button small second" onClick=${() => setAdding(true)}>
                ${gettext("Pass on to…")}
              </button>
            </div>`
      }
  <//>`;
}

/** @param {{ booth: Booth, outward: Outward, onDone: () => void }} props */
function Add({ booth, outward, onDone }) {
  const tracks = inOrder(booth.view.value.tracks, booth.view.value.meeting.language);
  const hosts = outward.status.value?.relay_hosts ?? [];
  const service = useRef(/** @type {HTMLSelectElement | null} */ (null));
  useLayoutEffect(() => service.current?.focus(), []);
  return html`<form
    class="stack tight open-track"
    onSubmit=${async (/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
      event.preventDefault();
      const form = event.currentTarget;
      const given = new FormData(form);
      const answer = await booth.connection.command("start_relay", {
        track: String(given.get("track")),
        protocol: String(given.get("protocol")),
        url: String(given.get("url")).trim(),
      });
      if (!told(answer)) return;
      form.reset();
      await outward.ask();
      onDone();
    }}
  >
    <label class="field-label" for="relay-protocol">${gettext("Service")}</label>
    <select class="input" id="relay-protocol" ref=${service} name="protocol">
      <option value="zoom">Zoom</option>
      <option value="youtube">YouTube</option>
    </select>
    <label class="field-label" for="relay-url">${gettext("Its caption address")}</label>
    <input
      class="input"
      id="relay-url"
      name="url"
      type="url"
      dir="ltr"
      required
      maxlength="2000"
      autocomplete="off"
      spellcheck="false"
      aria-describedby="relay-url-hint"
    />
    <p class="hint" id="relay-url-hint">
      ${
        // Translators: %(hosts)s is a list of names of computers, such as “*.zoom.us and upload.youtube.com”
        gettext(
          "In Zoom: “Copy the API token” under captions; in YouTube: the caption ingestion URL. Allowed are %(hosts)s.",
          {
            hosts: formatList(hosts),
          },
        )
      }
    </p>
    <label class="field-label" for="relay-track">${gettext("Captions in")}</label>
    <select class="input" id="relay-track" name="track" value=${booth.track.value?.track}>
      ${tracks.map((one) => html`<option value=${one.track} lang=${one.language}>${trackName(one)}</option>`)}
    </select>
    <div class="buttons-tight">
      <button type="submit" class="button small">${gettext("Pass on from now on")}</button>
      <button type="button" class="button small quiet" onClick=${onDone}>${gettext("Cancel")}</button>
    </div>
  </form>`;
}

/** @param {{ row: RelayRow, booth: Booth, outward: Outward }} props */
function Relay({ row, booth, outward }) {
  const [stopping, setStopping] = useState(false);
  const track = booth.view.value.tracks[row.track];
  const { good, words } = stateOf(row);
  const service = row.protocol === "youtube" ? "YouTube" : "Zoom";
  return html`<li class="outward-row">
    <div class="row">
      <b>${service}${track ? html` · <span lang=${track.language}>${trackName(track)}</span>` : ""}</b>
      <button
        type="button"
        class="button small danger-quiet"
        aria-label=${gettext("Stop passing on to %(service)s", { service })}
        onClick=${() => setStopping(true)}
      >
        ${gettext("Stop…")}
      </button>
    </div>
    <p class=${good ? "mark good" : "mark warn"} role="status">
      <${Icon} shape=${good ? "check" : "alert"} />${words}
    </p>
    <p class="hint">${facts(row, booth).join(" · ")}</p>
    <p class="address" dir="ltr">${row.address}</p>
    ${
      stopping &&
      html`<${Confirm}
        title=${gettext("Stop passing captions on?")}
        confirm=${gettext("Stop")}
        danger
        onConfirm=${async () => {
          if (told(await booth.connection.command("stop_relay", { relay: row.relay })))
            await outward.ask();
        }}
        onClose=${() => setStopping(false)}
      >
        <p>${gettext("The address is forgotten: to go on it has to be pasted again.")}</p>
      <//>`
    }
  </li>`;
}

/** @param {RelayRow} row @returns {{ good: boolean, words: string }} */
function stateOf(row) {
  switch (row.state) {
    case "forbidden":
      return {
        good: false,
        words: gettext("This address is not allowed here. Ask whoever runs the service."),
      };
    case "refused":
      return {
        good: false,
        // Translators: %(answer)s is a number that the other server answered, such as 403
        words: gettext("Refused (%(answer)s): trying again", { answer: row.answer ?? "" }),
      };
    case "away":
      return { good: false, words: gettext("Cannot be reached: trying again") };
    case "sending":
      return { good: true, words: gettext("Sending") };
    default:
      return row.heard_at
        ? { good: true, words: gettext("Heard there") }
        : { good: true, words: gettext("Waiting for the next caption") };
  }
}

/** @param {RelayRow} row @param {Booth} booth */
function facts(row, booth) {
  const said = [];
  if (row.heard_at) {
    const seconds = Math.max(0, Math.floor((booth.second.value - row.heard_at) / 1_000));
    said.push(gettext("Last answer %(time)s ago", { time: formatClock(seconds) }));
  }
  if (row.late_ms !== undefined && row.late_ms !== null) {
    const seconds = formatSeconds(row.late_ms);
    // Translators: how long after it stood here the last line stood with the other service
    said.push(gettext("%(seconds)s s late", { seconds }));
  }
  if (row.waiting) said.push(ngettext("%(num)s line waits", "%(num)s lines wait", row.waiting));
  if (row.skipped)
    said.push(
      ngettext(
        "%(num)s line was too old to send",
        "%(num)s lines were too old to send",
        row.skipped,
      ),
    );
  return said;
}
