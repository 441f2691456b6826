"""The list of step 1: which columns a customer shows, and its radio or the reason why it can't be selected."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from django import forms
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner, User
from accounts.permissions import Decision
from customers.columns import customer_columns
from customers.models import Customer, Group
from opportunities.permissions import can_add_for
from partner_center.web.filters import FilterForm
from partner_center.web.listing import Column
from partner_center.web.masking import company, spoken
from partner_center.web.search import SearchField


class ChoiceForm(FilterForm):
    q = SearchField(label=_("Search by customer name, account, ID or phone"))
    relation = forms.MultipleChoiceField(
        label=_("Relation"),
        choices=[
            (state.value, state.label)
            for state in Customer.State
            if state not in (Customer.State.PENDING_REVIEW, Customer.State.REJECTED)
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def relations(self) -> list[str]:
        return list(self.good.get("relation", ()))


#: What tells two customers apart when one is to be selected.
_SHOWN = ("customer_name", "customer_account", "number", "relation", "reseller", "phone", "email")


def choice_columns(
    group: Group, tenant: Partner, now: datetime, recent: Collection[Customer]
) -> list[Column[Customer]]:
    """The columns of Customer Management that step 1 needs, in its own fixed order; `recent` rows say so."""
    columns = {column.key: column for column in customer_columns(group=group, tenant=tenant, now=now)}
    number = columns["number"]

    def told(row: Customer) -> SafeString:
        note = format_html('<span class="pc-second">{}</span>', _now("Recently used")) if row in recent else ""
        return format_html("{}{}", number.value(row), note)

    columns["number"] = replace(number, value=told)
    return [replace(columns[key], sort="", classes="") for key in _SHOWN if key in columns]


def choice_radio(customer: Customer, allowed: Decision, chosen: str) -> SafeString:
    """The radio that chooses this customer, or why it can't be chosen."""
    if not allowed:
        return format_html('<span class="pc-muted">{}</span>', allowed.reason)
    mask = company(customer.name)
    label = _now("Select customer %(number)s, %(name)s") % {"number": customer.number, "name": spoken(mask)}
    return format_html(
        '<input class="form-check-input" type="radio" name="customer" id="choose-{}" value="{}" form="choose"'
        ' aria-label="{}" data-mask="{}" data-spoken="{}"{}>',
        customer.number,
        customer.number,
        label,
        mask,
        spoken(mask),
        SafeString(" checked") if customer.number == chosen else "",
    )


def sent_number(request: HttpRequest) -> str:
    """The customer that Next was pressed with: a radio of the page, else the one that was chosen on another page."""
    return request.POST.get("customer") or request.POST.get("chosen", "")


def chosen_customer(request: HttpRequest, user: User, kept: Customer | None, today: date) -> Customer | None:
    """Who is chosen as the page is drawn: as just sent, as the address says, else the draft's; if still selectable."""
    if "chosen" in request.POST or "customer" in request.POST:
        number = sent_number(request)
    else:
        number = request.GET.get("customer", kept.number if kept else "")
    found = Customer.objects.visible_to(user).with_list_relations().filter(number=number).first() if number else None
    return found if found and can_add_for(user, found, today) else None


def chosen_words(customer: Customer | None) -> dict[str, str]:
    """What the line of the chosen customer says; nothing while there is none."""
    if customer is None:
        return {}
    mask = company(customer.name)
    return {"number": customer.number, "mask": mask, "spoken": spoken(mask)}
