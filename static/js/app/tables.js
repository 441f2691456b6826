// A table that scrolls sideways must be reachable by keyboard; one that fits must not be a stop.
import { words } from "./announce.js";

// A table grows with its window, its words, and the letters that somebody has made larger.
const sizes = new ResizeObserver(markScrolling);

export function markScrolling() {
  for (const wrap of document.querySelectorAll(".pc-table-wrap")) {
    sizes.observe(wrap.firstElementChild);
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

// A browser takes what lies under a column or a head that stays for visible. Whoever tabs to it wants to see it.
document.addEventListener("focusin", (event) => {
  const cell = event.target.closest(".pc-table-wrap :is(th, td)");
  if (!cell) return;
  const wrap = cell.closest(".pc-table-wrap");
  const it = event.target.getBoundingClientRect();
  const staying = (part) => {
    const found = wrap.querySelector(`thead ${part}`);
    return found && found !== cell && getComputedStyle(found).position === "sticky" && found.getBoundingClientRect();
  };
  const head = !cell.closest("thead") && staying("th");
  const start = !cell.matches("[scope=row], .pc-operation") && staying(".pc-head-name");
  const end = !cell.matches("[scope=row], .pc-operation") && staying(".pc-operation");
  const left = start && Math.min(it.left - 8 - start.right, 0);
  const right = end && Math.max(it.right + 8 - end.left, 0);
  ("fits" in wrap.dataset ? window : wrap).scrollBy(right || left || 0, head ? Math.min(it.top - 8 - head.bottom, 0) : 0);
});

// The box in the head ticks all rows of the page; the form has nothing else that could be ticked.
document.addEventListener("change", ({ target }) => {
  if ("all" in target.dataset) for (const box of target.form) box.checked = target.checked;
});
