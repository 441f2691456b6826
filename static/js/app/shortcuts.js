// Keys for what is done all day. Which control a key presses stands at the control (data-keys), so that nobody reaches
// by key what they can't reach by hand. Preferences switch them off.
import { words } from "./announce.js";

const SEQUENCE_MS = 1500;
let begun = -SEQUENCE_MS;

/** The controls say their key where the pointer rests. */
export function nameKeys(root) {
  if (!("shortcuts" in document.documentElement.dataset)) return;
  for (const control of root.querySelectorAll("[data-keys]:not([title])")) {
    control.title = words.key.replace("%k", control.dataset.keys);
  }
}

function moveRow(step) {
  const links = [...document.querySelectorAll("#results [role=rowheader] a")];
  const at = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  links[Math.max(at + step, 0)]?.focus();
}

function pressKey(control) {
  if (control.matches("input")) control.focus();
  else control.click();
}

document.addEventListener("keydown", (event) => {
  const { key, target, timeStamp } = event;
  if (!("shortcuts" in document.documentElement.dataset) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.closest("input, select, textarea, [contenteditable]") || document.querySelector("dialog[open]")) return;
  const keys = timeStamp - begun < SEQUENCE_MS ? `g ${key}` : key;
  begun = key === "g" ? timeStamp : -SEQUENCE_MS;
  const control = [...document.querySelectorAll("[data-keys]")].find((named) => named.dataset.keys === keys);
  if (control) {
    event.preventDefault();
    pressKey(control);
  } else if (keys === "j" || keys === "k") moveRow(keys === "j" ? 1 : -1);
});
