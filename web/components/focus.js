// Owns that the keyboard's place on the page is never lost: when a button goes away with what it did, the focus
// goes to the nearest row, card or panel that stays. Never to another button, which a second press would set off.

/** @type {{ element: Element, homes: Element[] } | undefined} */
let last;

/** The button, or what it stood in, is gone from sight, and the focus with it. */
function isLost() {
  return (
    last !== undefined &&
    document.activeElement === document.body &&
    !(last.element.isConnected && last.element.checkVisibility())
  );
}

/** Watches the page for as long as it is open. A dialog gives the focus back to where it was opened. */
export function keepFocus() {
  document.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof Element) || target.closest("dialog")) return;
    if (target.matches(".row-open")) {
      last = undefined; // the queue hands the focus on to the row that takes the place
      return;
    }
    const homes = [];
    for (let at = target.parentElement; at; at = at.parentElement)
      if (at.tabIndex === -1 && at.hasAttribute("tabindex")) homes.push(at);
    last = { element: target, homes };
  });
  new MutationObserver(() => {
    if (!isLost() || document.querySelector("dialog[open]")) return;
    const home = last?.homes.find((one) => one.isConnected);
    last = undefined;
    if (home instanceof HTMLElement) home.focus({ preventScroll: true });
  }).observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: ["open", "hidden"],
  });
}
