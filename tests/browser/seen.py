"""What axe can't tell: stops of the keyboard that nobody sees, pale borders, gaps between headings, sideways scroll.

It looks at the page as it stands and returns what it finds, in words.
"""

from playwright.sync_api import Page

from tests.support.source import ROOT

_FILE = (ROOT / "tests" / "browser" / "seen.js").read_text(encoding="utf-8")
#: The function, without the comment over it.
_LOOK = _FILE[_FILE.index("async (within)") :]
_SIDEWAYS = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const root = document.documentElement;
  return root.scrollWidth <= root.clientWidth ? [] : [`scrolls sideways when ${root.clientWidth} px are left`];
}"""


def oversights(page: Page, *, within: str = "") -> list[str]:
    """All of it, in the window as it is; `within` is what nothing covers, where something covers the rest."""
    found: list[str] = page.evaluate(_LOOK, within)
    return found


def sideways(page: Page, width: int) -> list[str]:
    """The same page in a window of another width, as zoom makes it: 640 px is 200 % of 1280, 320 px is 400 %."""
    size = page.viewport_size or {"width": 1280, "height": 900}
    page.set_viewport_size({"width": width, "height": size["height"]})
    found: list[str] = page.evaluate(_SIDEWAYS)
    page.set_viewport_size(size)
    return found
