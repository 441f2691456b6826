"""Who looked at a customer, and what was changed: for administrators, about the members whom they look after."""

import re

import pytest

from accounts.actions import reveal
from accounts.audit import record
from accounts.audit_columns import ACTIONS
from accounts.models import User
from customers.actions import preregistration as actions
from customers.activity import _ACTS, NEWEST, activity
from customers.events import history_of
from customers.models import Review
from tests.customers.actions.test_preregistration import harbor


@pytest.fixture
def looked_at(cast):
    """Sky's customer: added by the machine, changed by nora, shown by ann and by sam."""
    customer = cast.sky_associated
    record("customer added", on=customer, by=None)
    record("customer changed", on=customer, by=cast.nora)
    reveal(records=[customer], columns=("phone", "customer_name"), page="customers", by=cast.ann)
    reveal(records=[customer], columns=("email",), page="customer", by=cast.sam)
    reveal(records=[cast.ann_associated], columns=("email",), page="customer", by=cast.sam)
    return cast


def _told(cast, person: str) -> list[str] | None:
    found = activity(cast.sky_associated, getattr(cast, person))
    return None if found is None else [f"{_spoken(line.who)} {line.what}" for line in found]


def _spoken(who) -> str:
    return str(who).partition('aria-hidden="true">')[2].partition("<")[0] or str(who)


def test_an_administrator_reads_everything_about_the_customer(looked_at):
    assert _told(looked_at, "nora") == [
        "S*** O*** showed in full: Email",
        "A*** K*** showed in full: Customer name",
        "A*** K*** showed in full: Phone",
        "N*** L*** changed this customer",
        "The system added this customer",
    ]


def test_a_resellers_administrator_reads_about_the_own_members(looked_at):
    assert _told(looked_at, "skye") == ["S*** O*** showed in full: Email"]


def test_every_step_of_a_customer_has_its_words():
    """What has none would be told as it is stored, in English."""
    elsewhere = {"customer checked", "preregistration refused"}
    steps = {action for action in ACTIONS if action.split()[0] in {"customer", "preregistration"}}
    assert steps - elsewhere - set(_ACTS) == set()


@pytest.mark.parametrize("person", ["ann", "dirk", "sam"])
def test_nobody_else_reads_it(person, looked_at, client):
    assert _told(looked_at, person) is None
    client.force_login(looked_at.ann)
    page = client.get(f"/partner/sales/customers/{looked_at.ann_associated.number}/").content.decode()
    assert 'id="activity"' not in page


def test_the_page_tells_the_newest_without_a_name(looked_at, client):
    for _time in range(NEWEST):
        record("customer changed", on=looked_at.sky_associated, by=looked_at.ann)
    client.force_login(looked_at.nora)
    page = client.get(f"/partner/sales/customers/{looked_at.sky_associated.number}/").content.decode()
    card = page[page.index('id="activity"') :]
    assert card.count("changed this customer") == NEWEST
    assert not [member.name for member in User.objects.all() if member.name in card]


@pytest.mark.parametrize("person", ["ann", "dirk", "nora"])
def test_whoever_sees_the_customer_reads_how_it_came_to_be_whose_it_is(person, cast, client):
    """The operator who decided has no name in a tenant."""
    made = actions.preregister(customer=harbor(country="SG"), by=cast.ann)
    actions.review_preregistration(review=Review.objects.get(), approve=True, reason="", by=cast.olga)
    record("customer changed", on=made, by=cast.nora)
    reveal(records=[made], columns=("phone",), page="customer", by=cast.nora)
    actions.release(customer=made, reason="They went elsewhere.", by=cast.nora)
    lines = history_of(made, time_zone="UTC", shown=()).lines
    told = [(re.sub(r"<svg.*?</svg>|<[^>]+>", "", _spoken(line.what)), _spoken(line.who)) for line in lines]
    assert told == [
        ("Released", "N*** L***"),
        ("Approved", "Platform operator"),
        ("A*** K***", "A*** K***"),
        ("Pending Review", "A*** K***"),
    ]
    client.force_login(getattr(cast, person))
    page = client.get(f"/partner/sales/customers/{made.number}/").content.decode()
    assert "by Platform operator" in " ".join(page[page.index('id="history"') :].split())
