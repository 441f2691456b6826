"""Void, reopen, transfer: the administrator's verbs decide again under their lock."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditEntry, User
from opportunities.actions import reopen_opportunity, transfer_opportunity, void_opportunity
from opportunities.models import Opportunity, ProgressEntry
from opportunities.progress import Phase, Status
from tests import make


def fresh(opportunity):
    return Opportunity.objects.get(pk=opportunity.pk)


def act(verb, opportunity, by, to=None):
    if verb is transfer_opportunity:
        verb(opportunity=opportunity, to=to, by=by)
    else:
        verb(opportunity=opportunity, reason="Asked for by phone", by=by)


@pytest.mark.parametrize("verb", [void_opportunity, reopen_opportunity, transfer_opportunity])
@pytest.mark.parametrize(
    ("who", "refusal"),
    [("ann", PermissionDenied), ("dirk", PermissionDenied), ("bob", Opportunity.DoesNotExist)],
)
def test_nobody_but_the_administrator_steers(cast, verb, who, refusal):
    before = Opportunity.objects.filter(pk=cast.lost_opportunity.pk).values().get()
    with pytest.raises(refusal):
        act(verb, cast.lost_opportunity, getattr(cast, who), cast.bob)
    assert Opportunity.objects.filter(pk=cast.lost_opportunity.pk).values().get() == before


def test_voided_opportunity_keeps_its_phase_and_has_the_reason_as_an_entry(cast):
    entry = void_opportunity(opportunity=cast.ann_opportunity, reason="Entered twice", by=cast.nora)
    found = fresh(cast.ann_opportunity)
    assert (found.status, found.phase, found.win_probability, found.version) == (Status.VOIDED, 10, 10, 2)
    assert (entry.number, entry.kind, entry.details) == (2, ProgressEntry.Kind.VOIDED, "Entered twice")
    assert AuditEntry.objects.get(action="opportunity voided").actor == cast.nora
    with pytest.raises(PermissionDenied, match="voided already"):
        void_opportunity(opportunity=cast.ann_opportunity, reason="Once more", by=cast.nora)


def test_reopened_opportunity_stands_where_it_stood_before_it_was_lost(cast):
    opportunity = cast.ann_sky_opportunity
    make.progress_entry(opportunity=opportunity, probability=70)
    make.progress_entry(opportunity=opportunity, phase=Phase.LOST)
    entry = reopen_opportunity(opportunity=opportunity, reason="They called again", by=cast.nora)
    found = fresh(opportunity)
    assert (found.current_phase, found.win_probability, found.status) == (
        Phase.SOLUTION_VALIDATION,
        70,
        Status.ACTIVE,
    )
    assert (entry.kind, entry.details, entry.number) == (ProgressEntry.Kind.REOPENED, "They called again", 4)


@pytest.mark.parametrize("which", ["ann_opportunity", "won_opportunity"])
def test_only_a_lost_opportunity_is_reopened(cast, which):
    with pytest.raises(PermissionDenied, match="Only a lost opportunity"):
        reopen_opportunity(opportunity=getattr(cast, which), reason="They called again", by=cast.nora)


def test_lost_and_voided_opportunity_is_not_reopened(cast):
    void_opportunity(opportunity=cast.lost_opportunity, reason="Entered twice", by=cast.nora)
    with pytest.raises(PermissionDenied, match="Only a lost opportunity"):
        reopen_opportunity(opportunity=cast.lost_opportunity, reason="They called again", by=cast.nora)


def test_transferred_opportunity_is_found_under_its_new_owner(cast):
    transfer_opportunity(opportunity=cast.ann_opportunity, to=cast.bob, by=cast.nora)
    found = fresh(cast.ann_opportunity)
    assert (found.owner, found.version) == (cast.bob, 2)
    assert "bob tanaka" in found.search
    assert "ann karlsson" not in found.search
    assert found.entries.count() == 1
    assert AuditEntry.objects.get(action="opportunity transferred").details == {"before": "ann", "after": "bob"}


def test_closed_opportunity_stays_with_whoever_closed_it(cast):
    with pytest.raises(PermissionDenied, match="stay with their account manager"):
        transfer_opportunity(opportunity=cast.won_opportunity, to=cast.bob, by=cast.nora)
    assert fresh(cast.won_opportunity).owner == cast.ann


@pytest.mark.parametrize(
    ("to", "refusal"),
    [
        ("exit", PermissionDenied),
        ("nora", PermissionDenied),
        ("dirk", PermissionDenied),
        ("sam", PermissionDenied),
        ("max", User.DoesNotExist),
    ],
)
def test_opportunity_goes_to_nobody_but_an_active_account_manager_of_the_distributor(cast, to, refusal):
    before = Opportunity.objects.filter(pk=cast.ann_opportunity.pk).values().get()
    with pytest.raises(refusal):
        transfer_opportunity(opportunity=cast.ann_opportunity, to=getattr(cast, to), by=cast.nora)
    assert Opportunity.objects.filter(pk=cast.ann_opportunity.pk).values().get() == before
    assert not AuditEntry.objects.filter(action="opportunity transferred").exists()


def test_account_manager_who_left_after_the_form_was_drawn_gets_nothing(cast):
    offered = User.objects.get(pk=cast.bob.pk)
    User.objects.filter(pk=cast.bob.pk).update(is_active=False)
    with pytest.raises(PermissionDenied, match="no active account manager"):
        transfer_opportunity(opportunity=cast.ann_opportunity, to=offered, by=cast.nora)
    assert fresh(cast.ann_opportunity).owner == cast.ann
