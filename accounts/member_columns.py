"""The columns of Member Management: the members of one's own company, and whom it has invited.

Names stand here in the clear: whoever runs a company knows who works for it.
"""

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import may_have_director
from accounts.roles import Role
from accounts.scope import visible_through
from partner_center.web import formats
from partner_center.web.listing import Column, Order
from partner_center.web.templatetags.ui import chip

ORGANIZATION = "/partner/organization"
MEMBERS, INVITATIONS = f"{ORGANIZATION}/members", f"{ORGANIZATION}/invitations"

ORDERS = {"username": Order("username", "username", False, tie="username")}
DEFAULT_ORDER = "username"


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


def counted_members(number: int, text: str) -> str:
    return ngettext("%(number)s member", "%(number)s members", number) % {"number": text}
