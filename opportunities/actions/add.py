"""Add an opportunity: the draft becomes a record, once."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from accounts.numbers import next_value
from customers.actions.records import touch
from customers.models import Customer
from marketing.actions import opportunity_added
from marketing.models import Product
from opportunities.actions.copies import searchable
from opportunities.information import MODIFIABLE
from opportunities.models import Draft, Opportunity, ProductLine, ProgressEntry
from opportunities.permissions import can_add_for, owner_of_new
from opportunities.progress import Phase, outcome_of
from partner_center.web.clock import today


@dataclass(frozen=True, slots=True)
class Line:
    """One main product and its estimated monthly revenue, in the opportunity's currency."""

    product: Product
    monthly_revenue: Decimal


@transaction.atomic
def add_opportunity(
    *,
    draft: Draft,
    information: Mapping[str, Any],
    lines: Sequence[Line],
    phase: Phase,
    probability: int,
    by: User,
) -> tuple[Opportunity, bool]:
    """Turn the draft into an opportunity with progress entry 1; (it, True), or (the one it became before, False).

    The draft's row is the lock: whoever comes second finds it gone and the opportunity there. Raises Draft.DoesNotExist
    if there is neither, PermissionDenied if the customer can't be used any more.
    """
    current = Draft.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if current is None:
        return _became(draft.pk, by), False
    customer = Customer.objects.visible_to(by).select_for_update(of=("self",)).get(pk=current.customer_id)
    can_add_for(by, customer, today(customer.tenant.time_zone)).or_raise()
    opportunity = _insert(
        current, customer, information, phase=phase, win_probability=probability, owner=owner_of_new(by, customer)
    )
    store_lines(opportunity, lines)
    _write_entry_one(opportunity, by)
    if current.target:
        opportunity_added(target=current.target, by=by)
    touch(customer=customer)
    record("opportunity added", on=opportunity, by=by, customer=customer.number, draft=str(current.pk))
    current.delete()
    return opportunity, True


def _became(draft_id: uuid.UUID, by: User) -> Opportunity:
    found = Opportunity.objects.visible_to(by).filter(draft_id=draft_id).first()
    if found is None:
        raise Draft.DoesNotExist
    return found


def _insert(
    draft: Draft,
    customer: Customer,
    information: Mapping[str, Any],
    *,
    phase: Phase,
    win_probability: int,
    owner: User | None,
) -> Opportunity:
    now = timezone.now()
    year = today(customer.tenant.time_zone).year
    opportunity = Opportunity(
        **{name: information[name] for name in MODIFIABLE},
        tenant_id=customer.tenant_id,
        customer=customer,
        partner_id=customer.partner_id,
        owner=owner,
        target=draft.target,
        draft_id=draft.pk,
        currency=customer.tenant.currency,
        phase=phase,
        win_probability=win_probability,
        status=outcome_of(phase),
        last_progress_at=now,
        progress_count=1,
        created_at=now,
        updated_at=now,
    )
    opportunity.number = f"OPP-{year}-{next_value(f'OPP-{year}', tenant_id=customer.tenant_id):06d}"
    opportunity.search = searchable(opportunity)
    opportunity.save(force_insert=True)
    return opportunity


def store_lines(opportunity: Opportunity, lines: Sequence[Line]) -> None:
    """Replace the product lines; part of a verb's transaction, never a verb of its own."""
    opportunity.lines.all().delete()
    ProductLine.objects.bulk_create(
        ProductLine(
            tenant_id=opportunity.tenant_id,
            opportunity=opportunity,
            position=position,
            product=line.product,
            monthly_revenue=line.monthly_revenue,
        )
        for position, line in enumerate(lines, start=1)
    )


def _write_entry_one(opportunity: Opportunity, by: User) -> None:
    ProgressEntry.objects.create(
        tenant_id=opportunity.tenant_id,
        opportunity=opportunity,
        number=1,
        kind=ProgressEntry.Kind.ADDED,
        author=by,
        at=opportunity.created_at,
        phase=opportunity.phase,
        probability=opportunity.win_probability,
        details=str(ProgressEntry.Kind.ADDED.label),
        submission_id=opportunity.draft_id,
    )
