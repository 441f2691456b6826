"""Who: partners, their members, the counters of their numbers."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models.notification import Notification
from accounts.preferences import Preferences
from accounts.roles import Capability, PartnerKind, Reach, Role, Standing, standing_of, while_suspended


class PartnerQuerySet(models.QuerySet["Partner"]):
    def resellers_of(self, tenant_id: int | None) -> Self:
        return self.filter(parent_id=tenant_id, kind=PartnerKind.RESELLER)

    def visible_to(self, user: "User") -> Self:
        """The own company; for whoever sees the whole tenant its resellers, for a director those of the team."""
        if user.reach is Reach.TENANT:
            return self.filter(tenant_id=user.tenant_id)
        own = models.Q(pk=user.partner_id)
        if user.reach is Reach.TEAM:
            own |= models.Q(parent_id=user.partner_id, account_manager__director=user)
        return self.filter(own)


class Partner(models.Model):
    """A company that sells: a distributor, root of a tenant, or one of its resellers."""

    class Status(models.TextChoices):
        COOPERATING = "cooperating", _("Cooperating")
        SUSPENDED = "suspended", _("Suspended")
        TERMINATED = "terminated", _("Terminated")

    kind = models.CharField(_("kind"), max_length=12, choices=PartnerKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("distributor"), null=True, blank=True, related_name="resellers"
    )
    #: The distributor at the root: the tenant to which everything of this partner belongs.
    tenant_id = models.GeneratedField(
        expression=Coalesce("parent_id", "id"), output_field=models.BigIntegerField(), db_persist=True
    )
    number = models.CharField(_("number"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=120)
    country = models.CharField(_("country"), max_length=2, default="CN")
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    time_zone = models.CharField(_("time zone"), max_length=40, default="UTC")
    email = models.EmailField(_("email"), blank=True)
    mobile = models.CharField(_("mobile"), max_length=32, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.COOPERATING)
    share_opportunities = models.BooleanField(_("resellers may view their opportunities"), default=False)
    account_manager = models.ForeignKey(
        "User",
        models.PROTECT,
        verbose_name=_("account manager at the distributor"),
        null=True,
        blank=True,
        related_name="assigned_resellers",
    )

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="reseller_has_a_distributor",
                condition=models.Q(kind=PartnerKind.RESELLER, parent__isnull=False)
                | models.Q(kind=PartnerKind.DISTRIBUTOR, parent__isnull=True),
                violation_error_message=_("A reseller belongs to a distributor, and a distributor to nobody."),
            ),
            models.UniqueConstraint(name="reseller_number", fields=["parent", "number"]),
            models.UniqueConstraint(name="partner_of_tenant", fields=["tenant_id", "id"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """What logs call it, where a name must not stand. A tenant has one distributor."""
        return self.number or "distributor"

    @property
    def is_distributor(self) -> bool:
        return self.kind == PartnerKind.DISTRIBUTOR

    @property
    def is_suspended(self) -> bool:
        """Its members look at everything as before, and change nothing."""
        return self.status == self.Status.SUSPENDED

    @property
    def sees_no_opportunities(self) -> bool:
        """A reseller's members see none until the distributor shares those on their customers."""
        return bool(self.parent_id) and not self.share_opportunities

    @property
    def root(self) -> "Partner":
        """The distributor: itself, or the one above."""
        return self.parent or self


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)

    def create_superuser(self, username: str, password: str | None = None) -> "User":
        """A platform operator; called by Django's createsuperuser command."""
        user = self.model(username=username, name=username, is_staff=True, is_superuser=True)
        user.set_password(password)
        user.save(using=self._db)
        return user


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> Self:
        """The members whom a person may see as owners of rows: never anybody of another tenant."""
        rows = self.filter(distributor_id=user.tenant_id)
        match user.reach:
            case Reach.TENANT:
                return rows
            case Reach.PARTNER:
                return rows.filter(partner_id=user.partner_id)
            case Reach.TEAM:
                return rows.filter(director=user, partner_id=user.partner_id)
            case Reach.OWN:
                return rows.filter(pk=user.pk)
            case _:
                return self.none()

    def of_company(self, user: "User") -> Self:
        """The members of the person's own company, without those of its resellers."""
        return self.filter(partner_id=user.partner_id)

    def account_managers(self) -> Self:
        return self.filter(role=Role.ACCOUNT_MANAGER)

    def who_can_direct(self) -> Self:
        return self.filter(role=Role.DIRECTOR, is_active=True)

    def who_administer(self) -> Self:
        return self.filter(role=Role.ADMINISTRATOR, is_active=True)

    def named_like(self, text: str) -> Self:
        """Search by a part of user name, name or e-mail address."""
        if not text:
            return self
        parts = (models.Q(**{f"{field}__icontains": text}) for field in ("username", "name", "email"))
        return self.filter(models.Q(*parts, _connector=models.Q.OR))

    def counting_unread(self) -> Self:
        """Add `unread`: how many notifications wait for the member, a hundred at most."""
        waiting = Notification.objects.filter(recipient=models.OuterRef("pk")).unread().order_by().values("pk")[:100]
        return self.annotate(
            unread=models.Func(ArraySubquery(waiting), function="CARDINALITY", output_field=models.IntegerField())
        )

    def concerned_with(self, owner: "User | None", tenant_id: int) -> Self:
        """Whom an account manager's work concerns: the same person, the director, the distributor's administrators."""
        line = [pk for pk in (owner.pk, owner.director_id) if pk] if owner else []
        return self.filter(
            models.Q(pk__in=line) | models.Q(partner_id=tenant_id, role=Role.ADMINISTRATOR), is_active=True
        )

    def responsible_for(self, member: "User") -> Self:
        """Who is told when something is odd about a member: the distributor's administrators; of operators, all."""
        if member.tenant_id is None:
            return self.filter(is_staff=True, is_active=True)
        return self.administering(member.tenant_id)

    def administering(self, partner_id: int) -> Self:
        """The administrators of a partner, by name."""
        return self.filter(partner_id=partner_id).who_administer().order_by("username")


class User(Preferences, AbstractBaseUser, PermissionsMixin):
    """One sign-in account: one member of one partner with one role, or a platform operator of none."""

    username = models.CharField(_("user name"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("email"), blank=True)
    partner = models.ForeignKey(
        Partner, models.PROTECT, verbose_name=_("partner"), null=True, blank=True, related_name="members"
    )
    #: The distributor at the root, which the database asks for; kept by the verb that stores a member.
    distributor = models.ForeignKey(
        Partner, models.PROTECT, db_column="tenant_id", null=True, editable=False, related_name="+"
    )
    role = models.CharField(_("role"), max_length=16, choices=Role, blank=True)
    director = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("director"), null=True, blank=True, related_name="directs"
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("platform operator"), default=False)
    date_joined = models.DateTimeField(_("member since"), default=timezone.now)
    #: How the member likes lists to look, by their names; partner_center/web/list_preferences.py reads it.
    lists = models.JSONField(default=dict, editable=False)
    #: How often all of the member's sessions were ended at once.
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints: ClassVar = [
            *Preferences.Meta.constraints,
            models.UniqueConstraint(
                Lower("username"),
                name="user_name_whatever_the_case",
                violation_error_message=_("Somebody has this user name already."),
            ),
            models.UniqueConstraint(name="member_of_tenant", fields=["distributor", "id"]),
            models.CheckConstraint(
                name="member_has_a_tenant",
                condition=models.Q(partner__isnull=True, distributor__isnull=True)
                | models.Q(partner__isnull=False, distributor__isnull=False),
            ),
            models.CheckConstraint(
                name="member_or_operator",
                condition=models.Q(partner__isnull=True, role="", is_staff=True)
                | models.Q(partner__isnull=False, role__in=Role.values, is_staff=False, is_superuser=False),
                violation_error_message=_("A member has a partner and a role; an operator has neither."),
            ),
            models.CheckConstraint(
                name="only_account_managers_have_a_director",
                condition=models.Q(director__isnull=True) | models.Q(role=Role.ACCOUNT_MANAGER),
                violation_error_message=_("Only an account manager has a director."),
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def standing(self) -> Standing:
        standing = standing_of(self.partner.kind if self.partner else None, self.role)
        return while_suspended(standing) if self.is_suspended else standing

    @property
    def is_suspended(self) -> bool:
        """Whether the company, or the distributor above it, is suspended."""
        return any(company.is_suspended for company in (self.partner, self.distributor) if company)

    @property
    def reach(self) -> Reach:
        return self.standing.reach

    @property
    def tenant_id(self) -> int | None:
        return self.distributor_id

    @property
    def tenant(self) -> Partner:
        """The distributor to whose tenant a member belongs. Operators have none, and no page that asks."""
        assert self.distributor
        return self.distributor

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must know of the member: another password, or the end of all sessions, ends it."""
        known = f"{self.password}{self.sessions_ended or ''}"
        return salted_hmac("accounts.models.User.session", known, secret=secret, algorithm="sha256").hexdigest()

    def can(self, capability: Capability) -> bool:
        """Whether the role has the capability at all; permissions.py decides about a row."""
        return capability in self.standing.capabilities


class Counter(models.Model):
    """The last number given out for one kind of record of one tenant."""

    tenant = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    name = models.CharField(max_length=20)
    value = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="counter_of_tenant", fields=["tenant", "name"])]
