"""How demo opportunities went so far: plans become stories of dated reports. No database; every draw is seeded.

words.py and phrases.py give the texts, history.py writes a story down.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from opportunities.demo import phrases, words
from opportunities.demo.words import Language, Theme
from opportunities.entries import Entry
from opportunities.models import ProgressEntry
from opportunities.models.choices import BudgetStatus, Deployment, Support
from opportunities.progress import (
    OPENING_PHASES,
    WON_PHASES,
    LostReason,
    Phase,
    TechnicalExchange,
    TestDetails,
    probability_default,
)
from opportunities.reference_lists import COMPETITORS, PRODUCTS

Kind = ProgressEntry.Kind


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a story ends. Stale: nothing reported for weeks. Overdue: past its attainment time."""

    phase: Phase
    stale: bool = False
    overdue: bool = False
    #: An administrator's act at the end: voided, or lost and reopened.
    act: Kind | None = None
    #: Only one report, a few days old: the customer is new.
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One entry to be. The first of a story is the adding, of which only phase and probability count."""

    days_ago: int
    entry: Entry
    kind: Kind = Kind.PROGRESS


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One opportunity with its past. `business_system` and products are codes, money without currency."""

    customer: str
    owner: str
    business_system: str
    information: dict[str, Any]
    lines: tuple[tuple[str, Decimal], ...]
    reports: tuple[Report, ...]
    #: The name of the marketing task that it came of.
    task: str = ""


def invent(
    plan: Plan, theme: Theme, *, customer: str, owner: str, language: Language, day: date, draw: Random
) -> Story:
    """A story that ends as planned; `day` is today where the tenant is."""
    phases = _way(plan, draw)
    days_ago = _days_ago(plan, len(phases), draw)
    test_project = Phase.TESTING in phases or draw.random() < 0.25
    teller = _Teller(theme, language, test_project, draw)
    revenue = Decimal(draw.randrange(8, 420) * 100)
    information = {
        **_basic(theme, test_project, language, draw),
        **_cloud_adoption(theme, language, draw),
        **_operation(theme, language, day - timedelta(days=days_ago[0]), day, draw),
        **_revenue(plan, revenue, day, days_ago[0], draw),
    }
    return Story(
        customer=customer,
        owner=owner,
        business_system=theme.system,
        information=information,
        lines=_lines(theme, revenue, draw),
        reports=tuple(teller.reports(plan, phases, days_ago, revenue, day)),
    )


def _way(plan: Plan, draw: Random) -> list[Phase]:
    """The phases that the reports name, one after the other: now and then one is skipped, now and then it stays."""
    if plan.fresh:
        return [plan.phase]
    before: dict[Phase, Sequence[Phase]] = {
        Phase.SUSPENDED: OPENING_PHASES[: draw.choice((2, 3))],
        Phase.LOST: OPENING_PHASES[: draw.choice((2, 3, 5))],
    }
    opening = before.get(plan.phase) or [phase for phase in OPENING_PHASES if phase <= plan.phase]
    last = opening[-1]
    kept = [phase for phase in opening if phase is last or draw.random() < 0.75]
    way = [phase for phase in kept if phase is not Phase.TESTING or phase is last or draw.random() < 0.3]
    if draw.random() < 0.4 or len(way) == 1:
        way.append(last)
    if plan.phase in WON_PHASES:
        way += [phase for phase in WON_PHASES if phase <= plan.phase]
    elif plan.act is Kind.REOPENED:
        way += [Phase.LOST, last, last]
    elif plan.phase not in OPENING_PHASES:
        way.append(plan.phase)
    if plan.act is Kind.VOIDED:
        way.append(last)
    return way


def _days_ago(plan: Plan, count: int, draw: Random) -> list[int]:
    """When each was reported, the oldest first."""
    if plan.fresh:
        return [draw.randint(1, 4)]
    closed = plan.phase not in OPENING_PHASES
    last = draw.randint(16, 40) if plan.stale else draw.randint(3, 90) if closed else draw.randint(1, 12)
    days = [last]
    for _step in range(count - 1):
        days.append(days[-1] + draw.randint(5, 21))
    return days[::-1]


class _Teller:
    """Words and details of the reports of one story; the same sentence does not come twice."""

    def __init__(self, theme: Theme, language: Language, test_project: bool, draw: Random) -> None:
        self.language, self.test_project, self.draw = language, test_project, draw
        names = next((en, zh) for code, en, zh in PRODUCTS if code == theme.products[0])
        self.product = _inside_a_sentence(names[0]) if language == "en" else names[1]
        self.said: set[str] = set()

    def reports(
        self, plan: Plan, phases: Sequence[Phase], days_ago: Sequence[int], revenue: Decimal, day: date
    ) -> list[Report]:
        told: list[Report] = []
        probability, before = 0, 0
        for number, (phase, ago) in enumerate(zip(phases, days_ago, strict=True), start=1):
            reopening = bool(told) and told[-1].entry.phase is Phase.LOST
            probability, before = (before if reopening else probability_default(phase, probability)), probability
            entry = self._entry(phase, probability)
            kind = Kind.ADDED if number == 1 else Kind.PROGRESS
            if reopening:
                kind, entry = Kind.REOPENED, self._act(phases[number - 1], probability, phrases.REOPENED)
            elif plan.act is Kind.VOIDED and number == len(phases):
                kind, entry = Kind.VOIDED, self._act(phase, probability, phrases.VOIDED)
            elif phase is Phase.CONTRACT_SIGNED:
                signed = day - timedelta(days=ago + 1)
                actual = (revenue * self.draw.choice((90, 100, 110)) / 100).quantize(Decimal("0.01"))
                entry = replace(entry, signed_on=signed, actual_monthly_revenue=actual)
            told.append(Report(ago, entry, kind))
        return told

    def _act(self, phase: Phase, probability: int, words: dict[Language, str]) -> Entry:
        return Entry(phase=phase, probability=probability, details=words[self.language])

    def _entry(self, phase: Phase, probability: int) -> Entry:
        if phase is Phase.LOST:
            return self._loss(probability)
        fresh = [text for text in phrases.DETAILS[self.language][phase] if text not in self.said]
        text = self.draw.choice(fresh or phrases.DETAILS[self.language][phase])
        self.said.add(text)
        exchange = _EXCHANGES.get(phase, TechnicalExchange.NOT_HELD)
        held = exchange not in (TechnicalExchange.NOT_HELD, TechnicalExchange.PLANNED)
        tested = _TESTS.get(phase, TestDetails.PLANNED) if self.test_project else TestDetails.NOT_REQUIRED
        under_test = tested in (TestDetails.IN_PROGRESS, TestDetails.PASSED)
        return Entry(
            phase=phase,
            probability=probability,
            technical_exchange=exchange,
            technical_exchange_note=self._note(phrases.EXCHANGE_NOTES) if held else "",
            test_details=tested,
            test_note=self._note(phrases.TEST_NOTES) if under_test else "",
            details=self._filled(text),
        )

    def _loss(self, probability: int) -> Entry:
        reason = self.draw.choice(tuple(phrases.LOST[self.language]))
        _code, english, chinese = self.draw.choice(COMPETITORS)
        rival = english if self.language == "en" else chinese
        return Entry(
            phase=Phase.LOST,
            probability=probability,
            technical_exchange=TechnicalExchange.HELD,
            test_details="" if self.test_project else TestDetails.NOT_REQUIRED,
            details=self._filled(phrases.LOST[self.language][reason], rival),
            lost_reason=reason,
            lost_competitor=rival if reason is LostReason.COMPETITOR else "",
        )

    def _note(self, notes: dict[Language, tuple[str, ...]]) -> str:
        return self.draw.choice(notes[self.language])

    def _filled(self, text: str, rival: str = "") -> str:
        """The text with its names; its sentences begin with a capital whatever was filled in."""
        sentences = text.format(product=self.product, rival=rival).split(". ")
        return ". ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences)


def _inside_a_sentence(name: str) -> str:
    """ "Object storage" in small letters, but "AI computing" as it is."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


_EXCHANGES = {
    Phase.REQUIREMENT_CONFIRMED: TechnicalExchange.PLANNED,
    Phase.SOLUTION_VALIDATION: TechnicalExchange.HELD,
    Phase.TESTING: TechnicalExchange.HELD,
    Phase.BUSINESS_NEGOTIATION: TechnicalExchange.SOLUTION_AGREED,
    Phase.CONTRACT_SIGNED: TechnicalExchange.SOLUTION_AGREED,
    Phase.IN_SERVICE: TechnicalExchange.SOLUTION_AGREED,
}
_TESTS = {
    Phase.TESTING: TestDetails.IN_PROGRESS,
    Phase.BUSINESS_NEGOTIATION: TestDetails.PASSED,
    Phase.CONTRACT_SIGNED: TestDetails.PASSED,
    Phase.IN_SERVICE: TestDetails.PASSED,
}


# --- The information of an opportunity -------------------------------------------------------------------------


def _basic(theme: Theme, test_project: bool, language: Language, draw: Random) -> dict[str, Any]:
    return {
        "name": theme.name,
        "type": theme.type,
        "test_project": test_project,
        "notes": draw.choice(words.NOTES[language]),
    }


def _cloud_adoption(theme: Theme, language: Language, draw: Random) -> dict[str, Any]:
    deployment = draw.choice(tuple(Deployment))
    elsewhere = deployment in (Deployment.ANOTHER_CLOUD, Deployment.HYBRID)
    return {
        "current_deployment": deployment,
        "current_providers": [draw.choice(("alibaba-cloud", "aws", "azure", "hosting"))] if elsewhere else [],
        "current_monthly_spend": Decimal(draw.randrange(5, 200) * 100) if draw.random() < 0.5 else None,
        "main_workloads": theme.workloads,
    }


def _operation(theme: Theme, language: Language, added: date, day: date, draw: Random) -> dict[str, Any]:
    bidding = draw.random() < 0.25
    has_next = draw.random() < 0.6
    person, role = draw.choice(words.DECISION_MAKERS[language]) if draw.random() < 0.6 else ("", "")
    return {
        "bidding_project": bidding,
        "tender_date": added + timedelta(days=draw.randint(20, 60)) if bidding else None,
        "pain_points": theme.pain_points,
        "decision_maker": person,
        "decision_maker_role": role,
        "budget_status": draw.choice(tuple(BudgetStatus)),
        "competitors": sorted(draw.sample([code for code, _en, _zh in COMPETITORS], draw.randint(0, 2))),
        "support_needed": [draw.choice(tuple(Support)[1:])] if draw.random() < 0.5 else [],
        "next_step": draw.choice(words.NEXT_STEPS[language]) if has_next else "",
        "next_step_date": day + timedelta(days=draw.randint(1, 21)) if has_next else None,
    }


def _revenue(plan: Plan, revenue: Decimal, day: date, first_ago: int, draw: Random) -> dict[str, Any]:
    """An attainment that is overdue was a good one when the opportunity was added."""
    if plan.overdue:
        attainment = day - timedelta(days=draw.randint(2, max(2, min(25, first_ago))))
    elif plan.phase in WON_PHASES:
        attainment = day + timedelta(days=draw.randint(-20, 40))
    else:
        attainment = day + timedelta(days=draw.randint(25, 240))
    month = not plan.overdue and draw.random() < 0.5
    return {
        "estimated_monthly_revenue": revenue,
        "estimated_attainment": last_of_month(attainment) if month else attainment,
        "estimated_attainment_is_month": month,
        "service_period": draw.choice((12, 24, 36)),
    }


def _lines(theme: Theme, revenue: Decimal, draw: Random) -> tuple[tuple[str, Decimal], ...]:
    """The first product brings most; now and then a part of the revenue is not spread over products."""
    rest = revenue * draw.choice((8, 10)) / 10
    share = (rest / (len(theme.products) + 1)).quantize(Decimal("0.01"))
    others = theme.products[1:]
    return ((theme.products[0], rest - share * len(others)), *((code, share) for code in others))


def last_of_month(day: date) -> date:
    """A month alone is stored as its last day."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
