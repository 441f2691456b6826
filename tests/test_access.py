"""The access table: every route, method, person and thing against tests/access_table.py, generated from the URLconf.

Fast because one cast serves all cells of a route and every answer is taken back by a savepoint.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.urls import resolve

from accounts.actions import reveal
from accounts.denials import DENIED
from accounts.models import AuditEntry
from accounts.permissions import ALLOWED
from opportunities.models import Opportunity
from tests.access_table import PASSWORD, PEOPLE, TABLE, Row
from tests.support.browsers import clients_of, written
from tests.support.figures import WHOLE
from tests.support.markup import filled
from tests.support.source import all_routes
from tests.support.things import NEVER, as_told_by, number_the_south_apart, references, undone

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
#: Who is refused before anybody looks at what was asked for.
SAME_EVERYWHERE = {"stranger", "exit", "olga"}
#: Whoever has the link is whoever it was sent to.
OPEN = {"join/<str:token>/", "apply/<str:token>/", "invitations/<str:token>/"}
#: An answer of the view itself: the page, a redirect after a write, or the form again.
ANSWERED = {200, 204, 302, 303, 409, 422}
#: How htmx asks. No header may open what the address keeps shut.
HTMX = {"HX-Request": "true", "HX-Target": "results"}
CELLS = 20_000 if WHOLE else 5_000


@pytest.fixture
def world(cast):
    number_the_south_apart(cast)
    cast.nora.set_password(PASSWORD)
    cast.nora.save(update_fields=["password"])
    reveal(records=[cast.ann_associated], columns=("phone",), page="customers", by=cast.ann)
    return cast, clients_of(PEOPLE, cast), references(cast)


@dataclass(frozen=True)
class Cell:
    """One request of one person for one thing, and the letter of the table."""

    thing: str
    person: str
    expected: str
    method: str
    headers: Mapping[str, str]


def cells_of(row: Row) -> list[Cell]:
    """Whole: every method on every thing by everybody. Else all on the first thing; on another one, what a browser
    sends, by whoever is told apart by what it is.
    """
    found = []
    for thing, letters in row.things.items():
        for person, letter in zip(PEOPLE, letters.replace(" ", ""), strict=True):
            everything = WHOLE or thing == next(iter(row.things))
            methods = METHODS if everything else () if person in SAME_EVERYWHERE else ("GET", "POST")
            found += [Cell(thing, person, letter, method, {}) for method in methods]
            found += [Cell(thing, person, letter, method, HTMX) for method in ("GET", "POST") if WHOLE]
    return found


def try_cells(row: Row, world, tally) -> None:
    cast, clients, names = world
    body = _body(row, clients, names)
    for thing, cells in groupby(cells_of(row), key=lambda cell: cell.thing):
        address = row.address.format(it=names[thing])
        with as_told_by(thing, cast):
            sent = _on(body, names[thing])
            for cell in cells:
                wrong = _wrong(clients[cell.person], cell, address, sent, row)
                tally(not wrong, f"{cell.method} {address} as {cell.person} on {thing or 'it'}: {wrong}")


def test_there_are_enough_cells():
    assert sum(len(cells_of(row)) for row in TABLE) >= CELLS


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.address)
def test_access(row, world, figures):
    enough = len(cells_of(row))
    with figures.holds("F-01", "access cells", fast=enough, whole=enough) as tally:
        try_cells(row, world, tally)


@pytest.fixture
def modify_row() -> Row:
    return next(row for row in TABLE if row.address.endswith("/modify/basic/"))


def test_a_flipped_cell_of_the_table_is_noticed(world, modify_row, figures):
    flipped = replace(modify_row, things={"ann's": "iiF YYY --- --"})
    with figures.bites("F-01", "the table lets a director modify") as tally:
        try_cells(flipped, world, tally)


def test_a_dropped_check_is_noticed(world, modify_row, monkeypatch, figures):
    monkeypatch.setattr("opportunities.views.modify.can_modify", lambda *_who_and_what: ALLOWED)
    with figures.bites("F-01", "the modify page asks no permission") as tally:
        try_cells(modify_row, world, tally)


def _wrong(client, cell: Cell, address: str, body: dict, row: Row) -> str:
    """What is wrong with one cell; nothing if it is right."""
    method, expected = cell.method, cell.expected
    before = written()
    with undone():
        answer = client.generic(method, address, *_form(body if method == "POST" else {}), headers=cell.headers)
        outcome = _outcome(answer)
        # A refusal is written down, by its own transaction, and nothing but that.
        changed = written() - before - (outcome == "F" and AuditEntry.objects.latest("pk").action == DENIED)
    if method not in row.methods and expected != "i":
        expected = "F" if expected == "F" and outcome == "F" else "405"
    if outcome != expected:
        return f"{outcome} ({answer.status_code}), not {expected}"
    if changed and (expected != "Y" or method != "POST" or row.asks):
        return "something was written"
    if expected == "F" and method == "GET" and not str(answer.context["reason"]):
        return "refused without the reason"
    return ""


def _body(row: Row, clients: dict, names: dict[str, str]) -> dict[str, str]:
    """What would be stored if the person were allowed to: the same from everybody and on everything."""
    if not row.form:
        return row.body
    page = clients[row.writer].get(row.address.format(it=names[next(iter(row.things))]))
    return filled(page.content.decode()) | row.body


def _on(body: dict[str, str], reference: str) -> dict[str, str]:
    """The body as the page of that thing would send it: with the newest progress entry that the person saw."""
    seen_entries = Opportunity.objects.filter(number=reference).values_list("progress_count", flat=True)
    return body | ({"seen_entry": str(seen_entries[0])} if "seen_entry" in body and seen_entries else {})


def _form(body: dict) -> tuple[str, str]:
    return urlencode(body), "application/x-www-form-urlencoded"


def _outcome(answer: HttpResponse) -> str:
    status = answer.status_code
    if status == 401 and answer["HX-Redirect"].startswith("/signin/?next="):
        return "i"
    if status == 302 and answer["Location"].startswith("/signin/?next="):
        return "i"
    if status in ANSWERED:
        return "Y"
    return {403: "F", 404: "-"}.get(status, str(status))


@pytest.mark.parametrize(
    "row",
    [row for row in TABLE if "POST" in row.methods and "partner" in row.address and not row.asks],
    ids=lambda row: row.address,
)
def test_an_allowed_write_writes(row, world):
    """Or the refused ones would prove nothing."""
    _cast, clients, names = world
    name = names[next(iter(row.things))]
    before = written()
    answer = clients[row.writer].post(row.address.format(it=name), _body(row, clients, names))
    assert (answer.status_code in {200, 204, 303}, written() > before) == (True, True)


def test_every_route_has_its_row_and_every_row_its_route():
    rows = {resolve(row.address.format(it=_shape(row))).route: row for row in TABLE}
    assert set(rows) == set(all_routes())
    for route, row in rows.items():
        cells = "".join(row.things.values())
        assert "Y" in cells
        assert "F" in cells or route in {*OPEN, "", "signin/", "signout/", "language/", "ready/"}


def test_every_route_declares_its_methods_as_the_table_does():
    declared = {
        route: set(pattern.callback.methods)
        for route, pattern in all_routes().items()
        if hasattr(pattern.callback, "methods")
    }
    told = {
        resolve(row.address.format(it=_shape(row))).route: set(row.methods) for row in TABLE if "partner" in row.address
    }
    assert declared == told


def _shape(row: Row) -> str:
    """A reference in the shape of the row's things that nobody has."""
    return next((NEVER[thing] for thing in row.things if thing in NEVER), "")
