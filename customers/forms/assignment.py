"""What narrows Customer Assignment and Reseller Management."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from partner_center.web.filters import FilterForm
from partner_center.web.search import SearchField


class AssignmentFilterForm(FilterForm):
    q = SearchField(label=_("Search by customer name, account, ID or phone"))


class ResellerFilterForm(FilterForm):
    q = SearchField(label=_("Search by reseller name or ID"))
    status = forms.MultipleChoiceField(
        label=_("Status"), choices=Partner.Status, required=False, widget=forms.CheckboxSelectMultiple
    )

    def statuses(self) -> list[str]:
        return list(self.good.get("status", ()))
