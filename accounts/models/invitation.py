"""Invitations to become a member: sent by e-mail, good for one person, one role and one company."""

from datetime import datetime, timedelta
from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.members import Partner, User
from accounts.roles import Role

#: How long the link of an invitation leads anywhere.
VALID_FOR = timedelta(days=14)


class MemberInvitationQuerySet(models.QuerySet["MemberInvitation"]):
    def visible_to(self, user: User) -> Self:
        """Those of the own company."""
        return self.filter(tenant_id=user.tenant_id, partner_id=user.partner_id)

    def waiting(self) -> Self:
        """Neither used nor withdrawn; some of them too old by now."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def with_company(self) -> Self:
        """Load what decides whether the invitation still holds."""
        return self.select_related("partner", "tenant", "director", "invited_by__partner", "invited_by__distributor")


class MemberInvitation(models.Model):
    """Somebody who is asked to join a company. Its link is known to the mail alone: here is only its digest."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tenant = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("partner"), related_name="invitations")
    email = models.EmailField(_("email"))
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("role"), max_length=16, choices=Role)
    director = models.ForeignKey(User, models.PROTECT, verbose_name=_("director"), null=True, related_name="+")
    digest = models.CharField(max_length=64, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("invited by"), related_name="+")
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    #: Who came of it.
    member = models.ForeignKey(User, models.PROTECT, verbose_name=_("member"), null=True, related_name="+")

    objects = MemberInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("member invitation")
        verbose_name_plural = _("member invitations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "tenant",
                "partner",
                Lower("email"),
                name="one_invitation_waits_for_an_address",
                condition=models.Q(accepted_at=None, withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="accepted_by_a_member",
                condition=models.Q(accepted_at=None, member=None)
                | models.Q(accepted_at__isnull=False, member__isnull=False, withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="only_invited_account_managers_have_a_director",
                condition=models.Q(director=None) | models.Q(role=Role.ACCOUNT_MANAGER),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["digest"], name="member_invitation_digest")]

    def __str__(self) -> str:
        """Its id: it stands in addresses and logs, where neither a name nor an e-mail address must."""
        return str(self.pk)

    @property
    def is_founding(self) -> bool:
        """Whether it invites a reseller's first administrator, whom only the distributor can invite."""
        return self.invited_by.partner_id != self.partner_id

    def has_expired(self, now: datetime) -> bool:
        return self.expires_at <= now
