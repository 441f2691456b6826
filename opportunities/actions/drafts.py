"""What is done to drafts. They are private, so only starting and discarding go into the audit log."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from customers.models import Customer, Industry
from marketing.models import MarketingTask, Target
from marketing.permissions import can_add_from
from opportunities.models import Draft
from opportunities.permissions import can_add_for, owner_of_new
from partner_center.web.clock import today
from partner_center.web.conflict import StaleEdit

Answers = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class CustomerChange:
    """A draft with another customer, and what changed with it. None: that stayed as it was."""

    draft: Draft
    industry: Industry | None
    #: The task that the opportunity is not linked to any more.
    unlinked: MarketingTask | None
    owner_changed: bool
    owner: User | None


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
    furthest: str | None = None,
) -> Draft:
    """Keep what was typed in one step, right or wrong. Raises StaleEdit if another tab saved meanwhile."""
    current = _locked(draft, by)
    if answers is not None:
        if current.revision != seen_revision and current.answers.get(step) != answers:
            raise StaleEdit
        current.answers = {**current.answers, step: dict(answers)}
    current.step = furthest or current.step
    return _kept(current)


@transaction.atomic
def change_customer(*, draft: Draft, customer: Customer, by: User) -> CustomerChange:
    """Give the draft another customer. What was typed stays; what came from the old customer is suggested anew."""
    current = _locked(draft, by)
    can_add_for(by, customer, today(customer.tenant.time_zone)).or_raise()
    before, left = current.customer, current.target
    industry = _industry_suggested_anew(current, before, customer)
    if left and left.customer_id != customer.pk:
        current.target = _same_task_for(customer, left, by)
    current.customer = customer
    owner = owner_of_new(by, customer)
    return CustomerChange(
        draft=_kept(current),
        industry=industry,
        unlinked=left.task if left and current.target is None else None,
        owner_changed=owner != owner_of_new(by, before),
        owner=owner,
    )


def _industry_suggested_anew(draft: Draft, before: Customer, after: Customer) -> Industry | None:
    """Put the new customer's industry where the old one's, or none, was answered. Anything else was said on purpose."""
    basic = draft.answers.get("basic", {})
    suggested = before.industry.code if before.industry else ""
    industry = after.industry
    if industry is None or not industry.active or basic.get("industry") not in ([""], [suggested]):
        return None
    if basic["industry"] == [industry.code]:
        return None
    draft.answers = {**draft.answers, "basic": {**basic, "industry": [industry.code]}}
    return industry


def _same_task_for(customer: Customer, left: Target, by: User) -> Target | None:
    """The marketing task's other target, where the new customer is one that the person handles."""
    found = Target.objects.visible_to(by).select_related("task").filter(task_id=left.task_id, customer=customer).first()
    return found if found and can_add_from(by, found) else None


@transaction.atomic
def unlink_task(*, draft: Draft, by: User) -> Draft:
    """Let a draft go on without its marketing task, which is closed or somebody else's now."""
    current = _locked(draft, by)
    current.target = None
    return _kept(current)


@transaction.atomic
def discard_draft(*, draft: Draft, by: User) -> None:
    """Put a draft away. It can be brought back for a day."""
    current = _locked(draft, by)
    current.discarded_at = timezone.now()
    current.save(update_fields=["discarded_at"])
    record("draft discarded", on=current, by=by)


@transaction.atomic
def restore_draft(*, draft: Draft, by: User) -> None:
    """Bring a discarded draft back."""
    current = _locked(draft, by)
    current.discarded_at = None
    current.save(update_fields=["discarded_at"])
    record("draft restored", on=current, by=by)


def _locked(draft: Draft, by: User) -> Draft:
    return Draft.objects.visible_to(by).select_for_update(of=("self",)).get(pk=draft.pk)


def _kept(draft: Draft) -> Draft:
    """Store a draft that somebody worked on: its thirty days begin anew, and other tabs are behind."""
    draft.revision += 1
    draft.saved_at = timezone.now()
    draft.discarded_at = None
    draft.save()
    return draft
