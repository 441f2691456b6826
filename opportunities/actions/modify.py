"""Modify an opportunity's information. Phase, win probability and customer cannot come this way."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from opportunities.actions.add import Line, store_lines
from opportunities.actions.copies import searchable
from opportunities.information import MODIFIABLE, PERSONAL
from opportunities.models import Opportunity
from opportunities.permissions import can_modify
from partner_center.web.conflict import require_version


@transaction.atomic
def modify_opportunity(
    *,
    opportunity: Opportunity,
    information: Mapping[str, Any],
    seen_version: int,
    by: User,
    lines: Sequence[Line] | None = None,
) -> list[str]:
    """Store one group of information and return the names of the fields that changed.

    Raises StaleEdit if somebody else saved since the page was shown, PermissionDenied as can_modify says.
    """
    current = Opportunity.objects.visible_to(by).select_for_update(of=("self",)).get(pk=opportunity.pk)
    can_modify(by, current).or_raise()
    require_version(current, seen_version)
    before = {name: getattr(current, name) for name in information if name in MODIFIABLE}
    for name in before:
        setattr(current, name, information[name])
    changes = {
        name: [_plain(name, old), _plain(name, getattr(current, name))]
        for name, old in before.items()
        if old != getattr(current, name)
    }
    if lines is not None and _lines_differ(current, lines):
        store_lines(current, lines)
        changes["lines"] = [None, None]
    if changes:
        current.version += 1
        current.updated_at = timezone.now()
        current.search = searchable(current)
        current.save()
        record("opportunity modified", on=current, by=by, changes=changes)
    return list(changes)


def _plain(name: str, value: Any) -> object:
    """A value as the audit log keeps it: text, list, number; nothing of personal data."""
    if name in PERSONAL:
        return None
    if isinstance(value, date | Decimal):
        return str(value)
    return value.pk if isinstance(value, models.Model) else value


def _lines_differ(opportunity: Opportunity, lines: Sequence[Line]) -> bool:
    stored = [(line.product_id, line.monthly_revenue) for line in opportunity.lines.all()]
    return stored != [(line.product.pk, line.monthly_revenue) for line in lines]
