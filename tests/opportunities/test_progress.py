"""The phases against tables typed by hand from the specification, never derived from the code."""

from pathlib import Path

import pytest
from django.db.models import TextChoices
from django.utils.translation import override

from opportunities import phase_diagram, progress
from opportunities.progress import Phase, Status

CODES = (10, 20, 30, 40, 50, 60, 70, 90, 99)

# From the phase of the row to the phase of the column: y = yes, t = test projects only, - = no.
#            10 20 30 40 50 60 70 90 99
MOVES = {
    10: "     y  y  y  t  y  y  -  y  y",
    20: "     y  y  y  t  y  y  -  y  y",
    30: "     y  y  y  t  y  y  -  y  y",
    40: "     y  y  y  t  y  y  -  y  y",
    50: "     y  y  y  t  y  y  -  y  y",
    60: "     -  -  -  -  -  -  y  -  -",
    70: "     -  -  -  -  -  -  -  -  -",
    90: "     y  y  y  t  y  -  -  y  y",
    99: "     -  -  -  -  -  -  -  -  -",
}
#                 0 10 30 50 70 90 100
BANDS = {
    10: "         -  y  y  -  -  -  -",
    20: "         -  y  y  y  -  -  -",
    30: "         -  -  y  y  y  -  -",
    40: "         -  -  y  y  y  -  -",
    50: "         -  -  -  y  y  y  -",
    60: "         -  -  -  -  -  -  y",
    70: "         -  -  -  -  -  -  y",
    90: "         y  y  y  y  -  -  -",
    99: "         y  -  -  -  -  -  -",
}
BACKWARD = {
    (20, 10),
    (30, 10),
    (30, 20),
    (40, 10),
    (40, 20),
    (40, 30),
    (50, 10),
    (50, 20),
    (50, 30),
    (50, 40),
}
SKIPPED = {
    (10, 30): (20,),
    (10, 40): (20, 30),
    (10, 50): (20, 30, 40),
    (10, 60): (20, 30, 40, 50),
    (20, 40): (30,),
    (20, 50): (30, 40),
    (20, 60): (30, 40, 50),
    (30, 50): (40,),
    (30, 60): (40, 50),
    (40, 60): (50,),
}


@pytest.mark.parametrize("test_project", [True, False])
@pytest.mark.parametrize("current", CODES)
def test_allowed_phases_are_those_of_the_table(current: int, test_project: bool) -> None:
    row = dict(zip(CODES, MOVES[current].split(), strict=True))
    expected = [code for code in CODES if row[code] == "y" or (row[code] == "t" and test_project)]
    assert list(progress.allowed_phases(Phase(current), test_project=test_project)) == expected


def test_probabilities_are_those_of_the_specification() -> None:
    assert progress.PROBABILITIES == (0, 10, 30, 50, 70, 90, 100)


@pytest.mark.parametrize("code", CODES)
def test_band_is_that_of_the_table(code: int) -> None:
    row = zip((0, 10, 30, 50, 70, 90, 100), BANDS[code].split(), strict=True)
    assert progress.BANDS[Phase(code)] == tuple(value for value, mark in row if mark == "y")


@pytest.mark.parametrize(
    ("code", "current", "offered"),
    [
        (10, 90, 10),
        (20, 90, 30),
        (30, 90, 50),
        (40, 90, 50),
        (50, 10, 70),
        (60, 10, 100),
        (70, 100, 100),
        (99, 70, 0),
        (90, 30, 30),
        (90, 50, 50),
        (90, 70, 50),
        (90, 90, 50),
    ],
)
def test_default_probability_of_a_phase(code: int, current: int, offered: int) -> None:
    assert progress.probability_default(Phase(code), current) == offered


@pytest.mark.parametrize("current", CODES)
@pytest.mark.parametrize("code", CODES)
def test_backward_and_skipped_are_those_of_the_tables(current: int, code: int) -> None:
    missed = SKIPPED.get((current, code), ())
    assert progress.is_backward(Phase(current), Phase(code)) == ((current, code) in BACKWARD)
    assert progress.skipped(Phase(current), Phase(code), test_project=True) == missed
    without_testing = tuple(phase for phase in missed if phase != 40)
    assert progress.skipped(Phase(current), Phase(code), test_project=False) == without_testing


def test_outcome_of_every_phase() -> None:
    expected = [Status.ACTIVE] * 5 + [Status.WON, Status.WON, Status.SUSPENDED, Status.LOST]
    assert [progress.outcome_of(Phase(code)) for code in CODES] == expected


def test_phases_have_the_names_and_numbers_of_the_specification() -> None:
    assert [(phase.value, str(phase.label), phase.step) for phase in Phase] == [
        (10, "Initial Contact", 1),
        (20, "Requirement Confirmed", 2),
        (30, "Solution Validation", 3),
        (40, "Testing", 4),
        (50, "Business Negotiation", 5),
        (60, "Contract Signed", None),
        (70, "In Service", None),
        (90, "Suspended", None),
        (99, "Lost", None),
    ]


def test_choices_have_the_words_of_the_specification() -> None:
    def words(choices: type[TextChoices]) -> str:
        return "; ".join(str(label) for label in choices.labels)

    assert words(progress.TechnicalExchange) == "Not held; Planned; Held; Solution agreed"
    assert words(progress.TestDetails) == "Not required; Planned; In progress; Passed; Failed"
    assert words(progress.Status) == "Active; Suspended; Won; Lost; Voided"
    assert words(progress.LostReason) == (
        "Price; Lost to competitor; Project delayed or cancelled; No budget; Customer not responding; "
        "Requirement not met; Security or compliance; Legal or tax; Stayed on premises; Timeline too short; "
        "Duplicate; Other"
    )


def test_phases_document_is_what_the_rules_say() -> None:
    stored = Path(__file__).parents[2] / "docs" / "phases.md"
    with override("zh-hans"):
        assert phase_diagram.document() == stored.read_text(encoding="utf-8")
