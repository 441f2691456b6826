"""What is done to drafts. They are private, so only starting and discarding go into the audit log."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from customers.models import Customer
from marketing.models import Target
from opportunities.models import Draft
from opportunities.permissions import can_add_for
from partner_center.web.clock import today
from partner_center.web.conflict import StaleEdit

Answers = Mapping[str, list[str]]


@transaction.atomic
def start_draft(
    *, customer: Customer, by: User, target: Target | None = None, answers: Mapping[str, Answers] | None = None
) -> Draft:
    """Begin an opportunity for a customer, as step 1 or a marketing task decided; `answers` by step are suggestions."""
    can_add_for(by, customer, today(customer.tenant.time_zone)).or_raise()
    draft = Draft.objects.create(
        tenant_id=customer.tenant_id,
        author=by,
        customer=customer,
        target=target,
        answers=dict(answers or {}),
    )
    record("draft started", on=draft, by=by, customer=customer.number)
    return draft


@transaction.atomic
def save_draft(
    *,
    draft: Draft,
    by: User,
    seen_revision: int,
    step: str,
    answers: Answers | None = None,
    customer: Customer | None = None,
    furthest: str | None = None,
) -> Draft:
    """Keep what was typed in one step, right or wrong. Raises StaleEdit if another tab saved meanwhile."""
    current = Draft.objects.visible_to(by).select_for_update(of=("self",)).get(pk=draft.pk)
    if answers is not None:
        if current.revision != seen_revision and current.answers.get(step) != answers:
            raise StaleEdit
        current.answers = {**current.answers, step: dict(answers)}
    if customer is not None:
        can_add_for(by, customer, today(customer.tenant.time_zone)).or_raise()
        current.customer = customer
    current.step = furthest or current.step
    current.revision += 1
    current.saved_at = timezone.now()
    current.discarded_at = None
    current.save()
    return current


@transaction.atomic
def discard_draft(*, draft: Draft, by: User) -> None:
    """Put a draft away. It can be brought back for a day."""
    current = Draft.objects.visible_to(by).select_for_update(of=("self",)).get(pk=draft.pk)
    current.discarded_at = timezone.now()
    current.save(update_fields=["discarded_at"])
    record("draft discarded", on=current, by=by)


@transaction.atomic
def restore_draft(*, draft: Draft, by: User) -> None:
    """Bring a discarded draft back."""
    current = Draft.objects.visible_to(by).select_for_update(of=("self",)).get(pk=draft.pk)
    current.discarded_at = None
    current.save(update_fields=["discarded_at"])
    record("draft restored", on=current, by=by)
