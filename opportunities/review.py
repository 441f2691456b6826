"""What the wizard shows beside its forms: the customer's card, and the answers to check before Submit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from opportunities.actions import CustomerChange
from opportunities.forms import InformationForm
from opportunities.information import PERSONAL
from opportunities.models import Draft
from opportunities.permissions import owner_of_new
from partner_center.web.date_fields import FlexibleDateField
from partner_center.web.fields import MoneyField
from partner_center.web.formats import day, listed, money, month, nothing
from partner_center.web.masking import Kind, conceal, person, render


@dataclass(frozen=True, slots=True)
class MaskedValue:
    """A masked value with its eye."""

    key: str
    label: str | Promise
    eye_label: str | Promise
    value: SafeString
    shown: bool


def customer_card(draft: Draft, shown: Sequence[str], by: User) -> list[MaskedValue]:
    """The customer of a draft; of a reseller's customer the reseller; for administrators who will have the sale."""
    customer, owner = draft.customer, owner_of_new(by, draft.customer)
    values = [("customer_name", _("Customer"), _("Show customer name"), Kind.COMPANY, customer.name)]
    if customer.is_of_reseller:
        values.append(("reseller", _("Reseller"), _("Show reseller name"), Kind.COMPANY, customer.partner.name))
    if owner and owner != by:
        values.append(
            ("account_manager", _("Account manager"), _("Show account manager name"), Kind.PERSON, owner.name)
        )
    return [
        MaskedValue(key, label, eye, render(conceal(kind, name, shown=key in shown)), key in shown)
        for key, label, eye, kind, name in values
    ]


def owner_told(draft: Draft, by: User) -> str:
    """Whose the opportunity will be, where that is no name to mask."""
    owner = owner_of_new(by, draft.customer)
    if owner is None:
        return _now("Unassigned")
    return _now("Opportunities you add belong to you") if owner == by else ""


def what_changed(change: CustomerChange) -> list[str]:
    """One sentence for each thing that another customer brought along."""
    told = []
    if change.industry:
        text = _now("Customer industry changed to %(industry)s because it is this customer's industry.")
        told.append(text % {"industry": change.industry})
    if change.owner_changed and change.owner:
        text = _now("Account manager changed to %(name)s because this customer is assigned to them.")
        told.append(text % {"name": person(change.owner.name)})
    elif change.owner_changed:
        told.append(_now("Account manager changed to Unassigned because this customer is assigned to nobody."))
    if change.unlinked:
        text = _now("The marketing task %(task)s is not about this customer. The opportunity is not linked to it now.")
        told.append(text % {"task": change.unlinked.name})
    return told


def summary(form: InformationForm) -> list[tuple[str | Promise, str | SafeString]]:
    """The answers of a step in words, as far as they are good, personal data masked: [(label, text)]."""
    form.is_valid()
    fields = [field for _legend, group in form.groups() for field in group]
    return [(field.label, _words(field, form.cleaned_data.get(field.name)) or nothing()) for field in fields]


def _words(bound: BoundField, value: Any) -> str:
    """One cleaned value as a person reads it."""
    field = bound.field
    if value in (None, "", []):
        return ""
    if bound.name in PERSONAL:
        return render(conceal(Kind.PERSON, value, shown=False))
    if isinstance(field, MoneyField):
        return money(value, field.currency)
    if isinstance(field, FlexibleDateField):
        return day(value)
    if hasattr(value, "is_month"):
        return month(value.date) if value.is_month else day(value.date)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        labels = {str(option.data["value"]): str(option.choice_label) for option in bound.subwidgets}
        typed = bound.data if isinstance(bound.data, list) else [bound.data]
        return listed(labels[code] for code in typed if code in labels)
    return str(value)
