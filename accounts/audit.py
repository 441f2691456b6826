"""The audit log: one line a verb, one line a revealed record. Holds references, never personal data."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import models
from django.utils import timezone

from accounts.models import AuditEntry, User, reference_of
from partner_center.web import origin

REVEALED = "revealed"
#: Records that one person may reveal (interface M-11, security R22).
REVEALS_IN_TEN_MINUTES = 200
REVEALS_A_DAY = 1_000


class TooManyReveals(Exception):
    """A person asked for more clear values than one person needs."""

    def __init__(self, *, for_today: bool) -> None:
        self.for_today = for_today
        super().__init__("too many reveals")


def record(action: str, *, on: models.Model, by: User | None, **details: object) -> None:
    """Write that `by` did `action` to the record `on`, in the transaction of the change itself."""
    AuditEntry.objects.bulk_create([_entry(action, on, by, details)])


def record_reveals(*, records: Iterable[models.Model], columns: Sequence[str], page: str, by: User) -> None:
    """Write one line for each record and column about to be shown. No line, no value.

    Raises TooManyReveals, and writes nothing, when the person's limit of different records would be passed.
    """
    rows = list(records)
    # The member's row is the lock: two pages at once count one after the other.
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    for limit, span in ((REVEALS_A_DAY, timedelta(days=1)), (REVEALS_IN_TEN_MINUTES, timedelta(minutes=10))):
        seen = AuditEntry.objects.filter(actor=by, action=REVEALED, at__gte=timezone.now() - span)
        if len(set(seen.values_list("subject", flat=True)) | {str(row) for row in rows}) > limit:
            raise TooManyReveals(for_today=limit == REVEALS_A_DAY)
    AuditEntry.objects.bulk_create(
        _entry(REVEALED, row, by, {"column": column, "page": page}) for column in columns for row in rows
    )


def _entry(action: str, on: models.Model, by: User | None, details: dict[str, object]) -> AuditEntry:
    came_from = origin.current.get()
    return AuditEntry(
        tenant_id=getattr(on, "tenant_id", None),
        actor=by,
        actor_role=by.role if by else "",
        action=action,
        subject_kind=on._meta.model_name or "",
        subject=reference_of(on)[:60],
        details=details,
        request_id=came_from.request_id,
        ip=came_from.ip,
    )
