"""Opportunities and drafts of a member who leaves, or sells no more."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.audit import record_each
from accounts.models import User
from accounts.permissions import has
from accounts.roles import Capability
from opportunities.actions.tell import tell_of_transfers
from opportunities.actions.with_customer import give_opportunities
from opportunities.models import Draft, Opportunity
from opportunities.models.draft import KEPT
from opportunities.models.queryset import OpportunityQuerySet


def opportunities_of(member: User) -> OpportunityQuerySet:
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
    has(by, Capability.MANAGE_MEMBERS).or_raise()
    given = give_opportunities(rows=opportunities_of(member), to=to, by=by)
    if to:
        tell_of_transfers(given, to, by)
    return given


@transaction.atomic
def hand_over_drafts(*, member: User, to: User | None, by: User) -> int:
    """Give the unfinished drafts of a member to another account manager. For nobody they wait until they expire."""
    if to is None:
        return 0
    rows = list(drafts_of(member).select_for_update(of=("self",), no_key=True))
    Draft.objects.filter(pk__in=[row.pk for row in rows]).update(author=to)
    record_each("draft handed over", ((row, {"before": member.username, "after": to.username}) for row in rows), by=by)
    return len(rows)
