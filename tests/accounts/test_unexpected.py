"""Fields that no page of ours has leave a line in the audit log; what the pages themselves send leaves none."""

import pytest
from django.urls import resolve

from accounts.models import AuditEntry
from accounts.unexpected import LONGEST, MOST, UNEXPECTED
from partner_center.web.sent import unexpected
from tests.access_table import TABLE
from tests.support.browsers import client_of
from tests.support.cells import open_to
from tests.support.markup import every_name
from tests.support.things import references

POSTED = [row for row in TABLE if "POST" in row.methods and row.address.startswith("/partner/")]
#: Pages that send to one another: where each form of a page goes.
SEEN_FROM = [row for row in TABLE if "GET" in row.methods and row.address.startswith("/partner/")]


def _lines() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=UNEXPECTED))


@pytest.mark.parametrize("row", SEEN_FROM, ids=lambda row: row.address)
def test_what_the_forms_of_a_page_send_is_expected(row, cast):
    """Every control that a browser could send from any page, as it is drawn for everybody who gets it."""
    names, strange = references(cast), []
    for thing, person in open_to(row, only_first=True):
        if person in {"nora", "ann", "skye"}:
            address = row.address.format(it=names[thing])
            page = client_of(person, cast).get(address).content.decode()
            for action, sent in every_name(page, address):
                route = resolve(action.partition("?")[0])
                told = getattr(route.func, "sends", None)
                strange += [f"{action}: {name}" for name in unexpected(sent, told)] if told is not None else []
    assert strange == []


@pytest.mark.parametrize("row", POSTED, ids=lambda row: row.address)
def test_every_route_that_takes_a_form_says_what_it_sends(row, cast):
    address = row.address.format(it=references(cast)[next(iter(row.things))])
    assert isinstance(resolve(address).func.sends, frozenset)
    assert unexpected(row.body, resolve(address).func.sends) == []


def test_an_unexpected_field_is_named_once_without_its_value(cast):
    address = f"/partner/sales/opportunities/{cast.ann_opportunity.number}/notes/new/"
    body = {"text": "They want a price.", "owner": "bob-secret", "phase": "60", "x" * 90: "1"}
    assert client_of("ann", cast).post(address, body).status_code == 303
    (line,) = _lines()
    assert (line.actor, line.subject_kind, line.subject, line.tenant) == (cast.ann, "user", "ann", cast.north)
    assert line.details == {
        "route": "opportunities:note",
        "fields": ["owner", "phase", "x" * LONGEST],
        "number": 3,
    }


def test_many_unexpected_fields_make_one_short_line(cast):
    body = {f"f{number:03}": "1" for number in range(300)}
    client_of("ann", cast).post("/partner/sales/opportunities/mine/", body)
    (line,) = _lines()
    assert (line.details["number"], len(line.details["fields"])) == (300, MOST)


@pytest.mark.parametrize("person", ["stranger", "olga", "dirk"])
def test_whoever_may_not_use_the_page_leaves_no_such_line(person, cast):
    """They are refused before anybody reads what they sent."""
    answer = client_of(person, cast).post("/partner/sales/opportunities/new/", {"owner": "bob"})
    assert (answer.status_code in {302, 403}, _lines()) == (True, [])


def test_operators_site_is_left_to_django(cast):
    client_of("olga", cast).post("/admin/customers/industry/add/", {"code": "x", "name": "X", "owner": "bob"})
    assert _lines() == []
