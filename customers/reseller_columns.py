"""The columns of Reseller Management. Resellers are named there; who looks after them is masked as everywhere."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Partner, User
from accounts.roles import Capability
from partner_center.web import formats
from partner_center.web.listing import Action, Column, Order
from partner_center.web.masking import Kind
from partner_center.web.templatetags.ui import chip

ROOT = "/partner/sales/resellers"

ORDERS = {"name": Order("name", "name", False), "number": Order("number", "number", False)}
DEFAULT_ORDER = "name"

_STATUS_CHIPS = {Partner.Status.COOPERATING: "ok", Partner.Status.SUSPENDED: "warn", Partner.Status.TERMINATED: "err"}


def status_chip(reseller: Partner) -> SafeString:
    status = Partner.Status(reseller.status)
    return chip(status.label, _STATUS_CHIPS.get(status, "neutral"))


def reseller_columns(tenant: Partner) -> list[Column[Partner]]:
    """Rows come with the figures of resellers.counting()."""
    pipeline = _now("Pipeline a month, %(currency)s") % {"currency": tenant.currency}
    return [
        Column("name", _("Reseller"), _name, sort="name", is_header=True, classes="pc-name"),
        Column("number", _("Reseller ID"), _number, sort="number"),
        Column("status", _("Status"), status_chip),
        Column(
            "account_manager",
            _("Account manager"),
            lambda row: row.account_manager.name if row.account_manager else "",
            Kind.PERSON,
            _("account manager names"),
        ),
        Column("customers", _("Customers"), lambda row: formats.whole(_counted(row).customer_count), align="end"),
        Column("open", _("Open opportunities"), lambda row: formats.whole(_counted(row).open_count), align="end"),
        Column("pipeline", pipeline, lambda row: formats.amount(_counted(row).pipeline), align="end"),
        Column("activity", _("Last activity"), lambda row: last_activity(row, tenant), classes="pc-off-card"),
    ]


def last_activity(reseller: Partner, tenant: Partner) -> str:
    moment = _counted(reseller).last_activity
    return formats.day(moment.astimezone(ZoneInfo(tenant.time_zone)).date()) if moment else ""


def _counted(row: Partner) -> Any:
    """With the figures that the query added."""
    return row


def _name(row: Partner) -> SafeString:
    return format_html('<a id="open-{}" href="{}/{}/"><bdi>{}</bdi></a>', row.number, ROOT, row.number, row.name)


def _number(row: Partner) -> SafeString:
    return format_html('<span class="pc-reference">{}</span>', row.number)


def row_actions(user: User, row: Partner) -> list[Action]:
    """Details for everybody; Assign account manager for whoever manages resellers, while there is cooperation."""
    actions = []
    if user.can(Capability.MANAGE_RESELLERS) and row.status != Partner.Status.TERMINATED:
        label = _now("Assign account manager")
        name = f"{label}, {row.number}"
        actions.append(Action(label, f"{ROOT}/{row.number}/assign/", name, f"op-{row.number}-assign"))
    label = _now("Details")
    actions.append(Action(label, f"{ROOT}/{row.number}/", f"{label}, {row.number}", f"op-{row.number}-details"))
    return actions


def counted_resellers(number: int, text: str) -> str:
    return ngettext("%(number)s reseller", "%(number)s resellers", number) % {"number": text}
