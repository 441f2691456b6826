"""The access table: every route, method, person and thing against tests/access_table.py, generated from the URLconf.

Fast because one cast serves all cells of a route and every answer is taken back by a savepoint.
"""

from functools import partial
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.urls import resolve

from accounts.actions import reveal
from opportunities.models import Opportunity
from tests.access_table import PASSWORD, PEOPLE, TABLE, Row
from tests.support.browsers import clients_of, seen, written
from tests.support.markup import filled
from tests.support.source import all_routes
from tests.support.things import NEVER, as_told_by, number_the_south_apart, references, undone

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
#: Who is refused before anybody looks at what was asked for.
SAME_EVERYWHERE = {"stranger", "exit", "olga"}
#: An answer of the view itself: the page, a redirect after a write, or the form again.
ANSWERED = {200, 204, 302, 303, 409, 422}


@pytest.fixture
def world(cast):
    number_the_south_apart(cast)
    cast.nora.set_password(PASSWORD)
    cast.nora.save(update_fields=["password"])
    reveal(records=[cast.ann_associated], columns=("phone",), page="customers", by=cast.ann)
    return cast, clients_of(PEOPLE, cast), references(cast)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.address)
def test_access(row, world):
    cast, clients, names = world
    wrong, body = [], _body(row, clients, names)
    for thing, cells in row.things.items():
        address = row.address.format(it=names[thing])
        with as_told_by(thing, cast):
            sent = _on(body, names[thing])
            for person, expected in zip(PEOPLE, cells.replace(" ", ""), strict=True):
                for method in _methods(row, thing, person):
                    found = _cell(clients[person], method, address, sent, row, expected)
                    if found:
                        wrong.append(f"{method} {address} as {person} on {thing or 'it'}: {found}")
    assert wrong == []


def _methods(row: Row, thing: str, person: str) -> tuple[str, ...]:
    """All on the first thing. On another one, what a browser sends, by whoever is told apart by what it is."""
    if thing == next(iter(row.things)):
        return METHODS
    return () if person in SAME_EVERYWHERE else ("GET", "POST")


def _cell(client, method: str, address: str, body: dict, row: Row, expected: str) -> str:
    """What is wrong with one cell; nothing if it is right."""
    before = written()
    with undone():
        answer = client.generic(method, address, *_form(body if method == "POST" else {}))
        changed = written() > before
    outcome = _outcome(answer)
    if method not in row.methods and expected != "i":
        expected = "F" if expected == "F" and outcome == "F" else "405"
    if outcome != expected:
        return f"{outcome} ({answer.status_code}), not {expected}"
    if changed and (expected != "Y" or method != "POST"):
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
    if status == 302 and answer["Location"].startswith("/signin/?next="):
        return "i"
    if status in ANSWERED:
        return "Y"
    return {403: "F", 404: "-"}.get(status, str(status))


@pytest.mark.parametrize("row", [row for row in TABLE if "{it}" in row.address], ids=lambda row: row.address)
def test_what_is_out_of_scope_looks_as_if_it_never_existed(row, world):
    """Same status, bytes and headers for a foreign record and for a reference that nobody has (R07)."""
    cast, clients, names = world
    body, never, different = _body(row, clients, names), {}, []
    for thing, cells in row.things.items():
        for person, expected in zip(PEOPLE, cells.replace(" ", ""), strict=True):
            for method in sorted({"GET", "POST"} & set(row.methods)) if expected == "-" else ():
                ask = partial(clients[person].generic, method)
                if (person, method) not in never:
                    never[person, method] = seen(ask(row.address.format(it=_shape(row)), *_form(body)))
                with as_told_by(thing, cast):
                    answer = ask(row.address.format(it=names[thing]), *_form(body))
                if seen(answer) != never[person, method]:
                    different.append(f"{method} {thing} as {person}")
    assert different == []


@pytest.mark.parametrize(
    "row", [row for row in TABLE if "POST" in row.methods and "partner" in row.address], ids=lambda row: row.address
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
        assert "F" in cells or route in {"", "signin/", "signout/", "ready/"}


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
