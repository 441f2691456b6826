"""The list of step 1: which columns a customer shows, and its radio or the reason why it can't be selected."""

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Decision
from customers.models import Customer, Group
from partner_center.web.listing import Column
from partner_center.web.masking import Kind, company, spoken
from partner_center.web.search import SearchField


class ChoiceForm(forms.Form):
    use_required_attribute = False

    q = SearchField(label=_("Search by customer name, account, ID or phone"))

    def text(self) -> str:
        """The text to search for; nothing while it is too short."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""


def choice_columns(group: Group) -> list[Column[Customer]]:
    """Everything that tells two customers apart, masked."""
    reseller = Column[Customer](
        "reseller", _("Reseller"), lambda row: row.partner.name, Kind.COMPANY, _("Show full reseller names")
    )
    return [
        Column("customer_name", _("Customer name"), lambda row: row.name, Kind.COMPANY, _("Show full customer names")),
        Column(
            "customer_account",
            _("Customer account"),
            lambda row: row.account_name,
            Kind.ACCOUNT,
            _("Show full customer accounts"),
        ),
        Column("number", _("Customer ID"), lambda row: row.number, is_header=True),
        Column("relation", _("Relation"), lambda row: row.get_state_display()),
        *([reseller] if group == Group.RESELLERS else []),
        Column("phone", _("Phone"), lambda row: row.mobile, Kind.PHONE, _("Show full phone numbers")),
        Column("email", _("Email"), lambda row: row.email, Kind.EMAIL, _("Show full email addresses")),
    ]


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
