"""What operators decide: reviews of preregistrations, protected accounts; and customers whose marks are taken."""

import pytest
from django.utils import translation

from accounts.admin_base import OPENED
from accounts.models import Notification, User
from customers.actions import preregistration as actions
from customers.models import Claim, Customer, ProtectedAccount, Review
from tests.customers.actions.test_preregistration import harbor
from tests.customers.test_admin import customer_form
from tests.support.operations import address, errors, listed, recorded, sign_in

State = Customer.State


@pytest.fixture
def operator(client, db) -> User:
    return sign_in(client)


@pytest.fixture
def waiting(cast) -> Review:
    """ann asks for a customer abroad."""
    actions.preregister(customer=harbor(country="SG"), by=cast.ann)
    return Review.objects.get()


def decide(client, review: Review, outcome: str, reason: str = ""):
    return client.post(address(Review, "change", review.pk), {"outcome": outcome, "reason": reason})


def test_reviews_that_wait_are_found_and_say_what_they_are_about(client, operator, waiting, cast):
    assert listed(client, Review, outcome__isempty="1") == [waiting]
    page = client.get(address(Review, "change", waiting.pk)).content.decode()
    assert "Blue Harbor Biotech Co., Ltd. (SG), North" in page
    assert "Another country than the partner" in page
    assert recorded(operator) == [(OPENED, waiting.customer.number)]


def test_approving_begins_the_fifteen_days(client, operator, waiting):
    assert decide(client, waiting, "approved").status_code == 302
    assert Customer.objects.get(pk=waiting.customer_id).state == State.PREREGISTERED
    assert recorded(operator) == [("preregistration approved", waiting.customer.number)]


@pytest.mark.parametrize(("outcome", "word"), [("approved", "Approved"), ("rejected", "Rejected")])
def test_whoever_asked_is_told_what_was_decided(client, operator, waiting, outcome, word):
    """In words that each recipient reads in the own language."""
    with translation.override("zh-hans"):
        decide(client, waiting, outcome, "Not in Asia.")
    rows = Notification.objects.values_list("recipient__username", "kind", "reference", "words")
    assert list(rows) == [("ann", "preregistration_reviewed", waiting.customer.number, {"outcome": word})]


def test_rejecting_wants_a_reason_for_the_partner(client, operator, waiting):
    assert errors(decide(client, waiting, "rejected")) == {"reason": ["Enter a reason. The partner reads it."]}
    assert Customer.objects.get(pk=waiting.customer_id).state == State.PENDING_REVIEW
    decide(client, waiting, "rejected", "Not in Asia.")
    stored = Customer.objects.get(pk=waiting.customer_id)
    assert (stored.state, stored.ended_reason) == (State.REJECTED, "Not in Asia.")


def test_a_decision_is_made_once_and_is_one_of_two(client, operator, waiting):
    assert list(errors(decide(client, waiting, ""))) == ["outcome"]
    assert list(errors(decide(client, waiting, "withdrawn"))) == ["outcome"]
    decide(client, waiting, "approved")
    assert decide(client, waiting, "rejected", "Changed my mind.").status_code == 403
    assert Customer.objects.get(pk=waiting.customer_id).state == State.PREREGISTERED


def test_a_contested_customer_names_its_holder_to_the_operator_alone(client, operator, cast):
    held = actions.preregister(customer=harbor(), by=cast.max)
    actions.preregister(customer=harbor(), review=True, by=cast.ann)
    review = Review.objects.get()
    assert f"{held.number}, South, Preregistered" in client.get(address(Review, "change", review.pk)).content.decode()
    refused = decide(client, review, "approved")
    assert errors(refused) == {
        "outcome": [f"South has this customer: {held.number} (Blu*****d.). End that relation first."]
    }
    actions.release(customer=held, reason="They went elsewhere.", by=cast.max)
    decide(client, review, "approved")
    assert Customer.objects.get(pk=review.customer_id).state == State.PREREGISTERED


def test_a_protected_account_is_kept_with_its_keys(client, operator):
    form = {"name": "Giant Steel Inc.", "country": "cn", "registration_number": "9999-0001", "active": "on"}
    client.post(address(ProtectedAccount, "add"), form)
    stored = ProtectedAccount.objects.get()
    assert (stored.country, len(stored.name_key), len(stored.registration_key)) == ("CN", 64, 64)
    assert recorded(operator) == [("protected account added", f"protected account {stored.pk}")]
    client.post(address(ProtectedAccount, "change", stored.pk), {**form, "registration_number": "", "active": ""})
    stored.refresh_from_db()
    assert (stored.active, stored.registration_key) == (False, "")
    assert errors(client.post(address(ProtectedAccount, "add"), {**form, "country": "Q9"})) == {
        "country": ["Enter the two letters of a country, like CN."]
    }


def test_operators_store_no_customer_that_somebody_else_has(client, operator, cast):
    held = actions.preregister(customer=harbor(), by=cast.max)
    form = customer_form(partner=cast.north.pk, name="BLUE HARBOR BIOTECH")
    answer = client.post(address(Customer, "add"), form)
    assert errors(answer) == {
        "__all__": [f"South has this customer: {held.number} (Blu*****d.). End that relation first."]
    }
    client.post(address(Customer, "add"), {**form, "state": "released"})
    stored = Customer.objects.get(name="BLUE HARBOR BIOTECH")
    assert not Claim.objects.filter(customer=stored).exists()


def test_what_operators_change_of_a_customer_its_claims_follow(client, operator, cast):
    customer = cast.ann_associated
    before = set(Claim.objects.filter(customer=customer).values_list("kind", "key"))
    form = customer_form(name="Amber Foods", seen_version=customer.version, email="new@amber.example")
    assert client.post(address(Customer, "change", customer.pk), form).status_code == 302
    after = set(Claim.objects.filter(customer=customer).values_list("kind", "key"))
    assert {kind for kind, _key in after} == {"name", "mobile", "email", "account"}
    assert {kind for kind, _key in before & after} == {"name"}
