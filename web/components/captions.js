// Owns how captions are read: the two live lines and the running transcript, in one track's language. How they
// look is the reader's choice (caption-settings.js); where cues come from is the connection's and the server's.

import { filledIn, fillsIn, standIn } from "../core/failover.js";
import { formatTime, gettext } from "../core/i18n.js";
import {
  afterHole,
  anew,
  changesSpeaker,
  cuesOf,
  gather,
  mendedSince,
  standing,
} from "../core/transcript.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { Icon } from "./icon.js";
import { speakerName } from "./names.js";

/**
 * @import { Connection } from "../core/connection.js"
 * @import { CuePage } from "../core/transcript.js"
 * @import { CueCard, TrackCard, View } from "../core/view.d.ts"
 */

/** How near to its end, in px, a transcript counts as being read live. */
const NEAR = 32;

/**
 * The last two lines, with the one that still grows. A screen reader is not interrupted by them (R45).
 * @param {{ connection: Connection, track: TrackCard }} props
 */
export function CaptionLines({ connection, track }) {
  const view = connection.copy.value?.view;
  if (!view) return null;
  const { language } = track;
  const { stand, filling, partial } = filledBy(connection, view, track);
  const machine = stand ? standing(cuesOf(view, stand.track)) : [];
  const cues = filledIn(track, standing(cuesOf(view, track.track)), machine).slice(-3);
  return html`<div class="caption-block">
    <${CaptionKind} track=${track} filling=${filling} />
    <div class="caption-lines" lang=${language} dir="auto"><div class="caption-window">
    ${!cues.length && !partial && html`<${NoCaptions} view=${view} />`}
    ${cues.map(
      (cue) =>
        html`<p class="caption-line" dir="auto" lang=${cue.lang} key=${`${cue.track}/${cue.cue}`}>${cue.text}</p>`,
    )}
    ${partial && html`<p class="caption-line caption-partial" dir="auto" lang=${partial.lang} key="partial">${partial.text}</p>`}
  </div></div></div>`;
}

/**
 * What stands in for a track while people are silent, and the line that grows.
 * @param {Connection} connection
 * @param {View | undefined} view
 * @param {TrackCard} track
 */
function filledBy(connection, view, track) {
  const stand = view && standIn(view, track);
  const partials = connection.partials.value;
  const growing = stand && partials[stand.track];
  const filling = Boolean(view && fillsIn(view, track, stand, Boolean(growing?.text)));
  return { stand, filling, partial: filling ? growing : partials[track.track] };
}

/**
 * R37, R39: what a machine wrote is labelled; and that people have fallen silent is said in words.
 * @param {{ track: TrackCard, filling: boolean }} props
 */
function CaptionKind({ track, filling }) {
  const since = track.silent_since;
  if (since !== undefined) {
    const time = formatTime(since);
    return html`<p class="caption-kind" role="status">
      <${Icon} shape="alert" />${
        filling
          ? gettext(
              "The captioner has not been heard since %(time)s. These are automatic captions.",
              {
                time,
              },
            )
          : gettext("The captioner has not been heard since %(time)s.", { time })
      }
    </p>`;
  }
  if (track.kind === "automatic")
    return html`<p class="caption-kind"><${Icon} shape="caption" />${gettext("Automatic captions")}</p>`;
  if (track.kind === "translation")
    return html`<p class="caption-kind"><${Icon} shape="globe" />${gettext("Translated by a machine")}</p>`;
  return null;
}

/** @param {{ view: View }} props */
function NoCaptions({ view }) {
  const said =
    view.meeting.status === "closed_session"
      ? gettext("Closed session: there are no captions.")
      : gettext("Captions appear here as people speak.");
  return html`<p class="caption-none">${said}</p>`;
}

/**
 * The transcript so far. It follows what is said until the reader scrolls back, and then stands still.
 * @param {{ connection: Connection, track: TrackCard, url: string }} props `url`: of GET /m/ID/cues
 */
export function Transcript({ connection, track, url }) {
  const { cues, older, fetchOlder } = useCues(connection, track, url);
  const view = connection.copy.value?.view;
  const { stand, filling, partial } = filledBy(connection, view, track);
  const shown = filledIn(track, standing(cues), standing(useSeen(view, track, stand, url)));
  const { frame, live, onScroll, toLive } = useFollowing(shown, partial?.text);
  return html`<${CaptionKind} track=${track} filling=${filling} />
    <div class="transcript-frame">
    <div
      class="transcript"
      ref=${frame}
      onScroll=${onScroll}
      tabindex="0"
      role="region"
      aria-label=${gettext("Transcript so far")}
      lang=${track.language}
    >
      ${
        older &&
        html`<button type="button" class="button second small" onClick=${fetchOlder}>
        ${gettext("Show earlier")}
      </button>`
      }
      ${shown.map((cue, at) => html`<${Cue} key=${`${cue.track}/${cue.cue}`} cue=${cue} before=${shown[at - 1]} />`)}
      ${partial && html`<p class="caption-partial" dir="auto" lang=${partial.lang}>${partial.text}</p>`}
    </div>
    ${
      !live &&
      html`<button type="button" class="button small to-live" onClick=${toLive}>
      <${Icon} shape="forward" turns /> ${gettext("Back to live")}
    </button>`
    }
  </div>`;
}

/** @param {{ cue: CueCard, before?: CueCard }} props */
function Cue({ cue, before }) {
  return html`<div class="transcript-cue">
    ${
      changesSpeaker(cue, before) &&
      cue.who &&
      html`<p class="transcript-who" dir="auto">${speakerName(cue.who)}</p>`
    }
    <time dir="ltr">${formatTime(cue.began)}</time>
    <p dir="auto" lang=${cue.lang}>${cue.text ?? gettext("[removed]")}</p>
  </div>`;
}

/**
 * The lines of a stand-in that this page has seen, as they stand now.
 * @param {View | undefined} view
 * @param {TrackCard} track
 * @param {TrackCard | undefined} stand
 * @param {string} url
 * @returns {CueCard[]}
 */
function useSeen(view, track, stand, url) {
  const seen = useRef({ track: "", cues: /** @type {CueCard[]} */ ([]) });
  const [, redraw] = useState(0);
  const name = stand?.track ?? "";
  if (seen.current.track !== name) seen.current = { track: name, cues: [] };
  if (view && stand) seen.current.cues = gather(seen.current.cues, cuesOf(view, name));
  useMended(stand ?? track, seen, url, () => redraw((times) => times + 1));
  return seen.current.cues;
}

/**
 * All cues known of a track: those of the view, and those fetched before them.
 * @param {Connection} connection
 * @param {TrackCard} track
 * @param {string} url
 */
function useCues(connection, track, url) {
  const view = connection.copy.value?.view;
  const fresh = view ? cuesOf(view, track.track) : [];
  const known = useRef({ track: "", cues: /** @type {CueCard[]} */ ([]) });
  if (known.current.track !== track.track) known.current = { track: track.track, cues: [] };
  known.current.cues = gather(known.current.cues, fresh);
  const [older, setOlder] = useState(true);
  const { cues } = known.current;
  const hole = afterHole(cues);

  const fetchBefore = async (/** @type {number | undefined} */ before) => {
    if (before === undefined) return undefined;
    const page = await fetchCues(url, track.track, before);
    if (!page || known.current.track !== track.track) return undefined;
    known.current.cues = gather(
      page.cues.map((cue) => ({ ...cue, track: track.track })),
      known.current.cues,
    );
    setOlder((known.current.cues[0]?.cue ?? 1) > 1);
    return page;
  };
  const [fetched, setFetched] = useState(0);
  const fetchOlder = () => fetchBefore(cues[0]?.cue);
  useEffect(() => {
    setOlder(true);
    fetchOlder();
  }, [track.track, cues.length > 0]);
  // What was said while there was no connection is put where it belongs, page by page; a page that cannot be had
  // is asked for again when the next caption comes.
  useEffect(() => {
    fetchBefore(hole).then((page) => page?.cues.length && setFetched(fetched + 1));
  }, [track.track, hole, fetched, cues.length]);
  useMended(track, known, url, () => setFetched((times) => times + 1));
  return { cues, older: older && (cues[0]?.cue ?? 1) > 1, fetchOlder };
}

/**
 * Fetches anew what people have changed of the captions known here: words taken out must leave this screen too.
 * @param {TrackCard} track
 * @param {{ current: { track: string, cues: CueCard[] } }} known
 * @param {string} url
 * @param {() => void} changed
 */
function useMended(track, known, url, changed) {
  const seen = useRef({ track: "", last: /** @type {number | undefined} */ (undefined) });
  useEffect(() => {
    const before = seen.current.track === track.track ? seen.current.last : undefined;
    const { last, cues, all } = mendedSince(track, before);
    seen.current = { track: track.track, last };
    const numbers = all ? known.current.cues.map((cue) => cue.cue) : cues;
    const here = numbers.filter((number) => known.current.cues.some((cue) => cue.cue === number));
    anew(here, async (upTo) => {
      const page = await fetchCues(url, track.track, upTo);
      if (!page || known.current.track !== track.track) return undefined;
      const fresh = page.cues.map((cue) => ({ ...cue, track: track.track }));
      known.current.cues = gather(known.current.cues, fresh);
      changed();
      return fresh;
    });
  }, [track.track, track.mended]);
}

/**
 * @param {string} url
 * @param {string} track
 * @param {number} before
 * @returns {Promise<CuePage | undefined>} nothing if the server cannot be reached
 */
async function fetchCues(url, track, before) {
  try {
    const asked = new URLSearchParams({ track, before: String(before) });
    const response = await fetch(`${url}?${asked}`, { headers: { accept: "application/json" } });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps a scrolled frame at its end while it is read live; else what is being read stays where it is.
 * @param {CueCard[]} cues
 * @param {string | undefined} growing
 */
function useFollowing(cues, growing) {
  const frame = useRef(/** @type {HTMLElement | null} */ (null));
  const [live, setLive] = useState(true);
  const last = cues.at(-1)?.cue;
  const toEnd = () => frame.current?.scrollTo({ top: frame.current.scrollHeight });
  useLayoutEffect(() => {
    if (live) toEnd();
  }, [live, last, growing, cues.length]);
  return {
    frame,
    live,
    onScroll: () => {
      const at = frame.current;
      if (at) setLive(at.scrollHeight - at.scrollTop - at.clientHeight < NEAR);
    },
    toLive: () => setLive(true),
  };
}
