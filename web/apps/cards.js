// The button that prints the sheets of paper cards; without scripts the browser's own menu does.

const button = document.querySelector("[data-print]");
if (button instanceof HTMLButtonElement) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
