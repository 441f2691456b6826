"""Facts of an opportunity: the key figures, the cards of its three groups, what is behind its closing."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.presentation import Fact
from opportunities.columns import attainment
from opportunities.information import BASIC, OTHER, PERSONAL, REVENUE
from opportunities.models import BusinessSystem, Opportunity, ProgressEntry
from opportunities.presentation.masks import CONTACT, masked
from opportunities.presentation.words import MONTH_FLAGS, Vocabulary, label
from opportunities.progress import Status
from partner_center.web import formats

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Pair = tuple["StrOrPromise", "SafeString | str"]

# Said with another field, or only where there is something to say.
_UNSAID = {*MONTH_FLAGS.values(), "business_system_other", "tender_date"}


def key_facts(opportunity: Opportunity, newest: ProgressEntry, now: datetime) -> list[Pair]:
    """The five tiles (interface D-3). A change is said in words, never by an arrow alone."""
    zone = ZoneInfo(opportunity.tenant.time_zone)
    day = now.astimezone(zone).date()
    currency = opportunity.currency
    return [
        (_("Monthly revenue"), formats.money(opportunity.estimated_monthly_revenue, currency)),
        (_("Win Probability"), _with_note(formats.percent(opportunity.win_probability), _change(newest))),
        (_("Weighted monthly"), formats.money(opportunity.weighted_monthly_revenue, currency)),
        (_("Attainment"), _with_note(attainment(opportunity), _("Overdue") if opportunity.is_overdue(day) else "")),
        (
            _("Last progress"),
            _with_note(
                formats.relative_days(opportunity.last_progress_at.astimezone(zone).date(), day),
                _quiet(opportunity.stale_for(now)),
            ),
        ),
    ]


def _with_note(value: str, note: str) -> SafeString | str:
    return format_html("{} <small>{}</small>", value, note) if note else value


def _change(newest: ProgressEntry) -> str:
    before = newest.probability_before
    if not newest.probability_change or before is None:
        return ""
    text = _("up from %(before)s") if newest.probability_change > 0 else _("down from %(before)s")
    return text % {"before": formats.percent(before)}


def _quiet(days: int) -> str:
    if not days:
        return ""
    return ngettext("No progress for %(days)s day", "No progress for %(days)s days", days) % {"days": days}


def customer_facts(opportunity: Opportunity, shown: Sequence[str], today: date, *, with_contact: bool) -> list[Fact]:
    """Who the customer is; how to reach it only for whoever sees the customer itself. Its name is in the header."""
    customer = opportunity.customer
    facts = [
        masked(opportunity, "customer_account", shown),
        Fact(_("Customer ID"), customer.number),
        Fact(_("Industry"), str(customer.industry) if customer.industry else formats.nothing()),
        Fact(_("Relation"), str(customer.relation(today).label)),
    ]
    if with_contact:
        facts += [masked(opportunity, key, shown) for key in CONTACT]
    return facts


def basic_facts(opportunity: Opportunity, words: Vocabulary) -> list[Fact]:
    facts = _facts(BASIC, words)
    if opportunity.business_system.code == BusinessSystem.OTHER:
        facts.append(Fact(label("business_system_other"), opportunity.business_system_other))
    return facts


def other_facts(opportunity: Opportunity, words: Vocabulary, shown: Sequence[str]) -> list[Fact]:
    facts = [
        masked(opportunity, name, shown) if name in PERSONAL else _fact(name, words)
        for name in OTHER
        if name not in _UNSAID
    ]
    return [*facts, *([_fact("tender_date", words)] if opportunity.bidding_project else [])]


def revenue_facts(opportunity: Opportunity, words: Vocabulary) -> list[Fact]:
    period = opportunity.service_period
    months = ngettext("%(number)s month", "%(number)s months", period) % {"number": period}
    facts = [Fact(label(name), months) if name == "service_period" else _fact(name, words) for name in _said(REVENUE)]
    currency = opportunity.currency
    facts += [
        Fact(_("Contract value"), formats.money(opportunity.contract_value, currency)),
        Fact(_("Weighted monthly revenue"), formats.money(opportunity.weighted_monthly_revenue, currency)),
    ]
    if opportunity.won_monthly_revenue is not None:
        facts += [_fact("won_monthly_revenue", words), _fact("signed_on", words)]
    return facts


def _said(names: Sequence[str]) -> list[str]:
    return [name for name in names if name not in _UNSAID]


def _facts(names: Sequence[str], words: Vocabulary) -> list[Fact]:
    return [_fact(name, words) for name in _said(names)]


def _fact(name: str, words: Vocabulary) -> Fact:
    return Fact(label(name), words.stored(name) or formats.nothing())


def closing(opportunity: Opportunity, newest: ProgressEntry) -> str:
    """One sentence for a closed opportunity: what became of it and when."""
    zone = opportunity.tenant.time_zone
    words = {
        "phase": opportunity.current_phase.label,
        "day": formats.day(newest.at.astimezone(ZoneInfo(zone)).date()),
        "reason": newest.get_lost_reason_display(),
    }
    if opportunity.status == Status.VOIDED:
        return _("Voided on %(day)s.") % words
    if opportunity.status == Status.LOST:
        return (_("Lost on %(day)s: %(reason)s.") if newest.lost_reason else _("Lost on %(day)s.")) % words
    return _("Won: %(phase)s since %(day)s.") % words if opportunity.is_closed else ""
