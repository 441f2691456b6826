"""The words in which opportunities are asked for: adjectives filter, with_… loads, in_order orders."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.roles import Reach
from customers.models import Group
from opportunities.progress import OPENING_PHASES, Status
from partner_center.web.search import ids_containing

if TYPE_CHECKING:
    from opportunities.models.opportunity import Opportunity  # noqa: F401

#: Open opportunities without progress for this long are stale.
STALE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Criteria:
    """What the filter bar asks for. Empty means: no limit."""

    text: str = ""
    phases: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    owner: str = ""
    reseller: str = ""
    industry_id: int | None = None
    attain_from: date | None = None
    attain_to: date | None = None
    overdue_on: date | None = None
    signed_from: date | None = None
    signed_to: date | None = None
    #: The day on which those are asked for that need an update.
    waiting_on: date | None = None
    revenue_min: Decimal | None = None
    revenue_max: Decimal | None = None
    win_min: int | None = None
    win_max: int | None = None
    type: str = ""
    test_project: bool | None = None
    bidding_project: bool | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None
    stale_days: int | None = None
    #: The number of a marketing task, or a part of its name.
    task: str = ""
    target_reference: str = ""
    now: datetime = field(default_factory=timezone.now)


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    def visible_to(self, user: User) -> Self:
        """The opportunities that exist for a person (domain 3). Outside, a row does not exist."""
        rows = self.filter(tenant_id=user.tenant_id)
        if user.partner and not user.partner.is_distributor:
            return rows._shared_with_reseller(user)
        match user.reach:
            case Reach.TENANT:
                return rows
            case Reach.TEAM:
                return rows.filter(owner__director=user)
            case Reach.OWN:
                return rows.filter(owner=user)
            case _:
                return self.none()

    def _shared_with_reseller(self, user: User) -> Self:
        """A reseller's members see those of their own customers while the distributor shares them."""
        if not user.partner or not user.partner.share_opportunities:
            return self.none()
        rows = self.filter(partner_id=user.partner_id)
        match user.reach:
            case Reach.PARTNER:
                return rows
            case Reach.TEAM:
                return rows.filter(customer__account_manager__director=user)
            case Reach.OWN:
                return rows.filter(customer__account_manager=user)
            case _:
                return self.none()

    def of_group(self, group: str, user: User) -> Self:
        """One tab. A reseller's members have one tab only: all customers of their company."""
        return self.filter(group=group) if len(Group.tabs(user)) > 1 else self

    def still_open(self) -> Self:
        """In an opening phase: neither won, lost, suspended nor voided."""
        return self.filter(status=Status.ACTIVE, phase__in=OPENING_PHASES)

    def not_closed(self) -> Self:
        """Neither won, lost nor voided: what passes to another account manager."""
        return self.filter(status__in=(Status.ACTIVE, Status.SUSPENDED))

    def stale(self, now: datetime, days: int = STALE_DAYS) -> Self:
        """Open, and without progress for so many days."""
        return self.still_open().filter(last_progress_at__lt=now - timedelta(days=days))

    def overdue(self, today: date) -> Self:
        """Open, and past the estimated attainment time."""
        return self.still_open().filter(estimated_attainment__lt=today)

    def needing_an_update(self, now: datetime, today: date) -> Self:
        """Stale or overdue."""
        quiet = Q(last_progress_at__lt=now - timedelta(days=STALE_DAYS))
        return self.still_open().filter(quiet | Q(estimated_attainment__lt=today))

    def containing(self, text: str) -> Self:
        """Search name, number, customer name, customer account and account manager, all clear values."""
        if not text:
            return self
        found = ids_containing("opportunities_matching", text)
        return self.filter(search__contains=text.lower()) if found is None else self.filter(pk__in=found)

    def matching(self, criteria: Criteria) -> Self:
        """What the filter bar asks for, and nothing that it does not."""
        exact = {
            "phase__in": criteria.phases,
            "status__in": criteria.statuses,
            "industry_id": criteria.industry_id,
            "estimated_attainment__gte": criteria.attain_from,
            "estimated_attainment__lte": criteria.attain_to,
            "signed_on__gte": criteria.signed_from,
            "signed_on__lte": criteria.signed_to,
            "estimated_monthly_revenue__gte": criteria.revenue_min,
            "estimated_monthly_revenue__lte": criteria.revenue_max,
            "win_probability__gte": criteria.win_min,
            "win_probability__lte": criteria.win_max,
            "type": criteria.type,
            "test_project": criteria.test_project,
            "bidding_project": criteria.bidding_project,
            "created_at__gte": criteria.created_from,
            "created_at__lt": criteria.created_before,
            "target__reference": criteria.target_reference,
        }
        rows = self.containing(criteria.text).filter(
            Q(**{name: value for name, value in exact.items() if value not in (None, "", ())})
        )
        if criteria.owner:
            named = Q(owner__username__iexact=criteria.owner) | Q(owner__name__icontains=criteria.owner)
            rows = rows.filter(named)
        if criteria.reseller:
            named = Q(partner__number__iexact=criteria.reseller) | Q(partner__name__icontains=criteria.reseller)
            rows = rows.filter(named)
        if criteria.task:
            named = Q(target__task__number__iexact=criteria.task) | Q(target__task__name__icontains=criteria.task)
            rows = rows.filter(named)
        return rows._waiting(criteria)

    def _waiting(self, criteria: Criteria) -> Self:
        """Those in which nothing moves, if that is asked for."""
        rows = self
        if criteria.stale_days is not None:
            rows = rows.stale(criteria.now, criteria.stale_days)
        if criteria.overdue_on:
            rows = rows.overdue(criteria.overdue_on)
        return rows.needing_an_update(criteria.now, criteria.waiting_on) if criteria.waiting_on else rows

    def with_list_relations(self, *more: str) -> Self:
        """What the rows of a list show, in one query; `more` are relations that a person's own columns read."""
        return self.select_related("customer", "partner", "owner", *more).defer(
            "pain_points", "main_workloads", "notes", "search"
        )

    def with_everything(self) -> Self:
        """What the details page shows."""
        return self.select_related(
            "tenant", "customer__industry", "partner", "owner", "industry", "business_system", "target__task"
        )
