"""What is masked is nowhere before somebody presses the eye, and then it is exactly that, and recorded (R20, R21).

A sentinel stands in every maskable value; every page of the access table is searched as bytes, for everybody.
"""

import re

import pytest

from accounts.audit import REVEALED
from accounts.models import AuditEntry
from tests.access_table import PEOPLE
from tests.support.browsers import clients_of
from tests.support.cells import EYED, PAGES, open_to
from tests.support.sentinels import clear_values, plant
from tests.support.things import as_told_by, number_the_south_apart, references, undone

#: What each eye shows.
EYES = {
    "customer_name": "cname",
    "customer_account": "caccount",
    "account_name": "caccount",
    "contact": "ccontact",
    "contact_name": "ccontact",
    "phone": "cphone",
    "mobile": "cphone",
    "email": "cemail",
    "account_manager": "mname",
    "authors": "mname",
    "who": "mname",
    "reseller": "rname",
    "decision_maker": "dmaker",
    "decision_maker_role": "drole",
}
#: Account managers to choose from are named in the clear (interface 4.2), on this page only.
CHOOSES_A_PERSON = "/transfer/"
FRAGMENT = {"HX-Request": "true", "HX-Target": "results"}


@pytest.fixture
def world(cast):
    number_the_south_apart(cast)
    plant(cast)
    return cast, clients_of(PEOPLE, cast), references(cast)


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.address)
def test_nothing_masked_is_on_a_page_before_a_reveal(row, world):
    cast, clients, names = world
    leaks, looked = {}, 0
    allowed = {"mname"} if CHOOSES_A_PERSON in row.address else set()
    for thing, person in open_to(row):
        address = row.address.format(it=names[thing])
        with as_told_by(thing, cast):
            for asked, headers in (
                (address, {}),
                (address, FRAGMENT),
                (f"{address}?toggle=customer_name&shown=email&progress=all", {}),
            ):
                answer = clients[person].get(asked, headers=headers)
                looked += 1
                if found := clear_values(answer) - allowed:
                    leaks[f"{asked} as {person}"] = found
    assert looked
    assert leaks == {}


@pytest.mark.parametrize("row", EYED, ids=lambda row: row.address)
def test_an_eye_shows_its_own_value_and_records_each_row(row, world):
    cast, clients, names = world
    wrong = {}
    allowed = {"mname"} if CHOOSES_A_PERSON in row.address else set()
    for thing, person in open_to(row, only_first=True):
        address = row.address.format(it=names[thing])
        with as_told_by(thing, cast):
            before = clients[person].get(address)
            for key in sorted(set(re.findall(r'name="toggle" value="(\w+)"', before.content.decode()))):
                with undone():
                    answer = clients[person].post(address, _pressed(key, before))
                    records = list(AuditEntry.objects.filter(action=REVEALED).values_list("subject", "details__column"))
                expected = (
                    {EYES[key]},
                    sorted({(subject, key) for subject, _column in records}),
                    _shown_records(before, key),
                )
                if (clear_values(answer) - allowed, sorted(records), len(records)) != expected:
                    wrong[f"{key} on {address} as {person}"] = clear_values(answer), records, expected
    assert wrong == {}


def _pressed(key: str, page) -> dict[str, str]:
    """What the browser sends when the eye is pressed: the eye, and the form's hidden revision if it has one."""
    revision = re.search(r'name="revision" value="(\d+)"', page.content.decode())
    return {"toggle": key, **({"revision": revision[1]} if revision else {})}


def _shown_records(page, key: str) -> int:
    """How many records the eye speaks for: the rows of its list, or the one record of the page."""
    listing = (page.context or {}).get("listing")
    in_list = listing and key in {header.key for header in listing.headers if header.eye}
    return len(listing.rows) if in_list else 1


def test_every_eye_is_pressed_somewhere(world):
    """Or a page without eyes would pass the tests above."""
    _cast, clients, names = world
    seen = set()
    for row in EYED:
        for thing, person in open_to(row, only_first=True):
            if person in {"nora", "ann"}:
                page = clients[person].get(row.address.format(it=names[thing])).content.decode()
                seen |= {EYES[key] for key in re.findall(r'name="toggle" value="(\w+)"', page)}
    assert seen == set(EYES.values())
