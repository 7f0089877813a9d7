// The captioning tools of a track: an address for each, to copy into the tool, and whether it is heard, by what
// and how late.

import { copy } from "../../components/copy.js";
import { Confirm } from "../../components/dialog.js";
import { Icon } from "../../components/icon.js";
import { told } from "../../components/toast.js";
import { formatClock, formatDateTime, formatSeconds, gettext } from "../../core/i18n.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "../../vendor/preact.js";
import { Facts, lastGap, pace } from "./facts.js";
import { standing, toolsOf } from "./tools.js";

/** @import { TrackCard } from "../../core/view.d.ts" */
/** @import { Booth } from "./booth.js" */
/** @import { Tool } from "./tools.js" */

/** The protocols by what a tool's own settings call where its captions go. */
const PROTOCOLS = /** @type {const} */ (["zoom", "youtube", "teams", "streamtext", "own"]);

/** @param {string} protocol */
function protocolName(protocol) {
  switch (protocol) {
    case "youtube":
      return gettext("YouTube");
    case "teams":
      return gettext("Microsoft Teams (CART)");
    case "streamtext":
      return gettext("StreamText");
    case "own":
      return gettext("A program of your own (JSON)");
    default:
      return gettext("Zoom");
  }
}

/** What to do with an address. @param {string} protocol */
function instructions(protocol) {
  switch (protocol) {
    case "youtube":
      return gettext(
        "Paste the address where the tool asks for YouTube’s caption ingestion URL. Where it asks for a stream key, give it the key alone.",
      );
    case "teams":
      return gettext("Paste it where the tool asks for the CART caption link of a Teams meeting.");
    case "streamtext":
      return gettext(
        "Paste it in StreamText where the event asks for the URL to post captions to.",
      );
    case "own":
      return gettext("Your program posts JSON to the address, with the key in its header.");
    default:
      return gettext(
        "Paste it where the tool asks for Zoom’s closed captioning URL, also called API token.",
      );
  }
}

/** @param {{ booth: Booth, track: TrackCard }} props */
export function ToolPanel({ booth, track }) {
  const tools = toolsOf(track, booth.connection.presence.value, booth.second.value);
  const [adding, setAdding] = useState(false);
  // The address issued here last: the focus goes to it, to be copied.
  const [fresh, setFresh] = useState(0);
  return html`<div class="tool stack tight">
    <h3>${gettext("Captioning tool")}</h3>
    ${
      tools.length === 0 &&
      html`<p class="hint">
        ${gettext("A tool that can send captions to Zoom, YouTube, Teams or StreamText can send them here. Give it an address.")}
      </p>`
    }
    ${tools.map((tool) => html`<${Address} key=${tool.number} booth=${booth} track=${track} tool=${tool} fresh=${tool.number === fresh} />`)}
    ${
      tools.length === 0 || adding
        ? html`<${Issue}
            booth=${booth}
            track=${track}
            onDone=${(/** @type {number | undefined} */ number) => {
              setAdding(false);
              if (number) setFresh(number);
            }}
            again=${tools.length > 0}
          />`
        : html`<div>
            <button type="button" class="button small quiet" onClick=${() => setAdding(true)}>
              ${gettext("Address for another tool…")}
            </button>
          </div>`
    }
  </div>`;
}

/** @param {{ booth: Booth, track: TrackCard, onDone: (number?: number) => void, again: boolean }} props */
function Issue({ booth, track, onDone, again }) {
  const choice = useRef(/** @type {HTMLSelectElement | null} */ (null));
  useLayoutEffect(() => {
    if (again) choice.current?.focus();
  }, []);
  return html`<form
    class="issue"
    onSubmit=${async (/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
      event.preventDefault();
      const protocol = String(new FormData(event.currentTarget).get("protocol"));
      const answer = await booth.connection.command("issue_track_url", {
        track: track.track,
        protocol,
      });
      if (told(answer) && answer.ok) onDone(Number(answer.result?.url ?? 0));
    }}
  >
    <label for="tool-protocol">${gettext("Where the tool would send its captions")}</label>
    <div class="issue-line">
      <select class="input stretch" id="tool-protocol" ref=${choice} name="protocol">
        ${PROTOCOLS.map((one) => html`<option value=${one} key=${one}>${protocolName(one)}</option>`)}
      </select>
      <button type="submit" class="button small second">${gettext("Issue an address")}</button>
    </div>
    ${
      again &&
      html`<div>
        <button type="button" class="button small quiet" onClick=${() => onDone()}>${gettext("Cancel")}</button>
      </div>`
    }
  </form>`;
}

/** One address, and its tool. @param {{ booth: Booth, track: TrackCard, tool: Tool, fresh: boolean }} props */
function Address({ booth, track, tool, fresh }) {
  const [revoking, setRevoking] = useState(false);
  const issued = useIssued(booth, track, tool.number);
  const field = `tool-url-${tool.number}`;
  useLayoutEffect(() => {
    if (fresh && issued.url) document.getElementById(field)?.focus();
  }, [fresh, issued.url]);
  return html`<div class="tool-address" role="group" tabindex="-1" aria-label=${protocolName(tool.protocol)}>
    <div class="tool-head">
      <b>${protocolName(tool.protocol)}</b>
      <${Heard} tool=${tool} now=${booth.second.value} />
    </div>
    <${Quality} tool=${tool} />
    ${
      issued.url &&
      html`<${Secret}
          id=${field}
          label=${gettext("Address for the tool")}
          value=${issued.url}
        />
        ${
          issued.key &&
          html`<${Secret}
            id=${`tool-key-${tool.number}`}
            label=${gettext("Its key alone")}
            value=${issued.key}
            named
          />`
        }`
    }
    <p class="hint">
      ${instructions(tool.protocol)}${" "}
      ${gettext(
        "Good until %(time)s. Whoever has it can caption this track: give it to the tool alone.",
        {
          time: formatDateTime(tool.expires_at),
        },
      )}
    </p>
    <div class="tool-revoke">
      <button type="button" class="button small danger-quiet" onClick=${() => setRevoking(true)}>
        ${gettext("Revoke…")}
      </button>
    </div>
    ${
      revoking &&
      html`<${Confirm}
        title=${gettext("Revoke the address?")}
        confirm=${gettext("Revoke")}
        danger
        onConfirm=${async () =>
          told(
            await booth.connection.command("revoke_track_url", {
              track: track.track,
              url: tool.number,
            }),
          )}
        onClose=${() => setRevoking(false)}
      >
        <p>${gettext("The tool that has it can send no more captions, at once. Other addresses stay good.")}</p>
      <//>`
    }
  </div>`;
}

/** Something to copy into a tool. @param {{ id: string, label: string, value: string, named?: boolean }} props */
function Secret({ id, label, value, named = false }) {
  return html`<div class="secret">
    <label class=${named ? "soft" : "visually-hidden"} for=${id}>${label}</label>
    <div class="secret-line">
      <input
        class="input stretch"
        id=${id}
        readonly
        dir="ltr"
        value=${value}
        onFocus=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => event.currentTarget.select()}
      />
      <button type="button" class="button small" onClick=${() => copy(value)}>${gettext("Copy")}</button>
    </div>
  </div>`;
}

/** @param {{ tool: Tool, now: number }} props */
function Heard({ tool, now }) {
  const { state, ms } = standing(tool, now);
  const time = formatClock(Math.floor(ms / 1_000));
  if (state === "never")
    return html`<span class="mark">${gettext("No tool has been heard yet")}</span>`;
  if (state === "there")
    // Translators: a captioning tool has connected, and has sent no words yet
    return html`<span class="mark">${gettext("There, without words so far")}</span>`;
  return html`<span class=${state === "silent" ? "mark warn" : "mark good"}>
    <${Icon} shape=${state === "silent" ? "alert" : "check"} />
    ${
      state === "silent"
        ? gettext("Silent for %(time)s", { time })
        : gettext("Heard %(time)s ago", { time })
    }
  </span>`;
}

/** What can be said of how well a tool is heard. @param {{ tool: Tool }} props */
function Quality({ tool }) {
  const sender = tool.sender;
  if (!sender?.lines) return null;
  const facts = [
    sender.agent,
    pace(sender.wpm),
    sender.late_ms !== undefined &&
      gettext("%(seconds)s s late", { seconds: formatSeconds(sender.late_ms) }),
    lastGap(sender.gaps),
  ];
  return html`<${Facts} facts=${facts} />`;
}

/**
 * An address as it is to be pasted; the view has its number alone.
 * @param {Booth} booth
 * @param {TrackCard} track
 * @param {number} number
 * @returns {{ url: string, key?: string }}
 */
function useIssued(booth, track, number) {
  const [issued, setIssued] = useState(/** @type {{ url: string, key?: string }} */ ({ url: "" }));
  useEffect(() => {
    let wanted = true;
    const asked = new URLSearchParams({ track: track.track, number: String(number) });
    fetch(`/m/${booth.page.meeting}/captions/url?${asked}`, {
      headers: { accept: "application/json" },
    })
      .then((response) => (response.ok ? response.json() : { url: "" }))
      .then((found) => wanted && setIssued(found))
      .catch(() => {});
    return () => {
      wanted = false;
    };
  }, [track.track, number]);
  return issued;
}
