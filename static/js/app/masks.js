// Clear values hide by themselves after five minutes, and once nobody has looked for one.
import { announce, words } from "./announce.js";
import { changed, settle, untouched } from "./forms.js";

const MASK_AGAIN_MS = 5 * 60 * 1000;
const MASK_AGAIN_HIDDEN_MS = 60 * 1000;
let maskTimer = 0;
let hiddenSince = 0;

/** Masks where clear values were, at once: the server may not answer, and what is typed beside them must stay. */
function hideClearValues() {
  const same = [...document.querySelectorAll("form[data-guard]")].filter(untouched);
  for (const clear of document.querySelectorAll(".pc-clear")) {
    const mask = clear.nextElementSibling;
    mask.classList.remove("pc-mask");
    mask.removeAttribute("aria-hidden");
    clear.remove();
  }
  // The next press of an eye asks for its value, and for none of those that were shown beside it.
  for (const eye of document.querySelectorAll("[name='toggle'][aria-pressed='true']")) {
    eye.setAttribute("aria-pressed", "false");
  }
  for (const shown of document.querySelectorAll("input[name='shown']")) shown.remove();
  same.forEach(settle);
  announce(words.hiddenAgain);
}

function maskAgain() {
  if (!document.querySelector(".pc-clear")) return;
  hideClearValues();
  // A swap leaves alone what is being typed beside the masks: a note, a dialog.
  const part = document.querySelector("#results, #record, #customer-card");
  if (!part) {
    if (!changed(document)) location.replace(location.href);
    return;
  }
  htmx.ajax("GET", location.href, { target: `#${part.id}`, swap: "outerHTML show:none" }).then(() => announce(words.hiddenAgain));
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    hiddenSince = setTimeout(maskAgain, MASK_AGAIN_HIDDEN_MS);
  } else {
    clearTimeout(hiddenSince);
  }
});

/** From now on, if anything is clear. */
export function watchClearValues() {
  clearTimeout(maskTimer);
  if (document.querySelector(".pc-clear")) maskTimer = setTimeout(maskAgain, MASK_AGAIN_MS);
}
