// What stands above and below the clerk's queue: the draw of lots, step by step (R7), the waiting list (R8, R16),
// and, where several periods have a queue, which one is called from.

import { channelName, speakerName } from "../../components/names.js";
import { formatTime, gettext, ngettext } from "../../core/i18n.js";
import { html } from "../../vendor/preact.js";
import { admit, draw, freeze, frozen } from "./may.js";
import { ActButton } from "./parts.js";
import { callingPeriod, listed } from "./view.js";

/** @import { DrawCard, PeriodCard } from "../../core/view.d.ts" */
/** @import { Desk } from "./desk.js" */
/** @import { RequestCard } from "./view.js" */

/** Where another queue is shown than the one that is called from. @param {{ desk: Desk, period: number }} props */
export function CallFrom({ desk, period }) {
  if (callingPeriod(desk.view.value) === period) return null;
  return html`<div class="notice warn between">
    <p>${gettext("Speakers are being called from another queue.")}</p>
    <${ActButton}
      desk=${desk}
      label=${gettext("Call from this queue")}
      onAct=${() => desk.act("call_from", { period }, { done: gettext("Called from here now.") })}
    />
  </div>`;
}

/** The draw of a period, if its rules know one. @param {{ desk: Desk, period: PeriodCard | undefined }} props */
export function Draw({ desk, period }) {
  if (!period) return null;
  const view = desk.view.value;
  const held = period.draw === undefined ? undefined : view.draws[period.draw];
  if (held) return html`<${Steps} desk=${desk} draw=${held} />`;
  const lottery = period.policy === "lottery" || period.lottery_above;
  if (!lottery && !period.drawn_together_ms) return null;
  return html`<section class="notice draw" aria-labelledby="draw-title">
    <h3 id="draw-title">${gettext("Draw lots")}</h3>
    <p class="small">
      ${
        lottery
          ? gettext(
              "First the list is frozen and published: who asks after that stands behind all who are drawn.",
            )
          : gettext("Those who asked in the first minutes are drawn as if they had come together.")
      }
      ${
        desk.second.value < (period.together_until ?? 0) &&
        html`${" "}${gettext("They run until %(time)s, and nobody is called before the draw.", {
          time: formatTime(period.together_until ?? 0, { timeStyle: "medium" }),
        })}`
      }
    </p>
    <div class="buttons-tight">
      <${ActButton}
        desk=${desk}
        label=${gettext("1. Freeze the list")}
        against=${freeze(view, period, desk.second.value)}
        onAct=${() =>
          desk.act(
            "freeze_draw",
            { period: period.period },
            { done: gettext("The list is frozen and published.") },
          )}
      />
    </div>
  </section>`;
}

/** @param {{ desk: Desk, draw: DrawCard }} props */
function Steps({ desk, draw: it }) {
  const still = frozen(desk.view.value);
  const address = `${desk.page.urls.attendee}/draws/${it.draw}`;
  return html`<section class="notice draw" aria-labelledby="draw-title">
    <h3 id="draw-title">${gettext("Draw lots")}</h3>
    <p class="small">
      ${
        it.status === "drawn"
          ? ngettext("Lots were drawn among %(num)s.", "Lots were drawn among %(num)s.", it.count)
          : ngettext("The list of %(num)s is frozen.", "The list of %(num)s is frozen.", it.count)
      }${" "}
      <a href=${address} target="_blank" rel="noreferrer">${gettext("The public page of this draw")}</a>
    </p>
    ${
      it.seed.length > 0 &&
      html`<ol class="seed small" aria-label=${gettext("Contributions")}>
        ${it.seed.map((text, at) => html`<li key=${at}><bdi>${text}</bdi></li>`)}
      </ol>`
    }
    ${
      it.status === "frozen" &&
      html`<div class="buttons-tight">
        <${ActButton}
          desk=${desk}
          tone=${it.seed.length < 2 ? "" : "second"}
          label=${gettext("2. Add a contribution…")}
          against=${still}
          onAct=${() => desk.ask({ kind: "give_seed", draw: it.draw })}
        />
        <${ActButton}
          desk=${desk}
          tone=${it.seed.length < 2 ? "second" : ""}
          label=${gettext("3. Draw")}
          against=${still ?? draw(it)}
          onAct=${() => desk.act("draw_lots", { draw: it.draw }, { done: gettext("Drawn.") })}
        />
        ${
          it.seed.length === 0 &&
          html`<${ActButton}
            desk=${desk}
            tone="quiet"
            label=${gettext("Give up…")}
            against=${still}
            onAct=${() => desk.ask({ kind: "drop_draw", draw: it.draw })}
          />`
        }
      </div>`
    }
  </section>`;
}

/** @param {RequestCard} request */
function whyListed({ listed: why }) {
  if (why === "late") return gettext("Asked after sign-up closed");
  return why === "draw" ? gettext("Not drawn") : gettext("Beyond the time there is");
}

/** Nobody is sent away (R16): the clerk can take anyone in. @param {{ desk: Desk, period: number }} props */
export function WaitingList({ desk, period }) {
  const view = desk.view.value;
  const list = listed(view, period);
  if (list.length === 0) return null;
  return html`<section class="missed" aria-labelledby="listed-title">
    <h3 id="listed-title">
      ${gettext("Waiting list")} <span class="count">${list.length}</span>
    </h3>
    <ul role="list">
      ${list.map(
        (request) =>
          html`<li key=${request.ticket}>
            <span class="ticket-tag">${request.ticket}</span>
            <span class="grow">
              <bdi>${speakerName(request)}</bdi>
              <span class="soft small"> ${channelName(request.channel)} · ${whyListed(request)}</span>
            </span>
            <${ActButton}
              desk=${desk}
              label=${gettext("Take into the queue")}
              against=${frozen(view)}
              onAct=${() =>
                admit(view, request)
                  ? desk.act("admit_request", { ticket: request.ticket })
                  : desk.ask({ kind: "admit", ticket: request.ticket })}
            />
          </li>`,
      )}
    </ul>
  </section>`;
}
