"""Mails that wait to be sent, and for a week the bare fact that they were. Written by mail.py alone."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils import timezone


class Mail(models.Model):
    """One mail to one address. Its id is the mail's own, by which a mail server knows one that is sent twice."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    #: Whose members, customers or applicants it goes to; of operators' own mails, nobody's.
    tenant = models.ForeignKey("accounts.Partner", models.PROTECT, null=True, related_name="+")
    address = models.EmailField(blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # A token or a name stands in no table longer than it has to.
            models.CheckConstraint(
                name="sent_mail_says_nothing",
                condition=models.Q(sent_at__isnull=True) | models.Q(address="", subject="", text=""),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
