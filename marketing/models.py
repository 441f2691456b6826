"""Marketing tasks: lists of customers to approach. A target is one customer in one task."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner, User
from accounts.roles import Reach
from accounts.scope import visible_through
from customers.models import Customer
from customers.models.reference import ReferenceEntry


class Product(ReferenceEntry):
    class Meta(ReferenceEntry.Meta):
        verbose_name = _("product")
        verbose_name_plural = _("products")


class MarketingTaskQuerySet(models.QuerySet["MarketingTask"]):
    def visible_to(self, user: User) -> Self:
        """Administrators of the distributor: every task. Others: tasks in which they see a customer; no drafts."""
        rows = self.filter(tenant_id=user.tenant_id)
        if user.reach is Reach.TENANT:
            return rows
        begun = rows.exclude(status=MarketingTask.Status.DRAFT)
        return begun.filter(pk__in=Target.objects.visible_to(user).values("task_id"))

    def matching(self, text: str) -> Self:
        """Search by name or number."""
        return self.filter(models.Q(name__icontains=text) | models.Q(number=text.upper())) if text else self

    def in_status(self, statuses: Collection[str]) -> Self:
        return self.filter(status__in=statuses) if statuses else self

    def with_strategy(self, strategies: Collection[str]) -> Self:
        return self.filter(strategy__in=strategies) if strategies else self

    def counting(self, user: User) -> Self:
        """Add `target_count`, `touched_count` and `made_count`, each out of what the person may see."""
        targets = Target.objects.visible_to(user)
        made = visible_through(Target, "opportunities", user)
        return self.annotate(
            target_count=_number_of(targets, "task_id"),
            touched_count=_number_of(targets.touched(), "task_id"),
            made_count=_number_of(made, "target__task_id"),
        )


def _number_of(rows: models.QuerySet[Any], key: str) -> Coalesce:
    """How many of the rows belong to the row outside."""
    counted = rows.filter(**{key: models.OuterRef("pk")}).order_by().values(key).values(number_of=models.Count("pk"))
    return Coalesce(models.Subquery(counted), 0)


class MarketingTask(models.Model):
    """A campaign of the distributor."""

    class Strategy(models.TextChoices):
        LEAD_MINING = "lead_mining", _("Lead Mining")
        CROSS_SELLING = "cross_selling", _("Cross-selling and Repurchase")
        RENEWAL = "renewal", _("Renewal at Expiry")
        SCENARIO = "scenario", _("Scenario Solution")
        LARGE_ORDER_RENEWAL = "large_order_renewal", _("Large-order Renewal")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_PROGRESS = "in_progress", _("In Progress")
        ENDED = "ended", _("Ended")
        CANCELLED = "cancelled", _("Cancelled")

    tenant = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("distributor"), related_name="+")
    number = models.CharField(_("number"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    strategy = models.CharField(_("strategy"), max_length=24, choices=Strategy)
    script = models.TextField(_("what to say"), max_length=2000, blank=True)
    #: Codes of Product.
    products = ArrayField(models.CharField(max_length=40), verbose_name=_("products"), default=list, blank=True)
    starts_on = models.DateField(_("start"))
    due_on = models.DateField(_("due"))
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT)
    #: The order that runs out; of Large-order Renewal only.
    contract_number = models.CharField(_("contract number"), max_length=40, blank=True)
    contract_ends_on = models.DateField(_("contract ends"), null=True, blank=True)
    contract_amount = models.DecimalField(
        _("current contract amount"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    #: The form that made the task: sent twice, it makes one. None for tasks that no form made.
    submission_id = models.UUIDField(null=True, editable=False)

    objects = MarketingTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("marketing task")
        verbose_name_plural = _("marketing tasks")
        constraints: ClassVar = [
            models.UniqueConstraint(name="task_number", fields=["tenant", "number"]),
            models.UniqueConstraint(name="task_of_tenant", fields=["tenant", "id"]),
            models.CheckConstraint(
                name="task_starts_before_it_is_due",
                condition=models.Q(due_on__gte=models.F("starts_on")),
                violation_error_message=_("The due date is before the start."),
            ),
            models.UniqueConstraint(name="task_once_a_submission", fields=["tenant", "submission_id"]),
            models.CheckConstraint(
                name="contract_of_a_large_order",
                condition=models.Q(strategy="large_order_renewal")
                | models.Q(contract_number="", contract_ends_on=None, contract_amount=None),
                violation_error_message=_("Only a Large-order Renewal has a contract."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_running(self) -> bool:
        return self.status == self.Status.IN_PROGRESS

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_over(self) -> bool:
        """Ended or cancelled, which nothing takes back."""
        return self.status in OVER

    @property
    def renews_a_large_order(self) -> bool:
        return self.strategy == self.Strategy.LARGE_ORDER_RENEWAL

    def recommended(self) -> "models.QuerySet[Any]":
        """Its products in the operator's order; those no more offered too."""
        return Product.objects.filter(code__in=self.products)

    def opportunities(self, user: User) -> models.QuerySet[Any]:
        """The opportunities that came of the task, as far as they exist for the person."""
        return visible_through(Target, "opportunities", user).filter(target__task=self)


#: The states of a task that nothing leads out of.
OVER = (MarketingTask.Status.ENDED, MarketingTask.Status.CANCELLED)


class TaskKind(models.TextChoices):
    """The two tabs of Marketing Tasks; values as the address names them."""

    SALES_EXPANSION = "expansion", _("Sales Expansion Tasks")
    LARGE_ORDER_RENEWAL = "renewal", _("Large-Order Renewal Tasks")


#: How addresses name the targets that nobody has, and the distributor's own customers.
NOBODY, OWN = "-", "-"


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, user: User) -> Self:
        """Distributors: by the account manager of the target. Resellers: targets that are their own customers.

        Those of a draft are there for the administrators of the distributor alone.
        """
        rows = self.filter(tenant_id=user.tenant_id)
        if user.reach is not Reach.TENANT:
            rows = rows.begun()
        at_reseller = bool(user.partner and not user.partner.is_distributor)
        person = "customer__account_manager" if at_reseller else "account_manager"
        if at_reseller:
            rows = rows.filter(customer__partner_id=user.partner_id)
        match user.reach:
            case Reach.TENANT | Reach.PARTNER:
                return rows
            case Reach.TEAM:
                return rows.filter(**{f"{person}__director": user})
            case Reach.OWN:
                return rows.filter(**{person: user})
            case _:
                return self.none()

    def begun(self) -> Self:
        """Of tasks that are no drafts."""
        return self.exclude(task__status=MarketingTask.Status.DRAFT)

    def touched(self) -> Self:
        """Somebody has worked on them; what a task closed at its end was never touched."""
        return self.exclude(status=Target.Status.PENDING).filter(handled_at__isnull=False)

    def waiting(self) -> Self:
        """Nobody is through with them."""
        return self.filter(status__in=(Target.Status.PENDING, Target.Status.IN_PROGRESS))

    def of_manager(self, username: str) -> Self:
        """Assigned to the member; NOBODY means those that nobody has."""
        if not username:
            return self
        return self.filter(account_manager__username=None if username == NOBODY else username)

    def of_reseller(self, number: str) -> Self:
        """The reseller's customers; OWN means the distributor's own ones."""
        if not number:
            return self
        own = models.Q(customer__partner_id=models.F("tenant_id"))
        return self.filter(own if number == OWN else ~own & models.Q(customer__partner__number=number))

    def matching(self, text: str) -> Self:
        """Search by task name or number, customer name or account."""
        if not text:
            return self
        return self.filter(
            models.Q(task__name__icontains=text)
            | models.Q(task__number=text.upper())
            | models.Q(customer__search__contains=text.lower())
        )

    def in_status(self, statuses: Collection[str]) -> Self:
        """In one of the statuses as Target.state tells them: in a task that is over, everything is closed."""
        if not statuses:
            return self
        over = models.Q(task__status__in=OVER)
        wanted = models.Q(status__in=statuses) & ~over
        return self.filter(wanted | over if Target.Status.CLOSED in statuses else wanted)

    def of_kind(self, kind: TaskKind) -> Self:
        """One of the two tabs."""
        large = models.Q(task__strategy=MarketingTask.Strategy.LARGE_ORDER_RENEWAL)
        return self.filter(large if kind is TaskKind.LARGE_ORDER_RENEWAL else ~large)

    def with_strategy(self, strategies: Collection[str]) -> Self:
        return self.filter(task__strategy__in=strategies) if strategies else self

    def with_list_relations(self) -> Self:
        return self.select_related("task", "customer", "customer__partner", "account_manager")

    def counting_opportunities(self, user: User) -> Self:
        """Add `visible_count`: the opportunities from the target that the person may see, and no others."""
        counted = (
            visible_through(self.model, "opportunities", user)
            .filter(target_id=models.OuterRef("pk"))
            .order_by()
            .values("target_id")
            .values(number_of=models.Count("pk"))
        )
        return self.annotate(visible_count=Coalesce(models.Subquery(counted), 0))


class Target(models.Model):
    """One customer in one marketing task: who handles it, how far it is, what came of it."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Pending")
        IN_PROGRESS = "in_progress", _("In Progress")
        HANDLED = "handled", _("Handled")
        CLOSED = "closed", _("Closed")

    class Result(models.TextChoices):
        INTERESTED = "interested", _("Interested")
        FOLLOW_UP_LATER = "follow_up_later", _("Follow Up Later")
        NOT_INTERESTED = "not_interested", _("Not Interested")
        UNREACHABLE = "unreachable", _("Unreachable")
        WRONG_CONTACT = "wrong_contact", _("Wrong Contact")
        OPPORTUNITY_CREATED = "opportunity_created", _("Opportunity Created")

    tenant = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    task = models.ForeignKey(MarketingTask, models.PROTECT, verbose_name=_("task"), related_name="targets")
    customer = models.ForeignKey(Customer, models.PROTECT, verbose_name=_("customer"), related_name="targets")
    #: Task and customer in one text: unique in the tenant, it breaks ties in lists and stands in addresses.
    reference = models.CharField(_("reference"), max_length=44, editable=False)
    account_manager = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("assigned to"), null=True, blank=True, related_name="targets"
    )
    due_on = models.DateField(_("due"))
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.PENDING)
    result = models.CharField(_("result"), max_length=20, choices=Result, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    handled_at = models.DateTimeField(_("last handled"), null=True, blank=True)
    opportunity_count = models.PositiveIntegerField(_("opportunities"), default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target customer")
        verbose_name_plural = _("target customers")
        constraints: ClassVar = [
            models.UniqueConstraint(name="target_once_a_task", fields=["tenant", "task", "customer"]),
            models.UniqueConstraint(name="target_reference", fields=["tenant", "reference"]),
            models.UniqueConstraint(name="target_of_tenant", fields=["tenant", "id"]),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "due_on", "reference"], name="target_list"),
            models.Index(fields=["tenant", "account_manager", "due_on", "reference"], name="target_of_manager"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def state(self) -> "Target.Status":
        """The status as people see it: in a task that is over, everything is closed."""
        return self.Status.CLOSED if self.task.is_over else self.Status(self.status)

    def is_overdue(self, today: date) -> bool:
        """Waiting to be handled, and past the due date. The due date itself is in time."""
        return self.state in (self.Status.PENDING, self.Status.IN_PROGRESS) and self.due_on < today
