// A panel of the side column that is folded until it is wanted: its head says in a few words how it goes, so that
// nothing has to be open to be seen. Whether it was open is kept on this device.

import { Icon } from "../../components/icon.js";
import { stored } from "../../components/stored.js";
import { html } from "../../vendor/preact.js";

/** @typedef {{ good: boolean, words: string }} Standing */

const open = {
  audio: stored("captions.open.audio", false),
  translations: stored("captions.open.translations", false),
  relays: stored("captions.open.relays", false),
  players: stored("captions.open.players", false),
};

/**
 * @param {{ name: keyof typeof open, title: string, standing?: Standing, children?: unknown }} props how it goes, where
 *   something does
 */
export function Fold({ name, title, standing, children }) {
  return html`<details
    class=${`panel fold ${name}`}
    tabindex="-1"
    open=${open[name].value}
    onToggle=${(/** @type {{ currentTarget: HTMLDetailsElement }} */ event) => {
      open[name].value = event.currentTarget.open;
    }}
  >
    <summary class="panel-head">
      <h2>${title}</h2>
      ${
        standing &&
        !open[name].value &&
        html`<span class=${standing.good ? "mark good" : "mark warn"}>
          <${Icon} shape=${standing.good ? "check" : "alert"} />${standing.words}
        </span>`
      }
    </summary>
    <div class="panel-scroll stack tight">${children}</div>
  </details>`;
}

/**
 * How several go, in the words of the one that goes worst.
 * @param {Standing[]} all
 * @returns {Standing | undefined}
 */
export function worst(all) {
  return all.find((one) => !one.good) ?? all[0];
}
