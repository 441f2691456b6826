"""What happens to opportunities when their customer, or the reseller whose customer it is, changes hands or goes.

customers/ and accounts/ don't know opportunities: apps.py names these verbs as followers of what happens there.
"""

import uuid

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.audit import record_each
from accounts.models import Partner, User
from customers.models import Customer
from opportunities.actions.copies import write_anew
from opportunities.actions.progress import append
from opportunities.actions.tell import tell_of_phases
from opportunities.models import Opportunity, ProgressEntry
from opportunities.models.queryset import OpportunityQuerySet
from opportunities.progress import Phase, probability_default


@transaction.atomic
def move_with_customer(*, on: Customer, to: User | None, by: User) -> int:
    """The customer's open opportunities go to its new account manager, or to nobody; closed ones stay."""
    return give_opportunities(rows=Opportunity.objects.filter(customer=on), to=to, by=by)


@transaction.atomic
def move_with_reseller(*, on: Partner, to: User | None, by: User) -> int:
    """The open opportunities on a reseller's customers go to whoever looks after the reseller now."""
    return give_opportunities(rows=Opportunity.objects.filter(tenant_id=on.tenant_id, partner=on), to=to, by=by)


@transaction.atomic
def suspend_with_customer(*, on: Customer, reason: str, by: User) -> int:
    """The customer's open opportunities are suspended, each with an entry that gives the reason."""
    found = [*Opportunity.objects.filter(customer=on).still_open().select_for_update(of=("self",)).order_by("pk")]
    entries: dict[Opportunity, ProgressEntry] = {}
    for opportunity in found:
        entry = append(
            opportunity,
            by=by,
            kind=ProgressEntry.Kind.SUSPENDED,
            phase=Phase.SUSPENDED,
            probability=probability_default(Phase.SUSPENDED, opportunity.win_probability),
            submission_id=uuid.uuid4(),
            details=reason,
        )
        opportunity.version += 1
        opportunity.save()
        entries[opportunity] = entry
    record_each("opportunity suspended", ((row, {"entry": entry.number}) for row, entry in entries.items()), by=by)
    tell_of_phases(entries, by)
    return len(found)


@transaction.atomic
def give_opportunities(*, rows: OpportunityQuerySet, to: User | None, by: User) -> int:
    """Give those of these that are not closed to another account manager, or to nobody; how many moved.

    In a few statements however many there are; the log keeps from and to, as it does of a transfer."""
    moving = [
        *rows.not_closed().exclude(owner=to).select_related("owner").select_for_update(of=("self",)).order_by("pk")
    ]
    moved = Opportunity.objects.filter(pk__in=[opportunity.pk for opportunity in moving])
    moved.update(owner=to, version=F("version") + 1, updated_at=timezone.now())
    write_anew(moved)
    after = to.username if to else None
    lines = [(row, {"before": row.owner.username if row.owner else None, "after": after}) for row in moving]
    record_each("opportunity transferred", lines, by=by)
    return len(moving)
