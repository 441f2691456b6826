"""How far an opportunity has come: the phase stepper, read from the entries (interface D-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opportunities.models import Opportunity, ProgressEntry
from opportunities.progress import CLOSED_PHASES, OPENING_PHASES, Phase, Status
from partner_center.web import formats
from partner_center.web.templatetags.ui import chip


@dataclass(frozen=True, slots=True)
class Stop:
    """One phase as components/phase_stepper.html draws it."""

    number: int | str
    label: str
    state: str
    note: str = ""
    chip: SafeString | str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    summary: str
    phases: list[Stop]


def journey(opportunity: Opportunity, entries: Sequence[ProgressEntry], now: datetime) -> Journey:
    """The five open phases and the outcome. `entries` are all of them, newest first."""
    return _Road(opportunity, entries, now).journey()


class _Road:
    def __init__(self, opportunity: Opportunity, entries: Sequence[ProgressEntry], now: datetime) -> None:
        self._opportunity = opportunity
        self._zone = ZoneInfo(opportunity.tenant.time_zone)
        self._today = now.astimezone(self._zone).date()
        #: When each phase was last entered.
        self._entered: dict[int, date] = {}
        for entry in reversed(entries):
            if entry.phase != entry.phase_before:
                self._entered[entry.phase] = self._date(entry.at)
        self._voided = opportunity.status == Status.VOIDED
        self._over = self._voided or opportunity.current_phase in CLOSED_PHASES
        opening = [entry.phase for entry in entries if entry.phase in OPENING_PHASES]
        #: The opening phase in which the opportunity is, or was before it left them.
        self._furthest = Phase(opening[0])
        self._ended = self._date(entries[0].at)

    def _date(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()

    def journey(self) -> Journey:
        outcome = self._outcome()
        if self._over:
            summary = outcome.label
        else:
            summary = _("Phase %(number)s of 5: %(phase)s") % {
                "number": self._furthest.step,
                "phase": self._furthest.label,
            }
        return Journey(summary, [*(self._stop(phase) for phase in OPENING_PHASES), outcome])

    def _stop(self, phase: Phase) -> Stop:
        label = str(phase.label)
        number = phase.step or ""
        if phase is self._furthest and not self._over:
            return Stop(number, label, "current", self._since(phase), self._suspended())
        if phase > self._furthest:
            return Stop(number, label, "later", self._not_needed(phase))
        if phase in self._entered:
            return Stop(number, label, "done", formats.day(self._entered[phase]))
        return Stop(number, label, "skipped", self._not_needed(phase) or _("skipped"))

    def _not_needed(self, phase: Phase) -> str:
        needed = phase is not Phase.TESTING or self._opportunity.test_project
        return "" if needed else _("not needed")

    def _since(self, phase: Phase) -> str:
        began = self._entered[phase]
        days = (self._today - began).days
        return ngettext("since %(day)s, %(number)s day", "since %(day)s, %(number)s days", days) % {
            "day": formats.day(began),
            "number": formats.whole(days),
        }

    def _suspended(self) -> SafeString | str:
        if self._opportunity.current_phase is not Phase.SUSPENDED:
            return ""
        day = formats.day(self._entered[Phase.SUSPENDED])
        return chip(_("Suspended since %(day)s") % {"day": day}, "paused")

    def _outcome(self) -> Stop:
        if self._voided:
            return Stop("", str(Status.VOIDED.label), "current", formats.day(self._ended))
        phase = self._opportunity.current_phase
        if self._over:
            return Stop("", str(phase.label), "current", formats.day(self._entered[phase]))
        return Stop("", _("Outcome"), "later")
