"""The columns of Drafts. A customer that somebody else has now has no name here.

Rows come with `sees_customer`, and with their `readiness`: what is missing, and where to go on.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from opportunities.columns import ROOT
from opportunities.models import Draft
from partner_center.web import formats
from partner_center.web.listing import Action, Column
from partner_center.web.masking import Kind


def draft_columns(tenant: Partner, now: datetime) -> list[Column[Draft]]:
    """All of them, in their usual order."""
    zone = ZoneInfo(tenant.time_zone)
    return [
        Column("customer_name", _("Customer name"), _draft_customer, Kind.COMPANY, _("customer names")),
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
    name, go_on, discard = row.name or _now("Untitled"), _now("Continue"), _now("Discard")
    away = f"{ROOT}/drafts/{row.pk}/discard/"
    return [
        Action(go_on, row.readiness.url, f"{go_on}, {name}", f"continue-{row.pk}"),
        Action(discard, away, f"{discard}, {name}", f"discard-{row.pk}", dialog=True),
    ]
