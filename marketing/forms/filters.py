"""What narrows the lists of marketing tasks: of targets, of tasks, of customers to add."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.forms.filters import CustomerFilterForm
from marketing.models import MarketingTask, Target, TaskKind
from partner_center.web.fields import CleanCharField
from partner_center.web.filters import FilterForm
from partner_center.web.search import SearchField

_EXPANSION = [
    choice for choice in MarketingTask.Strategy.choices if choice[0] != MarketingTask.Strategy.LARGE_ORDER_RENEWAL
]


class TargetFilterForm(FilterForm):
    q = SearchField(label=_("Search by task name or number, customer name or account"))
    strategy = forms.MultipleChoiceField(
        label=_("Strategy"), choices=_EXPANSION, required=False, widget=forms.CheckboxSelectMultiple
    )
    status = forms.MultipleChoiceField(
        label=_("Status"), choices=Target.Status, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, kind: TaskKind) -> None:
        super().__init__(data)
        # The other tab is one strategy: there is nothing to choose.
        if kind is TaskKind.LARGE_ORDER_RENEWAL:
            del self.fields["strategy"]

    def strategies(self) -> list[str]:
        return list(self.good.get("strategy", ()))

    def statuses(self) -> list[str]:
        return list(self.good.get("status", ()))


class TaskFilterForm(FilterForm):
    q = SearchField(label=_("Search by task name or number"))
    status = forms.MultipleChoiceField(
        label=_("Status"), choices=MarketingTask.Status, required=False, widget=forms.CheckboxSelectMultiple
    )
    strategy = forms.MultipleChoiceField(
        label=_("Strategy"), choices=MarketingTask.Strategy, required=False, widget=forms.CheckboxSelectMultiple
    )

    def strategies(self) -> list[str]:
        return list(self.good.get("strategy", ()))

    def statuses(self) -> list[str]:
        return list(self.good.get("status", ()))


class CandidateFilterForm(CustomerFilterForm):
    """Which customers to add to a task. Administrators add them, who see everybody's."""

    def __init__(self, data: Any, *, time_zone: str) -> None:
        super().__init__(data, sees_unassigned=False, chooses_owner=True, time_zone=time_zone)


class ResultFilterForm(FilterForm):
    """Which rows of one task a figure leads to: by user name, by the reseller's number."""

    manager = CleanCharField(subject=_("Account manager"), longest=150, required=False, widget=forms.HiddenInput())
    reseller = CleanCharField(subject=_("Reseller"), longest=20, required=False, widget=forms.HiddenInput())
    state = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("All")), ("open", _("Open")), ("won", _("Won"))],
        required=False,
        widget=forms.HiddenInput,
    )

    def said(self, name: str) -> str:
        return str(self.good.get(name, ""))
