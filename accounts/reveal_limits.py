"""How many different records may be shown in the clear: by one person in ten minutes, by one in a day, by a tenant.

What counts are the lines of the audit log, so that signing in again, or from elsewhere, changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from accounts.audit import REVEALED
from accounts.models import AuditEntry, User

TEN_MINUTES, DAY = timedelta(minutes=10), timedelta(days=1)

#: The audit line of a password given again.
CONFIRMED = "reveals confirmed"
#: From here on a tenant's administrators know.
WARNED_AT_PERCENT = 80


@dataclass(frozen=True, slots=True)
class Limit:
    records: int
    of_tenant: bool = False

    def is_near(self, shown: int) -> bool:
        return shown * 100 >= self.records * WARNED_AT_PERCENT


#: Past this one the password is asked for again; past a day's ones, nothing helps but waiting.
IN_TEN_MINUTES = Limit(200)
A_DAY = Limit(1_000)
TENANT_A_DAY = Limit(5 * A_DAY.records, of_tenant=True)


class TooManyReveals(Exception):
    """Somebody asked for more clear values than a person, or a company, needs."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        super().__init__(f"more than {limit.records} records")


def require_room(records: Sequence[models.Model], by: User) -> list[Limit]:
    """Raise TooManyReveals if showing the records would pass a limit; else the day's limits that are near then."""
    asked, now = {str(row)[:60] for row in records}, timezone.now()
    today = _shown(by, since=now - DAY)
    used = {A_DAY: len(today | asked), TENANT_A_DAY: _shown_in_tenant(by, since=now - DAY) + len(asked - today)}
    for limit, shown in used.items():
        if shown > limit.records:
            raise TooManyReveals(limit)
    if len(_shown(by, since=_counted_from(by, now)) | asked) > IN_TEN_MINUTES.records:
        raise TooManyReveals(IN_TEN_MINUTES)
    return [limit for limit, shown in used.items() if limit.is_near(shown)]


def _counted_from(by: User, now: datetime) -> datetime:
    """Ten minutes ago, or when the password was given again since."""
    start = now - TEN_MINUTES
    confirmed = AuditEntry.objects.filter(actor=by, action=CONFIRMED, at__gte=start).order_by("-at").first()
    return confirmed.at if confirmed else start


def _shown(by: User, *, since: datetime) -> set[str]:
    lines = AuditEntry.objects.filter(actor=by, action=REVEALED, at__gte=since)
    return set(lines.values_list("subject", flat=True).distinct())


def _shown_in_tenant(by: User, *, since: datetime) -> int:
    """What each member has shown, summed. Two members who show the same record have both seen it."""
    lines = AuditEntry.objects.filter(actor__distributor=by.distributor_id, action=REVEALED, at__gte=since)
    return lines.values("actor", "subject").distinct().count()
