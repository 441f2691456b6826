"""What account managers do with a target."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from marketing.models import Target
from marketing.permissions import can_handle
from partner_center.web.conflict import require_version


@transaction.atomic
def handle(*, target: Target, status: str, result: str, note: str, seen_version: int, by: User) -> None:
    """Note how far the approach to the customer is."""
    # Its task is read after the lock: whoever ends it closes what waits, and would be undone.
    current = Target.objects.visible_to(by).select_for_update(of=("self",)).get(pk=target.pk)
    can_handle(by, current).or_raise()
    require_version(current, seen_version)
    current.status, current.result, current.note = status, result, note
    current.handled_at = timezone.now()
    current.version += 1
    current.save()
    record("target handled", on=current, by=by, status=status, result=result)


@transaction.atomic
def opportunity_added(*, target: Target, by: User) -> None:
    """An opportunity came of this target: it is handled, with that result."""
    Target.objects.filter(pk=target.pk).update(
        status=Target.Status.HANDLED,
        result=Target.Result.OPPORTUNITY_CREATED,
        handled_at=timezone.now(),
        opportunity_count=F("opportunity_count") + 1,
        version=F("version") + 1,
    )
    record("target handled", on=target, by=by, result=Target.Result.OPPORTUNITY_CREATED.value)
