"""What the members of the demo world were told in the past weeks, as verbs and housekeeping would have told it then."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Notification, Partner, User
from opportunities.actions.tell import told_of_phase
from opportunities.models import Opportunity, ProgressEntry
from opportunities.models.queryset import STALE_DAYS
from partner_center.web.clock import midnight, today

#: So far back reaches what is listed, and what is older than yesterday was read.
REMEMBERED, READ = timedelta(days=30), timedelta(days=1)
Kind = Notification.Kind


def tell() -> None:
    """Store it, to be called once all stories are written."""
    now = timezone.now()
    rows = [*_phases(now), *_reminders(now)]
    # Whole days, so that the numbers in the bells are the same at any hour.
    yesterday = {tenant.pk: midnight(today(tenant.time_zone) - READ, tenant.time_zone) for tenant in _tenants()}
    for row in rows:
        row.read_at = row.at + timedelta(hours=1) if row.at < yesterday[row.tenant_id] else None
    Notification.objects.bulk_create(rows)


def _tenants() -> QuerySet[Partner]:
    return Partner.objects.filter(parent=None)


def _phases(now: datetime) -> Iterator[Notification]:
    newest = ProgressEntry.objects.filter(at__range=(now - REMEMBERED, now)).select_related("opportunity__owner")
    for entry in newest.select_related("author"):
        told = told_of_phase(entry.opportunity, entry, entry.author)
        if told is None or entry.kind == ProgressEntry.Kind.ADDED:
            continue
        kind, people, words = told
        for person in people:
            yield _row(person, entry.opportunity, kind=kind, words=words, at=entry.at)


def _reminders(now: datetime) -> Iterator[Notification]:
    """As housekeeping would have found them: on the day on which they came to be so."""
    for row in Opportunity.objects.stale(now).select_related("owner"):
        since = row.last_progress_at + timedelta(days=STALE_DAYS, hours=1)
        once = f"{Kind.OPPORTUNITY_STALE}:{row.number}:{row.progress_count}"
        yield _row(row.owner, row, kind=Kind.OPPORTUNITY_STALE, at=min(since, now), once=once)
    for row in Opportunity.objects.select_related("owner", "tenant").still_open():
        if row.is_overdue(today(row.tenant.time_zone)):
            over = row.estimated_attainment + timedelta(days=1)
            at = datetime.combine(over, time(0, 7), ZoneInfo(row.tenant.time_zone))
            date = row.estimated_attainment.isoformat()
            once = f"{Kind.OPPORTUNITY_OVERDUE}:{row.number}:{date}"
            yield _row(row.owner, row, kind=Kind.OPPORTUNITY_OVERDUE, words={"date": date}, at=min(at, now), once=once)


def _row(person: User | None, about: Opportunity, **said: Any) -> Notification:
    assert person  # Everything in the demo world has an account manager.
    return Notification(
        tenant_id=about.tenant_id,
        recipient=person,
        subject_kind=about._meta.model_name or "",
        reference=about.number,
        **said,
    )
