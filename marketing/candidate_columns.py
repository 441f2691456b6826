"""What the page that chooses customers for a task shows of each."""

from dataclasses import replace
from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now

from accounts.models import Partner
from customers.columns import customer_columns
from customers.models import Customer, Group
from partner_center.web.listing import Column
from partner_center.web.masking import company, spoken

_SHOWN = ("number", "customer_name", "relation", "reseller", "industry", "account_manager", "open")


def candidate_columns(group: Group, tenant: Partner, now: datetime) -> list[Column[Customer]]:
    columns = {column.key: column for column in customer_columns(group=group, tenant=tenant, now=now)}
    return [replace(columns[key], sort="") for key in _SHOWN if key in columns]


def check_box(customer: Customer) -> SafeString:
    """The box that chooses this customer; it belongs to the form under the table."""
    label = _now("Select customer %(number)s, %(name)s") % {
        "number": customer.number,
        "name": spoken(company(customer.name)),
    }
    return format_html(
        '<input class="form-check-input" type="checkbox" name="customer" id="choose-{}" value="{}" form="add"'
        ' aria-label="{}">',
        customer.number,
        customer.number,
        label,
    )
