"""What a person types to find lines of the audit log."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.audit_columns import ACTIONS
from accounts.models import AuditEntry, User
from accounts.roles import Reach
from partner_center.web.clock import midnight
from partner_center.web.date_fields import FlexibleDateField
from partner_center.web.fields import CleanCharField
from partner_center.web.filters import FilterForm
from partner_center.web.search import SearchField


class AuditFilterForm(FilterForm):
    q = SearchField(label=_("Search by the record's number"))
    person = CleanCharField(subject=_("User name"), required=False, longest=60)
    action = forms.ChoiceField(label=_("What was done"), required=False)
    day_from = FlexibleDateField(subject=_("From"), enter=_("Enter the first day"), required=False)
    day_to = FlexibleDateField(subject=_("To"), enter=_("Enter the last day"), required=False)

    def __init__(self, data: Any, *, reader: User) -> None:
        super().__init__(data)
        self.time_zone = reader.tenant.time_zone
        self.fields["action"].choices = [("", _("Everything")), *ACTIONS.items()]  # type: ignore[attr-defined]
        if reader.reach is Reach.OWN:
            del self.fields["person"]

    def narrow(self, entries: "QuerySet[AuditEntry]") -> "QuerySet[AuditEntry]":
        """The lines that the good values ask for. Days are the distributor's, the last one included."""
        good = self.good
        if text := self.text():
            entries = entries.filter(subject__in={text, text.upper(), text.lower()})
        if person := good.get("person"):
            entries = entries.filter(actor__in=User.objects.filter(username__iexact=person))
        if action := good.get("action"):
            entries = entries.filter(action=action)
        if first := good.get("day_from"):
            entries = entries.filter(at__gte=midnight(first, self.time_zone))
        if last := good.get("day_to"):
            entries = entries.filter(at__lt=midnight(last + timedelta(days=1), self.time_zone))
        return entries
