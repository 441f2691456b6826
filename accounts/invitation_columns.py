"""The columns of the invitations that wait for somebody to join."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.member_columns import INVITATIONS
from accounts.models import MemberInvitation, User
from accounts.permissions import can_join
from accounts.roles import Role
from partner_center.web import formats
from partner_center.web.listing import Action, Column, Order
from partner_center.web.templatetags.ui import chip

INVITATION_ORDERS = {"sent": Order("sent", "sent_at", True, tie="id")}
DEFAULT_INVITATION_ORDER = "-sent"


def invitation_columns(reader: User, now: datetime) -> list[Column[MemberInvitation]]:
    zone = ZoneInfo(reader.tenant.time_zone)
    return [
        Column("email", _("Email"), lambda row: format_html("<bdi>{}</bdi>", row.email), is_header=True),
        Column("name", _("Name"), lambda row: format_html("<bdi>{}</bdi>", row.name)),
        Column("role", _("Role"), lambda row: Role(row.role).label),
        Column("director", _("Director"), lambda row: row.director and row.director.username),
        Column("invited_by", _("Invited by"), lambda row: row.invited_by.username),
        Column("sent", _("Sent"), lambda row: formats.moment(row.sent_at, zone), sort="sent", classes="pc-nowrap"),
        Column("state", _("State"), lambda row: _invitation_state(row, now, zone)),
    ]


def _invitation_state(row: MemberInvitation, now: datetime, zone: ZoneInfo) -> SafeString:
    """Until when it holds; or why somebody must send it again."""
    if can_join(row, now):
        until = _now("until %(day)s") % {"day": formats.day(row.expires_at.astimezone(zone).date())}
        return format_html('{} <span class="pc-muted">{}</span>', chip(_now("Invited"), "info"), until)
    if row.has_expired(now):
        return chip(_now("Expired"), "warn")
    return format_html(
        '{} <span class="pc-muted">{}</span>', chip(_now("Not valid"), "warn"), _now("the inviter may not invite now")
    )


def invitation_actions(row: MemberInvitation) -> list[Action]:
    """Send again and withdraw: a button each, named by the e-mail address for whoever hears only the name."""
    return [
        Action(label, f"{INVITATIONS}/{row}/{act}/", f"{label}, {row.email}", f"op-{row}-{act}", post={"action": act})
        for act, label in (("resend", _now("Send again")), ("withdraw", _now("Withdraw")))
    ]


def counted_invitations(number: int, text: str) -> str:
    return ngettext("%(number)s invitation", "%(number)s invitations", number) % {"number": text}
