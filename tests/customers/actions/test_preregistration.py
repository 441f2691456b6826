"""Preregister, release, review, associate: who may, what the database holds afterwards, and what the log says."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from accounts.models import AuditEntry, Partner
from customers.actions import preregistration as actions
from customers.actions.preregistration import Refused
from customers.claims import Taken
from customers.models import Claim, Customer, ProtectedAccount, Review
from partner_center.web.clock import midnight, today
from tests import make

State = Customer.State
HARBOR = {
    "name": "Blue Harbor Biotech Co., Ltd.",
    "country": "CN",
    "registration_number": "91310000MA1K4",
    "email": "zhang@harbor.example",
    "mobile": "+86 138 1234 5678",
    "account_name": "hw_harbor",
}


def harbor(**changed) -> Customer:
    return Customer(**{**HARBOR, **changed})


def said(by) -> list[tuple[str, str]]:
    return list(AuditEntry.objects.filter(actor=by).order_by("pk").values_list("action", "subject"))


def state(customer: Customer) -> tuple:
    """What is stored of the relation, and how many claims hold it."""
    row = Customer.objects.get(pk=customer.pk)
    held = Claim.objects.filter(customer=row).count()
    return row.state, row.preregistered_until, row.ended_on, row.ended_reason, held


@pytest.mark.parametrize("person", ["ann", "sam"])
def test_an_account_manager_has_the_customer_for_fifteen_days(person, cast):
    by = getattr(cast, person)
    made = actions.preregister(customer=harbor(account_manager=cast.bob), by=by)
    stored = Customer.objects.get(pk=made.pk)
    assert (stored.partner, stored.tenant, stored.account_manager) == (by.partner, cast.north, by)
    assert (stored.search, stored.mobile_digits) == ("blue harbor biotech co., ltd. hw_harbor", "8613812345678")
    assert state(made) == (State.PREREGISTERED, today("UTC") + timedelta(days=15), None, "", 5)
    over = set(Claim.objects.filter(customer=made).values_list("lapses_at", flat=True))
    assert over == {midnight(today("UTC") + timedelta(days=16), "UTC")}
    assert said(by) == [("customer preregistered", made.number)]


def test_an_administrator_chooses_an_account_manager_or_nobody(cast):
    chosen = actions.preregister(customer=harbor(account_manager=cast.bob), by=cast.nora)
    nobodys = actions.preregister(customer=Customer(name="Quiet Lake", country="CN"), by=cast.nora)
    assert (chosen.account_manager, nobodys.account_manager) == (cast.bob, None)
    for stranger in (cast.sam, cast.dirk, cast.exit, cast.max):
        with pytest.raises(PermissionDenied, match="no active account manager"):
            actions.preregister(customer=Customer(name="Red Maple", account_manager=stranger), by=cast.nora)


@pytest.mark.parametrize("person", ["dirk", "sid", "olga"])
def test_whoever_only_views_preregisters_nothing(person, cast):
    with pytest.raises(PermissionDenied, match="Only administrators and account managers"):
        actions.preregister(customer=harbor(), by=getattr(cast, person))
    assert not Customer.objects.filter(name=HARBOR["name"]).exists()


def test_a_company_nobody_can_reach_preregisters_nothing(cast):
    Partner.objects.filter(pk=cast.north.pk).update(email="", mobile="")
    cast.ann.refresh_from_db()
    with pytest.raises(PermissionDenied, match="email address or a mobile on file"):
        actions.preregister(customer=harbor(), by=cast.ann)
    Partner.objects.filter(pk=cast.north.pk).update(mobile="+86 21 5001 0000")
    cast.ann.refresh_from_db()
    assert actions.preregister(customer=harbor(), by=cast.ann).pk


@pytest.mark.parametrize(("holder", "known"), [("nora", True), ("sam", True), ("max", False), ("dan", False)])
def test_a_taken_customer_is_refused_whole(holder, known, cast):
    held = actions.preregister(customer=harbor(country="CN"), by=getattr(cast, holder))
    before = Customer.objects.count(), AuditEntry.objects.count(), Claim.objects.count()
    with pytest.raises(Taken) as refused:
        actions.preregister(customer=harbor(name="Something else", registration_number=""), by=cast.ann)
    assert refused.value.holder == (held if known else None)
    assert (Customer.objects.count(), AuditEntry.objects.count(), Claim.objects.count()) == before


def test_asking_for_a_review_where_a_stranger_has_it_waits_without_claims(cast):
    actions.preregister(customer=harbor(), by=cast.max)
    made = actions.preregister(customer=harbor(), review=True, by=cast.ann)
    assert state(made) == (State.PENDING_REVIEW, None, None, "", 0)
    review = Review.objects.get()
    assert (review.customer, review.tenant, review.cause, review.asked_by) == (
        made,
        cast.north,
        Review.Cause.CONTESTED,
        cast.ann,
    )
    assert said(cast.ann) == [("preregistration sent to review", made.number)]


def test_asking_for_a_review_of_a_free_customer_just_takes_it(cast):
    assert actions.preregister(customer=harbor(), review=True, by=cast.ann).state == State.PREREGISTERED
    assert not Review.objects.exists()


def test_no_review_is_asked_against_the_own_tenant(cast):
    actions.preregister(customer=harbor(), by=cast.sam)
    with pytest.raises(Taken):
        actions.preregister(customer=harbor(), review=True, by=cast.ann)
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("marks", "cause"),
    [
        ({"country": "SG"}, Review.Cause.COUNTRY),
        ({"name": "GIANT steel（集团）有限公司"}, Review.Cause.PROTECTED),
        ({"registration_number": "9999-0001"}, Review.Cause.PROTECTED),
    ],
)
def test_what_operators_look_at_first_waits_and_is_held(marks, cause, cast):
    account = ProtectedAccount(name="Giant Steel Inc.", country="CN", registration_number="99990001")
    actions.save_protected_account(account=account, by=cast.olga)
    made = actions.preregister(customer=harbor(**marks), by=cast.ann)
    assert state(made) == (State.PENDING_REVIEW, None, None, "", 5)
    assert Review.objects.get().cause == cause
    with pytest.raises(Taken):
        actions.preregister(customer=harbor(**marks), by=cast.max)


def test_an_account_no_more_protected_is_anybodys(cast):
    account = ProtectedAccount(name=HARBOR["name"], country="CN", active=False)
    actions.save_protected_account(account=account, by=cast.olga)
    assert actions.preregister(customer=harbor(), by=cast.ann).state == State.PREREGISTERED
    assert said(cast.olga) == [("protected account added", f"protected account {account.pk}")]


def test_a_hundred_at_once_are_enough_for_a_company(cast, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 3)
    make.customer(partner=cast.north, state=State.PENDING_REVIEW)
    # Those of others, and those that are over, do not count.
    make.customer(partner=cast.north, state=State.PREREGISTERED, preregistered_until=today("UTC") - timedelta(days=1))
    make.customer(partner=cast.sky, state=State.PREREGISTERED)
    made = actions.preregister(customer=harbor(), by=cast.bob)
    with pytest.raises(Refused, match="Your company has 100 preregistrations"):
        actions.preregister(customer=Customer(name="Red Maple", country="CN"), by=cast.ann)
    actions.release(customer=made, reason="They went elsewhere.", by=cast.bob)
    assert actions.preregister(customer=Customer(name="Red Maple", country="CN"), by=cast.ann).pk


def test_reviews_and_looks_are_counted(cast, monkeypatch):
    monkeypatch.setattr(actions, "REVIEWS", 1)
    monkeypatch.setattr(actions, "CHECKS", 2)
    held = [actions.preregister(customer=Customer(name=f"Held {n}", country="CN"), by=cast.max) for n in "ab"]
    actions.preregister(customer=Customer(name=held[0].name, country="CN"), review=True, by=cast.ann)
    with pytest.raises(Refused, match="10 reviews within a day"):
        actions.preregister(customer=Customer(name=held[1].name, country="CN"), review=True, by=cast.bob)
    actions.note_refusal(by=cast.ann)
    look = Customer(name=held[1].name, country="CN", partner=cast.north, tenant=cast.north)
    answer = actions.check(customer=look, by=cast.ann)
    assert answer is not None
    assert answer.holder is None
    with pytest.raises(Refused, match="60 customers within an hour"):
        actions.check(customer=look, by=cast.ann)
    assert said(cast.ann)[1:] == [("preregistration refused", "distributor"), ("customer checked", "distributor")]


def test_looking_takes_nothing(cast):
    before = Claim.objects.count()
    look = harbor(partner=cast.north, tenant=cast.north)
    assert actions.check(customer=look, by=cast.ann) is None
    assert Claim.objects.count() == before


@pytest.mark.parametrize("waits", [False, True])
def test_a_released_customer_is_free_for_others_and_can_be_taken_again(waits, cast):
    made = actions.preregister(customer=harbor(country="SG" if waits else "CN"), by=cast.ann)
    actions.release(customer=made, reason="They went elsewhere.", by=cast.nora)
    assert state(made) == (State.RELEASED, None, today("UTC"), "They went elsewhere.", 0)
    assert not Review.objects.still_open().exists()
    again = actions.preregister_again(customer=made, by=cast.ann)
    assert state(again)[0] == (State.PENDING_REVIEW if waits else State.PREREGISTERED)
    assert state(again)[2:] == (None, "", 5)
    asked = "preregistration sent to review" if waits else "customer preregistered"
    assert [action for action, _number in said(cast.ann)] == [asked, asked]
    assert said(cast.nora) == [("customer released", made.number)]


def test_a_lapsed_preregistration_goes_to_whoever_asks_first(cast):
    made = actions.preregister(customer=harbor(), by=cast.ann)
    with time_machine.travel(midnight(today("UTC") + timedelta(days=16), "UTC"), tick=False):
        others = actions.preregister(customer=harbor(), by=cast.max)
        with pytest.raises(Taken) as refused:
            actions.preregister_again(customer=made, by=cast.ann)
        assert (refused.value.holder, state(made)[4]) == (None, 0)
        asked = actions.preregister_again(customer=made, review=True, by=cast.ann)
    assert (asked.state, others.state) == (State.PENDING_REVIEW, State.PREREGISTERED)
    assert (state(asked)[4], state(others)[4]) == (0, 5)


@pytest.mark.parametrize(("person", "why"), [("bob", "account manager can"), ("sam", "own partner"), ("dirk", "Only")])
def test_only_whose_it_is_releases(person, why, cast):
    made = actions.preregister(customer=harbor(), by=cast.ann)
    with pytest.raises(PermissionDenied, match=why):
        actions.release(customer=made, reason="Because I can.", by=getattr(cast, person))
    assert state(made)[0] == State.PREREGISTERED


@pytest.mark.parametrize("verb", ["release", "again"])
def test_an_associated_customer_is_neither_released_nor_preregistered(verb, cast):
    verbs = {"release": partial(actions.release, reason="Because I can."), "again": actions.preregister_again}
    with pytest.raises(PermissionDenied, match="Only a"):
        verbs[verb](customer=cast.ann_associated, by=cast.ann)


def test_an_approved_review_begins_the_fifteen_days(cast):
    made = actions.preregister(customer=harbor(country="SG"), by=cast.ann)
    actions.review_preregistration(review=Review.objects.get(), approve=True, reason="", by=cast.olga)
    assert state(made) == (State.PREREGISTERED, today("UTC") + timedelta(days=15), None, "", 5)
    assert Review.objects.get().outcome == Review.Outcome.APPROVED
    assert said(cast.olga) == [("preregistration approved", made.number)]


def test_a_rejected_review_frees_the_customer_and_says_why(cast):
    made = actions.preregister(customer=harbor(country="SG"), by=cast.ann)
    actions.review_preregistration(review=Review.objects.get(), approve=False, reason="Not in Asia.", by=cast.olga)
    assert state(made) == (State.REJECTED, None, today("UTC"), "Not in Asia.", 0)
    assert Review.objects.get().outcome == Review.Outcome.REJECTED
    assert actions.preregister(customer=harbor(country="SG"), by=cast.sue).pk


def test_a_contested_customer_is_approved_only_once_it_is_free(cast):
    held = actions.preregister(customer=harbor(), by=cast.max)
    made = actions.preregister(customer=harbor(), review=True, by=cast.ann)
    review = Review.objects.get()
    with pytest.raises(Taken):
        actions.review_preregistration(review=review, approve=True, reason="", by=cast.olga)
    assert (state(made)[0], state(held)[4]) == (State.PENDING_REVIEW, 5)
    actions.release(customer=held, reason="They went elsewhere.", by=cast.max)
    actions.review_preregistration(review=review, approve=True, reason="", by=cast.olga)
    assert (state(made)[0], state(made)[4]) == (State.PREREGISTERED, 5)


def test_nobody_but_operators_decides_reviews(cast):
    actions.preregister(customer=harbor(country="SG"), by=cast.ann)
    with pytest.raises(PermissionDenied, match="Only platform operators"):
        actions.review_preregistration(review=Review.objects.get(), approve=True, reason="", by=cast.nora)


def test_an_accepted_preregistration_is_an_association_that_does_not_lapse(cast):
    made = actions.preregister(customer=harbor(), by=cast.ann)
    actions.associate(customer=made)
    stored = Customer.objects.get(pk=made.pk)
    assert (stored.state, stored.associated_on, stored.account_manager) == (State.ASSOCIATED, today("UTC"), cast.ann)
    assert list(Claim.objects.filter(customer=made).values_list("lapses_at", flat=True)) == [None] * 5
    line = AuditEntry.objects.get(action="customer associated")
    assert (line.actor, line.subject) == (None, made.number)


@pytest.mark.parametrize("late", [0, 1])
def test_the_last_day_still_counts_for_accepting(late, cast):
    made = actions.preregister(customer=harbor(), by=cast.ann)
    last = midnight(today("UTC") + timedelta(days=16), "UTC") - timedelta(seconds=1)
    with time_machine.travel(last + timedelta(seconds=late), tick=False):
        if late:
            with pytest.raises(Refused, match="over"):
                actions.associate(customer=made)
        else:
            actions.associate(customer=made)
    assert state(made)[0] == (State.PREREGISTERED if late else State.ASSOCIATED)
