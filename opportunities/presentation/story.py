"""Progress Details: the entries of an opportunity as its timeline shows them, newest first (interface D-4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from opportunities.columns import ROOT, phase_chip
from opportunities.models import Opportunity, ProgressEntry
from opportunities.presentation.masks import person
from opportunities.progress import Phase
from partner_center.web import formats
from partner_center.web.templatetags.ui import chip

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: Entries that the page shows before it is asked for all.
FIRST = 3

Link = tuple[str, "StrOrPromise"]


@dataclass(frozen=True, slots=True)
class Told:
    """One entry, ready for components/timeline.html."""

    id: str
    number: int
    when: SafeString
    chip: SafeString
    figures: str
    body: str
    details: "list[tuple[StrOrPromise, SafeString | str]]"
    author: SafeString | str
    links: list[Link]


def story(
    opportunity: Opportunity,
    entries: Sequence[ProgressEntry],
    *,
    numbers: dict[int, int],
    authors_shown: bool = False,
    may_correct: bool = False,
) -> list[Told]:
    """The entries in words. `numbers` gives the number of any entry of the opportunity by its id."""
    return [_told(opportunity, entry, numbers, authors_shown, may_correct) for entry in entries]


def _told(
    opportunity: Opportunity, entry: ProgressEntry, numbers: dict[int, int], authors_shown: bool, may_correct: bool
) -> Told:
    return Told(
        id=f"entry-{entry.number}",
        number=entry.number,
        when=_time(opportunity, entry),
        chip=_chips(entry),
        figures=_figures(entry),
        body=_body(entry),
        details=_details(opportunity, entry, numbers),
        author=person(entry.author, shown=authors_shown),
        links=_links(opportunity, entry, may_correct),
    )


def _time(opportunity: Opportunity, entry: ProgressEntry) -> SafeString:
    shown = formats.moment(entry.at, opportunity.tenant.time_zone)
    return format_html('<time datetime="{}">{}</time>', entry.at.isoformat(timespec="minutes"), shown)


def _chips(entry: ProgressEntry) -> SafeString:
    """The phase; before it what kind of entry it is, unless it is ordinary progress."""
    phase = phase_chip(Phase(entry.phase))
    if entry.kind in (ProgressEntry.Kind.PROGRESS, ProgressEntry.Kind.ADDED):
        return phase
    return format_html("{} {}", chip(ProgressEntry.Kind(entry.kind).label), phase)


def _figures(entry: ProgressEntry) -> str:
    now = formats.percent(entry.probability)
    if not entry.probability_change or entry.probability_before is None:
        return now
    return _("%(now)s (was %(before)s)") % {"now": now, "before": formats.percent(entry.probability_before)}


def _body(entry: ProgressEntry) -> str:
    # The text of entry 1 is ours, so it speaks the reader's language and not the author's.
    added = entry.kind == ProgressEntry.Kind.ADDED
    return str(ProgressEntry.Kind.ADDED.label) if added else entry.details


def _details(
    opportunity: Opportunity, entry: ProgressEntry, numbers: dict[int, int]
) -> "list[tuple[StrOrPromise, SafeString | str]]":
    revenue, signed_on = entry.actual_monthly_revenue, entry.signed_on
    said: list[tuple[StrOrPromise, SafeString | str]] = [
        (_("Technical Exchange"), _with_note(entry.get_technical_exchange_display(), entry.technical_exchange_note)),
        (_("Test Details"), _with_note(entry.get_test_details_display(), entry.test_note)),
        (_("Signed on"), formats.day(signed_on) if signed_on else ""),
        (_("Actual monthly revenue"), formats.money(revenue, opportunity.currency) if revenue is not None else ""),
        (_("Reason"), _with_note(entry.get_lost_reason_display(), entry.lost_note)),
        (_("Competitor"), entry.lost_competitor),
        (_("Corrects"), _entry_link(opportunity, numbers.get(entry.corrects_id or 0))),
    ]
    return [(label, value) for label, value in said if value]


def _with_note(state: str, note: str) -> str:
    if state and note:
        return _("%(state)s. %(note)s") % {"state": state, "note": note}
    return str(state or note)


def _entry_link(opportunity: Opportunity, number: int | None) -> SafeString | str:
    if number is None:
        return ""
    words = _("entry %(number)s") % {"number": number}
    return format_html('<a href="{}">{}</a>', entry_url(opportunity, number), words)


def entry_url(opportunity: Opportunity, number: int) -> str:
    return f"{ROOT}/{opportunity.number}/progress/{number}/"


def _links(opportunity: Opportunity, entry: ProgressEntry, may_correct: bool) -> list[Link]:
    links: list[Link] = [(entry_url(opportunity, entry.number), _("Entry %(number)s") % {"number": entry.number})]
    if may_correct and entry.kind == ProgressEntry.Kind.PROGRESS:
        address = f"{ROOT}/{opportunity.number}/progress/new/?corrects={entry.number}"
        which = _("entry %(number)s") % {"number": entry.number}
        # Each entry has this link, and whoever hears it must hear of which.
        words = format_html('{}<span class="visually-hidden">, {}</span>', _("Correct with a new entry"), which)
        links.append((address, words))
    return links
