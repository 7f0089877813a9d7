// Owns copying to the clipboard, which a browser may refuse: either way it is said.

import { gettext } from "../core/i18n.js";
import { toast } from "./toast.js";

/** @param {string} text */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(gettext("Copied."));
  } catch {
    toast(gettext("Copying is not allowed here. Select the address and copy it."));
  }
}
