"""What time does to opportunities and drafts: steps of accounts/housekeeping.py, each safe to repeat.

A reminder goes to the account manager; of what has none who still works here, to the distributor's administrators.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.housekeeping_steps import BATCH
from accounts.models import Notification, Partner, User
from accounts.models.notification import with_occasion
from accounts.notifications import notify
from opportunities.models import Draft, KeptProgress, Opportunity
from opportunities.models.draft import KEPT, UNDO
from partner_center.web.clock import today

#: A draft's author hears so long before it is deleted.
WARNED = timedelta(days=3)
Kind = Notification.Kind


def expire_drafts(*, tenant: Partner) -> int:
    """Delete drafts that nobody has worked on for thirty days, and discarded ones that cannot be brought back."""
    now = timezone.now()
    gone = Q(saved_at__lte=now - KEPT) | Q(discarded_at__lte=now - UNDO)
    return _delete(Draft.objects.filter(gone, tenant=tenant))


def forget_kept_progress(*, tenant: Partner) -> int:
    """Delete what was typed in Specify Progress and not saved for a week."""
    return _delete(KeptProgress.objects.filter(tenant=tenant).expired())


def _delete(rows: "QuerySet[Any]") -> int:
    """Some of the rows, but none on which somebody works at this moment."""
    found = list(rows.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:BATCH])
    return rows.filter(pk__in=found).delete()[0] if found else 0


def remind_of_drafts(*, tenant: Partner) -> int:
    """Tell authors of drafts that are deleted in three days."""
    now = timezone.now()
    ending = Draft.objects.filter(
        tenant=tenant, discarded_at=None, saved_at__lte=now - KEPT + WARNED, saved_at__gt=now - KEPT
    ).select_related("author")
    found = list(with_occasion(ending, Kind.DRAFT_EXPIRES, "pk", "revision")[:BATCH])
    told = 0
    for draft in found:
        if draft.author.is_active:
            words = {"date": draft.expires_at.date().isoformat()}
            notify(to=[draft.author], kind=Kind.DRAFT_EXPIRES, about=draft, words=words, once=draft.occasion)
            told += 1
    return told


def remind_of_stale(*, tenant: Partner) -> int:
    """Tell of open opportunities without progress for fourteen days; of each again after its next progress."""
    stale = Opportunity.objects.filter(tenant=tenant).stale(timezone.now())
    return _remind(tenant, stale, Kind.OPPORTUNITY_STALE, "progress_count")


def remind_of_overdue(*, tenant: Partner) -> int:
    """Tell of open opportunities past their attainment date; of each again if it passes another one."""
    overdue = Opportunity.objects.filter(tenant=tenant).overdue(today(tenant.time_zone))
    return _remind(tenant, overdue, Kind.OPPORTUNITY_OVERDUE, "estimated_attainment")


def remind_of_next_steps(*, tenant: Partner) -> int:
    """Tell of next steps on their day. What was due before yesterday is no news any more."""
    day = today(tenant.time_zone)
    due = Opportunity.objects.filter(tenant=tenant, next_step_date__range=(day - timedelta(days=1), day)).still_open()
    return _remind(tenant, due, Kind.NEXT_STEP_DUE, "next_step_date")


def _remind(tenant: Partner, rows: "QuerySet[Opportunity]", kind: str, occasion: str) -> int:
    found = list(with_occasion(rows, kind, "number", occasion).select_related("owner")[:BATCH])
    administrators = list(User.objects.filter(partner=tenant).who_administer()) if found else []
    told = 0
    for row in found:
        people: Iterable[User] = [row.owner] if row.owner and row.owner.is_active else administrators
        value = getattr(row, occasion)
        words = {} if isinstance(value, int) else {"date": value.isoformat()}
        notify(to=people, kind=kind, about=row, words=words, once=row.occasion)
        told += bool(people)
    return told
