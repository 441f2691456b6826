"""Who is told what the verbs did: account manager, director and administrators, never whoever did it."""

import uuid

import pytest

from accounts.actions import deactivate_member
from accounts.models import Notification
from accounts.notification_words import sentence
from customers.actions import disassociate_customer
from opportunities.actions import reopen_opportunity, specify_progress, transfer_opportunity
from opportunities.entries import Entry
from opportunities.progress import Phase
from partner_center.web.clock import today
from tests import make

Kind = Notification.Kind
CONFIRMED = Entry(phase=Phase.REQUIREMENT_CONFIRMED, probability=30, details="They confirmed what they need")
LOST = Entry(phase=Phase.LOST, probability=0, details="They said no today", lost_reason="price")


def _specify(opportunity, by, entry) -> None:
    specify_progress(
        opportunity=opportunity,
        entry=entry,
        submission_id=uuid.uuid4(),
        seen_entry=opportunity.progress_count,
        by=by,
    )


def _told(*fields: str) -> set[tuple[str, ...]]:
    return set(Notification.objects.values_list("recipient__username", "kind", *fields))


@pytest.mark.parametrize(("who", "told"), [("ann", {"dirk", "nora"}), ("nora", {"ann", "dirk"})])
def test_another_phase_is_told_to_all_whom_it_concerns_but_whoever_moved_it(who, told, cast):
    _specify(cast.ann_opportunity, getattr(cast, who), CONFIRMED)
    assert _told("reference") == {(name, Kind.PHASE_CHANGED, cast.ann_opportunity.number) for name in told}
    assert Notification.objects.first().words == {"phase": "Requirement Confirmed", "probability": "30", "by": who}


def test_the_same_phase_is_no_news(cast):
    same = Entry(phase=Phase.INITIAL_CONTACT, probability=10, details="Talked on the phone again")
    _specify(cast.ann_opportunity, cast.ann, same)
    assert _told() == set()


def test_nobody_directs_bob(cast):
    _specify(cast.bob_opportunity, cast.bob, CONFIRMED)
    assert _told() == {("nora", Kind.PHASE_CHANGED)}


def test_what_is_nobodys_is_told_to_administrators(cast):
    other = make.member(partner=cast.north, username="nick", role="administrator")
    _specify(cast.unassigned_opportunity, cast.nora, CONFIRMED)
    assert _told() == {(other.username, Kind.PHASE_CHANGED)}


def test_won_and_lost_are_told_as_such(cast):
    opportunity = make.opportunity(customer=cast.ann_associated, owner=cast.ann, phase=Phase.BUSINESS_NEGOTIATION)
    won = Entry(
        phase=Phase.CONTRACT_SIGNED,
        probability=100,
        details="They have signed the contract",
        technical_exchange="held",
        test_details="not_required",
        signed_on=today(cast.north.time_zone),
        actual_monthly_revenue=opportunity.estimated_monthly_revenue,
    )
    _specify(opportunity, cast.ann, won)
    assert _told() == {("dirk", Kind.OPPORTUNITY_WON), ("nora", Kind.OPPORTUNITY_WON)}
    Notification.objects.all().delete()
    _specify(cast.bob_opportunity, cast.nora, LOST)
    assert _told() == {("bob", Kind.OPPORTUNITY_LOST)}


def test_reopened_is_another_phase(cast):
    reopen_opportunity(opportunity=cast.lost_opportunity, reason="They called us again.", by=cast.nora)
    assert _told() == {("ann", Kind.PHASE_CHANGED), ("dirk", Kind.PHASE_CHANGED)}


def test_whoever_is_given_an_opportunity_hears_of_it(cast):
    transfer_opportunity(opportunity=cast.ann_opportunity, to=cast.bob, by=cast.nora)
    assert _told("reference") == {("bob", Kind.OPPORTUNITY_ASSIGNED, cast.ann_opportunity.number)}


def test_who_has_left_hears_nothing(cast):
    cast.dirk.is_active = False
    cast.dirk.save()
    _specify(cast.ann_opportunity, cast.ann, CONFIRMED)
    assert _told() == {("nora", Kind.PHASE_CHANGED)}


def test_a_hand_over_is_told_once_with_the_number(cast):
    """Customers, resellers, opportunities and target customers: a line each, to whoever has them now."""
    deactivate_member(member=cast.ann, to=cast.bob, by=cast.nora)
    assert sorted((row.recipient.username, sentence(row)) for row in Notification.objects.all()) == [
        ("bob", "2 customers were assigned to you."),
        ("bob", "2 opportunities were transferred to you by nora."),
        ("bob", "2 target customers were assigned to you."),
        ("bob", f"{cast.sky.number} was assigned to you."),
    ]


def test_a_disassociation_tells_of_what_it_suspends(cast):
    make.opportunity(customer=cast.ann_associated, owner=cast.ann, name="Second")
    disassociate_customer(customer=cast.ann_associated, reason="They moved away.", by=cast.nora)
    several = "2 opportunities were moved to Suspended by nora."
    assert {(row.recipient.username, sentence(row)) for row in Notification.objects.all()} == {
        ("ann", several),
        ("dirk", several),
    }
    Notification.objects.all().delete()
    disassociate_customer(customer=cast.bob_associated, reason="They moved away.", by=cast.nora)
    assert _told("reference") == {("bob", Kind.PHASE_CHANGED, cast.bob_opportunity.number)}
