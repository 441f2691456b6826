"""Customers, and who may see them. What is done to them stands in actions/."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner, User
from accounts.roles import Reach
from accounts.scope import visible_through
from customers.models.reference import ReferenceEntry
from partner_center.web.search import ids_containing


class Industry(ReferenceEntry):
    class Meta(ReferenceEntry.Meta):
        verbose_name = _("industry")
        verbose_name_plural = _("industries")


class Group(models.TextChoices):
    """Whose customers: the distributor's own, or its resellers'. The two tabs of every list."""

    MINE = "mine", _("My Customers")
    RESELLERS = "resellers", _("Resellers' Customers")

    @classmethod
    def tabs(cls, user: User) -> list["Group"]:
        """The tabs that a person has: only distributors have resellers' customers."""
        return list(cls) if user.partner and user.partner.is_distributor else [cls.MINE]

    @classmethod
    def of_row(cls) -> models.Case:
        """The group as the database derives it from a row's tenant and partner."""
        return models.Case(
            models.When(partner_id=F("tenant_id"), then=models.Value(cls.MINE.value)),
            default=models.Value(cls.RESELLERS.value),
        )


def digits(phone: str) -> str:
    """The digits of a phone number, for an exact match whatever the spaces."""
    return "".join(filter(str.isdigit, phone))


class CustomerQuerySet(models.QuerySet["Customer"]):
    def visible_to(self, user: User) -> Self:
        """The customers that exist for a person (domain 3, security matrix)."""
        rows = self.filter(tenant_id=user.tenant_id)
        match user.reach:
            case Reach.TENANT:
                return rows
            case Reach.PARTNER:
                return rows.filter(partner_id=user.partner_id)
            case Reach.TEAM:
                own = Q(partner_id=user.partner_id, account_manager__director=user)
                led = Q(partner__account_manager__director=user, partner__account_manager__partner_id=user.partner_id)
                return rows.filter(own | led & Q(state=Customer.State.ASSOCIATED))
            case Reach.OWN:
                return rows.filter(
                    Q(partner_id=user.partner_id, account_manager=user)
                    | Q(partner__account_manager=user, state=Customer.State.ASSOCIATED)
                )
            case _:
                return self.none()

    def of_group(self, group: str, user: User) -> Self:
        """One tab. A reseller's members have one tab only: all customers of their company.

        What somebody's own scope means in a tab is said once more, because the database finds no index range
        behind the "or" of visible_to(); counting one's few customers would read all those of the tenant.
        """
        if len(Group.tabs(user)) < 2:
            return self
        rows = self.filter(group=group)
        manager = {Reach.OWN: "account_manager", Reach.TEAM: "account_manager__director"}.get(user.reach)
        if manager is None:
            return rows
        return rows.filter(**{manager if group == Group.MINE else f"partner__{manager}": user})

    def choosable(self, group: str) -> Self:
        """What step 1 of adding an opportunity lists: of resellers' customers only associated ones, or once so."""
        if group == Group.RESELLERS:
            return self.filter(state__in=(Customer.State.ASSOCIATED, Customer.State.DISASSOCIATED))
        return self.exclude(state__in=(Customer.State.PENDING_REVIEW, Customer.State.REJECTED))

    def matching(self, text: str) -> Self:
        """Search over the clear values: number and phone exactly, anything else as a part of name or account."""
        if not text:
            return self
        found = ids_containing("customers_matching", text)
        wanted = Q(search__contains=text.lower()) if found is None else Q(pk__in=found)
        wanted |= Q(number=text.upper())
        if digits(text):
            wanted |= Q(mobile_digits=digits(text))
        return self.filter(wanted)

    def most_meant_by(self, text: str) -> Self:
        """Of what a search finds: number or phone exactly first, then name or account that begin with the text."""
        exact = Q(number=text.upper())
        if digits(text):
            exact |= Q(mobile_digits=digits(text))
        found = ids_containing("customers_matching", text)
        # A text that so many contain says too little to single any out.
        begins = Q(pk__in=found or ()) & (Q(search__startswith=text.lower()) | Q(account_name__istartswith=text))
        exactness = models.Case(models.When(exact, then=0), default=1)
        return self.filter(exact | begins).order_by(exactness, "-last_activity_at", "-number")

    def in_relation(self, states: Collection[str], today: date) -> Self:
        """In one of the relations as Customer.relation() tells them: a preregistration that ran out is expired."""
        if not states:
            return self
        lapsed = Q(state=Customer.State.PREREGISTERED, preregistered_until__lt=today)
        wanted = Q(state__in=states) & ~lapsed
        return self.filter(wanted | lapsed if Customer.State.EXPIRED in states else wanted)

    def unassigned(self) -> Self:
        """Those that nobody looks after."""
        return self.filter(account_manager=None)

    def assigned(self) -> Self:
        return self.exclude(account_manager=None)

    def in_care(self) -> Self:
        """Those with which somebody should work: under review, preregistered or associated."""
        states = Customer.State
        return self.filter(state__in=(states.PENDING_REVIEW, states.PREREGISTERED, states.ASSOCIATED))

    def in_development(self, user: User) -> Self:
        """What Customer Development lists: the own company's customers that are, or were, on the way to one."""
        return self.filter(partner_id=user.partner_id, state__in=DEVELOPMENT)

    def counted_for_limit(self, partner: Partner, today: date) -> Self:
        """A partner's preregistrations that run or wait for a review."""
        running = Q(state=Customer.State.PREREGISTERED, preregistered_until__gte=today)
        waiting = Q(state=Customer.State.PENDING_REVIEW)
        return self.filter(running | waiting, tenant_id=partner.tenant_id, partner=partner)

    def in_the_hands_of(self, name: str) -> Self:
        """With an account manager of this user name, or with this in the name."""
        if not name:
            return self
        return self.filter(Q(account_manager__username__iexact=name) | Q(account_manager__name__icontains=name))

    def having_open_opportunities(self, answer: str, user: User) -> Self:
        """Those with open opportunities that the person may see, or those without; all without an answer."""
        if not answer:
            return self
        still_open = visible_through(self.model, "opportunities", user).still_open()  # type: ignore[attr-defined]
        there = models.Exists(still_open.filter(customer_id=models.OuterRef("pk")).order_by())
        return self.filter(there if answer == "yes" else ~there)

    def with_list_relations(self) -> Self:
        return self.select_related("partner", "account_manager", "industry")

    def counting_open_opportunities(self, user: User) -> Self:
        """Add `open_count`: the open opportunities that the person may see, and no others."""
        still_open = visible_through(self.model, "opportunities", user).still_open()  # type: ignore[attr-defined]
        counted = (
            still_open.filter(customer_id=models.OuterRef("pk"))
            .order_by()
            .values("customer_id")
            .values(number_of=models.Count("pk"))
        )
        return self.annotate(open_count=Coalesce(models.Subquery(counted), 0))


class Customer(models.Model):
    """An end customer of exactly one partner."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("Enterprise")
        INDIVIDUAL = "individual", _("Individual")

    class State(models.TextChoices):
        PENDING_REVIEW = "pending_review", _("Pending Review")
        PREREGISTERED = "preregistered", _("Preregistered")
        ASSOCIATED = "associated", _("Associated")
        REJECTED = "rejected", _("Rejected")
        EXPIRED = "expired", _("Expired")
        RELEASED = "released", _("Released")
        DISASSOCIATED = "disassociated", _("Disassociated")

    tenant = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("distributor"), related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("partner"), related_name="customers")
    group = models.GeneratedField(
        expression=Group.of_row(), output_field=models.CharField(max_length=10), db_persist=True
    )
    number = models.CharField(_("customer ID"), max_length=20, editable=False)
    kind = models.CharField(_("type"), max_length=12, choices=Kind, default=Kind.ENTERPRISE)
    name = models.CharField(_("customer name"), max_length=120)
    account_name = models.CharField(_("customer account"), max_length=64, blank=True)
    country = models.CharField(_("country"), max_length=2, default="CN")
    industry = models.ForeignKey(Industry, models.PROTECT, verbose_name=_("industry"), null=True, blank=True)
    contact_name = models.CharField(_("contact"), max_length=80, blank=True)
    mobile = models.CharField(_("phone"), max_length=32, blank=True)
    mobile_digits = models.CharField(max_length=32, blank=True, editable=False)
    email = models.EmailField(_("email"), blank=True)
    website = models.CharField(_("website"), max_length=200, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=40, blank=True)
    needs = models.CharField(_("needs"), max_length=500, blank=True)
    remarks = models.CharField(_("remarks"), max_length=500, blank=True)
    state = models.CharField(_("relation"), max_length=16, choices=State)
    preregistered_until = models.DateField(_("preregistered until"), null=True, blank=True)
    associated_on = models.DateField(_("associated on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    #: Why a relation ended, in the words of whoever ended it.
    ended_reason = models.CharField(_("why it ended"), max_length=500, blank=True, default="", db_default="")
    account_manager = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("account manager"), null=True, blank=True, related_name="customers"
    )
    #: Lower-case name and account: what the search box looks into. Kept by the verbs.
    search = models.CharField(max_length=200, editable=False)
    last_activity_at = models.DateTimeField(_("last activity"), default=timezone.now, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        constraints: ClassVar = [
            models.UniqueConstraint(name="customer_number", fields=["tenant", "number"]),
            models.UniqueConstraint(name="customer_of_tenant", fields=["tenant", "id"]),
            models.CheckConstraint(
                name="preregistration_has_an_end",
                condition=~Q(state="preregistered") | Q(preregistered_until__isnull=False),
                violation_error_message=_("Enter the day on which the preregistration ends."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "group", "-last_activity_at", "-number"], name="customer_list"),
            models.Index(
                fields=["tenant", "account_manager", "-last_activity_at", "-number"], name="customer_of_manager"
            ),
            models.Index(fields=["tenant", "partner"], name="customer_of_partner"),
            # Customer Development lists these: few beside the associated ones.
            models.Index(
                fields=["tenant", "partner", "-last_activity_at", "-number"],
                name="customer_in_development",
                condition=Q(state__in=["pending_review", "preregistered", "rejected", "expired", "released"]),
            ),
            models.Index(fields=["tenant", "mobile_digits"], name="customer_by_phone"),
            GinIndex(
                OpClass("tenant", name="int8_ops"), OpClass("search", name="gin_trgm_ops"), name="customer_search"
            ),
        ]

    def __str__(self) -> str:
        """The number: it stands in addresses, titles and logs, where a name must not."""
        return self.number

    @property
    def time_zone(self) -> str:
        """In which its days begin and end."""
        return str(self.partner.root.time_zone)

    @property
    def is_of_reseller(self) -> bool:
        return self.partner_id != self.tenant_id

    def is_associated(self) -> bool:
        return self.state == self.State.ASSOCIATED

    def is_preregistered(self, today: date) -> bool:
        """Whether the preregistration runs. Its last day counts."""
        return bool(
            self.state == self.State.PREREGISTERED and self.preregistered_until and self.preregistered_until >= today
        )

    def days_left(self, today: date) -> int | None:
        """Of a preregistration that runs; nought on its last day."""
        if not self.is_preregistered(today) or self.preregistered_until is None:
            return None
        return (self.preregistered_until - today).days

    def relation(self, today: date) -> "Customer.State":
        """The state as it is today: nobody writes down that a preregistration runs out."""
        state = self.State(self.state)
        ran_out = state is self.State.PREREGISTERED and not self.is_preregistered(today)
        return self.State.EXPIRED if ran_out else state

    def ended(self, today: date) -> date | None:
        """The last day of a relation that is over."""
        if self.state == self.State.PREREGISTERED and not self.is_preregistered(today):
            return self.preregistered_until
        return self.ended_on


#: The states on the way to an association.
DEVELOPMENT = (
    Customer.State.PENDING_REVIEW,
    Customer.State.PREREGISTERED,
    Customer.State.REJECTED,
    Customer.State.EXPIRED,
    Customer.State.RELEASED,
)
