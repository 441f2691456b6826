"""Makers of opportunities, progress entries, notes and drafts. Ask for them as `make.…`."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Partner, User
from accounts.numbers import next_value
from accounts.roles import Role
from customers.models import Customer
from marketing.models import Product, Target
from opportunities.actions.copies import searchable
from opportunities.models import Draft, KeptProgress, Note, Opportunity, ProgressEntry
from opportunities.progress import (
    DEFAULTS,
    OPENING_PHASES,
    Phase,
    Status,
    TechnicalExchange,
    TestDetails,
    outcome_of,
    probability_default,
)
from partner_center.web.clock import today
from tests.support.parties import business_system, industry, member, product, unique


def opportunity(
    *,
    customer: Customer,
    owner: User | None = None,
    phase: Phase = Phase.INITIAL_CONTACT,
    win_probability: int | None = None,
    name: str = "",
    by: User | None = None,
    lines: Sequence[tuple[Product, Decimal]] | None = None,
    created_at: datetime | None = None,
    **values: Any,
) -> Opportunity:
    """An opportunity with entry 1 and one product line, unless `lines` says which; without owner, unassigned.

    A phase in which nothing can start (won, lost, suspended) is reached by further entries at `created_at`.
    """
    opening = phase if phase in OPENING_PHASES else Phase.BUSINESS_NEGOTIATION
    asked = win_probability if phase is opening else None
    made = Opportunity(
        tenant_id=customer.tenant_id,
        customer=customer,
        partner_id=customer.partner_id,
        owner=owner,
        name=name or f"Opportunity {next(unique)}",
        phase=opening,
        win_probability=DEFAULTS[opening] if asked is None else asked,
        **{**_information(customer, opening), **values},
    )
    _insert(made, created_at or timezone.now())
    first = made.estimated_monthly_revenue
    for position, (what, monthly) in enumerate([(product(), first)] if lines is None else lines, start=1):
        made.lines.create(tenant_id=made.tenant_id, position=position, product=what, monthly_revenue=monthly)
    author = by or owner or _administrator(customer.partner.root)
    _append(
        made,
        number=1,
        kind=ProgressEntry.Kind.ADDED,
        author=author,
        at=made.created_at,
        details="Opportunity added",
        submission_id=made.draft_id,
    )
    way = [Phase.CONTRACT_SIGNED, phase] if phase is Phase.IN_SERVICE else [phase]
    for reached in way if phase is not opening else []:
        progress_entry(
            opportunity=made,
            phase=reached,
            probability=win_probability if reached is phase else None,
            by=author,
            at=made.created_at,
        )
    return made


def _information(customer: Customer, phase: Phase) -> dict[str, Any]:
    """The least that the three groups must hold."""
    return {
        "draft_id": uuid.uuid4(),
        "industry": customer.industry or industry(),
        "business_system": business_system(),
        "type": "new_business",
        "test_project": phase is Phase.TESTING,
        "bidding_project": False,
        "current_deployment": "own_data_centre",
        "pain_points": "The machines of the data centre are seven years old.",
        "budget_status": "being_planned",
        "currency": customer.partner.root.currency,
        "estimated_monthly_revenue": Decimal(5000),
        "estimated_attainment": today(customer.partner.root.time_zone) + timedelta(days=90),
        "service_period": 12,
    }


def _insert(made: Opportunity, at: datetime) -> None:
    made.status = outcome_of(Phase(made.phase))
    made.created_at = made.updated_at = made.last_progress_at = at
    made.progress_count = 1
    made.number = f"OPP-{at.year}-{next_value(f'OPP-{at.year}', tenant_id=made.tenant_id):06d}"
    made.search = searchable(made)
    made.save(force_insert=True)


def _administrator(partner: Partner) -> User:
    found = partner.members.filter(role=Role.ADMINISTRATOR).order_by("pk").first()
    return found or member(partner=partner, role=Role.ADMINISTRATOR)


def progress_entry(
    *,
    opportunity: Opportunity,
    phase: Phase | None = None,
    probability: int | None = None,
    details: str = "Talked to the customer on the phone.",
    by: User | None = None,
    at: datetime | None = None,
    kind: str = ProgressEntry.Kind.PROGRESS,
    **reported: Any,
) -> ProgressEntry:
    """The next entry, with what its phase asks for. The opportunity moves with it, also in the database."""
    phase = opportunity.current_phase if phase is None else phase
    before = opportunity.win_probability
    at = at or timezone.now()
    opportunity.progress_count += 1
    entry = _append(
        opportunity,
        number=opportunity.progress_count,
        kind=kind,
        author=by or opportunity.owner or _administrator(opportunity.tenant),
        at=at,
        phase_before=opportunity.phase,
        probability_before=before,
        phase=phase,
        probability=probability_default(phase, before) if probability is None else probability,
        details=details,
        **{**_asked_by(phase, opportunity), **reported},
    )
    opportunity.phase, opportunity.win_probability = entry.phase, entry.probability
    opportunity.status = Status.VOIDED if kind == ProgressEntry.Kind.VOIDED else outcome_of(phase)
    opportunity.last_progress_at = opportunity.updated_at = at
    if phase is Phase.CONTRACT_SIGNED:
        opportunity.signed_on, opportunity.won_monthly_revenue = entry.signed_on, entry.actual_monthly_revenue
    opportunity.save()
    return entry


def _asked_by(phase: Phase, opportunity: Opportunity) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "test_details": TestDetails.PLANNED if opportunity.test_project else TestDetails.NOT_REQUIRED
    }
    if Phase.SOLUTION_VALIDATION <= phase <= Phase.IN_SERVICE:
        asked["technical_exchange"] = TechnicalExchange.HELD
    if phase is Phase.CONTRACT_SIGNED:
        asked["signed_on"] = today(opportunity.tenant.time_zone)
        asked["actual_monthly_revenue"] = opportunity.estimated_monthly_revenue
    if phase is Phase.LOST:
        asked["lost_reason"] = "price"
    return asked


def _append(opportunity: Opportunity, **values: Any) -> ProgressEntry:
    return ProgressEntry.objects.create(
        tenant_id=opportunity.tenant_id,
        opportunity=opportunity,
        **{
            "phase": opportunity.phase,
            "probability": opportunity.win_probability,
            "submission_id": uuid.uuid4(),
            **values,
        },
    )


def note(*, opportunity: Opportunity, author: User, text: str = "They want a price by Friday.", **values: Any) -> Note:
    return Note.objects.create(
        tenant_id=opportunity.tenant_id,
        opportunity=opportunity,
        author=author,
        text=text,
        submission_id=uuid.uuid4(),
        **values,
    )


def kept_progress(*, opportunity: Opportunity, author: User, saved_at: datetime | None = None, **typed: str) -> Any:
    """What was typed in Specify Progress after the newest entry, input by input."""
    answers = {"details": "They want to", "seen_entry": str(opportunity.progress_count), **typed}
    return KeptProgress.objects.create(
        tenant_id=opportunity.tenant_id,
        opportunity=opportunity,
        author=author,
        answers={name: [text] for name, text in answers.items()},
        saved_at=saved_at or timezone.now(),
    )


def draft(
    *,
    author: User,
    customer: Customer,
    target: Target | None = None,
    answers: Mapping[str, Mapping[str, list[str]]] | None = None,
    **values: Any,
) -> Draft:
    """A draft; `answers` are raw texts by step as a browser sends them, `make.answers()` complete ones."""
    return Draft.objects.create(
        tenant_id=customer.tenant_id,
        author=author,
        customer=customer,
        target=target,
        answers=dict(answers or {}),
        **values,
    )


def answers(*, name: str = "Core migration", monthly: str = "5000") -> dict[str, dict[str, list[str]]]:
    """Raw answers to every step that can be submitted as they are."""
    attainment = timezone.now().date() + timedelta(days=90)
    return {
        "basic": {
            "name": [name],
            "industry": [industry().code],
            "business_system": [business_system().code],
            "type": ["new_business"],
            "test_project": ["no"],
            "bidding_project": ["no"],
            "phase": ["10"],
            "probability": ["10"],
        },
        "detailed": {
            "current_deployment": ["own_data_centre"],
            "pain_points": ["The machines of the data centre are seven years old."],
            "budget_status": ["being_planned"],
        },
        "revenue": {
            "estimated_monthly_revenue": [monthly],
            "estimated_attainment": [f"{attainment:%Y-%m}"],
            "service_period": ["12"],
            "line-1-product": [product().code],
            "line-1-monthly_revenue": [monthly],
        },
    }
