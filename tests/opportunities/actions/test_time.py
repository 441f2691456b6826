"""What time does to drafts and opportunities: to the day, in the distributor's time zone, and once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Notification, Partner
from opportunities.actions import time as steps
from opportunities.models import Draft, KeptProgress, Opportunity
from opportunities.progress import Phase
from tests import make

Kind = Notification.Kind
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOW, tick=False):
        yield


def _told() -> list[tuple[str, str, dict[str, str]]]:
    rows = Notification.objects.order_by("recipient__username", "kind", "words__date")
    return list(rows.values_list("recipient__username", "kind", "words"))


def _change(opportunity, **values) -> None:
    Opportunity.objects.filter(pk=opportunity.pk).update(**values)


@pytest.mark.parametrize(
    ("values", "left"),
    [
        ({"saved_at": NOW - timedelta(days=30)}, False),
        ({"saved_at": NOW - timedelta(days=29)}, True),
        ({"discarded_at": NOW - timedelta(hours=24)}, False),
        ({"discarded_at": NOW - timedelta(hours=23)}, True),
    ],
)
def test_drafts_are_kept_thirty_days_and_discarded_ones_a_day(values, left, cast):
    Draft.objects.filter(pk=cast.ann_draft.pk).update(**values)
    assert steps.expire_drafts(tenant=cast.north) == (not left)
    assert Draft.objects.filter(pk=cast.ann_draft.pk).exists() == left
    assert Draft.objects.filter(pk=cast.max_draft.pk).exists()


def test_a_drafts_author_hears_of_its_end_once_and_anew_after_working_on_it(cast):
    draft = Draft.objects.filter(pk=cast.ann_draft.pk)
    draft.update(saved_at=NOW - timedelta(days=26, hours=23))
    assert steps.remind_of_drafts(tenant=cast.north) == 0
    draft.update(saved_at=NOW - timedelta(days=27))
    assert [steps.remind_of_drafts(tenant=cast.north) for _time in range(2)] == [1, 0]
    assert _told() == [("ann", Kind.DRAFT_EXPIRES, {"date": "2026-11-29"})]
    draft.update(revision=9)
    assert steps.remind_of_drafts(tenant=cast.north) == 1


def test_kept_progress_is_forgotten_after_a_week(cast):
    for days in (6, 7):
        author = {6: cast.ann, 7: cast.nora}[days]
        kept = make.kept_progress(opportunity=cast.ann_opportunity, author=author)
        KeptProgress.objects.filter(pk=kept.pk).update(saved_at=NOW - timedelta(days=days))
    assert steps.forget_kept_progress(tenant=cast.north) == 1
    assert KeptProgress.objects.get().author == cast.ann


def test_no_progress_for_fourteen_days_is_told_once_and_again_after_the_next(cast):
    _change(cast.ann_opportunity, last_progress_at=NOW - timedelta(days=14, seconds=1))
    _change(cast.bob_opportunity, last_progress_at=NOW - timedelta(days=13, hours=23))
    _change(cast.south_opportunity, last_progress_at=NOW - timedelta(days=40))
    assert [steps.remind_of_stale(tenant=cast.north) for _time in range(2)] == [1, 0]
    assert _told() == [("ann", Kind.OPPORTUNITY_STALE, {})]
    _change(cast.ann_opportunity, progress_count=2)
    assert steps.remind_of_stale(tenant=cast.north) == 1


def test_closed_ones_are_left_alone(cast):
    _change(cast.won_opportunity, last_progress_at=NOW - timedelta(days=90), estimated_attainment="2026-01-01")
    _change(cast.ann_opportunity, phase=Phase.SUSPENDED, status="suspended", last_progress_at=NOW - timedelta(days=90))
    assert (steps.remind_of_stale(tenant=cast.north), steps.remind_of_overdue(tenant=cast.north)) == (0, 0)


@pytest.mark.parametrize(("zone", "told"), [("UTC", 0), ("Pacific/Auckland", 1)])
def test_it_is_the_distributors_day_that_counts(zone, told, cast):
    """At noon in Greenwich it is the next morning already in Auckland."""
    Partner.objects.filter(pk=cast.north.pk).update(time_zone=zone)
    cast.north.refresh_from_db()
    _change(cast.ann_opportunity, estimated_attainment="2026-11-26")
    assert steps.remind_of_overdue(tenant=cast.north) == told
    assert len(_told()) == told


def test_another_attainment_date_is_another_occasion(cast):
    for day in ("2026-11-20", "2026-11-20", "2026-11-25"):
        _change(cast.ann_opportunity, estimated_attainment=day)
        steps.remind_of_overdue(tenant=cast.north)
    assert [words["date"] for _who, _kind, words in _told()] == ["2026-11-20", "2026-11-25"]


@pytest.mark.parametrize(("day", "told"), [("2026-11-24", 0), ("2026-11-25", 1), ("2026-11-26", 1), ("2026-11-27", 0)])
def test_a_next_step_is_told_on_its_day(day, told, cast):
    _change(cast.ann_opportunity, next_step="Send the price", next_step_date=day)
    assert steps.remind_of_next_steps(tenant=cast.north) == told


def test_what_is_nobodys_or_of_somebody_who_left_is_told_to_administrators(cast):
    old = timezone.now() - timedelta(days=20)
    _change(cast.unassigned_opportunity, last_progress_at=old)
    _change(cast.bob_opportunity, last_progress_at=old, owner=cast.exit)
    assert steps.remind_of_stale(tenant=cast.north) == 2
    assert [who for who, *_rest in _told()] == ["nora", "nora"]
