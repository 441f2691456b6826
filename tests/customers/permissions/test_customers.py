"""Who may work with which customer: the rows of the security matrix, each allowed and refused."""

from datetime import timedelta

import pytest

from accounts.permissions import ALLOWED
from customers.models import Customer
from customers.permissions import can_work_with
from partner_center.web.clock import today
from tests.cast import Cast

OTHERS = "Only the customer's account manager can add opportunities for it."
ROLE = "Only distributors and their account managers can add opportunities."
NOT_ASSOCIATED = "Only associated customers of resellers can be selected"
OVER = "Not preregistered or associated any more"


@pytest.mark.parametrize(
    ("person", "customer", "refusal"),
    [
        ("ann", "ann_associated", ""),
        ("ann", "ann_preregistered", ""),
        ("ann", "sky_associated", ""),
        ("ann", "sky_preregistered", NOT_ASSOCIATED),
        ("ann", "bob_associated", OTHERS),
        ("ann", "copper_associated", OTHERS),
        ("nora", "bob_associated", ""),
        ("nora", "unassigned_customer", ""),
        ("nora", "copper_associated", ""),
        ("nora", "sky_preregistered", NOT_ASSOCIATED),
        ("dirk", "ann_associated", ROLE),
        ("sam", "sky_associated", ROLE),
        ("skye", "sky_associated", ROLE),
    ],
)
def test_can_work_with(cast: Cast, person: str, customer: str, refusal: str) -> None:
    decision = can_work_with(getattr(cast, person), getattr(cast, customer), today("UTC"))
    assert (bool(decision), str(decision.reason)) == (not refusal, refusal)


@pytest.mark.parametrize("state", ["expired", "released", "disassociated", "rejected", "pending_review"])
def test_can_work_with_nobody_whose_relation_is_over_or_has_not_begun(cast: Cast, state: str) -> None:
    cast.ann_associated.state = state
    said = "Waits for a review" if state == "pending_review" else OVER
    assert str(can_work_with(cast.ann, cast.ann_associated, today("UTC")).reason) == said


def test_can_work_with_preregistered_to_its_last_day(cast: Cast) -> None:
    customer, last = cast.ann_preregistered, today("UTC") + timedelta(days=10)
    assert can_work_with(cast.ann, customer, last) == ALLOWED
    assert not can_work_with(cast.ann, customer, last + timedelta(days=1))
    assert customer.relation(last) == Customer.State.PREREGISTERED
    assert customer.relation(last + timedelta(days=1)) == Customer.State.EXPIRED
