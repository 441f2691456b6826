"""Writes stories down as if they had been reported at their time: the one door to the past.

The verbs stamp the present, and entries can't be changed afterwards; so this writes the rows themselves, as the
verbs would have: the same rules are asked, the same numbers taken, the same copies kept, the same lines left in
the audit log. Only the demo world comes this way.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from accounts.models import AuditEntry, User
from accounts.numbers import next_value
from accounts.roles import Capability
from customers.models import Customer
from marketing.models import Product, Target
from opportunities import entries
from opportunities.actions.copies import searchable
from opportunities.demo.stories import Kind, Report, Story
from opportunities.models import BusinessSystem, Opportunity, ProductLine, ProgressEntry
from opportunities.progress import Phase, Status, outcome_of
from partner_center.web.clock import today


class ImpossibleStory(Exception):
    """A story that the verbs would have refused."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom the stories name: customers by name, members by user name, targets by task name and customer."""

    customers: Mapping[str, Customer]
    members: Mapping[str, User]
    targets: Mapping[tuple[str, str], Target]


@dataclass(slots=True)
class _Telling:
    """A story on its way into the database."""

    story: Story
    opportunity: Opportunity
    entries: list[ProgressEntry]


def write(stories: Iterable[Story], cast: Cast, draw: Random) -> None:
    """Store the stories, numbered in the order in which they were added."""
    systems = dict(BusinessSystem.objects.values_list("code", "pk"))
    products = dict(Product.objects.values_list("code", "pk"))
    told = [_telling(story, cast, systems, draw) for story in stories]
    told.sort(key=lambda telling: telling.opportunity.created_at)
    for telling in told:
        _number(telling.opportunity)
    Opportunity.objects.bulk_create(telling.opportunity for telling in told)
    ProductLine.objects.bulk_create(
        ProductLine(
            tenant_id=telling.opportunity.tenant_id,
            opportunity=telling.opportunity,
            position=position,
            product_id=products[code],
            monthly_revenue=revenue,
        )
        for telling in told
        for position, (code, revenue) in enumerate(telling.story.lines, start=1)
    )
    written = sorted((entry for telling in told for entry in telling.entries), key=lambda entry: entry.at)
    ProgressEntry.objects.bulk_create(written)
    AuditEntry.objects.bulk_create(_audit(entry) for entry in written)
    _bring_up_to_date(told)


def _telling(story: Story, cast: Cast, systems: Mapping[str, int], draw: Random) -> _Telling:
    customer = cast.customers[story.customer]
    owner = cast.members[story.owner]
    opportunity = Opportunity(
        tenant_id=customer.tenant_id,
        customer=customer,
        partner_id=customer.partner_id,
        owner=owner,
        target=cast.targets[story.task, story.customer] if story.task else None,
        draft_id=_uuid(draw),
        industry=customer.industry,
        business_system_id=systems[story.business_system],
        currency=customer.partner.root.currency,
        **story.information,
    )
    administrator = _administrator(cast.members, customer.tenant_id)
    told: list[ProgressEntry] = []
    for report in story.reports:
        author = owner if report.kind in (Kind.ADDED, Kind.PROGRESS) else administrator
        told.append(_entry(opportunity, report, author, draw))
    return _Telling(story, opportunity, told)


def _administrator(members: Mapping[str, User], tenant_id: int) -> User:
    """Who voids and reopens."""
    return next(
        member
        for member in members.values()
        if member.tenant_id == tenant_id and member.can(Capability.STEER_OPPORTUNITIES)
    )


def _entry(opportunity: Opportunity, report: Report, author: User, draw: Random) -> ProgressEntry:
    """The next entry, after asking the rules; the opportunity moves with it."""
    _require_possible(opportunity, report)
    said = asdict(report.entry)
    first = report.kind is Kind.ADDED
    at = _moment(opportunity, report.days_ago, draw)
    entry = ProgressEntry(
        tenant_id=opportunity.tenant_id,
        opportunity=opportunity,
        number=opportunity.progress_count + 1,
        kind=report.kind,
        author=author,
        at=at,
        phase_before=opportunity.phase,
        probability_before=opportunity.win_probability,
        submission_id=opportunity.draft_id if first else _uuid(draw),
        phase=said.pop("phase"),
        probability=said.pop("probability"),
        **({"details": str(Kind.ADDED.label)} if first else said),
    )
    if first:
        opportunity.created_at = at
    if entry.phase == Phase.CONTRACT_SIGNED:
        opportunity.signed_on, opportunity.won_monthly_revenue = entry.signed_on, entry.actual_monthly_revenue
    opportunity.phase, opportunity.win_probability = entry.phase, entry.probability
    opportunity.status = Status.VOIDED if report.kind is Kind.VOIDED else outcome_of(Phase(entry.phase))
    opportunity.version += report.kind in (Kind.VOIDED, Kind.REOPENED)
    opportunity.progress_count = entry.number
    opportunity.last_progress_at = opportunity.updated_at = at
    return entry


def _require_possible(opportunity: Opportunity, report: Report) -> None:
    entry = report.entry
    if report.kind is Kind.ADDED:
        broken = entries.opening_problems(
            phase=entry.phase, probability=entry.probability, test_project=opportunity.test_project
        )
    elif report.kind is Kind.PROGRESS:
        broken = entries.problems(entry, current_phase=opportunity.current_phase, test_project=opportunity.test_project)
    else:
        broken = []
    if broken:
        raise ImpossibleStory(f"{opportunity.name}: {[str(problem.message) for problem in broken]}")


def _moment(opportunity: Opportunity, days_ago: int, draw: Random) -> datetime:
    """A time in office hours, so many days ago where the tenant is."""
    zone = opportunity.customer.partner.root.time_zone
    day = today(zone) - timedelta(days=days_ago)
    return datetime.combine(day, time(draw.randint(9, 17), draw.randrange(60)), ZoneInfo(zone))


def _uuid(draw: Random) -> uuid.UUID:
    return uuid.UUID(int=draw.getrandbits(128), version=4)


def _number(opportunity: Opportunity) -> None:
    year = opportunity.created_at.year
    opportunity.number = f"OPP-{year}-{next_value(f'OPP-{year}', tenant_id=opportunity.tenant_id):06d}"
    opportunity.search = searchable(opportunity)


_ACTIONS = {
    Kind.ADDED: "opportunity added",
    Kind.PROGRESS: "progress specified",
    Kind.VOIDED: "opportunity voided",
    Kind.REOPENED: "opportunity reopened",
}


def _audit(entry: ProgressEntry) -> AuditEntry:
    """What the verb would have recorded."""
    opportunity, kind = entry.opportunity, Kind(entry.kind)
    details: dict[str, object] = {"entry": entry.number}
    if kind is Kind.ADDED:
        details = {"customer": opportunity.customer.number, "draft": str(opportunity.draft_id)}
    elif kind is Kind.PROGRESS:
        details["phase"] = Phase(entry.phase).value
    return AuditEntry(
        tenant_id=entry.tenant_id,
        at=entry.at,
        actor=entry.author,
        actor_role=entry.author.role,
        action=_ACTIONS[kind],
        subject_kind=Opportunity._meta.model_name or "",
        subject=opportunity.number,
        details=details,
    )


def _bring_up_to_date(told: Iterable[_Telling]) -> None:
    """Customers were active when something was reported; targets know what came of them."""
    customers: dict[int, Customer] = {}
    targets: list[Target] = []
    for telling in told:
        opportunity = telling.opportunity
        customer = customers.setdefault(opportunity.customer_id, opportunity.customer)
        customer.last_activity_at = max(customer.last_activity_at, opportunity.updated_at)
        if target := opportunity.target:
            target.status, target.result = Target.Status.HANDLED, Target.Result.OPPORTUNITY_CREATED
            target.handled_at = opportunity.created_at
            target.opportunity_count += 1
            target.version += 1
            targets.append(target)
    Customer.objects.bulk_update(customers.values(), ["last_activity_at"])
    Target.objects.bulk_update(targets, ["status", "result", "handled_at", "opportunity_count", "version"])
