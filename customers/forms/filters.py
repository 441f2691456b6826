"""What a person types to find customers."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.models import Customer, Industry
from partner_center.web.clock import midnight
from partner_center.web.date_fields import FlexibleDateField
from partner_center.web.filters import FilterForm
from partner_center.web.search import PartOfNameField, SearchField


class CustomerFilterForm(FilterForm):
    q = SearchField(label=_("Search by customer name, account, ID or phone"))
    relation = forms.MultipleChoiceField(
        label=_("Relation"), choices=Customer.State, required=False, widget=forms.CheckboxSelectMultiple
    )
    industry = forms.ModelChoiceField(
        Industry.objects.none(), label=_("Industry"), required=False, to_field_name="code", empty_label=_("Any")
    )
    owner = PartOfNameField(subject=_("Account manager"), required=False, longest=80)
    open = forms.ChoiceField(
        label=_("Has open opportunities"), choices=[("", _("Any")), ("yes", _("Yes")), ("no", _("No"))], required=False
    )
    created_from = FlexibleDateField(
        subject=_("Created from"), enter=_("Enter the first day"), required=False, echoes=False
    )
    created_to = FlexibleDateField(subject=_("Created to"), enter=_("Enter the last day"), required=False, echoes=False)

    manager = forms.MultipleChoiceField(
        label=_("Assignment"),
        choices=[("none", _("Display only unassigned customers"))],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, sees_unassigned: bool, chooses_owner: bool, time_zone: str) -> None:
        super().__init__(data)
        self.time_zone = time_zone
        self.fields["industry"].queryset = Industry.objects.offered()  # type: ignore[attr-defined]
        # For whoever sees the customers of account managers alone there are none without.
        if not sees_unassigned:
            del self.fields["manager"]
        if not chooses_owner:
            del self.fields["owner"]

    def only_unassigned(self) -> bool:
        return bool(self.good.get("manager"))

    def criteria(self) -> dict[str, Any]:
        """What the good values ask for; nothing of what they do not."""
        good = self.good
        first: date | None = good.get("created_from")
        last: date | None = good.get("created_to")
        asked = {
            "industry": good.get("industry"),
            "created_at__gte": first and midnight(first, self.time_zone),
            "created_at__lt": last and midnight(last + timedelta(days=1), self.time_zone),
        }
        return {name: value for name, value in asked.items() if value}

    def relations(self) -> list[str]:
        return list(self.good.get("relation", ()))
