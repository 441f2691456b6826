"""What the page of one customer tells, value by value. Masked ones each have an eye of their own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from customers.columns import relation
from customers.models import Customer
from partner_center.web import formats
from partner_center.web.masking import Kind, conceal, render

#: The masked values of a customer: how each is masked, what its eye is called. Keys are those of the list's columns.
#: Web address and registration number tell the company as plainly as its name does.
MASKED: dict[str, tuple[str | Promise, Kind, str | Promise]] = {
    "customer_name": (_("Customer name"), Kind.COMPANY, _("Show customer name")),
    "customer_account": (_("Customer account"), Kind.ACCOUNT, _("Show customer account")),
    "contact": (_("Contact"), Kind.PERSON, _("Show contact name")),
    "phone": (_("Phone"), Kind.PHONE, _("Show contact phone")),
    "email": (_("Email"), Kind.EMAIL, _("Show contact email")),
    "website": (_("Website"), Kind.ACCOUNT, _("Show website")),
    "registration_number": (_("Registration number"), Kind.ACCOUNT, _("Show registration number")),
    "reseller": (_("Reseller"), Kind.COMPANY, _("Show reseller name")),
    "account_manager": (_("Account manager"), Kind.PERSON, _("Show account manager name")),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One value with its label. A masked one has a key and an eye."""

    label: str | Promise
    value: SafeString | str
    key: str = ""
    eye_label: str | Promise = ""
    shown: bool = False


def masked_facts(customer: Customer, shown: Collection[str]) -> dict[str, Fact]:
    """The masked values by key, clear where `shown` says so. What is empty has no eye."""
    return {
        key: Fact(label, render(conceal(kind, text, shown=key in shown)), key if text else "", eye_label, key in shown)
        for (key, (label, kind, eye_label)), text in zip(MASKED.items(), _clear(customer), strict=True)
    }


def _clear(customer: Customer) -> list[str]:
    """The clear values in the order of MASKED."""
    return [
        customer.name,
        customer.account_name,
        customer.contact_name,
        customer.mobile,
        customer.email,
        customer.website,
        customer.registration_number,
        customer.partner.name if customer.is_of_reseller else "",
        customer.account_manager.name if customer.account_manager else "",
    ]


def cards(customer: Customer, shown: Collection[str], *, tenant: Partner, today: date) -> dict[str, Any]:
    """The name for the head of the page, the contact, and the facts about the customer."""
    masked = masked_facts(customer, shown)
    about = [
        masked["customer_account"],
        *([masked["reseller"]] if customer.is_of_reseller else []),
        masked["account_manager"],
        Fact(_("Relation"), relation(customer, today)),
        Fact(_("Associated on"), formats.day(customer.associated_on) if customer.associated_on else formats.nothing()),
        Fact(_("Type"), customer.get_kind_display()),
        Fact(_("Industry"), str(customer.industry) if customer.industry else formats.nothing()),
        Fact(_("Needs"), customer.needs or formats.nothing()),
        Fact(_("Remarks"), customer.remarks or formats.nothing()),
        Fact(_("Last activity"), formats.moment(customer.last_activity_at, ZoneInfo(tenant.time_zone))),
    ]
    keys = ("contact", "phone", "email", "website", "registration_number")
    return {"name": masked["customer_name"], "contact": [masked[key] for key in keys], "about": about}
