"""Resellers whom a member looks after, when that member leaves or sells no more."""

from django.db import transaction
from django.db.models import QuerySet

from accounts.audit import record_each
from accounts.models import Partner, User


def resellers_of(member: User) -> QuerySet[Partner]:
    return Partner.objects.filter(parent_id=member.tenant_id, account_manager=member)


@transaction.atomic
def hand_over_resellers(*, member: User, to: User | None, by: User) -> int:
    """Let another account manager, or nobody, look after them."""
    rows = list(resellers_of(member).select_for_update(of=("self",), no_key=True))
    Partner.objects.filter(pk__in=[row.pk for row in rows]).update(account_manager=to)
    after = to.username if to else None
    record_each("reseller assigned", on=rows, by=by, before=member.username, after=after)
    return len(rows)
