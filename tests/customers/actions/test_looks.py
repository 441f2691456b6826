"""How many customers one may ask after: whatever tells as much as a look is counted as one."""

import pytest

from customers.actions import modify_customer, release
from customers.actions import preregistration as actions
from customers.actions.preregistration import Refused
from customers.models import Customer
from tests import make
from tests.customers.actions.test_preregistration import harbor
from tests.support.browsers import client_of

FORM = "/partner/sales/customer-development/new/"


@pytest.fixture(autouse=True)
def _two(monkeypatch):
    monkeypatch.setattr(actions, "CHECKS", 2)


def _has_looks_left(by) -> bool:
    try:
        actions.require_checks_left(by)
    except Refused:
        return False
    return True


def test_taking_and_giving_up_again_is_a_look(cast):
    left = []
    for number in range(2):
        made = actions.preregister(customer=Customer(name=f"Lone {number}", country="CN"), by=cast.ann)
        release(customer=made, reason="Only looked.", by=cast.ann)
        left.append(_has_looks_left(cast.ann))
    assert left == [True, False]
    assert _has_looks_left(cast.bob)


@pytest.mark.parametrize(("field", "counts"), [("email", True), ("mobile", True), ("needs", False)])
def test_another_address_that_was_free_is_a_look(field, counts, cast):
    for text in ("one@free.example", "two@free.example"):
        customer = Customer.objects.get(pk=cast.ann_associated.pk)
        modify_customer(customer=customer, information={field: text}, seen_version=customer.version, by=cast.ann)
    assert _has_looks_left(cast.ann) is not counts


def test_a_review_refused_for_their_number_is_a_look(cast, monkeypatch):
    """It says that somebody has the customer: without that there would be nothing to review."""
    monkeypatch.setattr(actions, "REVIEWS", 0)
    make.industry(code="biotech")
    actions.preregister(customer=harbor(), by=cast.max)
    typed = {name: getattr(harbor(), name) for name in ("name", "country", "email", "registration_number")}
    typed |= {"kind": "enterprise", "industry": "biotech", "contact_name": "Zhang Min", "action": "review"}
    client = client_of("ann", cast)
    pages = [client.post(FORM, typed).content.decode() for _time in range(3)]
    assert ["10 reviews within a day" in page for page in pages] == [True, True, False]
    assert "You have checked 60 customers" in pages[2]


def test_so_it_is_where_one_asks_again(cast, monkeypatch):
    monkeypatch.setattr(actions, "REVIEWS", 0)
    made = actions.preregister(customer=harbor(), by=cast.ann)
    release(customer=made, reason="They went elsewhere.", by=cast.nora)
    actions.preregister(customer=harbor(), by=cast.max)
    client = client_of("ann", cast)
    address = f"/partner/sales/customers/{made.number}/preregister/"
    pages = [client.post(address, {"action": "review"}).content.decode() for _time in range(3)]
    assert "10 reviews within a day" in pages[1]
    assert "You have checked 60 customers" in pages[2]
