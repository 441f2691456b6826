"""Preregister again: what was lost can be asked for once more, and what is said if somebody else has it by now."""

import pytest

from customers.actions import preregistration as actions
from customers.models import Claim, Customer, Review
from tests import make
from tests.support.browsers import client_of

State = Customer.State
LOST = {"name": "Quiet Lake Publishing", "country": "CN"}


@pytest.fixture
def lost(cast) -> Customer:
    return make.customer(partner=cast.north, account_manager=cast.ann, state=State.RELEASED, ended_reason="Old", **LOST)


def address(customer: Customer) -> str:
    return f"/partner/sales/customers/{customer.number}/preregister/"


def test_a_free_customer_is_the_companys_again(lost, cast):
    client = client_of("ann", cast)
    assert "another 15 days" in client.get(address(lost)).content.decode()
    answer = client.post(address(lost))
    assert (answer.status_code, answer["Location"]) == (303, f"/partner/sales/customers/{lost.number}/")
    stored = Customer.objects.get(pk=lost.pk)
    assert (stored.state, stored.ended_on, stored.ended_reason) == (State.PREREGISTERED, None, "")
    assert Claim.objects.filter(customer=lost).exists()


def test_a_strangers_customer_gets_the_neutral_answer_and_a_review(lost, cast):
    actions.preregister(customer=Customer(**LOST), by=cast.max)
    client = client_of("ann", cast)
    answer = client.post(address(lost))
    page = answer.content.decode()
    assert (answer.status_code, "can&#x27;t be preregistered now" in page) == (409, True)
    assert Customer.objects.get(pk=lost.pk).state == State.RELEASED
    assert client.post(address(lost), {"action": "review"}).status_code == 303
    assert (Customer.objects.get(pk=lost.pk).state, Review.objects.get().customer) == (State.PENDING_REVIEW, lost)


def test_in_the_own_tenant_it_is_said_who_has_it(lost, cast):
    actions.preregister(customer=Customer(**LOST), by=cast.sam)
    page = client_of("ann", cast).post(address(lost)).content.decode()
    assert "This customer is preregistered by reseller RSL-0001 until" in page
    assert "Ask for a review" not in page


def test_limits_are_said(lost, cast, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 0)
    answer = client_of("ann", cast).post(address(lost))
    assert (answer.status_code, "Release one first." in answer.content.decode()) == (422, True)
