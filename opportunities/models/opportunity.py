"""An opportunity: a sale in the making, with its information in three groups and its newest progress."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner, User
from customers.models import Customer, Group, Industry
from marketing.models import Product, Target
from opportunities.models.choices import BudgetStatus, Deployment, OpportunityType, Support
from opportunities.models.queryset import STALE_DAYS, OpportunityQuerySet
from opportunities.models.reference import BusinessSystem
from opportunities.progress import BANDS, CLOSED_PHASES, OPENING_PHASES, Phase, Status

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_CODES = models.CharField(max_length=40)


def _money(label: "StrOrPromise", *, null: bool = False) -> "models.DecimalField[Any, Any]":
    return models.DecimalField(label, max_digits=16, decimal_places=2, null=null, blank=null)


class Opportunity(models.Model):
    tenant = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("distributor"), related_name="+")
    customer = models.ForeignKey(Customer, models.PROTECT, verbose_name=_("customer"), related_name="opportunities")
    #: The company whose customer it is; with the tenant it gives the group.
    partner = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("partner"), related_name="+")
    group = models.GeneratedField(
        expression=Group.of_row(), output_field=models.CharField(max_length=10), db_persist=True
    )
    number = models.CharField(_("number"), max_length=20)
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("account manager"), null=True, blank=True, related_name="opportunities"
    )
    target = models.ForeignKey(
        Target, models.PROTECT, verbose_name=_("marketing task"), null=True, blank=True, related_name="opportunities"
    )
    #: The draft it came from. Unique, so that Submit makes one opportunity however often it is repeated.
    draft_id = models.UUIDField(editable=False)

    # Basic information
    name = models.CharField(_("opportunity name"), max_length=100)
    industry = models.ForeignKey(Industry, models.PROTECT, verbose_name=_("customer industry"), related_name="+")
    business_system = models.ForeignKey(
        BusinessSystem, models.PROTECT, verbose_name=_("customer business system"), related_name="+"
    )
    business_system_other = models.CharField(_("other business system"), max_length=80, blank=True)
    type = models.CharField(_("opportunity type"), max_length=16, choices=OpportunityType)
    test_project = models.BooleanField(_("test project"))
    bidding_project = models.BooleanField(_("bidding project"))

    # Detailed information: the customer's cloud adoption
    current_deployment = models.CharField(_("current deployment"), max_length=20, choices=Deployment)
    current_providers = ArrayField(_CODES, verbose_name=_("current providers"), default=list, blank=True)
    current_monthly_spend = _money(_("current monthly IT spend"), null=True)
    main_workloads = models.CharField(_("main workloads"), max_length=500, blank=True)
    planned_migration = models.DateField(_("planned migration date"), null=True, blank=True)
    planned_migration_is_month = models.BooleanField(default=False)
    notes = models.CharField(_("notes"), max_length=1000, blank=True)

    # Detailed information: opportunity operation
    pain_points = models.CharField(_("customer pain points"), max_length=1000)
    decision_maker = models.CharField(_("decision maker"), max_length=60, blank=True)
    decision_maker_role = models.CharField(_("role of the decision maker"), max_length=60, blank=True)
    budget_status = models.CharField(_("budget status"), max_length=16, choices=BudgetStatus)
    competitors = ArrayField(_CODES, verbose_name=_("competitors"), default=list, blank=True)
    support_needed = ArrayField(
        models.CharField(max_length=20, choices=Support), verbose_name=_("support needed"), default=list, blank=True
    )
    tender_date = models.DateField(_("tender date"), null=True, blank=True)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_step_date = models.DateField(_("next step date"), null=True, blank=True)

    # Revenue information
    currency = models.CharField(_("currency"), max_length=3)
    estimated_monthly_revenue = _money(_("estimated monthly revenue"))
    estimated_attainment = models.DateField(_("estimated attainment time"))
    estimated_attainment_is_month = models.BooleanField(default=False)
    service_period = models.PositiveSmallIntegerField(_("service period in months"))

    # The newest progress entry, kept by the verbs so that a list reads one index range
    phase = models.PositiveSmallIntegerField(_("development phase"), choices=Phase)
    win_probability = models.PositiveSmallIntegerField(_("win probability"))
    status = models.CharField(_("status"), max_length=10, choices=Status)
    last_progress_at = models.DateTimeField(_("last progress"))
    progress_count = models.PositiveIntegerField(default=0)
    won_monthly_revenue = _money(_("actual monthly revenue"), null=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)

    search = models.TextField(editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    updated_at = models.DateTimeField(_("last updated"), default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        constraints: ClassVar = [
            models.UniqueConstraint(name="opportunity_number", fields=["tenant", "number"]),
            models.UniqueConstraint(name="opportunity_of_tenant", fields=["tenant", "id"]),
            models.UniqueConstraint(name="opportunity_of_draft", fields=["tenant", "draft_id"]),
            models.CheckConstraint(
                name="win_probability_inside_the_band",
                condition=models.Q(
                    *(Q(phase=phase, win_probability__in=band) for phase, band in BANDS.items()), _connector=Q.OR
                ),
                violation_error_message=_("The win probability is outside the phase's band."),
            ),
            models.CheckConstraint(
                name="testing_needs_a_test_project", condition=~Q(phase=Phase.TESTING) | Q(test_project=True)
            ),
            models.CheckConstraint(
                name="bidding_has_a_tender_date", condition=Q(bidding_project=False) | Q(tender_date__isnull=False)
            ),
            models.CheckConstraint(
                name="next_step_with_its_date",
                condition=Q(next_step="", next_step_date__isnull=True)
                | (~Q(next_step="") & Q(next_step_date__isnull=False)),
            ),
            models.CheckConstraint(
                name="revenue_above_zero",
                condition=Q(estimated_monthly_revenue__gt=0, service_period__range=(1, 120)),
            ),
            models.CheckConstraint(
                name="signed_with_its_revenue",
                condition=~Q(phase__in=(Phase.CONTRACT_SIGNED, Phase.IN_SERVICE))
                | Q(won_monthly_revenue__gt=0, signed_on__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "-updated_at", "-number"],
                name="opportunity_newest",
                include=(
                    "id",
                    "group",
                    "owner",
                    "partner",
                    "status",
                    "phase",
                    "win_probability",
                    "estimated_attainment",
                    "estimated_monthly_revenue",
                    "last_progress_at",
                    "industry",
                ),
            ),
            models.Index(fields=["tenant", "group", "-updated_at", "-number"], name="opportunity_of_group"),
            models.Index(fields=["tenant", "owner", "-updated_at", "-number"], name="opportunity_of_owner"),
            models.Index(fields=["tenant", "customer"], name="opportunity_of_customer"),
            models.Index(
                fields=["tenant", "estimated_attainment", "number"],
                name="opportunity_open",
                condition=Q(status=Status.ACTIVE),
                include=("id", "owner", "group", "phase", "estimated_monthly_revenue", "win_probability"),
            ),
            models.Index(fields=["tenant", "-estimated_monthly_revenue", "-number"], name="opportunity_by_revenue"),
            GinIndex(
                OpClass("tenant", name="int8_ops"), OpClass("search", name="gin_trgm_ops"), name="opportunity_search"
            ),
        ]

    def __str__(self) -> str:
        """The number: it stands in addresses, titles and logs, where a name must not."""
        return self.number

    @property
    def current_phase(self) -> Phase:
        return Phase(self.phase)

    @property
    def is_closed(self) -> bool:
        """Won, lost or voided: its information cannot be modified any more."""
        return self.current_phase in CLOSED_PHASES or self.status == Status.VOIDED

    @property
    def is_open(self) -> bool:
        return self.status == Status.ACTIVE and self.current_phase in OPENING_PHASES

    @property
    def is_of_reseller(self) -> bool:
        return self.partner_id != self.tenant_id

    @property
    def contract_value(self) -> Decimal:
        return Decimal(self.estimated_monthly_revenue * self.service_period)

    @property
    def weighted_monthly_revenue(self) -> Decimal:
        return Decimal(self.estimated_monthly_revenue * self.win_probability / 100).quantize(Decimal("0.01"))

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.estimated_attainment < today

    def stale_for(self, now: datetime) -> int:
        """Days without progress, 0 while there is nothing to say about it."""
        days = (now - self.last_progress_at) // timedelta(days=1)
        return days if self.is_open and days >= STALE_DAYS else 0


class ProductLine(models.Model):
    """One main product and what it is expected to bring in a month."""

    tenant = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    product = models.ForeignKey(Product, models.PROTECT, verbose_name=_("product"), related_name="+")
    monthly_revenue = _money(_("estimated monthly revenue"))

    class Meta:
        ordering = ("position",)
        constraints: ClassVar = [
            models.UniqueConstraint(name="product_once_an_opportunity", fields=["opportunity", "product"]),
            models.CheckConstraint(name="product_revenue_above_zero", condition=Q(monthly_revenue__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.monthly_revenue}"
