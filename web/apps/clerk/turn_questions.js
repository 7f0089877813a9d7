// The questions about a turn: whose it was (R4, R44), and where in it another began to speak.

import { speakerName } from "../../components/names.js";
import { formatClock, formatTime, gettext } from "../../core/i18n.js";
import { html, useEffect, useState } from "../../vendor/preact.js";
import { Ask, Field } from "./asking.js";
import { noShows, queue } from "./view.js";

/** @import { CueCard } from "../../core/view.d.ts" */
/** @import { Desk, Question } from "./desk.js" */
/** @import { RequestCard, TurnCard } from "./view.js" */

/** @typedef {{ desk: Desk, question: Question }} Props */

/** How many tickets are offered to match a walk-up to. */
const OFFERED = 8;

/** @param {Props} props */
export function NameTurn({ desk, question }) {
  const turn = desk.view.value.turns[question.turn ?? 0];
  const [typed, setTyped] = useState("");
  if (!turn) return null;
  const offered = turn.ticket === undefined ? matches(desk, turn, typed) : [];
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Who is speaking?")}
    submit=${gettext("Use this name")}
    onSubmit=${() =>
      desk.act(
        "name_turn",
        { turn: turn.turn, name: typed },
        { quiet: true, done: gettext("Named.") },
      )}
  >
    <${Field}
      name="name"
      label=${gettext("Name, as given")}
      hint=${gettext("A name that staff type is passed for the public screens.")}
      value=${turn.name ?? ""}
      longest=${200}
      required
      first
      onInput=${setTyped}
    />
    ${
      offered.length > 0 &&
      html`<div class="stack tight" role="group" aria-labelledby="match-title">
        <h3 id="match-title">${gettext("Or this is the person of ticket")}</h3>
        ${offered.map(
          (request) =>
            html`<button
              type="button"
              class="button second small match"
              key=${request.ticket}
              onClick=${async () => {
                const answer = await desk.act("name_turn", {
                  turn: turn.turn,
                  ticket: request.ticket,
                });
                if (answer?.ok) desk.question.value = undefined;
              }}
            >
              <span class="ticket-tag">${request.ticket}</span>
              <span dir="auto">${speakerName(request)}</span>
            </button>`,
        )}
      </div>`
    }
  <//>`;
}

/**
 * Who it may be: those who wait or did not come, whose ticket or name has what was typed, the turn's own
 * period first.
 * @param {Desk} desk
 * @param {TurnCard} turn
 * @param {string} typed
 * @returns {RequestCard[]}
 */
function matches(desk, turn, typed) {
  const view = desk.view.value;
  const periods = Object.values(view.periods)
    .map((period) => period.period)
    .sort((one, other) => Number(other === turn.period) - Number(one === turn.period));
  const wanted = typed.trim().toLocaleLowerCase();
  return periods
    .flatMap((period) => [...queue(view, period), ...noShows(view, period)])
    .filter(
      (request) =>
        !wanted ||
        String(request.ticket).startsWith(wanted) ||
        request.name.toLocaleLowerCase().includes(wanted),
    )
    .slice(0, OFFERED);
}

/** How many pages of captions are fetched to reach a turn long past. */
const PAGES = 40;

/** R44: another speaks from a caption on, or from a time. @param {Props} props */
export function SplitTurn({ desk, question }) {
  const turn = desk.view.value.turns[question.turn ?? 0];
  const cues = useCuesOf(desk, turn);
  const [chosen, setChosen] = useState(/** @type {number | undefined} */ (undefined));
  if (turn?.began === undefined || turn.ended === undefined) return null;
  const { began, ended } = turn;
  return html`<${Ask}
    desk=${desk}
    title=${gettext("Split the turn of %(who)s", { who: speakerName(turn) })}
    submit=${gettext("Split here")}
    onSubmit=${(/** @type {FormData} */ given) =>
      desk.act(
        "split_turn",
        { turn: turn.turn, at: chosen ?? began + secondsOf(String(given.get("at"))) * 1_000 },
        { quiet: true, done: gettext("Split. Name the second part.") },
      )}
  >
    ${cues === undefined && html`<p class="soft">${gettext("Fetching the captions of this turn…")}</p>`}
    ${
      cues &&
      cues.length > 0 &&
      html`<fieldset class="stack tight">
        <legend>${gettext("From which line on did another speak?")}</legend>
        <div class="split-lines">
          ${cues.map(
            (cue) =>
              html`<label class="split-line" key=${cue.cue}>
                <input
                  type="radio"
                  name="cue"
                  checked=${chosen === cue.began}
                  onChange=${() => setChosen(cue.began)}
                />
                <time class="soft numbers">${formatClock(Math.floor((cue.began - began) / 1_000))}</time>
                <span dir="auto">${cue.text}</span>
              </label>`,
          )}
        </div>
      </fieldset>`
    }
    ${
      cues &&
      chosen === undefined &&
      html`<${Field}
        name="at"
        label=${gettext("Or so long after its beginning (minutes:seconds)")}
        hint=${gettext("The turn began at %(begin)s and lasted %(length)s.", {
          begin: formatTime(began, { timeStyle: "medium" }),
          length: formatClock(Math.floor((ended - began) / 1_000)),
        })}
        value="0:00"
        required
      />`
    }
  <//>`;
}

/** @param {string} text "1:05", or a number of seconds */
function secondsOf(text) {
  return text.split(":").reduce((sum, part) => sum * 60 + (Number(part) || 0), 0);
}

/**
 * The captions that began within a turn, of the track that has most; undefined while they are fetched.
 * @param {Desk} desk
 * @param {TurnCard | undefined} turn
 * @returns {CueCard[] | undefined}
 */
function useCuesOf(desk, turn) {
  const [cues, setCues] = useState(/** @type {CueCard[] | undefined} */ (undefined));
  useEffect(() => {
    const tracks = Object.values(desk.view.value.tracks);
    const track = tracks.sort((one, other) => (other.cues ?? 0) - (one.cues ?? 0))[0];
    if (!track || turn?.began === undefined) setCues([]);
    else fetchWithin(desk, track.track, turn.began, turn.ended ?? desk.clock.now()).then(setCues);
  }, [turn?.turn]);
  return cues;
}

/**
 * @param {Desk} desk
 * @param {string} track
 * @param {number} began
 * @param {number} ended
 * @returns {Promise<CueCard[]>} what could be fetched
 */
async function fetchWithin(desk, track, began, ended) {
  const { urls, meeting } = desk.page;
  /** @type {CueCard[]} */
  const found = [];
  /** @type {number | undefined} */
  let before;
  try {
    for (let page = 0; page < PAGES; page += 1) {
      const query = new URLSearchParams({ track, ...(before ? { before: String(before) } : {}) });
      const response = await fetch(`${urls.cues ?? `/m/${meeting}/cues`}?${query}`, {
        headers: { accept: "application/json" },
      });
      if (!response.ok) break;
      const { cues, before: older } = await response.json();
      found.unshift(
        ...cues.filter((/** @type {CueCard} */ cue) => cue.began > began && cue.began < ended),
      );
      if (older === undefined || cues.length === 0 || cues[0].began <= began) break;
      before = older;
    }
  } catch {
    // Without a connection the turn can still be split at a time.
  }
  return found;
}
