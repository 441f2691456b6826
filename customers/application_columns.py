"""The columns of Cooperation Applications. Companies are named there; whoever speaks for them is masked."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Partner, User
from customers.assignment_columns import box
from customers.models import Application
from customers.permissions import can_decide, can_send_again, can_withdraw
from customers.reseller_columns import ROOT as RESELLERS
from partner_center.web import formats
from partner_center.web.listing import Action, Column, Order
from partner_center.web.masking import Kind
from partner_center.web.templatetags.ui import chip

ROOT = f"{RESELLERS}/applications"
INVITE = f"{ROOT}/invite/"

ORDERS = {"changed": Order("changed", "changed_at", True), "number": Order("number", "number", True)}
DEFAULT_ORDER = "-changed"

_ONE_LINE = "pc-off-card pc-nowrap"
State = Application.State
_CHIPS = {
    State.INVITED: "info",
    State.APPLIED: "paused",
    State.COOPERATING: "ok",
    State.REJECTED: "err",
    State.EXPIRED: "warn",
}


def application_columns(tenant: Partner, now: datetime) -> list[Column[Application]]:
    zone = ZoneInfo(tenant.time_zone)
    return [
        Column("name", _("Company"), _name, is_header=True, classes="pc-name"),
        Column("number", _("Application ID"), _number, sort="number", classes="pc-nowrap"),
        Column("state", _("State"), lambda row: state_chip(row, now, zone)),
        Column("contact", _("Contact"), lambda row: row.contact_name, Kind.PERSON, _("contact names")),
        Column("email", _("Email"), lambda row: row.email, Kind.EMAIL, _("email addresses")),
        Column("phone", _("Phone"), lambda row: row.mobile, Kind.PHONE, _("phone numbers"), classes=_ONE_LINE),
        Column("invited_by", _("Invited by"), lambda row: row.invited_by.username, classes="pc-off-card"),
        Column(
            "changed",
            _("Last change"),
            lambda row: formats.day(row.changed_at.astimezone(zone).date()),
            sort="changed",
            classes="pc-nowrap",
        ),
    ]


def state_chip(row: Application, now: datetime, zone: ZoneInfo) -> SafeString:
    """The state; of an invitation also until when it holds."""
    state = row.state_at(now)
    drawn = chip(state.label, _CHIPS.get(state, "neutral"))
    if state is not State.INVITED:
        return drawn
    until = _now("until %(day)s") % {"day": formats.day(row.expires_at.astimezone(zone).date())}
    return format_html('{} <span class="pc-muted pc-nowrap">{}</span>', drawn, until)


def _name(row: Application) -> SafeString:
    return format_html('<a id="open-{}" href="{}/{}/"><bdi>{}</bdi></a>', row.number, ROOT, row.number, row.name)


def _number(row: Application) -> SafeString:
    return format_html('<span class="pc-reference">{}</span>', row.number)


def tick(user: User, row: Application) -> SafeString | str:
    """The box of an application that can be decided; others have none."""
    if not can_decide(user, row):
        return ""
    return box(
        "application", row.number, _now("Select %(number)s, %(name)s") % {"number": row.number, "name": row.name}
    )


def steps(user: User, row: Application) -> list[tuple[str, str, bool]]:
    """What the person may do about it now: words, address, and whether it is done at once."""
    address = f"{ROOT}/{row.number}"
    again = _now("Send again") if row.by_mail else _now("New link")
    offered = (
        (can_decide(user, row), _now("Review"), f"{address}/review/", False),
        # Whether somebody has joined a new reseller is asked on the page of the one, not for each row of the list.
        (row.reseller_id is None and can_send_again(user, row), again, f"{address}/resend/", True),
        (can_withdraw(user, row), _now("Withdraw"), f"{address}/withdraw/", True),
    )
    return [(label, url, at_once) for may, label, url, at_once in offered if may]


def application_actions(user: User, row: Application) -> list[Action]:
    offered = [*steps(user, row), (_now("Details"), f"{ROOT}/{row.number}/", False)]
    return [
        Action(
            label, url, f"{label}, {row.number}", f"op-{row.number}-{place}", post={"action": "go"} if at_once else {}
        )
        for place, (label, url, at_once) in enumerate(offered)
    ]


def counted_applications(number: int, text: str) -> str:
    return ngettext("%(number)s application", "%(number)s applications", number) % {"number": text}
