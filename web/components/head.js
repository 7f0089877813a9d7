// Owns the menus in the head of every page, which the server rendered: the text size, kept on the device, and
// how menus close. It knows no meeting and works on pages that have no app.

import { effect } from "../vendor/preact.js";
import { stored } from "./stored.js";

const size = stored("text.size", "");
/** @type {HTMLButtonElement[]} */
const buttons = [...document.querySelectorAll("button[data-text-size]")].filter(
  (button) => button instanceof HTMLButtonElement,
);

effect(() => {
  document.documentElement.dataset.text = size.value;
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(button.dataset.textSize === size.value));
  }
});

for (const button of buttons) {
  button.addEventListener("click", () => {
    size.value = button.dataset.textSize ?? "";
  });
}

/** @type {HTMLDetailsElement[]} */
const menus = [...document.querySelectorAll("details[data-menu]")].filter(
  (menu) => menu instanceof HTMLDetailsElement,
);

for (const menu of menus) {
  menu.hidden = false; // those that do nothing without scripts come hidden
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget))
      menu.open = false;
  });
}

document.addEventListener("pointerdown", (event) => {
  for (const menu of menus) {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  }
});
