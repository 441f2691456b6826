"""What the page of one customer tells, value by value. Masked ones each have an eye of their own."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from customers.columns import relation
from customers.development import days_left
from customers.models import Customer
from partner_center.web import formats
from partner_center.web.countries import country_name
from partner_center.web.masking import Kind, conceal, render


@dataclass(frozen=True, slots=True)
class Fact:
    """One value with its label. A masked one has a key and an eye."""

    label: str | Promise
    value: SafeString | str
    key: str = ""
    eye_label: str | Promise = ""
    shown: bool = False


@dataclass(frozen=True, slots=True)
class _Mask:
    label: str | Promise
    eye_label: str | Promise
    kind: Kind
    value: Callable[[Customer], str]


#: The masked values of a customer. Keys are those of the list's columns, so that the audit log names each one way.
#: Website and registration number tell the company as plainly as its name does.
MASKED = {
    "customer_name": _Mask(_("Customer name"), _("Show customer name"), Kind.COMPANY, lambda row: row.name),
    "customer_account": _Mask(
        _("Customer account"), _("Show customer account"), Kind.ACCOUNT, lambda row: row.account_name
    ),
    "contact": _Mask(_("Contact"), _("Show contact name"), Kind.PERSON, lambda row: row.contact_name),
    "phone": _Mask(_("Phone"), _("Show contact phone"), Kind.PHONE, lambda row: row.mobile),
    "email": _Mask(_("Email"), _("Show contact email"), Kind.EMAIL, lambda row: row.email),
    "website": _Mask(_("Website"), _("Show website"), Kind.ACCOUNT, lambda row: row.website),
    "registration_number": _Mask(
        _("Registration number"), _("Show registration number"), Kind.ACCOUNT, lambda row: row.registration_number
    ),
    "reseller": _Mask(_("Reseller"), _("Show reseller name"), Kind.COMPANY, lambda row: row.partner.name),
    "account_manager": _Mask(
        _("Account manager"),
        _("Show account manager name"),
        Kind.PERSON,
        lambda row: row.account_manager.name if row.account_manager else "",
    ),
}
#: Inputs of Modify whose stored value stands masked beside them, by what the eye is called.
MASKED_INPUTS = {"contact_name": "contact", "mobile": "phone", "email": "email", "website": "website"}
_CONTACT = ("contact", "phone", "email", "website", "registration_number")


def masked(customer: Customer, key: str, shown: Collection[str]) -> Fact:
    """One value, clear if it is among the shown ones. Where nothing is behind the mask there is no eye."""
    mask = MASKED[key]
    clear = mask.value(customer)
    html = render(conceal(mask.kind, clear, shown=key in shown))
    return Fact(mask.label, html, key if clear else "", mask.eye_label, key in shown)


def cards(customer: Customer, shown: Collection[str], *, tenant: Partner, today: date) -> dict[str, Any]:
    """The name for the head of the page, the contact, and the facts about the customer."""
    about = [
        masked(customer, "customer_account", shown),
        *([masked(customer, "reseller", shown)] if customer.is_of_reseller else []),
        masked(customer, "account_manager", shown),
        Fact(_("Relation"), relation(customer, today)),
        *([Fact(_("Days left"), left)] if (left := days_left(customer, today)) else []),
        *([Fact(_("Why it ended"), customer.ended_reason)] if customer.ended_reason else []),
        Fact(_("Associated on"), formats.day(customer.associated_on) if customer.associated_on else formats.nothing()),
        Fact(_("Type"), customer.get_kind_display()),
        Fact(_("Country or region"), country_name(customer.country)),
        Fact(_("Industry"), str(customer.industry) if customer.industry else formats.nothing()),
        Fact(_("Needs"), customer.needs or formats.nothing()),
        Fact(_("Remarks"), customer.remarks or formats.nothing()),
        Fact(_("Last activity"), formats.moment(customer.last_activity_at, ZoneInfo(tenant.time_zone))),
    ]
    return {
        "name": masked(customer, "customer_name", shown),
        "contact": [masked(customer, key, shown) for key in _CONTACT],
        "about": about,
    }
