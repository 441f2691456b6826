"""History Records: the columns of customers' invitations, and the lines about them on a customer's page."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from customers.columns import DEVELOPMENT, ROOT, masked_column
from customers.invitation_mail import last_day
from customers.models import Customer, CustomerInvitation
from customers.permissions import can_withdraw_invitation
from partner_center.web import formats
from partner_center.web.listing import Action, Column, Order
from partner_center.web.templatetags.ui import chip

INVITATIONS = f"{DEVELOPMENT}/invitations"
INVITE_BY_MAIL = f"{DEVELOPMENT}/invite/"
INVITATION_ORDERS = {"sent": Order("sent", "sent_at", True, tie="id")}
DEFAULT_INVITATION_ORDER = "-sent"
#: Lines that a customer's page shows.
NEWEST = 10

_State = CustomerInvitation.State
_CHIPS = {_State.SENT: "info", _State.ACCEPTED: "ok", _State.EXPIRED: "warn", _State.FAILED: "err"}


def invitation_columns(reader: User, now: datetime) -> list[Column[Any]]:
    zone = ZoneInfo(reader.tenant.time_zone)
    return [
        Column("sent", _("Sent"), lambda row: formats.moment(row.sent_at, zone), sort="sent", classes="pc-nowrap"),
        Column("number", _("Customer ID"), _number, is_header=True, classes="pc-nowrap"),
        masked_column("customer_name", lambda row: row.customer.name),
        Column("channel", _("Channel"), lambda row: row.get_channel_display()),
        masked_column("email", lambda row: row.email),
        Column("invited_by", _("Invited by"), lambda row: row.invited_by.username),
        Column("state", _("State"), lambda row: state_of(row, now)),
        Column("cause", _("Cause of failure"), lambda row: row.get_cause_display()),
    ]


def _number(row: CustomerInvitation) -> SafeString:
    return format_html('<a id="open-{}" href="{}/{}/">{}</a>', row, ROOT, row.customer.number, row.customer.number)


def state_of(row: CustomerInvitation, now: datetime) -> SafeString:
    """The state as a chip, and until when it holds or since when it is settled."""
    state = row.state_at(now)
    drawn = chip(state.label, _CHIPS.get(state, "neutral"))
    if state is _State.SENT:
        text = _now("until %(day)s") % {"day": formats.day(last_day(row.tenant, row.expires_at))}
    else:
        settled = row.settled_at or row.expires_at
        text = formats.moment(settled, ZoneInfo(row.tenant.time_zone))
    return format_html('{} <span class="pc-muted pc-nowrap">{}</span>', drawn, text)


def invitation_actions(user: User, row: CustomerInvitation, now: datetime) -> list[Action]:
    """Withdraw, while the link leads somewhere."""
    if not can_withdraw_invitation(user, row, now):
        return []
    label = _now("Withdraw")
    address = f"{INVITATIONS}/{row}/withdraw/"
    return [
        Action(label, address, f"{label}, {row.customer.number}", f"op-{row}-withdraw", post={"action": "withdraw"})
    ]


def counted_invitations(number: int, text: str) -> str:
    return ngettext("%(number)s invitation", "%(number)s invitations", number) % {"number": text}


def lines_of(user: User, customer: Customer, now: datetime) -> list[dict[str, Any]]:
    """What became of the invitations of one customer, newest first."""
    newest = CustomerInvitation.objects.visible_to(user).filter(customer=customer).with_people()
    return [
        {
            "state": state_of(row, now),
            "cause": row.get_cause_display(),
            "text": _now("%(channel)s, sent %(moment)s by %(person)s")
            % {
                "channel": row.get_channel_display(),
                "moment": formats.moment(row.sent_at, ZoneInfo(row.tenant.time_zone)),
                "person": row.invited_by.username,
            },
            "actions": invitation_actions(user, row, now),
        }
        for row in newest.order_by("-sent_at", "-pk")[:NEWEST]
    ]
