"""What an entry of progress must say: the hard rules, the soft ones, and their sentences.

Pure: the phases stand in progress.py, the inputs in forms/, the gate that asks again in actions.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from opportunities.progress import (
    BANDS,
    CLOSED_PHASES,
    OPENING_PHASES,
    PROBABILITIES,
    WON_PHASES,
    LostReason,
    Phase,
    TechnicalExchange,
    TestDetails,
    allowed_phases,
    is_backward,
    skipped,
)
from partner_center.web import formats

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOTE_LENGTHS = MappingProxyType({"technical_exchange_note": 500, "test_note": 1000, "lost_note": 500})
#: The soft rules by their codes: a form says by such a name that somebody saves anyway.
CAUTIONS = ("backward", "skips", "closes")
DETAILS_SHORTEST, DETAILS_SHORTEST_BACKWARD, DETAILS_LONGEST = 5, 10, 2000


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an entry can't be saved: the input it belongs to, the sentence to show, a code for programs."""

    field: str
    message: "StrOrPromise"
    code: str


@dataclass(frozen=True, slots=True)
class Caution:
    """What a person should know before saving; saving anyway is allowed."""

    code: str
    message: "StrOrPromise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What somebody specifies. Texts are trimmed; "" and None mean that nothing was given."""

    phase: Phase | None
    probability: int | None
    technical_exchange: str = ""
    technical_exchange_note: str = ""
    test_details: str = ""
    test_note: str = ""
    details: str = ""
    signed_on: date | None = None
    actual_monthly_revenue: Decimal | None = None
    lost_reason: str = ""
    lost_competitor: str = ""
    lost_note: str = ""


def problems(entry: Entry, *, current_phase: Phase, test_project: bool) -> list[Problem]:
    """Every hard rule that the entry breaks, in the order of the inputs."""
    phase = entry.phase
    found: list[Problem] = []
    if phase is None:
        found.append(Problem("phase", _("Select a development phase"), "required"))
    else:
        found += _move_problems(current_phase, phase, test_project)
    found += _probability_problems(phase, entry.probability)
    found += _technical_exchange_problems(entry)
    found += _test_problems(entry, test_project)
    found += _details_problems(entry, current_phase)
    if phase is Phase.CONTRACT_SIGNED:
        found += _signing_problems(entry)
    if phase is Phase.LOST:
        found += _lost_problems(entry)
    return found


def opening_problems(*, phase: Phase | None, probability: int | None, test_project: bool) -> list[Problem]:
    """What is wrong with the phase and the probability that a new opportunity starts with (entry 1)."""
    found: list[Problem] = []
    if phase is None:
        found.append(Problem("phase", _("Select a development phase"), "required"))
    elif phase not in OPENING_PHASES:
        message = format_lazy(_("A new opportunity cannot start in {phase}. Choose another phase"), phase=phase.label)
        found.append(Problem("phase", message, "not_opening"))
    elif phase is Phase.TESTING and not test_project:
        message = _("Testing is only for test projects. Choose another phase or select Yes for Test project")
        found.append(Problem("phase", message, "not_a_test_project"))
    return found + list(_probability_problems(phase, probability))


def warnings(entry: Entry, *, current_phase: Phase, test_project: bool) -> list[Caution]:
    """The soft rules that the entry touches; empty while no phase is chosen."""
    phase = entry.phase
    found: list[Caution] = []
    if phase is None:
        return found
    if is_backward(current_phase, phase):
        message = format_lazy(
            _("This moves the opportunity back from {current} to {phase}."),
            current=current_phase.label,
            phase=phase.label,
        )
        found.append(Caution("backward", message))
    if missed := skipped(current_phase, phase, test_project=test_project):
        found.append(
            Caution("skips", format_lazy(_("This skips {phases}."), phases=_all_of([p.label for p in missed])))
        )
    if phase in CLOSED_PHASES and current_phase not in CLOSED_PHASES:
        found.append(Caution("closes", _("This closes the opportunity. You cannot modify it afterwards.")))
    return found


def _testing_refused() -> Problem:
    message = _("Testing is only for test projects. Choose another phase or change Test project in Modify")
    return Problem("phase", message, "not_a_test_project")


def _move_problems(current: Phase, phase: Phase, test_project: bool) -> Iterator[Problem]:
    if phase in allowed_phases(current, test_project=test_project):
        return
    if phase in allowed_phases(current, test_project=True):
        yield _testing_refused()
    elif not allowed_phases(current, test_project=test_project):
        message = format_lazy(_("An opportunity in {current} takes no further progress"), current=current.label)
        yield Problem("phase", message, "terminal")
    else:
        message = format_lazy(
            _("An opportunity in {current} cannot move to {phase}. Choose another phase"),
            current=current.label,
            phase=phase.label,
        )
        yield Problem("phase", message, "not_allowed")


def _probability_problems(phase: Phase | None, probability: int | None) -> Iterator[Problem]:
    if probability is None:
        yield Problem("probability", _("Select a win probability"), "required")
    elif phase is None:
        if probability not in PROBABILITIES:
            yield Problem("probability", _("Select a win probability"), "unknown")
    elif probability not in BANDS[phase]:
        yield Problem("probability", band_message(phase), "outside_band")


def band_message(phase: Phase) -> "StrOrPromise":
    """The sentence that names the probabilities which the phase admits."""
    if phase in WON_PHASES:
        return _("Win probability is 100% when the contract is signed")
    if phase is Phase.LOST:
        return _("Win probability is 0% when the opportunity is lost")
    return format_lazy(
        _("Win probability for {phase} must be {band}"),
        phase=phase.label,
        band=one_of([f"{value}%" for value in BANDS[phase]]),
    )


def _technical_exchange_problems(entry: Entry) -> Iterator[Problem]:
    # Suspended and Lost can come straight after the first contact, so they ask for no exchange.
    needed = entry.phase is not None and Phase.SOLUTION_VALIDATION <= entry.phase <= Phase.IN_SERVICE
    given = entry.technical_exchange
    if (needed or given) and given not in TechnicalExchange.values:
        yield Problem("technical_exchange", _("Select the technical exchange status"), "required")
    yield from _note_problems("technical_exchange_note", entry.technical_exchange_note, _("Technical exchange note"))


def _test_problems(entry: Entry, test_project: bool) -> Iterator[Problem]:
    given = entry.test_details
    if not test_project:
        if given not in ("", TestDetails.NOT_REQUIRED):
            message = _("Test details must be Not required because this is not a test project")
            yield Problem("test_details", message, "not_a_test_project")
    elif entry.phase is Phase.TESTING and given in ("", TestDetails.NOT_REQUIRED):
        yield Problem("test_details", _("Select the test status"), "required")
    elif given and given not in TestDetails.values:
        yield Problem("test_details", _("Select the test status"), "unknown")
    elif given == TestDetails.FAILED and _needs_a_passed_test(entry.phase) and not entry.test_note:
        yield Problem("test_note", _("Enter a note about the failed test"), "required")
    yield from _note_problems("test_note", entry.test_note, _("Test note"))


def _needs_a_passed_test(phase: Phase | None) -> bool:
    """Whether a failed test is so surprising in this phase that it wants a word of explanation."""
    return phase is not None and Phase.BUSINESS_NEGOTIATION <= phase <= Phase.IN_SERVICE


def _details_problems(entry: Entry, current: Phase) -> Iterator[Problem]:
    length = len(entry.details)
    if not length:
        yield Problem("details", _("Enter progress details"), "required")
    elif length < DETAILS_SHORTEST:
        yield Problem("details", _("Progress details must be 5 characters or more"), "too_short")
    elif length > DETAILS_LONGEST:
        yield Problem("details", _too_long(_("Progress details"), length, DETAILS_LONGEST), "too_long")
    elif entry.phase and is_backward(current, entry.phase) and length < DETAILS_SHORTEST_BACKWARD:
        message = _("Progress details must be 10 characters or more when you move an opportunity back")
        yield Problem("details", message, "too_short_backward")


def _signing_problems(entry: Entry) -> Iterator[Problem]:
    if entry.signed_on is None:
        yield Problem("signed_on", _("Enter the date when the contract was signed"), "required")
    if entry.actual_monthly_revenue is None:
        yield Problem("actual_monthly_revenue", _("Enter the actual monthly revenue"), "required")
    elif entry.actual_monthly_revenue <= 0:
        message = _("Actual monthly revenue must be more than 0")
        yield Problem("actual_monthly_revenue", message, "too_small")


def _lost_problems(entry: Entry) -> Iterator[Problem]:
    if entry.lost_reason not in LostReason.values:
        yield Problem("lost_reason", _("Select why the opportunity was lost"), "required")
    elif entry.lost_reason == LostReason.COMPETITOR and not entry.lost_competitor:
        yield Problem("lost_competitor", _("Enter the competitor"), "required")
    elif entry.lost_reason == LostReason.OTHER and not entry.lost_note:
        yield Problem("lost_note", _("Enter why the opportunity was lost"), "required")
    yield from _note_problems("lost_note", entry.lost_note, _("Note"))


# --- Words --------------------------------------------------------------------------------------------------


def _note_problems(field: str, note: str, subject: "StrOrPromise") -> Iterator[Problem]:
    if len(note) > NOTE_LENGTHS[field]:
        yield Problem(field, _too_long(subject, len(note), NOTE_LENGTHS[field]), "too_long")


def _too_long(subject: "StrOrPromise", length: int, longest: int) -> "StrOrPromise":
    return format_lazy(
        _("{subject} must be {longest} characters or fewer. You have {excess} too many"),
        subject=subject,
        longest=f"{longest:,}",
        excess=f"{length - longest:,}",
    )


def _joined(words: Sequence["StrOrPromise"], last_two: "StrOrPromise") -> str:
    """The words as a list in a sentence; `last_two` joins the last to the others."""
    *others, last = [str(word) for word in words]
    return str(last_two).format(others=formats.listed(others), last=last) if others else last


_lazily_joined = lazy(_joined, str)


def one_of(words: Sequence["StrOrPromise"]) -> "StrOrPromise":
    """ "30%, 50% or 70%", in the language of whoever reads it."""
    return _lazily_joined(words, _("{others} or {last}"))


def band(phase: Phase) -> "StrOrPromise":
    """ "30, 50 or 70%": what the phase admits."""
    *others, last = BANDS[phase]
    return one_of([*map(str, others), f"{last}%"])


def _all_of(words: Sequence["StrOrPromise"]) -> "StrOrPromise":
    return _lazily_joined(words, _("{others} and {last}"))
