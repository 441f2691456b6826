// What axe can't tell. Run in the page by seen.py; the answer is a list of findings, in words.
// `within`: where the stops of the keyboard are judged, if something covers the rest of the page.
async (within) => {
  const shown = (element) => element.checkVisibility() && element.getClientRects().length > 0;
  const settled = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const said = (element) =>
    `${element.tagName.toLowerCase()}#${element.id || element.className} "${(element.innerText || element.value || "").trim().slice(0, 40)}"`;

  /** Every control is focused once, as the Tab key would, and must then be seen and not covered. */
  function stops() {
    const found = [];
    const root = document.querySelector("dialog[open]") || document.querySelector(within || ":root");
    const before = document.activeElement;
    for (const element of root.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")) {
      if (element.tabIndex < 0 || element.type === "hidden" || element.disabled || !shown(element)) continue;
      element.focus();
      if (document.activeElement !== element) continue;
      // A link may go on in the next line: where it begins is what one aims at.
      const box = element.getClientRects()[0];
      const style = getComputedStyle(element);
      const x = box.x + Math.min(box.width, innerWidth) / 2;
      const y = box.y + Math.min(box.height, 20) / 2;
      if (box.width < 2 || box.height < 2 || style.visibility !== "visible" || style.opacity === "0") {
        found.push(`invisible stop: ${said(element)}`);
      } else if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) {
        found.push(`stop outside the window: ${said(element)}`);
      } else {
        const top = document.elementFromPoint(x, y);
        const own = top && (element.contains(top) || top.contains(element) || element.labels?.[0]?.contains(top));
        if (top && !own) found.push(`covered stop: ${said(element)} by ${said(top)}`);
      }
    }
    before?.focus?.();
    return found;
  }

  function headings() {
    const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
      .filter((heading) => shown(heading) && !heading.closest("dialog"))
      .map((heading) => [Number(heading.tagName[1]), heading.innerText.trim()]);
    const firsts = levels.filter(([level]) => level === 1).length;
    const found = firsts === 1 ? [] : [`${firsts} headings of level 1`];
    levels.forEach(([level, text], place) => {
      if (place && level > levels[place - 1][0] + 1) found.push(`gap before heading ${level}: ${text}`);
      if (!text) found.push(`empty heading ${level}`);
    });
    return found;
  }

  /** WCAG 1.4.11, which axe leaves out: what can be typed into must be seen to. */
  function borders() {
    const parts = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
    const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = parts(getComputedStyle(at).backgroundColor);
        if (colour.length === 3 || colour[3] === 1) return colour;
      }
      return [255, 255, 255];
    };
    const found = [];
    for (const element of document.querySelectorAll(".form-control, .form-select, .form-check-input:not(:checked)")) {
      if (!shown(element) || element.disabled || element.readOnly) continue;
      const border = light(parts(getComputedStyle(element).borderTopColor));
      const [low, high] = [border, light(ground(element.parentElement))].sort((a, b) => a - b);
      const ratio = (high + 0.05) / (low + 0.05);
      if (ratio < 3) found.push(`border of ${element.id || element.className} is ${ratio.toFixed(2)} to 1`);
    }
    return found;
  }

  function sideways() {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter((element) => {
      const box = element.getBoundingClientRect();
      return shown(element) && box.right > root.clientWidth + 1 && !element.closest(".pc-table-wrap, .visually-hidden");
    });
    const names = wide.slice(0, 3).map((element) => element.className || element.tagName);
    return [`page is ${root.scrollWidth} px wide in a window of ${root.clientWidth}: ${names.join("; ")}`];
  }

  /** WCAG 1.4.12: a person's own spacing. A constructed sheet, because the page's policy forbids a written one. */
  async function spaced() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
      p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
    await settled();
    const found = [...document.querySelectorAll("main :is(.btn, a, label, legend, h1, h2, dd, p), summary")]
      .filter((element) => shown(element) && getComputedStyle(element).overflow === "hidden" && !element.closest(".visually-hidden"))
      .filter((element) => element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
      .map((element) => `cut off when spaced: ${element.id || element.className}`);
    found.push(...sideways().map((finding) => `when spaced, ${finding}`));
    document.adoptedStyleSheets = [];
    return found;
  }

  return [...stops(), ...headings(), ...borders(), ...sideways(), ...(await spaced())];
}
