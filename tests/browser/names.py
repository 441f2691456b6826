"""What a screen reader calls things: landmarks, headings and controls, as the accessibility tree has them."""

import re
from collections import Counter

from playwright.sync_api import Page

CONTROLS = {"link", "button", "textbox", "searchbox", "combobox", "checkbox", "radio", "spinbutton"}
_LANDMARKS = {"banner", "navigation", "main", "search", "contentinfo", "region", "complementary", "form", "dialog"}
_SHOWN = CONTROLS | _LANDMARKS | {"heading", "group"}
#: What tells controls of one name apart, for whoever hears where they are.
_GROUPS = {"group", "row", "region", "navigation", "dialog", "search"}
_LINE = re.compile(r"""^(?P<indent> *)- '?(?P<said>(?P<role>[a-z]+)(?: "(?:[^"\\]|\\.)*")?)""")
_URL = re.compile(r"^ *- /url: (.*)$")


def tree(page: Page) -> list[str]:
    """The page in a line each: role and name. Numbers are written as 0, for they are those of the demo world."""
    lines = []
    for line in page.locator("body").aria_snapshot().splitlines():
        found = _LINE.match(line)
        if found and found["role"] in _SHOWN:
            named = re.sub(r"[0-9]+", "0", f"{found['indent']}{found['said']}")
            lines.append(named.replace("0 unread notifications", "0 unread notification"))
    return lines


def ambiguous(page: Page) -> list[str]:
    """Names that two controls of one group or row have, so that saying one does not say which.

    Links to one place may share a name.
    """
    controls: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    around: list[tuple[int, str]] = []
    last = ""
    for line in page.locator("body").aria_snapshot().splitlines():
        if url := _URL.match(line):
            if last and (last, url[1]) in seen:
                controls[last] -= 1
            seen.add((last, url[1]))
        elif found := _LINE.match(line):
            depth = len(found["indent"])
            around = [(indent, said) for indent, said in around if indent < depth]
            last = ""
            if found["role"] in CONTROLS:
                last = " > ".join([*(said for _indent, said in around), found["said"]])
                controls[last] += 1
            elif found["role"] in _GROUPS:
                around.append((depth, found["said"]))
    return [f"one name for {number} controls: {said}" for said, number in controls.items() if number > 1]
