"""The masked values of one opportunity's page, each with its own eye (interface M-9)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from customers.presentation import Fact
from opportunities.models import Opportunity
from partner_center.web.masking import Kind, conceal, render

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class _Mask:
    label: "StrOrPromise"
    eye_label: "StrOrPromise"
    kind: Kind
    value: Callable[[Opportunity], str]


_MASKS = {
    "customer_name": _Mask(_("Customer name"), _("Show customer name"), Kind.COMPANY, lambda row: row.customer.name),
    "customer_account": _Mask(
        _("Customer account"), _("Show customer account"), Kind.ACCOUNT, lambda row: row.customer.account_name
    ),
    "reseller": _Mask(_("Reseller"), _("Show reseller name"), Kind.COMPANY, lambda row: row.partner.name),
    "account_manager": _Mask(
        _("Account manager"),
        _("Show account manager name"),
        Kind.PERSON,
        lambda row: row.owner.name if row.owner else "",
    ),
    "contact": _Mask(_("Contact"), _("Show contact name"), Kind.PERSON, lambda row: row.customer.contact_name),
    "phone": _Mask(_("Phone"), _("Show contact phone"), Kind.PHONE, lambda row: row.customer.mobile),
    "email": _Mask(_("Email"), _("Show contact email"), Kind.EMAIL, lambda row: row.customer.email),
    "decision_maker": _Mask(_("Decision maker"), _("Show decision maker"), Kind.PERSON, lambda row: row.decision_maker),
    "decision_maker_role": _Mask(
        _("Role of the decision maker"),
        _("Show role of the decision maker"),
        Kind.PERSON,
        lambda row: row.decision_maker_role,
    ),
}
#: The one eye of Progress Details: it covers the authors of all entries on the page.
AUTHORS = "authors"
CONTACT = ("contact", "phone", "email")


def keys(*, with_contact: bool) -> list[str]:
    """The values that the page has eyes for; contacts only for whoever sees the customer itself."""
    return [name for name in (*_MASKS, AUTHORS) if with_contact or name not in CONTACT]


def masked(opportunity: Opportunity, key: str, shown: Sequence[str]) -> Fact:
    """One value of the opportunity; without an eye where there is nothing behind the mask."""
    mask = _MASKS[key]
    clear = mask.value(opportunity)
    visible = key in shown
    cell = render(conceal(mask.kind, clear, shown=visible))
    return Fact(mask.label, cell, key if clear else "", mask.eye_label, visible)


def person(user: User | None, *, shown: bool = False) -> SafeString | str:
    """A member's masked name."""
    return render(conceal(Kind.PERSON, user.name, shown=shown)) if user else _now("Unassigned")


def person_in_words(user: User | None) -> str:
    """A member's masked name inside a sentence."""
    return str(conceal(Kind.PERSON, user.name, shown=False)) if user else _now("Somebody")
