"""Customer Development: its columns, what can be done from a row, and what is said when a customer is taken."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Partner, User
from customers.columns import DEVELOPMENT, ROOT, account_manager_of, masked_column, number_link, relation
from customers.models import Customer
from customers.permissions import can_invite, can_preregister_again, can_release
from partner_center.web import formats
from partner_center.web.listing import Action, Column

NEW = f"{DEVELOPMENT}/new/"


def development_columns(tenant: Partner, now: datetime) -> list[Column[Customer]]:
    zone = ZoneInfo(tenant.time_zone)
    day = now.astimezone(zone).date()
    return [
        Column("number", _("Customer ID"), number_link, sort="number", is_header=True, classes="pc-nowrap"),
        masked_column("customer_name", lambda row: row.name),
        masked_column("customer_account", lambda row: row.account_name),
        Column("state", _("State"), lambda row: relation(row, day)),
        Column("left", _("Days left"), lambda row: days_left(row, day), classes="pc-nowrap"),
        masked_column("phone", lambda row: row.mobile, classes="pc-nowrap"),
        masked_column("email", lambda row: row.email, classes="pc-off-card"),
        masked_column("account_manager", account_manager_of),
        Column(
            "activity",
            _("Last activity"),
            lambda row: formats.day(row.last_activity_at.astimezone(zone).date()),
            sort="activity",
            classes="pc-off-card",
        ),
    ]


def days_left(customer: Customer, today: date) -> str:
    """Of a preregistration that runs; nothing of any other customer."""
    left = customer.days_left(today)
    if left is None:
        return ""
    if left == 0:
        return _now("Last day")
    return ngettext("%(number)s day", "%(number)s days", left) % {"number": left}


def steps(user: User, row: Customer, today: date) -> list[tuple[str, str]]:
    """What the person may do about the preregistration now, as words and addresses."""
    address = f"{ROOT}/{row.number}/"
    offered = (
        (can_invite(user, row, today), _now("Invite"), f"{address}invite/"),
        (can_release(user, row, today), _now("Release"), f"{address}release/"),
        (can_preregister_again(user, row, today), _now("Preregister again"), f"{address}preregister/"),
    )
    return [(label, url) for may, label, url in offered if may]


def development_actions(user: User, row: Customer, today: date) -> list[Action]:
    """The Operation column: the steps that are open to the person, and Details."""
    offered = [*steps(user, row, today), (_now("Details"), f"{ROOT}/{row.number}/")]
    return [
        Action(label, url, f"{label}, {row.number}", f"op-{row.number}-{place}")
        for place, (label, url) in enumerate(offered)
    ]
