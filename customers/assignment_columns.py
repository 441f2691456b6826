"""The lists in which rows can be ticked for an account manager: their box, their control, their columns."""

from dataclasses import replace
from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import Partner
from customers.columns import ROOT, customer_columns
from customers.models import Customer, Group
from partner_center.web.listing import Action, Column
from partner_center.web.masking import company, spoken

#: What tells whom to give a customer to.
_SHOWN = ("number", "customer_name", "relation", "industry", "account_manager", "open", "activity")


def assignment_columns(tenant: Partner, now: datetime) -> list[Column[Customer]]:
    """Those of Customer Management that matter here. Account managers are named, as wherever one chooses among them."""
    found = {column.key: column for column in customer_columns(group=Group.MINE, tenant=tenant, now=now)}
    found["account_manager"] = replace(found["account_manager"], mask=None, names="")
    return [found[key] for key in _SHOWN]


def tick(customer: Customer) -> SafeString:
    """The box that puts a customer among the selected ones. It stays ticked while an eye is pressed."""
    name = spoken(company(customer.name))
    return box(
        "customer", customer.number, _("Select %(number)s, %(name)s") % {"number": customer.number, "name": name}
    )


def tick_reseller(reseller: Partner) -> SafeString:
    label = _("Select %(number)s, %(name)s") % {"number": reseller.number, "name": reseller.name}
    return box("reseller", reseller.number, label)


def box(name: str, number: str, label: str) -> SafeString:
    """A box of a list's batch form. It stays ticked while an eye is pressed."""
    return format_html(
        '<input class="form-check-input" type="checkbox" name="{}" id="tick-{}" value="{}" form="batch"'
        ' aria-label="{}" autocomplete="off" hx-preserve>',
        name,
        number,
        number,
        label,
    )


def assign_action(customer: Customer) -> Action:
    label = _("Assign account manager")
    return Action(
        label, f"{ROOT}/{customer.number}/assign/", f"{label}, {customer.number}", f"op-{customer.number}-assign"
    )
