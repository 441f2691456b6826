"""What a person types to find customers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.models import Customer, Industry
from partner_center.web.filters import FilterForm
from partner_center.web.search import SearchField


class CustomerFilterForm(FilterForm):
    q = SearchField(label=_("Search by customer name, account, ID or phone"))
    relation = forms.MultipleChoiceField(
        label=_("Relation"), choices=Customer.State, required=False, widget=forms.CheckboxSelectMultiple
    )
    industry = forms.ModelChoiceField(
        Industry.objects.none(), label=_("Industry"), required=False, to_field_name="code", empty_label=_("Any")
    )

    manager = forms.MultipleChoiceField(
        label=_("Account manager"),
        choices=[("none", _("Display only unassigned customers"))],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, sees_unassigned: bool = True) -> None:
        super().__init__(data)
        self.fields["industry"].queryset = Industry.objects.offered()  # type: ignore[attr-defined]
        # For whoever sees the customers of account managers alone there are none.
        if not sees_unassigned:
            del self.fields["manager"]

    def only_unassigned(self) -> bool:
        return bool(self.good.get("manager"))

    def relations(self) -> list[str]:
        return list(self.good.get("relation", ()))

    def industry_asked(self) -> Industry | None:
        return self.good.get("industry")
