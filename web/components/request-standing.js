// Owns where one's own request stands in the queue: its place, and the wait as far as it is known.

import { formatNumber, gettext, ngettext } from "../core/i18n.js";
import { hasBegun, isOver, place, wait, waiting } from "../core/queue.js";
import { computed, html, useMemo } from "../vendor/preact.js";

/**
 * @import { Clock } from "../core/clock.js"
 * @import { View } from "../core/view.d.ts"
 * @import { CardProps } from "./request-card.js"
 */

/** Place and wait, or the state in a word. @param {CardProps} props */
export function Standing({ request, view, clock }) {
  const at = place(view, request.ticket);
  if (isOver(view)) return null;
  const card = view.periods[request.period];
  const together = useMemo(
    () => computed(() => (clock.beat.value || clock.now()) < (card?.together_until ?? 0)),
    [card, clock],
  );
  if (request.status === "waiting" && (card?.undecided || together.value))
    return html`<div class="standing">
      <p class="large"><strong>${gettext("Lots decide your place")}</strong></p>
      <p class="soft">${gettext("They are drawn in public before anyone is called.")}</p>
    </div>`;
  if (request.status !== "waiting" || at === undefined) return null;
  const all = waiting(view, request.period);
  return html`<div class="standing">
    <p class="large">
      <strong>
        ${
          at === 1 && hasBegun(view)
            ? gettext("You are next")
            : gettext("Number %(place)s of %(count)s", {
                place: formatNumber(at),
                count: formatNumber(all),
              })
        }
      </strong>
    </p>
    ${
      hasBegun(view) &&
      html`<p class="soft"><${Wait} view=${view} ticket=${request.ticket} clock=${clock} /></p>`
    }
  </div>`;
}

/** The wait as a range in whole minutes. @param {{ view: View, ticket: number, clock: Clock }} props */
function Wait({ view, ticket, clock }) {
  const range = useMemo(
    () =>
      computed(() => {
        const known = wait(view, ticket, clock.beat.value || clock.now());
        if (!known) return "";
        const least = Math.round(known.least / 60_000);
        return `${least} ${Math.max(least + 1, Math.ceil(known.most / 60_000))}`;
      }),
    [view, ticket, clock],
  );
  if (!range.value) return gettext("Wait: not known until a few people have spoken");
  const [least = 0, most = 1] = range.value.split(" ").map(Number);
  if (most <= 1) return gettext("Wait: about a minute");
  return least === 0
    ? ngettext("Wait: up to %(num)s minute", "Wait: up to %(num)s minutes", most)
    : ngettext(
        "Wait: about %(least)s to %(num)s minute",
        "Wait: about %(least)s to %(num)s minutes",
        most,
        {
          least: formatNumber(least),
        },
      );
}
