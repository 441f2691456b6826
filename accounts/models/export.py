"""Files of lists, made for one person, kept for a few days. actions/exports.py and export_file.py write them."""

from datetime import timedelta
from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.members import Partner, User

#: How long a file can be downloaded.
KEPT = timedelta(days=7)


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, user: User) -> Self:
        """An export is private to whoever asked for it."""
        return self.filter(tenant_id=user.tenant_id, owner=user)

    def kept(self) -> Self:
        """Those whose days are not over, whether housekeeping has been there or not."""
        return self.filter(expires_at__gt=timezone.now())


class Export(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("In preparation")
        READY = "ready", _("Ready")
        REFUSED = "refused", _("Not allowed any more")
        TOO_MANY = "too_many", _("Too many rows")
        FAILED = "failed", _("Could not be made")

    class Format(models.TextChoices):
        XLSX = "xlsx", _("Excel (XLSX)")
        CSV = "csv", "CSV"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tenant = models.ForeignKey(Partner, models.PROTECT, db_index=False, related_name="+")
    owner = models.ForeignKey(User, models.PROTECT, db_index=False, related_name="+")
    #: With another role one sees other rows, and downloads none of the old ones.
    role = models.CharField(max_length=16)
    list = models.CharField(max_length=40)
    format = models.CharField(max_length=4, choices=Format)
    file_name = models.CharField(max_length=60)
    #: What the list's address said and in which language, until the file is made: it may hold what was searched for.
    query = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    #: How many filters that were.
    narrowed = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    rows = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    #: When it became what it is now.
    settled_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="export_of_tenant", fields=["tenant", "id"]),
            models.CheckConstraint(
                name="settled_export_says_no_query",
                condition=models.Q(state="waiting", settled_at=None)
                | ~models.Q(state="waiting") & models.Q(settled_at__isnull=False, query=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "-created_at", "-id"], name="export_history"),
            models.Index(fields=["tenant", "expires_at"], name="export_expires"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def reference(self) -> str:
        """What logs and notifications call it. No name of anybody stands in it."""
        return self.file_name


class ExportFile(models.Model):
    """The bytes, apart from what lists of exports read."""

    export = models.OneToOneField(Export, models.CASCADE, primary_key=True, related_name="file")
    tenant = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)
