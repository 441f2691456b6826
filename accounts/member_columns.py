"""The columns of Member Management: the members of one's own company, and whom it has invited.

Names stand here in the clear: whoever runs a company knows who works for it.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import MemberInvitation, User
from accounts.permissions import can_join, may_have_director
from accounts.roles import Role
from accounts.scope import visible_through
from partner_center.web import formats
from partner_center.web.listing import Action, Column, Order
from partner_center.web.templatetags.ui import chip

ORGANIZATION = "/partner/organization"
MEMBERS, INVITATIONS = f"{ORGANIZATION}/members", f"{ORGANIZATION}/invitations"

ORDERS = {"username": Order("username", "username", False, tie="username")}
DEFAULT_ORDER = "username"
INVITATION_ORDERS = {"sent": Order("sent", "sent_at", True, tie="id")}
DEFAULT_INVITATION_ORDER = "-sent"


def url_of(member: User) -> str:
    return f"{MEMBERS}/{member.username}/"


def state_chip(member: User) -> SafeString:
    return chip(_now("Active"), "ok") if member.is_active else chip(_now("Deactivated"), "lost")


def member_columns(reader: User) -> list[Column[User]]:
    """Rows come with `customer_count` and `open_count`. Only distributors' members have opportunities."""
    zone = ZoneInfo(reader.tenant.time_zone)
    sells = bool(reader.partner and reader.partner.is_distributor)
    opportunities = [Column[User]("opportunities", _("Open opportunities"), _of("open_count"), align="end")]
    return [
        Column("username", _("User name"), _user_name, sort="username", is_header=True),
        Column("name", _("Name"), lambda row: format_html("<bdi>{}</bdi>", row.name)),
        Column("role", _("Role"), lambda row: Role(row.role).label),
        Column("director", _("Director"), _director),
        Column("state", _("State"), state_chip),
        Column(
            "signed_in",
            _("Last sign-in"),
            lambda row: formats.moment(row.last_login, zone) if row.last_login else "",
            classes="pc-nowrap",
        ),
        Column("customers", _("Customers"), _of("customer_count"), align="end"),
        *(opportunities if sells else []),
    ]


def _of(count: str) -> Any:
    return lambda row: formats.whole(getattr(row, count))


def _user_name(row: User) -> SafeString:
    return format_html('<a id="open-{}" href="{}"><bdi>{}</bdi></a>', row.username, url_of(row), row.username)


def _director(row: User) -> SafeString | str:
    if row.director:
        return format_html("<bdi>{}</bdi>", row.director.username)
    return _now("No director") if may_have_director(row.role) else ""


def with_counts(members: QuerySet[User], reader: User) -> QuerySet[User]:
    """Load whom each is led by, and count what each has, as far as the reader may see it."""
    customers = visible_through(User, "customers", reader).filter(account_manager_id=OuterRef("pk"))
    still_open = visible_through(User, "opportunities", reader).still_open().filter(owner_id=OuterRef("pk"))  # type: ignore[attr-defined]
    return members.select_related("director").annotate(
        customer_count=_counted(customers, "account_manager_id"), open_count=_counted(still_open, "owner_id")
    )


def _counted(rows: QuerySet[Any], of: str) -> Coalesce:
    counted = rows.order_by().values(of).values(number_of=Count("pk"))
    return Coalesce(Subquery(counted), 0)


# --- Invitations --------------------------------------------------------------------------------------------


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


def counted_members(number: int, text: str) -> str:
    return ngettext("%(number)s member", "%(number)s members", number) % {"number": text}


def counted_invitations(number: int, text: str) -> str:
    return ngettext("%(number)s invitation", "%(number)s invitations", number) % {"number": text}
