"""An opportunity's information in words: what a field is called, and how a value of it reads.

Values come from the model or, as plain JSON, from the audit log; both read the same.
"""

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from customers.models import Industry
from opportunities.forms import ModifyBasicForm, OtherForm, RevenueForm
from opportunities.models import BusinessSystem, Competitor, Opportunity, Provider
from opportunities.models.choices import Support
from partner_center.web import formats

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: Dates of which perhaps only the month is known, and the field that says so.
MONTH_FLAGS = {
    "planned_migration": "planned_migration_is_month",
    "estimated_attainment": "estimated_attainment_is_month",
}
_FORMS = (ModifyBasicForm, OtherForm, RevenueForm)


def label(name: str) -> "StrOrPromise":
    """What the forms call the field; the same words on every page."""
    for form in _FORMS:
        if name in form.base_fields:
            return form.base_fields[name].label or ""
    return capfirst(Opportunity._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


class Vocabulary:
    """Says values of one opportunity. Names of reference lists are read once, and only when one is needed."""

    def __init__(self, opportunity: Opportunity) -> None:
        self._opportunity = opportunity

    def stored(self, name: str) -> str:
        """The value that the opportunity has now; "" for none."""
        flag = MONTH_FLAGS.get(name)
        is_month = bool(flag and getattr(self._opportunity, flag))
        return self.say(name, getattr(self._opportunity, name), is_month=is_month)

    def say(self, name: str, value: Any, *, is_month: bool = False) -> str:
        """A value of the field in words; "" for none."""
        if value in (None, "", []):
            return ""
        field = Opportunity._meta.get_field(name)
        match field:
            case models.ForeignKey():
                text = str(value) if isinstance(value, models.Model) else self._entry_name(name, value)
            case models.BooleanField():
                text = _("Yes") if value else _("No")
            case models.DecimalField():
                text = formats.money(Decimal(value), self._opportunity.currency)
            case models.DateField():
                day = value if isinstance(value, date) else date.fromisoformat(value)
                text = formats.month(day) if is_month else formats.day(day)
            case ArrayField():
                text = formats.listed(self._code_names[name].get(code, code) for code in value)
            case _other:
                text = str(dict(field.flatchoices).get(value, value))  # type: ignore[union-attr]
        return text

    def _entry_name(self, name: str, pk: int) -> str:
        return self._entry_names[name].get(pk, _("an entry that is gone"))

    @cached_property
    def _entry_names(self) -> dict[str, dict[int, str]]:
        return {
            "industry": {entry.pk: str(entry) for entry in Industry.objects.all()},
            "business_system": {entry.pk: str(entry) for entry in BusinessSystem.objects.all()},
        }

    @cached_property
    def _code_names(self) -> dict[str, dict[str, str]]:
        return {
            "current_providers": {entry.code: str(entry) for entry in Provider.objects.all()},
            "competitors": {entry.code: str(entry) for entry in Competitor.objects.all()},
            "support_needed": {choice.value: str(choice.label) for choice in Support},
        }
