"""specify_progress: an entry nobody can rewrite, after the one that was seen."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from accounts.models import AuditEntry
from opportunities.actions import specify_progress, void_opportunity
from opportunities.entries import Entry
from opportunities.models import Opportunity
from opportunities.progress import Phase, Status
from partner_center.tenancy import in_tenant
from partner_center.web.conflict import StaleEdit
from tests import cast as cast_module

CONFIRMED = Entry(phase=Phase.REQUIREMENT_CONFIRMED, probability=30, details="They confirmed what they need")


def specify(opportunity, by, entry=CONFIRMED, *, seen_entry=1, submission_id=None, **more):
    return specify_progress(
        opportunity=opportunity,
        entry=entry,
        submission_id=submission_id or uuid.uuid4(),
        seen_entry=seen_entry,
        by=by,
        **more,
    )


def fresh(opportunity):
    return Opportunity.objects.get(pk=opportunity.pk)


@pytest.mark.parametrize("who", ["ann", "nora"])
def test_entry_is_appended_and_moves_the_opportunity(cast, who):
    opportunity, by = cast.ann_opportunity, getattr(cast, who)
    entry = specify(opportunity, by)
    assert (entry.number, entry.author, entry.details) == (2, by, "They confirmed what they need")
    assert (entry.phase_before, entry.phase, entry.probability_before, entry.probability) == (10, 20, 10, 30)
    found = fresh(opportunity)
    assert (found.phase, found.win_probability, found.progress_count) == (20, 30, 2)
    assert found.last_progress_at == found.updated_at == entry.at
    line = AuditEntry.objects.get(action="progress specified")
    assert (line.actor, line.details) == (by, {"entry": 2, "phase": 20})


@pytest.mark.parametrize(("who", "refusal"), [("dirk", PermissionDenied), ("bob", Opportunity.DoesNotExist)])
def test_nobody_else_specifies_progress(cast, who, refusal):
    with pytest.raises(refusal):
        specify(cast.ann_opportunity, getattr(cast, who))
    assert cast.ann_opportunity.entries.count() == 1


def test_signing_copies_date_and_revenue(cast):
    entry = Entry(
        phase=Phase.CONTRACT_SIGNED,
        probability=100,
        technical_exchange="held",
        details="Signed today",
        signed_on=date(2026, 11, 2),
        actual_monthly_revenue=Decimal(4000),
    )
    specify(cast.ann_opportunity, cast.ann, entry)
    found = fresh(cast.ann_opportunity)
    assert (found.status, found.signed_on, found.won_monthly_revenue) == (Status.WON, date(2026, 11, 2), 4000)


def test_lost_opportunity_takes_nothing_more(cast):
    entry = Entry(phase=Phase.LOST, probability=0, details="They stayed", lost_reason="price")
    specify(cast.ann_opportunity, cast.ann, entry)
    assert fresh(cast.ann_opportunity).status == Status.LOST
    with pytest.raises(PermissionDenied, match="closed"):
        specify(cast.ann_opportunity, cast.ann, seen_entry=2)


def test_voided_opportunity_takes_nothing_more(cast):
    void_opportunity(opportunity=cast.ann_opportunity, reason="Entered twice", by=cast.nora)
    with pytest.raises(PermissionDenied, match="voided"):
        specify(cast.ann_opportunity, cast.ann, seen_entry=2)


def test_rules_hold_at_the_gate(cast):
    wrong = Entry(phase=Phase.TESTING, probability=90, technical_exchange="held", details="abc")
    with pytest.raises(ValidationError) as refused:
        specify(cast.ann_opportunity, cast.ann, wrong)
    assert set(refused.value.message_dict) == {"phase", "probability", "details"}
    assert fresh(cast.ann_opportunity).progress_count == 1


def test_same_submission_returns_the_entry_of_the_first_time(cast):
    submission_id = uuid.uuid4()
    first = specify(cast.ann_opportunity, cast.ann, submission_id=submission_id)
    assert specify(cast.ann_opportunity, cast.ann, submission_id=submission_id) == first
    assert cast.ann_opportunity.entries.count() == 2


def test_entry_after_one_that_was_not_seen_is_refused(cast):
    specify(cast.ann_opportunity, cast.nora)
    with pytest.raises(StaleEdit):
        specify(cast.ann_opportunity, cast.ann)
    assert cast.ann_opportunity.entries.count() == 2


def at_once(opportunity, people, submission_ids):
    """Everybody specifies progress after entry 1 at the same moment: "saved" or "told", by person."""
    barrier = threading.Barrier(len(people))

    def save(number):
        barrier.wait(timeout=30)
        try:
            with in_tenant(opportunity.tenant_id):
                specify(opportunity, people[number], submission_id=submission_ids[number])
        except StaleEdit:
            return "told"
        else:
            return "saved"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(save, range(len(people))))


@pytest.mark.usefixtures("committed_db")
def test_of_people_at_once_one_is_saved_and_the_others_are_told():
    with transaction.atomic():
        cast = cast_module.build()
    answers = at_once(cast.ann_opportunity, [cast.ann, cast.nora] * 4, [uuid.uuid4() for _ in range(8)])
    assert sorted(answers) == ["saved"] + ["told"] * 7
    assert list(cast.ann_opportunity.entries.values_list("number", flat=True)) == [2, 1]


@pytest.mark.usefixtures("committed_db")
def test_same_submission_at_once_makes_one_entry_and_nobody_is_told():
    with transaction.atomic():
        cast = cast_module.build()
    assert at_once(cast.ann_opportunity, [cast.ann] * 8, [uuid.uuid4()] * 8) == ["saved"] * 8
    assert cast.ann_opportunity.entries.count() == 2
