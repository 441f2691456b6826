"""No input makes a 5xx or a hang (R45): hostile texts through every field and parameter of every route.

Names come from the forms' own definitions and from what the pages' forms send; each text goes through all of them.
"""

import time
from urllib.parse import quote, urlencode

import pytest
from django import forms

from tests.access_table import TABLE
from tests.support.browsers import clients_of
from tests.support.cells import open_to
from tests.support.markup import filled
from tests.support.things import references, undone

SLOW = 2.0
FORM = "application/x-www-form-urlencoded"
#: What PostgreSQL can't store, as it stands in an address.
UNSTORABLE = {"NUL": "a%00b", "NUL in the middle of Chinese": "%E5%8D%8E%00%E4%BA%BA"}
#: What it can store, and what some parser somewhere may not expect.
ATOMS = [
    "",
    " ",
    "-1",
    "0",
    "1e400",
    "1" + "0" * 400,
    "NaN",
    "-Infinity",
    "0000-01-01",
    "0001-01",
    "9999-12-31",
    "9999-12",
    "10000-01-01",
    "2026-02-30",
    "1,000,00.5.0",
    "١٢٣",
    "²",
    "\u202eevil\u202c",
    "\ufeff\u200b",
    "<script>alert(1)</script>'\"--;%s{{7*7}}",
    "../../etc/passwd",
    "x~y",
    "2026-01-01T00:00:00~OPP-2026-000001",
    "9999-12-31T23:59:59.999999+00:00~x",
    "0001-01-01T00:00:00+14:00~x",
    "5e2f6c1a-0d6b-4d63-9f5e-7f7b6a1f0c11",
    "{" * 500,
    "华" * 3000,
]
#: Parameters that views read without a form.
READ_BY_VIEWS = ["action", "after", "another", "before", "corrects", "customer", "discarded", "from", "group", "keep"]
READ_BY_VIEWS += ["lines", "next", "page", "phase", "progress", "revision", "show", "shown", "size", "sort", "target"]
READ_BY_VIEWS += ["activity", "activity_of", "seen_entry", "since", "submission_id", "toggle", "version"]
READ_BY_VIEWS += ["line-1-product", "line-1-monthly_revenue"]


def _names() -> list[str]:
    """Every field of every form of ours, and what views read besides."""
    found, waiting = set(READ_BY_VIEWS), [forms.Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.partition(".")[0] in {
            "accounts",
            "customers",
            "marketing",
            "opportunities",
            "partner_center",
        }:
            found |= set(form.base_fields)
    return sorted(found)


@pytest.fixture
def served(cast, request):
    """The route's first thing, for somebody who may write it."""
    row = request.param
    names, clients = references(cast), clients_of(("nora", "ann"), cast)
    person = row.writer if "partner" in row.address else "nora"
    thing = next(thing for thing, other in open_to(row) if other == person)
    return row, clients[person], row.address.format(it=names[thing])


def _judged(client, method: str, address: str, body: str = "") -> str:
    begun = time.monotonic()
    with undone():
        answer = client.generic(method, address, body, FORM)
    took = time.monotonic() - begun
    if answer.status_code >= 500 or took > SLOW:
        return f"{method} {address[:60]} {body[:60]}: {answer.status_code} in {took:.1f} s"
    return ""


ROUTES = pytest.mark.parametrize("served", TABLE, ids=lambda row: row.address, indirect=True)


@ROUTES
def test_hostile_texts_in_every_parameter_break_nothing(served):
    row, client, address = served
    names, wrong = _names(), []
    for atom in ATOMS:
        asked = urlencode([(name, atom) for name in names])
        if "GET" in row.methods:
            wrong.append(_judged(client, "GET", f"{address}?{asked}"))
        if "POST" in row.methods:
            wrong.append(_judged(client, "POST", address, asked))
    assert [fault for fault in wrong if fault] == []


@ROUTES
def test_one_hostile_field_in_a_good_form_breaks_nothing(served):
    """Beside good values, the bad one gets further than among its like."""
    row, client, address = served
    if "POST" not in row.methods or "GET" not in row.methods:
        assert row.methods in {("GET", "HEAD"), ("POST",)}
        return
    page = client.get(address)
    if page.status_code != 200 or b"<form" not in page.content:
        assert address in {"/ready/", "/signin/"}  # Signed in already, or no form to fill in.
        return
    good = filled(page.content.decode()) | row.body
    wrong = [
        _judged(client, "POST", address, urlencode({**good, name: atom}))
        for name in good
        if name != "csrfmiddlewaretoken"
        for atom in ("1" + "0" * 400, "NaN", "0000-01-01", "9999-12-31", "١٢٣", "华" * 3000)
    ]
    assert [fault for fault in wrong if fault] == []


@ROUTES
def test_what_cannot_be_stored_is_refused_with_a_page(served):
    """L19: wherever in the request it stands."""
    row, client, address = served
    method = "GET" if "GET" in row.methods else "POST"
    client.cookies["theme"] = "dark"
    answers = [
        client.generic(method, f"{address}?{name}={text}") for text in UNSTORABLE.values() for name in ("q", "toggle")
    ]
    answers += [client.generic(method, f"{address}?{text}=1") for text in UNSTORABLE.values()]
    answers += [client.generic("POST", address, f"name={text}&q=1", FORM) for text in UNSTORABLE.values()]
    answers.append(client.generic(method, f"{address}a%00b/"))
    assert {answer.status_code for answer in answers} == {400}
    assert all(b"<h1>" in answer.content for answer in answers)


@ROUTES
def test_odd_requests_break_nothing(served):
    """Bad UTF-8, a megabyte, repeated names, a body that is no form, broken multipart."""
    row, client, address = served
    method = "POST" if "POST" in row.methods else "GET"
    broken = quote(b"\xff\xfe\xed\xa0\x80").encode().decode()
    wrong = [
        _judged(client, "GET", f"{address}?q={broken}&{broken}=1"),
        _judged(client, method, address, f"name={broken}&details={broken}&customer={broken}"),
        _judged(client, method, address, "&".join(f"{name}=1&{name}=2&{name}=" for name in _names())),
        _judged(client, method, address, f"name={'x' * 1_000_000}"),
        _judged(client, "GET", f"{address}?" + "&".join(["toggle=a", "shown=b", "sort=c", "after=d~e"] * 20)),
    ]
    assert [fault for fault in wrong if fault] == []
    for content_type in (
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "text/plain; charset=nothing",
    ):
        assert client.generic(method, address, "{]", content_type).status_code < 500, content_type


def test_too_much_is_refused(cast):
    """1,000 fields and 2.5 MB are the limits."""
    client = clients_of(("ann",), cast)["ann"]
    address = "/partner/sales/opportunities/mine/"
    many = client.post(address, "&".join(f"f{number}=1" for number in range(1001)), content_type=FORM)
    long = client.post(address, f"q={'x' * 3_000_000}", content_type=FORM)
    asked = client.get(f"{address}?" + "&".join(f"f{number}=1" for number in range(1001)))
    for answer in (many, long, asked):
        assert (answer.status_code, b"<h1>" in answer.content) == (413, True)
