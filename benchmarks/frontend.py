"""What pages cost a browser: bytes, requests, and how it feels to work through the main job by keyboard.

Printed beside the budget, and deciding nothing: the machine that measures is not the machine that people have. Bytes
and requests are exact; times are of this run, once as they are, once with a slow processor and a mobile network.
"""

import gzip
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests.browser.keys import Keys, whole_job
from tests.browser.visits import Visits
from tests.support import chromium
from tests.support.site import demo_site
from tests.support.source import ROOT

LIST = "/partner/sales/opportunities/resellers/"
#: label: (files, most bytes gzipped).
ASSETS = {
    "CSS, Bootstrap and ours": (("vendor/bootstrap.min.css", "css/app.css"), 41_000),
    "CSS, ours": (("css/app.css",), 10_000),
    "JavaScript, htmx and ours": (("django_htmx/htmx-2.min.js", "js/app.js"), 26_000),
    "JavaScript, ours": (("js/app.js",), 8_000),
}
#: label: (address, most bytes gzipped).
PAGES = {
    "HTML of a list": (LIST, 12_000),
    "HTML of details": ("", 16_000),
    "HTML of home": ("/partner/", 20_000),
}
#: name: (budget here, budget slowed down).
VITALS = {"LCP ms": (600, 1800), "INP ms": (100, 200), "CLS": (0.02, 0.02), "longest task ms": (50, None)}
SLOW_NETWORK = {"offline": False, "latency": 60, "downloadThroughput": 1_125_000, "uploadThroughput": 187_500}
SLOWER_BY = 4

_OBSERVE = """() => {
  const watch = (type, tell, more = {}) => new PerformanceObserver((list) => list.getEntries().forEach(tell)).observe({ type, buffered: true, ...more });
  watch("largest-contentful-paint", (entry) => vital("LCP ms", entry.startTime));
  watch("layout-shift", (entry) => { if (!entry.hadRecentInput) vital("CLS", entry.value); });
  watch("event", (entry) => { if (entry.interactionId) vital("INP ms", entry.duration); }, { durationThreshold: 16 });
  watch("longtask", (entry) => vital("longest task ms", entry.duration));
}"""  # noqa: E501


@dataclass
class Vitals:
    """What the pages of one run told."""

    told: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def hear(self, name: str, value: float) -> None:
        self.told[name].append(value)

    def worst(self, name: str) -> float:
        """Shifts add up over the whole run; of all else the worst counts."""
        values = self.told[name] or [0.0]
        return sum(values) if name == "CLS" else max(values)


def measure() -> None:
    for label, (names, budget) in ASSETS.items():
        _line(label, sum(_gzipped(name) for name in names), budget, "bytes")
    with demo_site(ROOT / "var" / "browser" / "bench.log") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_arguments())
        with _visits(browser, site) as visits:
            _pages(visits)
            for slowed in (False, True):
                _job(visits, slowed=slowed)
        browser.close()


def _gzipped(name: str) -> int:
    with staticfiles_storage.open(staticfiles_storage.stored_name(name)) as file:
        return len(gzip.compress(file.read(), 9))


@contextmanager
def _visits(browser: Browser, site: str) -> Iterator[Visits]:
    visits = Visits(browser, site, {})
    yield visits
    visits.close()


def _pages(visits: Visits) -> None:
    page = visits.open("northstar", width=1280)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(LIST)
    _line("requests of a list, cold", len(asked), 6, "")
    asked.clear()
    page.goto(f"{LIST}?sort=name")
    _line("requests of a list, warm", len([url for url in asked if "/static/" not in url]), 1, "")
    opened = page.get_by_role("rowheader").first.get_by_role("link").get_attribute("href") or ""
    for label, (address, budget) in PAGES.items():
        _line(label, _sent(page, address or opened), budget, "bytes")


def _sent(page: Page, address: str) -> int:
    answer = page.goto(address)
    assert isinstance(answer, Response)
    return len(gzip.compress(answer.body(), 6))


def _job(visits: Visits, *, slowed: bool) -> None:
    page = visits.open(width=1280)
    vitals = Vitals()
    page.expose_function("vital", vitals.hear)
    page.add_init_script(f"({_OBSERVE})()")
    if slowed:
        session: Any = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_BY})
        page.set_default_timeout(60_000)
    whole_job(Keys(page), name=f"Branch file server {'slowly' if slowed else 'at once'}")
    for name, budgets in VITALS.items():
        label = f"{name}, {'slowed down' if slowed else 'as it is'}"
        _line(label, vitals.worst(name), budgets[slowed], "")


def _line(label: str, value: float, budget: float | None, unit: str) -> None:
    said = "" if budget is None else f"{'within' if value <= budget else 'OVER'} {budget:,}"
    print(f"{label:34} {value:10,.2f} {unit:6} {said}" if value < 1 else f"{label:34} {value:10,.0f} {unit:6} {said}")


if __name__ == "__main__":
    measure()
