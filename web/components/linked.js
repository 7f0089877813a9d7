// Owns how a text that staff typed becomes readable with its addresses to click: web addresses and phone numbers
// as links, all else as text. It makes no address out of anything but https:, http: and tel:.

import { html } from "../vendor/preact.js";

const ADDRESS =
  /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])|(\+\d[\d\s().-]{6,}\d|\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4})/g;

/** @param {{ text: string }} props */
export function Linked({ text }) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const [whole, address] = found;
    parts.push(text.slice(from, found.index), link(whole, address));
    from = found.index + whole.length;
  }
  return html`<span dir="auto">${parts}${text.slice(from)}</span>`;
}

/**
 * @param {string} whole
 * @param {string | undefined} address
 */
function link(whole, address) {
  if (address) return html`<a href=${address} rel="noreferrer" target="_blank">${whole}</a>`;
  return html`<a href=${`tel:${whole.replace(/[^+\d]/g, "")}`} dir="ltr">${whole}</a>`;
}
