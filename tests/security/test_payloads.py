"""F-07: what people typed does nothing in anybody's browser, on any page, and neither does htmx with it.

Payloads stand in every field of a whole site. A browser visits its pages; whatever a page does by itself is counted.
"""

import time
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.figures import WHOLE, Tally
from tests.support.payloads import PAYLOADS, poison
from tests.support.site import copy_of, served
from tests.support.source import ROOT
from tests.support.typed import typed_fields
from tests.support.victims import Victim, kind_of

pytestmark = pytest.mark.xdist_group("browser")

LOG = ROOT / "var" / "browser"
PEOPLE = ["northstar", "ana", "dora", "skyline", "sky.sam", "meridian", "operator"] if WHOLE else ["northstar"]
#: How many pages of one kind a person looks at, how many in all, and how often everything holds other payloads.
EACH, MOST, ROUNDS = (2, 45, 2) if WHOLE else (1, 16, 1)
#: What the server writes down of each request: whether htmx sent it.
SAYS_WHO_ASKED = "--access-logfile=- --access-logformat='%(m)s %(U)s htmx=%({hx-request}i)s'"


@pytest.fixture
def poisoned(demo_database: str) -> Iterator[dict[str, str]]:
    with copy_of(demo_database, "poisoned") as addresses:
        poison(addresses["DATABASE_OWNER_URL"], round_=0)
        yield addresses


def _walk(tally: Tally, browser: Browser, site: str, account: str, start: str, most: int) -> int:
    """Look at pages of every kind; how many parts they were made to swap."""
    victim = Victim(browser, site, account)
    waiting, seen, looked, pressed = deque([start]), {start}, 0, 0
    kinds: Counter[str] = Counter()
    while waiting and looked < most:
        path = waiting.popleft()
        kinds[kind_of(path)] += 1
        victim.look(path)
        for link in victim.links():
            if link not in seen and kinds[kind_of(link)] < EACH:
                seen.add(link)
                waiting.append(link)
        looked += 1
        _judge(tally, victim, f"{path} as {account}")
        if kinds[kind_of(path)] == 1:
            for what in victim.presses():
                looked += 1
                pressed += 1
                _judge(tally, victim, f"{what} of {path} as {account}")
    victim.close()
    return pressed


def _judge(tally: Tally, victim: Victim, what: str) -> None:
    tally(not victim.faults, f"{what}: {victim.faults[:3]}")
    victim.faults.clear()


def _htmx_hits(log: Path) -> int:
    return log.read_text().count("htmx=true")


def test_no_payload_does_anything(figures, browser, poisoned):
    assert (len(PAYLOADS), len(set(PAYLOADS))) == (40, 40)
    log, begun = LOG / "poisoned.log", time.monotonic()
    with (
        figures.holds("F-07", f"pages full of {len(PAYLOADS)} payloads in a browser", fast=16, whole=500) as tally,
        served(poisoned, log, GUNICORN_CMD_ARGS=SAYS_WHO_ASKED) as site,
    ):
        pressed = 0
        for round_ in range(ROUNDS):
            if round_:
                poison(poisoned["DATABASE_OWNER_URL"], round_=round_)
            for account in PEOPLE:
                start = "/admin/" if account == "operator" else "/partner/sales/opportunities/mine/"
                pressed += _walk(tally, browser, site, account, start, MOST)
        # The server saw what was pressed, and no more.
        hits = _htmx_hits(log)
        tally(pressed >= hits > 0, f"htmx sent {hits} requests, {pressed} were asked for")
    assert len(typed_fields()) >= 30
    assert time.monotonic() - begun < 600


def test_a_text_that_is_not_escaped_is_noticed(figures, browser, poisoned):
    """The sabotage is in the served process: its filter `typed` lets markup through."""
    log = LOG / "unescaped.log"
    with (
        figures.bites("F-07", "typed text reaches the page unescaped") as tally,
        served(poisoned, log, DJANGO_SETTINGS_MODULE="tests.support.unescaped") as site,
    ):
        _walk(tally, browser, site, "northstar", "/partner/", 3)
    kinds = " ".join(tally.failures)
    assert "Content Security Policy" in kinds
