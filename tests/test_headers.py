"""The policies that go with every answer, whatever it is (R41, R53, R23)."""

import re

import pytest

from tests.access_table import TABLE
from tests.support.browsers import client_of
from tests.support.cells import PAGES, open_to
from tests.support.things import references

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
#: Of a file to keep: nothing in it runs, whoever looks at it.
POLICY_OF_FILES = {
    **dict.fromkeys(("default-src", "base-uri", "form-action", "frame-ancestors"), "'none'"),
    "sandbox": "",
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def _faults(answer) -> list[str]:
    """What the headers of an answer lack."""
    policy = dict(
        part.strip().partition(" ")[::2]
        for part in answer.headers.get("Content-Security-Policy", "").split(";")
        if part
    )
    lacking = [name for name, value in ALWAYS.items() if answer.headers.get(name) != value]
    if policy != (POLICY_OF_FILES if "Content-Disposition" in answer.headers else POLICY):
        lacking.append("Content-Security-Policy")
    if "camera=()" not in answer.headers.get("Permissions-Policy", ""):
        lacking.append("Permissions-Policy")
    return lacking + [name for name in ("Server", "X-Powered-By") if name in answer.headers]


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.address)
def test_a_page_is_guarded_and_kept_by_nobody(row, cast):
    names = references(cast)
    thing, person = next((thing, person) for thing, person in open_to(row) if person in {"nora", "ann", "skye"})
    answer = client_of(person, cast).get(row.address.format(it=names[thing]))
    assert (_faults(answer), answer["Cache-Control"]) == ([], "no-store")


@pytest.mark.parametrize(
    ("address", "person", "status"),
    [
        ("/signin/", "stranger", 200),
        ("/partner/", "stranger", 302),
        ("/nowhere/", "stranger", 404),
        ("/partner/sales/opportunities/OPP-2026-999999/", "ann", 404),
        ("/partner/sales/opportunities/new/", "dirk", 403),
        ("/partner/?q=a%00b", "ann", 400),
        ("/raises/", "ann", 500),
        ("/live/", "stranger", 200),
        ("/ready/", "stranger", 200),
        ("/admin/", "ann", 403),
    ],
)
def test_any_other_answer_is_guarded_too(address, person, status, cast, settings):
    settings.ROOT_URLCONF = "tests.support.faulty_urls"
    answer = client_of(person, cast).get(address)
    assert (answer.status_code, _faults(answer)) == (status, [])
    if person != "stranger" and status not in {400, 500}:
        assert answer["Cache-Control"] == "no-store"


def test_a_static_file_is_guarded_and_kept_for_ever(client, db):
    """`make test` collects the files first; their names hold a hash, so a browser never asks again."""
    page = client.get("/signin/").content.decode()
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(files) >= 4
    for address in files:
        answer = client.get(address)
        assert (address, answer.status_code, _faults(answer)) == (address, 200, [])
        assert "immutable" in answer["Cache-Control"]
        # Read to the end, as the test client closes an answer without closing the test's connection.
        assert len(answer.getvalue()) > 100


def test_cookies_are_for_the_browser_alone(cast):
    cast.ann.set_password("a long enough passphrase")
    cast.ann.save()
    client = client_of("stranger", cast)
    client.post("/signin/", {"login": "ann", "password": "a long enough passphrase"})
    cookies = {
        name: (bool(found["httponly"]), found["samesite"], found["domain"]) for name, found in client.cookies.items()
    }
    assert len(cookies) >= 1
    assert set(cookies.values()) == {(True, "Lax", "")}


def test_every_page_of_the_table_is_looked_at():
    assert {row.address for row in TABLE if "partner" in row.address and "GET" in row.methods} == {
        row.address for row in PAGES
    }
