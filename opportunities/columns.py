"""The columns of the lists of opportunities and drafts: label, value, order, search, masked or not.

This is the law of masking for lists, details and exports: whatever shows a masked value takes it from here.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Partner, User
from customers.models import Group
from opportunities.models import Draft, Opportunity
from opportunities.permissions import can_modify, can_specify_progress
from opportunities.progress import OPENING_PHASES, Phase, Status
from partner_center.web import formats
from partner_center.web.listing import Action, Column, Order
from partner_center.web.masking import Kind

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


def phase_chip(phase: Phase) -> SafeString:
    """Number and name on a tint: colour never says a phase alone."""
    if phase.step:
        return format_html(
            '<span class="pc-chip {}"><span class="pc-chip-number">{}</span> {}</span>',
            _PHASE_CLASSES[phase],
            phase.step,
            phase.label,
        )
    return format_html('<span class="pc-chip {}">{}</span>', _PHASE_CLASSES[phase], phase.label)


def attainment(opportunity: Opportunity) -> str:
    """A month alone is shown as a month."""
    when = opportunity.estimated_attainment
    return formats.month(when) if opportunity.estimated_attainment_is_month else formats.day(when)


def opportunity_columns(*, group: str, tenant: Partner, now: datetime) -> list[Column[Opportunity]]:
    """The columns of Business Opportunities for one of its two tabs."""
    return [*_whose_it_is(group), *_how_it_stands(tenant, now)]


def _whose_it_is(group: str) -> list[Column[Opportunity]]:
    reseller = [
        Column[Opportunity](
            "reseller", _("Reseller"), lambda row: row.partner.name, Kind.COMPANY, _("Show full reseller names")
        )
    ]
    return [
        Column("name", _("Opportunity name"), _name, sort="name", is_header=True, classes="pc-name"),
        Column(
            "customer_name",
            _("Customer name"),
            lambda row: row.customer.name,
            Kind.COMPANY,
            _("Show full customer names"),
        ),
        Column(
            "customer_account",
            _("Customer account"),
            lambda row: row.customer.account_name,
            Kind.ACCOUNT,
            _("Show full customer accounts"),
            classes="pc-off-card",
        ),
        *(reseller if group == Group.RESELLERS else []),
        Column(
            "account_manager",
            _("Account manager"),
            lambda row: row.owner.name if row.owner else "",
            Kind.PERSON,
            _("Show full account manager names"),
            classes="pc-off-card",
        ),
    ]


def _how_it_stands(tenant: Partner, now: datetime) -> list[Column[Opportunity]]:
    zone = ZoneInfo(tenant.time_zone)
    today = now.astimezone(zone).date()
    revenue = _now("Monthly revenue, %(currency)s") % {"currency": tenant.currency}
    return [
        Column("phase", _("Development Phase"), lambda row: phase_chip(row.current_phase), sort="phase"),
        Column("win", _("Win Probability"), lambda row: formats.percent(row.win_probability), sort="win", align="end"),
        Column(
            "revenue", revenue, lambda row: formats.amount(row.estimated_monthly_revenue), sort="revenue", align="end"
        ),
        Column("attain", _("Attainment"), lambda row: _attainment_cell(row, today), sort="attain"),
        Column("status", _("Status"), lambda row: Status(row.status).label, classes="pc-off-card"),
        Column("progress", _("Last progress"), lambda row: _progress_cell(row, now, zone), sort="progress"),
        Column(
            "updated",
            _("Last updated"),
            lambda row: formats.moment(row.updated_at, zone),
            sort="updated",
            classes="pc-off-card",
        ),
    ]


def _name(row: Opportunity) -> SafeString:
    return format_html(
        '<a id="open-{}" href="{}/{}/"><bdi>{}</bdi></a><span class="pc-second pc-reference">{}</span>',
        row.number,
        ROOT,
        row.number,
        row.name,
        row.number,
    )


def _attainment_cell(row: Opportunity, today: date) -> SafeString | str:
    if not row.is_overdue(today):
        return attainment(row)
    return format_html('{} <span class="pc-warning">{}</span>', attainment(row), _now("Overdue"))


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
    return actions or [_action(_now("Details"), row, "", "details")]


def _action(label: str, row: Opportunity, path: str, key: str, *, dialog: bool = False) -> Action:
    return Action(label, f"{ROOT}/{row.number}/{path}", f"{label}, {row.name}", f"op-{row.number}-{key}", dialog)


# --- Drafts ---------------------------------------------------------------------------------------------------


def draft_columns(tenant: Partner, now: datetime) -> list[Column[Draft]]:
    """The columns of Drafts. A customer that somebody else has now has no name here.

    Rows come with `sees_customer`, and with their `readiness`: what is missing, and where to go on.
    """
    zone = ZoneInfo(tenant.time_zone)
    return [
        Column(
            "customer_name",
            _("Customer name"),
            _draft_customer,
            Kind.COMPANY,
            _("Show full customer names"),
        ),
        Column("name", _("Opportunity name"), _draft_name, is_header=True, classes="pc-name"),
        Column("step", _("Step reached"), lambda row: _("Step %(number)s of 4") % {"number": _STEP_NUMBERS[row.step]}),
        Column("missing", _("Missing"), _draft_missing),
        Column("started", _("Started"), lambda row: formats.moment(row.started_at, zone)),
        Column("saved", _("Last saved"), lambda row: formats.moment(row.saved_at, zone)),
        Column("expires", _("Expires"), lambda row: formats.day(row.expires_at.astimezone(zone).date())),
    ]


_STEP_NUMBERS = {"basic": 2, "detailed": 3, "revenue": 4}


def _draft_customer(row: Any) -> str:
    return str(row.customer.name) if row.sees_customer else ""


def _draft_name(row: Any) -> SafeString:
    return format_html(
        '<a id="open-{}" href="{}"><bdi>{}</bdi></a>', row.pk, row.readiness.url, row.name or _now("Untitled")
    )


def _draft_missing(row: Any) -> SafeString | str:
    if row.readiness:
        return format_html('<span class="pc-chip pc-chip-ok">{}</span>', row.readiness.short)
    return str(row.readiness.short)


def draft_actions(row: Any) -> list[Action]:
    """Continue at the first thing that is missing, or put it away."""
    name = row.name or _now("Untitled")
    return [
        Action(_now("Continue"), row.readiness.url, f"{_now('Continue')}, {name}", f"continue-{row.pk}"),
        Action(_now("Discard"), f"{ROOT}/drafts/{row.pk}/discard/", f"{_now('Discard')}, {name}", f"discard-{row.pk}"),
    ]
