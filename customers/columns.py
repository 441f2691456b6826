"""The columns of the list of customers, and of the opportunities on a customer's page.

This is the law of masking for customers: whatever shows a masked value of one takes its kind of mask from here.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Partner, User
from customers.models import Customer, Group
from customers.permissions import can_work_with
from partner_center.web import formats
from partner_center.web.clock import today
from partner_center.web.listing import Action, Column, Order
from partner_center.web.masking import Kind
from partner_center.web.templatetags.ui import chip

ROOT = "/partner/sales/customers"
DEVELOPMENT = "/partner/sales/customer-development"
#: Opportunities are a room above: their addresses are known here, their code is not.
OPPORTUNITIES = "/partner/sales/opportunities"
ADD_OPPORTUNITY = f"{OPPORTUNITIES}/new/"

ORDERS = {
    "activity": Order("activity", "last_activity_at", True),
    "number": Order("number", "number", False),
}
DEFAULT_ORDER = "-activity"

_RELATION_CHIPS = {
    Customer.State.ASSOCIATED: "ok",
    Customer.State.PREREGISTERED: "info",
    Customer.State.EXPIRED: "warn",
    Customer.State.REJECTED: "err",
    Customer.State.PENDING_REVIEW: "paused",
}


def relation(customer: Customer, today: date) -> SafeString:
    """The relation as a chip, and until when it runs or since when it is over."""
    state = customer.relation(today)
    drawn = chip(state.label, _RELATION_CHIPS.get(state, "neutral"))
    if state is Customer.State.PREREGISTERED and customer.preregistered_until:
        text = _now("until %(day)s") % {"day": formats.day(customer.preregistered_until)}
    elif ended := customer.ended(today):
        text = _now("ended %(day)s") % {"day": formats.day(ended)}
    else:
        return drawn
    return format_html('{} <span class="pc-muted pc-nowrap">{}</span>', drawn, text)


def counted(number: int, text: str) -> str:
    """So many customers."""
    return ngettext("%(number)s customer", "%(number)s customers", number) % {"number": text}


def counted_opportunities(number: int, text: str) -> str:
    """So many opportunities."""
    return ngettext("%(number)s opportunity", "%(number)s opportunities", number) % {"number": text}


def customer_columns(*, group: str, tenant: Partner, now: datetime) -> list[Column[Customer]]:
    """The columns of Customer Management for one of its two tabs; rows come with `open_count`."""
    zone = ZoneInfo(tenant.time_zone)
    today = now.astimezone(zone).date()
    return [
        Column("number", _("Customer ID"), number_link, sort="number", is_header=True, classes="pc-nowrap"),
        masked_column("customer_name", lambda row: row.name),
        masked_column("customer_account", lambda row: row.account_name),
        Column("relation", _("Relation"), lambda row: relation(row, today)),
        *([masked_column("reseller", lambda row: row.partner.name)] if group == Group.RESELLERS else []),
        Column("industry", _("Industry"), lambda row: row.industry and str(row.industry), classes="pc-off-card"),
        masked_column("phone", lambda row: row.mobile, classes="pc-nowrap"),
        masked_column("email", lambda row: row.email, classes="pc-off-card"),
        masked_column("account_manager", account_manager_of),
        Column("open", _("Open opportunities"), _open_count, align="end"),
        Column(
            "activity",
            _("Last activity"),
            lambda row: formats.day(row.last_activity_at.astimezone(zone).date()),
            sort="activity",
            classes="pc-off-card",
        ),
    ]


_MASKS = {
    "customer_name": (_("Customer name"), Kind.COMPANY, _("customer names")),
    "customer_account": (_("Customer account"), Kind.ACCOUNT, _("customer accounts")),
    "reseller": (_("Reseller"), Kind.COMPANY, _("reseller names")),
    "phone": (_("Phone"), Kind.PHONE, _("phone numbers")),
    "email": (_("Email"), Kind.EMAIL, _("email addresses")),
    "account_manager": (_("Account manager"), Kind.PERSON, _("account manager names")),
}


def masked_column(key: str, value: Callable[[Any], str], *, classes: str = "") -> Column[Any]:
    label, kind, names = _MASKS[key]
    return Column(key, label, value, kind, names, classes=classes)


def account_manager_of(row: Customer) -> str:
    return row.account_manager.name if row.account_manager else ""


def number_link(row: Customer) -> SafeString:
    return format_html('<a id="open-{}" href="{}/{}/">{}</a>', row.number, ROOT, row.number, row.number)


def _open_count(row: Any) -> str:
    return formats.whole(row.open_count)


def row_actions(user: User, row: Customer, today: date) -> list[Action]:
    """The Operation column: Add Opportunity for whoever may work with the customer now, and Details."""
    actions = []
    if can_work_with(user, row, today):
        label = _now("Add Opportunity")
        post = {"customer": row.number}
        actions.append(Action(label, ADD_OPPORTUNITY, f"{label}, {row.number}", f"op-{row.number}-add", post=post))
    label = _now("Details")
    actions.append(Action(label, f"{ROOT}/{row.number}/", f"{label}, {row.number}", f"op-{row.number}-details"))
    return actions


# --- The opportunities of one customer ------------------------------------------------------------------------

OPPORTUNITY_ORDERS = {
    "updated": Order("updated", "updated_at", True),
    "revenue": Order("revenue", "estimated_monthly_revenue", True),
    "attain": Order("attain", "estimated_attainment", False),
}
DEFAULT_OPPORTUNITY_ORDER = "-updated"


def opportunity_columns(tenant: Partner) -> list[Column[Any]]:
    """What a customer's page tells of an opportunity. Nothing in it is masked."""
    zone, day = ZoneInfo(tenant.time_zone), today(tenant.time_zone)
    revenue = _now("Monthly revenue, %(currency)s") % {"currency": tenant.currency}
    return [
        Column("name", _("Opportunity name"), _opportunity_name, is_header=True, classes="pc-name"),
        Column("phase", _("Development Phase"), _phase),
        Column("win", _("Win Probability"), lambda row: formats.percent(row.win_probability), align="end"),
        Column(
            "revenue", revenue, lambda row: formats.amount(row.estimated_monthly_revenue), sort="revenue", align="end"
        ),
        Column("attain", _("Attainment"), lambda row: _attainment(row, day), sort="attain"),
        Column("status", _("Status"), lambda row: row.get_status_display()),
        Column("updated", _("Last updated"), lambda row: formats.moment(row.updated_at, zone), sort="updated"),
    ]


def _opportunity_name(row: Any) -> SafeString:
    return format_html(
        '<a id="open-{}" href="{}/{}/"><bdi>{}</bdi></a><span class="pc-second pc-reference">{}</span>',
        row.number,
        OPPORTUNITIES,
        row.number,
        row.name,
        row.number,
    )


_OUTCOME_CHIPS = {"won": "won", "lost": "lost", "suspended": "paused"}


def _phase(row: Any) -> SafeString:
    step = row.current_phase.step
    return chip(row.get_phase_display(), f"p{step}" if step else _OUTCOME_CHIPS.get(row.status, "neutral"), step or "")


def _attainment(row: Any, day: date) -> SafeString | str:
    """A month alone is shown as a month; one that has passed is marked."""
    when = row.estimated_attainment
    said = formats.month(when) if row.estimated_attainment_is_month else formats.day(when)
    if not row.is_overdue(day):
        return said
    return format_html('{} <span class="pc-warning">{}</span>', said, _now("Overdue"))
