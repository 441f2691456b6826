"""The audit log: one line a verb, one line a revealed record. Holds references, never personal data."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from django.db import models

from accounts.models import AuditEntry, User, reference_of
from partner_center.web import origin

REVEALED = "revealed"
_NONE: Mapping[models.Model, dict[str, object]] = MappingProxyType({})


def record(action: str, *, on: models.Model, by: User | None, **details: object) -> None:
    """Write that `by` did `action` to the record `on`, in the transaction of the change itself."""
    AuditEntry.objects.bulk_create([_entry(action, on, by, details)])


def record_each(
    action: str,
    *,
    on: Iterable[models.Model],
    by: User | None,
    details: Mapping[models.Model, dict[str, object]] = _NONE,
) -> None:
    """Write one line a record, for a verb that does the same to many at once; `details` by record where they differ."""
    AuditEntry.objects.bulk_create([_entry(action, row, by, details.get(row, {})) for row in on])


def record_reveals(*, records: Sequence[models.Model], columns: Sequence[str], page: str, by: User) -> None:
    """Write one line for each record and column about to be shown. No line, no value.

    The lines of one press of an eye share its id and its moment; the first of them tells the whole press, so that the
    Reveal Log reads one line a press.
    """
    press = {"page": page, "press": uuid.uuid4().hex}
    lines = [_entry(REVEALED, row, by, {"column": column, **press}) for column in columns for row in records]
    lines[0].details |= {"columns": list(columns), "records": len(records)}
    for line in lines:
        line.at = lines[0].at
    AuditEntry.objects.bulk_create(lines)


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
