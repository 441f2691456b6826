// A table that scrolls sideways must be reachable by keyboard; one that fits must not be a stop.
import { words } from "./announce.js";

export function markScrolling() {
  for (const wrap of document.querySelectorAll(".pc-table-wrap")) {
    // One that fits leaves its head to the page; whether it does is only seen without what was said before.
    delete wrap.dataset.fits;
    const scrolls = wrap.scrollWidth > wrap.clientWidth;
    if (!scrolls) wrap.dataset.fits = "";
    const name = wrap.querySelector("caption")?.textContent || words.scrollable;
    for (const [key, value] of [["role", "region"], ["tabindex", "0"], ["aria-label", name]]) {
      if (scrolls) wrap.setAttribute(key, value);
      else wrap.removeAttribute(key);
    }
  }
}

addEventListener("resize", markScrolling);
