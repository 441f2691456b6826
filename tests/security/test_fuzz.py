"""F-06: no input makes a 5xx, a wait of more than two seconds, or comes back unescaped (R45, R46, R52, R78).

Each try is one request with one hostile text in one place: a field of a form that is good besides, a parameter of an
address, a header, a cookie, a part of the path.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, quote_from_bytes

import pytest
from django.core.signals import got_request_exception
from django.urls import resolve

from partner_center.web import intake
from tests.access_table import TABLE, Row
from tests.support.browsers import clients_of
from tests.support.cells import open_to
from tests.support.figures import WHOLE
from tests.support.hostile import ATOMS, COOKIES, HEADERS, MARK, READ_BY_PAGES, parameters
from tests.support.markup import filled
from tests.support.things import references, undone

FORM = "application/x-www-form-urlencoded"
SLOW = 2.0
#: How a mark looks that nobody escaped: it begins a tag, or a quote behind it ends an attribute.
ECHO = re.compile(rf"<{MARK}|{MARK}['\"]".encode())
#: How each kind is cut for two processes, and how many tries a slice must have at least: in full, and in `make test`.
SLICES = {"fields": (4, 5_000, 500), "parameters": (4, 6_000, 600), "around": (2, 5_000, 400)}
#: Every list reads the same parameters: in full, each meets every other text, and each text half of the parameters.
HALVED = {"parameters"}


@dataclass(frozen=True)
class Try:
    person: str
    method: str
    address: str
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def world(cast):
    names, clients = references(cast), clients_of(("nora", "ann", "skye"), cast)
    for client in clients.values():
        client.cookies["theme"] = "dark"
    return names, clients


def _person(row: Row) -> str:
    return row.writer if "partner" in row.address else "nora"


def _address(row: Row, names: dict[str, str]) -> str:
    return row.address.format(it=names[next(thing for thing, who in open_to(row) if who == _person(row))])


def _pairs(values: dict[str, str | bytes]) -> str:
    return "&".join(f"{quote(name)}={quote(value)}" for name, value in values.items())


def fields(names, clients) -> Iterator[Try]:
    """Beside good values, the bad one gets further than among its like."""
    for row in TABLE:
        if "POST" not in row.methods:
            continue
        person, address = _person(row), _address(row, names)
        page = clients[person].get(address) if "GET" in row.methods else None
        drawn = page is not None and page.status_code == 200 and b"<form" in page.content
        good = (filled(page.content.decode()) if drawn else {}) | row.body
        good.pop("csrfmiddlewaretoken", None)
        told = getattr(resolve(address).func, "sends", ())
        asked = {*good, "action", "toggle", "shown"} | {
            name.replace("#", "1") for name in told if "/modify/" not in address
        }
        for name in sorted(asked):
            for atom in ATOMS:
                yield Try(person, "POST", address, _pairs({**good, name: atom}))


def parameters_of_pages(names, clients) -> Iterator[Try]:
    for row in TABLE:
        if "GET" in row.methods:
            person, address = _person(row), _address(row, names)
            is_list = "partner" in row.address and "POST" in row.methods and "{it}" not in row.address
            wanted = parameters() if is_list else READ_BY_PAGES
            for name in wanted:
                for atom in ATOMS:
                    yield Try(person, "GET", f"{address}?{quote(name)}={quote_from_bytes(atom)}")


def around(names, clients) -> Iterator[Try]:
    """Headers, cookies and what stands in the path, where a page's own reference stands."""
    pages = ("/partner/sales/opportunities/mine/", "/signin/", "/static/js/app.js")
    for address in pages:
        for atom in ATOMS:
            sent = atom.decode("latin-1")
            for header in HEADERS:
                yield Try(
                    "ann",
                    "POST" if header in {"Content-Type", "Content-Length"} else "GET",
                    address,
                    "a=1",
                    {header: sent},
                )
            for cookie in COOKIES:
                yield Try("ann", "GET", address, "", {"Cookie": f"{cookie}={sent}; theme={sent}"})
    for row in TABLE:
        for atom in ATOMS if "{it}" in row.address else ():
            for it in (quote_from_bytes(atom, safe=""), f"OPP-2026-000001{quote_from_bytes(atom, safe='')}"):
                yield Try("nora", "GET", row.address.format(it=it))


KINDS = {"fields": fields, "parameters": parameters_of_pages, "around": around}


def _fault(client, one: Try) -> str:
    """What is wrong with the answer; nothing if it is right. Whatever is slow must be slow twice: others work, too."""
    broken: list[object] = []

    def hear(sender, **about) -> None:
        broken.append(about.get("request"))

    got_request_exception.connect(hear)
    try:
        for _again in range(2):
            begun = time.monotonic()
            with undone():
                answer = client.generic(one.method, one.address, one.body, FORM, headers=one.headers)
            took = time.monotonic() - begun
            if took <= SLOW:
                break
    finally:
        got_request_exception.disconnect(hear)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.status_code >= 500 or broken:
        return f"answered {answer.status_code}"
    if took > SLOW:
        return f"took {took:.1f} s"
    return "echoed unescaped" if ECHO.search(content) else ""


def _try_all(tally, clients, tries) -> None:
    for one in tries:
        fault = _fault(clients[one.person], one)
        tally(not fault, f"{one.method} {one.address[:90]} {one.body[-60:]} {one.headers}: {fault}"[:300])


def _slice(tries: list[Try], part: int, parts: int, fast: int) -> list[Try]:
    """The part of the whole, or so many spread over all of it: a step that shares no divisor with the atoms."""
    if WHOLE:
        return tries[part::parts]
    step = len(tries) // fast
    while step > 1 and len(ATOMS) % step == 0:
        step -= 1
    return tries[:: max(step, 1)]


@pytest.mark.parametrize(
    ("kind", "part"),
    [(kind, part) for kind, (parts, *_floors) in SLICES.items() for part in range(parts if WHOLE else 1)],
)
def test_hostile_input_breaks_nothing(kind, part, world, figures):
    names, clients = world
    parts, whole, fast = SLICES[kind]
    asked = list(KINDS[kind](names, clients))
    if WHOLE and kind in HALVED:
        asked = [one for place, one in enumerate(asked) if (place + place // len(ATOMS)) % 2]
    tries = _slice(asked, part, parts, fast)
    what = f"hostile {kind}, slice {part + 1} of {parts}" if WHOLE else f"hostile {kind}"
    with figures.holds("F-06", what, fast=fast, whole=whole) as tally:
        _try_all(tally, clients, tries)


def test_without_the_rule_of_nul_something_breaks(world, figures, monkeypatch):
    names, clients = world
    monkeypatch.setattr(intake, "_unstorable", lambda text: False)
    with figures.bites("F-06", "the NUL rule removed") as tally:
        tries = [
            one for one in parameters_of_pages(names, clients) if "/new/?" in one.address and "a%00b" in one.address
        ]
        _try_all(tally, clients, tries)


def test_an_answer_that_escapes_nothing_is_seen(world, figures, monkeypatch):
    names, clients = world
    monkeypatch.setattr("django.template.base.conditional_escape", str)
    with figures.bites("F-06", "escaping of templates turned off") as tally:
        tries = [one for one in parameters_of_pages(names, clients) if f"?q={MARK}" in one.address]
        _try_all(tally, clients, tries)
