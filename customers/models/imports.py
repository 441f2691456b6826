"""Imports: a file of customers on its way into the company, and every row of it. Kept for weeks, then forgotten."""

from datetime import datetime, timedelta
from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner, User
from customers.models.customer import Customer

#: How long what an import did can be taken back.
UNDO_FOR = timedelta(hours=24)


class CustomerImportQuerySet(models.QuerySet["CustomerImport"]):
    def visible_to(self, user: User) -> Self:
        """Those of the own company. What their files say is for whoever uploaded them: permissions/imports.py."""
        return self.filter(tenant_id=user.tenant_id, partner_id=user.partner_id)

    def unfinished(self) -> Self:
        """Files of which nothing came yet."""
        return self.filter(state__in=(CustomerImport.State.MATCHING, *RUNNING, CustomerImport.State.PREVIEWED))

    def with_list_relations(self) -> Self:
        return self.select_related("author", "tenant", "partner")


class CustomerImport(models.Model):
    """One file, as rows: the file itself is not kept."""

    class State(models.TextChoices):
        MATCHING = "matching", _("Match columns")
        CHECKING = "checking", _("Being checked")
        PREVIEWED = "previewed", _("Ready to import")
        IMPORTING = "importing", _("Being imported")
        DONE = "done", _("Imported")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        FAILED = "failed", _("Stopped")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tenant = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.MATCHING)
    #: What was going on when it stopped, so that it can go on from there.
    stopped_while = models.CharField(max_length=12, choices=State, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    #: The first row of the file.
    header = models.JSONField(default=list)
    #: Which column is which field, and what holds for all rows.
    mapping = models.JSONField(default=dict)
    #: Rows of the file, and how many of them what is going on has done.
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    #: Rows by what is known of them: the keys are those of ImportLine.State.
    counts = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    #: When a job last did something for it.
    touched_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    objects = CustomerImportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="customer_import_of_tenant", fields=["tenant", "id"]),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "partner", "-created_at", "-id"], name="customer_import_list"),
        ]

    def __str__(self) -> str:
        """Its id: file names say whatever people write into them."""
        return str(self.pk)

    @property
    def runs(self) -> bool:
        """Whether a worker is at it."""
        return self.state in RUNNING

    def undo_until(self) -> datetime | None:
        return self.finished_at and self.finished_at + UNDO_FOR

    def number_of(self, *states: str) -> int:
        return sum(int(self.counts.get(state, 0)) for state in states)


RUNNING = (CustomerImport.State.CHECKING, CustomerImport.State.IMPORTING, CustomerImport.State.UNDOING)


class ImportLine(models.Model):
    """One row of the file. What it says is told to nobody but whoever uploaded it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        NEW = "new", _("New")
        UPDATE = "update", _("Update")
        FAULTY = "faulty", _("Needs attention")
        CREATED = "created", _("Added")
        IN_REVIEW = "review", _("Sent to review")
        UPDATED = "updated", _("Updated")
        REFUSED = "refused", _("Not imported")
        UNDONE = "undone", _("Undone")
        KEPT = "kept", _("Not undone")

    tenant = models.ForeignKey(Partner, models.PROTECT, db_index=False, related_name="+")
    of = models.ForeignKey(CustomerImport, models.PROTECT, db_index=False, related_name="lines")
    #: Of the row in the file, as programs count.
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    #: Sentences by the name of the field that they are about; "" is the row itself.
    faults = models.JSONField(default=dict)
    #: Whom it updates, or who came of it; with which version, and what stood there before.
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(null=True)
    before = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="import_line_once", fields=["tenant", "of", "number"]),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "of", "state", "number"], name="import_line_by_state")]

    def __str__(self) -> str:
        return str(self.number)
