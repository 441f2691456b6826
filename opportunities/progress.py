"""The development phases of an opportunity: their bands of win probability, and what may follow what.

Pure data and functions. What an entry must say stands in entries.py, who may specify one in permissions.py,
storing it in actions.py, and the same bounds stand a second time as constraints in models.py. Nothing here
reads a clock, a user or a database.
"""

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Phase(IntegerChoices):
    """The development phases. Up to In Service a larger code is further along; the last two stand aside."""

    INITIAL_CONTACT = 10, _("Initial Contact")
    REQUIREMENT_CONFIRMED = 20, _("Requirement Confirmed")
    SOLUTION_VALIDATION = 30, _("Solution Validation")
    TESTING = 40, _("Testing")
    BUSINESS_NEGOTIATION = 50, _("Business Negotiation")
    CONTRACT_SIGNED = 60, _("Contract Signed")
    IN_SERVICE = 70, _("In Service")
    SUSPENDED = 90, _("Suspended")
    LOST = 99, _("Lost")

    @property
    def step(self) -> int | None:
        """The number that chips and the stepper print before the name of an opening phase: 1 to 5."""
        return OPENING_PHASES.index(self) + 1 if self in OPENING_PHASES else None


class Status(TextChoices):
    """What has become of an opportunity. Voided comes from an administrator's act, never from a phase."""

    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")
    VOIDED = "voided", _("Voided")


class TechnicalExchange(TextChoices):
    NOT_HELD = "not_held", _("Not held")
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    SOLUTION_AGREED = "solution_agreed", _("Solution agreed")


class TestDetails(TextChoices):
    __test__ = False  # The name begins like a test class, and pytest would try to collect it.

    NOT_REQUIRED = "not_required", _("Not required")
    PLANNED = "planned", _("Planned")
    IN_PROGRESS = "in_progress", _("In progress")
    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Failed")


class LostReason(TextChoices):
    PRICE = "price", _("Price")
    COMPETITOR = "competitor", _("Lost to competitor")
    PROJECT_STOPPED = "project_stopped", _("Project delayed or cancelled")
    NO_BUDGET = "no_budget", _("No budget")
    NOT_RESPONDING = "not_responding", _("Customer not responding")
    REQUIREMENT_NOT_MET = "requirement_not_met", _("Requirement not met")
    SECURITY = "security", _("Security or compliance")
    LEGAL = "legal", _("Legal or tax")
    ON_PREMISES = "on_premises", _("Stayed on premises")
    TIMELINE = "timeline", _("Timeline too short")
    DUPLICATE = "duplicate", _("Duplicate")
    OTHER = "other", _("Other")


PROBABILITIES = (0, 10, 30, 50, 70, 90, 100)
#: The phases in which an opportunity is open, in order; it can be added in any of them.
OPENING_PHASES = (
    Phase.INITIAL_CONTACT,
    Phase.REQUIREMENT_CONFIRMED,
    Phase.SOLUTION_VALIDATION,
    Phase.TESTING,
    Phase.BUSINESS_NEGOTIATION,
)
WON_PHASES = (Phase.CONTRACT_SIGNED, Phase.IN_SERVICE)
#: An opportunity in one of these can't be modified any more.
CLOSED_PHASES = (*WON_PHASES, Phase.LOST)

#: The win probabilities that a phase admits.
BANDS: Mapping[Phase, tuple[int, ...]] = MappingProxyType(
    {
        Phase.INITIAL_CONTACT: (10, 30),
        Phase.REQUIREMENT_CONFIRMED: (10, 30, 50),
        Phase.SOLUTION_VALIDATION: (30, 50, 70),
        Phase.TESTING: (30, 50, 70),
        Phase.BUSINESS_NEGOTIATION: (50, 70, 90),
        Phase.CONTRACT_SIGNED: (100,),
        Phase.IN_SERVICE: (100,),
        Phase.SUSPENDED: (0, 10, 30, 50),
        Phase.LOST: (0,),
    }
)
#: What choosing a phase fills in. Suspended is absent: it keeps the probability that the opportunity has.
DEFAULTS: Mapping[Phase, int] = MappingProxyType(
    {
        Phase.INITIAL_CONTACT: 10,
        Phase.REQUIREMENT_CONFIRMED: 30,
        Phase.SOLUTION_VALIDATION: 50,
        Phase.TESTING: 50,
        Phase.BUSINESS_NEGOTIATION: 70,
        Phase.CONTRACT_SIGNED: 100,
        Phase.IN_SERVICE: 100,
        Phase.LOST: 0,
    }
)


def outcome_of(phase: Phase) -> Status:
    """The status of an opportunity in this phase, unless an administrator has voided it."""
    if phase in WON_PHASES:
        return Status.WON
    return {Phase.SUSPENDED: Status.SUSPENDED, Phase.LOST: Status.LOST}.get(phase, Status.ACTIVE)


def opening_phases(*, test_project: bool) -> tuple[Phase, ...]:
    """The phases in which an opportunity can be added, and to which a suspended one can return."""
    return tuple(phase for phase in OPENING_PHASES if test_project or phase is not Phase.TESTING)


def allowed_phases(current: Phase, *, test_project: bool) -> tuple[Phase, ...]:
    """The phases that the next entry may name, in order. Empty when the story is over.

    A suspended opportunity comes back to an opening phase before its contract can be signed.
    """
    opening = opening_phases(test_project=test_project)
    if current in OPENING_PHASES:
        return (*opening, Phase.CONTRACT_SIGNED, Phase.SUSPENDED, Phase.LOST)
    if current is Phase.SUSPENDED:
        return (*opening, Phase.SUSPENDED, Phase.LOST)
    return (Phase.IN_SERVICE,) if current is Phase.CONTRACT_SIGNED else ()


def is_backward(current: Phase, phase: Phase) -> bool:
    """Whether this goes back from one opening phase to an earlier one; resuming a suspended one does not."""
    return current in OPENING_PHASES and phase < current


def skipped(current: Phase, phase: Phase, *, test_project: bool) -> tuple[Phase, ...]:
    """The opening phases that a move forward leaves out; Testing only where there is something to test."""
    if phase > Phase.CONTRACT_SIGNED:
        return ()
    return tuple(between for between in opening_phases(test_project=test_project) if current < between < phase)


def probability_default(phase: Phase, current: int) -> int:
    """The percentage to offer when `phase` is chosen for an opportunity whose probability is `current`.

    Suspended keeps it, or the nearest that its band admits.
    """
    return DEFAULTS.get(phase, min(current, max(BANDS[phase])))
