"""The columns of the lists of opportunities: label, value, order, search, masked or not.

This is the law of masking for lists, details and exports: whatever shows a masked value takes it from here.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Partner, User
from customers.models import Group
from opportunities.models import Opportunity
from opportunities.permissions import can_modify, can_specify_progress
from opportunities.progress import OPENING_PHASES, Phase, Status
from partner_center.web import formats
from partner_center.web.listing import Action, Column, Order, Text
from partner_center.web.masking import Kind
from partner_center.web.templatetags.ui import icon

ROOT = "/partner/sales/opportunities"

ORDERS = {
    "updated": Order("updated", "updated_at", True),
    "name": Order("name", "name", False),
    "phase": Order("phase", "phase", False),
    "win": Order("win", "win_probability", True),
    "revenue": Order("revenue", "estimated_monthly_revenue", True),
    "attain": Order("attain", "estimated_attainment", False),
    "progress": Order("progress", "last_progress_at", True),
}
DEFAULT_ORDER = "-updated"

#: Which look a phase has: five for the opening ones, one each for the rest.
_PHASE_CLASSES = {
    **{phase: f"pc-chip-p{position}" for position, phase in enumerate(OPENING_PHASES, start=1)},
    Phase.CONTRACT_SIGNED: "pc-chip-won",
    Phase.IN_SERVICE: "pc-chip-won",
    Phase.SUSPENDED: "pc-chip-paused",
    Phase.LOST: "pc-chip-lost",
}
#: What the phases without a step show besides their colour.
_PHASE_ICONS = {
    Phase.CONTRACT_SIGNED: "circle-check",
    Phase.IN_SERVICE: "circle-check",
    Phase.SUSPENDED: "circle-pause",
    Phase.LOST: "circle-x",
}


def counted_drafts(number: int, text: str) -> str:
    """So many drafts."""
    return ngettext("%(number)s draft", "%(number)s drafts", number) % {"number": text}


def phase_chip(phase: Phase) -> SafeString:
    """Number and name on a tint: colour never says a phase alone."""
    if phase.step:
        return format_html(
            '<span class="pc-chip {}"><span class="pc-chip-number">{}</span> {}</span>',
            _PHASE_CLASSES[phase],
            phase.step,
            phase.label,
        )
    return format_html(
        '<span class="pc-chip {}">{}{}</span>', _PHASE_CLASSES[phase], icon(_PHASE_ICONS[phase]), phase.label
    )


def attainment(opportunity: Opportunity) -> str:
    """A month alone is shown as a month."""
    when = opportunity.estimated_attainment
    return formats.month(when) if opportunity.estimated_attainment_is_month else formats.day(when)


def opportunity_columns(*, group: str, tenant: Partner, now: datetime, new: str = "") -> list[Column[Opportunity]]:
    """The columns of Business Opportunities for one of its two tabs; `new` is the number that was added just now.

    What one acts upon comes first: where a window is too narrow for all, the table scrolls, and the rest waits.
    """
    zone = ZoneInfo(tenant.time_zone)
    return [
        Column(
            "name",
            _("Opportunity name"),
            partial(_name, new),
            sort="name",
            is_header=True,
            classes="pc-name",
            second=_("Number"),
        ),
        Column(
            "customer_name",
            _("Customer name"),
            lambda row: row.customer.name,
            Kind.COMPANY,
            _("customer names"),
        ),
        *_how_it_stands(tenant.currency, zone, now),
        *_who_else(group),
        Column("status", _("Status"), lambda row: Status(row.status).label, classes="pc-off-card"),
        Column(
            "updated",
            _("Last updated"),
            lambda row: _moment_cell(row.updated_at, zone),
            sort="updated",
            classes="pc-off-card",
        ),
        *_what_else(tenant),
    ]


def _how_it_stands(currency: str, zone: ZoneInfo, now: datetime) -> list[Column[Opportunity]]:
    today = now.astimezone(zone).date()
    revenue = _now("Monthly revenue, %(currency)s") % {"currency": currency}
    return [
        Column("phase", _("Development Phase"), lambda row: phase_chip(row.current_phase), sort="phase"),
        Column("win", _("Win Probability"), lambda row: formats.percent(row.win_probability), sort="win", align="end"),
        Column(
            "revenue", revenue, lambda row: formats.amount(row.estimated_monthly_revenue), sort="revenue", align="end"
        ),
        Column("attain", _("Attainment"), lambda row: _attainment_cell(row, today), sort="attain", lasting=attainment),
        Column(
            "progress",
            _("Last progress"),
            lambda row: _progress_cell(row, now, zone),
            lasting=lambda row: formats.day(row.last_progress_at.astimezone(zone).date()),
            sort="progress",
            classes="pc-waits",
        ),
    ]


def _who_else(group: str) -> list[Column[Opportunity]]:
    reseller = [
        Column[Opportunity]("reseller", _("Reseller"), lambda row: row.partner.name, Kind.COMPANY, _("reseller names"))
    ]
    return [
        *(reseller if group == Group.RESELLERS else []),
        Column(
            "customer_account",
            _("Customer account"),
            lambda row: row.customer.account_name,
            Kind.ACCOUNT,
            _("customer accounts"),
            classes="pc-off-card",
        ),
        Column(
            "account_manager",
            _("Account manager"),
            lambda row: row.owner.name if row.owner else "",
            Kind.PERSON,
            _("account manager names"),
            classes="pc-off-card",
        ),
    ]


def _what_else(tenant: Partner) -> list[Column[Opportunity]]:
    """Facts that some people want in the list and most do not."""
    zone, currency = ZoneInfo(tenant.time_zone), {"currency": tenant.currency}

    def extra(key: str, label: Text, value: Callable[[Opportunity], Any], **more: Any) -> Column[Opportunity]:
        return Column(key, label, value, optional=True, classes="pc-off-card", **more)

    return [
        extra("type", _("Opportunity type"), lambda row: row.get_type_display()),
        extra("industry", _("Customer industry"), lambda row: str(row.industry), loads=("industry",)),
        extra("period", _("Service period, months"), lambda row: formats.whole(row.service_period), align="end"),
        extra(
            "contract",
            _now("Contract value, %(currency)s") % currency,
            lambda row: formats.amount(row.contract_value),
            align="end",
        ),
        extra(
            "weighted",
            _now("Weighted, %(currency)s") % currency,
            lambda row: formats.amount(row.weighted_monthly_revenue),
            align="end",
        ),
        extra(
            "task",
            _("Marketing task"),
            lambda row: row.target.task.number if row.target else "",
            loads=("target__task",),
        ),
        extra("created", _("Created"), lambda row: formats.moment(row.created_at, zone)),
    ]


def _name(new: str, row: Opportunity) -> SafeString:
    mark = format_html(' <span class="pc-chip pc-chip-info">{}</span>', _now("New")) if row.number == new else ""
    return format_html(
        '<a id="open-{}" href="{}/{}/"><bdi>{}</bdi></a>{}<span class="pc-second pc-reference">{}</span>',
        row.number,
        ROOT,
        row.number,
        row.name,
        mark,
        row.number,
    )


def _attainment_cell(row: Opportunity, today: date) -> SafeString | str:
    if not row.is_overdue(today):
        return attainment(row)
    return format_html(
        '<span class="pc-nowrap">{}</span> <span class="pc-warning">{}</span>', attainment(row), _now("Overdue")
    )


def _moment_cell(at: datetime, zone: ZoneInfo) -> SafeString:
    """In two lines at most."""
    day, _space, clock = formats.moment(at, zone).rpartition(" ")
    return format_html('<span class="pc-nowrap">{}</span> {}', day, clock)


def _progress_cell(row: Opportunity, now: datetime, zone: ZoneInfo) -> SafeString | str:
    if days := row.stale_for(now):
        text = ngettext("No progress for %(days)s day", "No progress for %(days)s days", days) % {"days": days}
        return format_html('<span class="pc-warning">{}</span>', text)
    return formats.relative_days(row.last_progress_at.astimezone(zone).date(), now.astimezone(zone).date())


def row_actions(user: User, row: Opportunity) -> list[Action]:
    """The Operation column: what this person may do with this row now, and nothing else."""
    actions = []
    if can_modify(user, row):
        actions.append(_action(_now("Modify"), row, "modify/basic/", "modify"))
    if can_specify_progress(user, row):
        actions.append(_action(_now("Specify Progress"), row, "progress/new/", "progress", dialog=True))
    return [
        *actions,
        _action(_now("Details"), row, "", "details"),
        _action(_now("Copy link"), row, "", "link", copies=True),
    ]


def _action(label: str, row: Opportunity, path: str, key: str, **kind: Any) -> Action:
    return Action(label, f"{ROOT}/{row.number}/{path}", f"{label}, {row.name}", f"op-{row.number}-{key}", **kind)
