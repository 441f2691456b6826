"""The audit log: who did what, to which record, and the chain of hashes that proves it whole."""

from typing import ClassVar, Self
from uuid import uuid4

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.members import Partner, User
from accounts.roles import Reach


def reference_of(record: models.Model) -> str:
    """How logs refer to a record: by its number, never by a name that is masked elsewhere."""
    return str(getattr(record, "reference", record))


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def visible_to(self, user: "User") -> Self:
        """What a person may read of the log: all of the tenant, what the own partner's members did, or the own lines.

        Directors read none: whom they direct is no business of this log.
        """
        rows = self.filter(tenant_id=user.tenant_id)
        match user.reach:
            case Reach.TENANT:
                return rows
            case Reach.PARTNER:
                return rows.filter(actor__in=User.objects.visible_to(user))
            case Reach.OWN:
                return rows.filter(actor=user)
            case _:
                return self.none()

    def about(self, subject: models.Model) -> Self:
        """What happened to one record, newest first."""
        return self.filter(
            tenant_id=subject.tenant_id,  # type: ignore[attr-defined]
            subject_kind=subject._meta.model_name,
            subject=reference_of(subject),
        ).order_by("-pk")


class AuditEntry(models.Model):
    """One thing that somebody did. Written by audit.record(), never changed: rights and triggers see to it."""

    #: Names the line to people: an id would tell how much all tenants do.
    key = models.UUIDField(_("reference"), default=uuid4, db_default=RandomUUID(), editable=False)
    tenant = models.ForeignKey(Partner, models.PROTECT, null=True, db_index=False, related_name="+")
    at = models.DateTimeField(_("time"), default=timezone.now)
    actor = models.ForeignKey(User, models.PROTECT, verbose_name=_("who"), null=True, db_index=False, related_name="+")
    actor_role = models.CharField(_("role"), max_length=16, blank=True)
    action = models.CharField(_("what"), max_length=60)
    subject_kind = models.CharField(_("kind"), max_length=30)
    subject = models.CharField(_("record"), max_length=60)
    details = models.JSONField(_("details"), default=dict)
    #: Which request it was, as its answer's X-Request-ID says, and where it came from; nothing of a command.
    request_id = models.UUIDField(_("request"), null=True, editable=False)
    ip = models.GenericIPAddressField(_("IP address"), null=True, editable=False)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        indexes: ClassVar = [
            models.Index(fields=["tenant", "subject_kind", "subject", "-id"], name="audit_of_subject"),
            models.Index(fields=["actor", "action", "-at"], name="audit_of_actor"),
            models.Index(fields=["tenant", "-at", "-key"], name="audit_of_tenant"),
            models.Index(fields=["actor", "-at", "-key"], name="audit_of_member"),
            # The first line of each press of an eye: what the Reveal Log lists.
            models.Index(
                fields=["tenant", "-at", "-subject"],
                name="audit_of_presses",
                condition=models.Q(action="revealed", details__has_key="records"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)


class AuditLink(models.Model):
    """The place of one entry in its tenant's chain of hashes. The database writes it at the commit, and nobody else.

    It refers to the entry without a foreign key: a link must be able to say that its entry is gone.
    """

    entry = models.OneToOneField(
        AuditEntry, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="link"
    )
    tenant = models.ForeignKey(
        Partner, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    #: The tenant, or 0 for what belongs to none.
    chain = models.GeneratedField(
        expression=Coalesce("tenant_id", 0), output_field=models.BigIntegerField(), db_persist=True
    )
    number = models.BigIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="place_in_chain", fields=["chain", "number"])]
