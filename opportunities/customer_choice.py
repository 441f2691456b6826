"""The list of step 1: which columns a customer shows, and its radio or the reason why it can't be selected."""

from dataclasses import replace
from datetime import datetime

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from accounts.permissions import Decision
from customers.columns import customer_columns
from customers.models import Customer, Group
from partner_center.web.listing import Column
from partner_center.web.masking import company, spoken
from partner_center.web.search import SearchField


class ChoiceForm(forms.Form):
    use_required_attribute = False

    q = SearchField(label=_("Search by customer name, account, ID or phone"))

    def text(self) -> str:
        """The text to search for; nothing while it is too short."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""


#: What tells two customers apart when one is to be selected.
_SHOWN = ("customer_name", "customer_account", "number", "relation", "reseller", "phone", "email")


def choice_columns(group: Group, tenant: Partner, now: datetime) -> list[Column[Customer]]:
    """The columns of Customer Management that step 1 needs, in its own fixed order."""
    columns = {column.key: column for column in customer_columns(group=group, tenant=tenant, now=now)}
    return [replace(columns[key], sort="", classes="") for key in _SHOWN if key in columns]


def choice_radio(customer: Customer, allowed: Decision, chosen: str) -> SafeString:
    """The radio that chooses this customer, or why it can't be chosen."""
    if not allowed:
        return format_html('<span class="pc-muted">{}</span>', allowed.reason)
    label = _now("Select customer %(number)s, %(name)s") % {
        "number": customer.number,
        "name": spoken(company(customer.name)),
    }
    return format_html(
        '<input class="form-check-input" type="radio" name="customer" id="choose-{}" value="{}" form="choose"'
        ' aria-label="{}"{}>',
        customer.number,
        customer.number,
        label,
        SafeString(" checked") if customer.number == chosen else "",
    )
