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

// A browser takes what lies under a column that stays for visible. Whoever tabs to it wants to see it.
document.addEventListener("focusin", (event) => {
  const cell = event.target.closest(".pc-table :is(thead th:not(.pc-head-name), td:not(.pc-operation))");
  const [name, operation] = cell?.closest("table").querySelectorAll("thead :is(.pc-head-name, .pc-operation)") || [];
  if (!operation || getComputedStyle(name).position !== "sticky") return;
  const box = event.target.getBoundingClientRect();
  const hidden = Math.max(box.right + 8 - operation.getBoundingClientRect().left, 0);
  cell.closest(".pc-table-wrap").scrollLeft += hidden || Math.min(box.left - 8 - name.getBoundingClientRect().right, 0);
});
