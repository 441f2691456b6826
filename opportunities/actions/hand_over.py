"""Opportunities and drafts of a member who leaves, or sells no more."""

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.audit import record_each
from accounts.models import User
from opportunities.actions.copies import write_anew
from opportunities.models import Draft, Opportunity
from opportunities.models.draft import KEPT
from opportunities.permissions import can_transfer


def opportunities_of(member: User) -> QuerySet[Opportunity]:
    """Those that are not closed: the others stay with whoever closed them."""
    return Opportunity.objects.filter(tenant_id=member.tenant_id, owner=member).not_closed()


def drafts_of(member: User) -> QuerySet[Draft]:
    """Those that could still become opportunities."""
    fresh = Draft.objects.filter(tenant_id=member.tenant_id, author=member, saved_at__gt=timezone.now() - KEPT)
    return fresh.unfinished()


@transaction.atomic
def hand_over_opportunities(*, member: User, to: User | None, by: User) -> int:
    """Give all opportunities of a member that are not closed to another account manager, or to nobody.

    The same as transferring each, in a few statements: whoever leaves may have thousands.
    """
    rows = list(opportunities_of(member).select_for_update(of=("self",), no_key=True))
    for row in rows:
        can_transfer(by, row).or_raise()
    found = Opportunity.objects.filter(pk__in=[row.pk for row in rows])
    found.update(owner=to, version=F("version") + 1, updated_at=timezone.now())
    write_anew(found)
    after = to.username if to else None
    record_each("opportunity transferred", on=rows, by=by, before=member.username, after=after)
    return len(rows)


@transaction.atomic
def hand_over_drafts(*, member: User, to: User | None, by: User) -> int:
    """Give the unfinished drafts of a member to another account manager. For nobody they wait until they expire."""
    if to is None:
        return 0
    rows = list(drafts_of(member).select_for_update(of=("self",), no_key=True))
    Draft.objects.filter(pk__in=[row.pk for row in rows]).update(author=to)
    record_each("draft handed over", on=rows, by=by, before=member.username, after=to.username)
    return len(rows)
