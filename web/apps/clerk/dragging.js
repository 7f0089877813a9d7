// Carrying a row of the queue to another place with a mouse, a pen or a finger. It knows rows and their places,
// and neither what they are about nor what moving one means; the keyboard has its own way.

import { useState } from "../../vendor/preact.js";

/**
 * @typedef {object} Dragging
 * @property {number | undefined} ticket the row that is carried
 * @property {(ticket: number) => "" | "drop-before" | "drop-after"} edge where on a row it would land
 * @property {(event: PointerEvent, ticket: number) => void} take begins carrying
 */

/** How near to an edge of the scrolled list it scrolls, and by how much, px. */
const NEAR = 40;
const STEP = 12;

/**
 * @param {{ current: HTMLElement | null }} list whose rows have `data-ticket`
 * @param {(ticket: number, place: number) => void} onDrop `place`: its index, counted without itself
 * @returns {Dragging}
 */
export function useDragging(list, onDrop) {
  const [carried, setCarried] = useState(
    /** @type {{ ticket: number, over?: number, after?: boolean } | undefined} */ (undefined),
  );

  const rows = () =>
    /** @type {HTMLElement[]} */ ([...(list.current?.querySelectorAll("[data-ticket]") ?? [])]);

  /** @param {number} y @param {number} ticket */
  const aim = (y, ticket) => {
    const others = rows().filter((row) => row.dataset.ticket !== String(ticket));
    const place = others.filter((row) => {
      const box = row.getBoundingClientRect();
      return y > box.top + box.height / 2;
    }).length;
    const row = others[place] ?? others.at(-1);
    return { place, over: Number(row?.dataset.ticket), after: place >= others.length };
  };

  /** @param {PointerEvent} event @param {number} ticket */
  const take = (event, ticket) => {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    event.preventDefault();
    const grip = event.currentTarget;
    const frame = list.current?.closest(".panel-scroll");
    grip.setPointerCapture(event.pointerId);
    const ended = new AbortController();
    let place = -1;
    const stop = (/** @type {boolean} */ drop) => {
      ended.abort();
      setCarried(undefined);
      if (drop && place >= 0) onDrop(ticket, place);
    };
    const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ act) =>
      (type === "keydown" ? window : grip).addEventListener(type, act, {
        signal: ended.signal,
        capture: true,
      });
    on("pointermove", (/** @type {PointerEvent} */ move) => {
      const box = frame?.getBoundingClientRect();
      if (frame && box && move.clientY < box.top + NEAR) frame.scrollTop -= STEP;
      if (frame && box && move.clientY > box.bottom - NEAR) frame.scrollTop += STEP;
      const aimed = aim(move.clientY, ticket);
      place = aimed.place;
      setCarried({ ticket, over: aimed.over, after: aimed.after });
    });
    on("pointerup", () => stop(true));
    on("pointercancel", () => stop(false));
    on("keydown", (/** @type {KeyboardEvent} */ press) => {
      if (press.key !== "Escape") return;
      press.stopPropagation();
      stop(false);
    });
    setCarried({ ticket });
  };

  return {
    ticket: carried?.ticket,
    edge: (ticket) =>
      carried?.over === ticket ? (carried.after ? "drop-after" : "drop-before") : "",
    take,
  };
}
