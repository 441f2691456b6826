"""What axe finds on a page, and what it sees but does not call a finding."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Without `preload: false` it asks for stylesheets at addresses of its own.
OPTIONS: dict[str, Any] = {"resultTypes": ["violations", "incomplete"], "preload": False}
EVERYTHING = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def findings(page: Page, *, within: str = "", only: dict[str, Any] = EVERYTHING) -> list[str]:
    """Each violation of any weight; and text in the colour of its ground, which axe only calls incomplete."""
    found = Axe().run(page, context=within or None, options={**OPTIONS, "runOnly": only}).response
    said = [
        f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    return said + [
        f"invisible text: {' '.join(map(str, node['target']))}"
        for rule in found["incomplete"]
        if rule["id"] == "color-contrast"
        for node in rule["nodes"]
        if any((check.get("data") or {}).get("messageKey") == "equalRatio" for check in node["any"])
    ]
