// A reference or an address on the clipboard, a page on paper.
import { announce, words } from "./announce.js";

document.addEventListener("click", async (event) => {
  if (event.target.closest("[data-print]")) print();
  const copy = event.target.closest("[data-copy]");
  if (!copy) return;
  const text = copy.dataset.copy.replace(/^\//, `${location.origin}/`);
  await navigator.clipboard.writeText(text);
  copy.classList.add("pc-copied");
  announce(words.copied.replace("%t", text));
});
