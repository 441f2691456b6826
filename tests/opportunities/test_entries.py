"""What an entry must say: every move, probability and length by hand-typed tables, and every sentence."""

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from opportunities.entries import CAUTIONS, Entry, opening_problems, problems, warnings
from opportunities.progress import Phase

CODES = (10, 20, 30, 40, 50, 60, 70, 90, 99)
PROBABILITIES = (0, 10, 30, 50, 70, 90, 100)
LENGTHS = (0, 4, 5, 9, 10, 2000, 2001)

OPENING = {10, 20, 30, 50}
TARGETS = {**dict.fromkeys((10, 20, 30, 40, 50), OPENING | {60, 90, 99}), 60: {70}, 90: OPENING | {90, 99}}
TESTING_FROM = {10, 20, 30, 40, 50, 90}
BANDS = {
    10: {10, 30},
    20: {10, 30, 50},
    30: {30, 50, 70},
    40: {30, 50, 70},
    50: {50, 70, 90},
    60: {100},
    70: {100},
    90: {0, 10, 30, 50},
    99: {0},
}


def entry(code: int | None, **changes: Any) -> Entry:
    """An entry that answers everything which any phase asks for."""
    answers: dict[str, Any] = {
        "probability": max(BANDS[code]) if code else 10,
        "technical_exchange": "held",
        "test_details": "passed",
        "details": "Spoke with the customer.",
        "signed_on": date(2026, 11, 20),
        "actual_monthly_revenue": Decimal("9000.00"),
        "lost_reason": "price",
    }
    return Entry(phase=Phase(code) if code else None, **(answers | changes))


def found(given: Entry, *, current: int = 10, test_project: bool = True) -> list[tuple[str, str]]:
    rules = problems(given, current_phase=Phase(current), test_project=test_project)
    return [(problem.field, str(problem.message)) for problem in rules]


def expected_codes(current: int, code: int, probability: int, test_project: bool, length: int) -> list[tuple[str, str]]:
    """The specification once more, by sets instead of by order of phases."""
    expected = []
    if code == 40 and current in TESTING_FROM:
        expected += [] if test_project else [("phase", "not_a_test_project")]
    elif code not in TARGETS.get(current, set()):
        expected.append(("phase", "terminal" if current in (70, 99) else "not_allowed"))
    if probability not in BANDS[code]:
        expected.append(("probability", "outside_band"))
    backward = current in (10, 20, 30, 40, 50) and code < current
    if length in (0, 4, 2001):
        expected.append(("details", {0: "required", 4: "too_short", 2001: "too_long"}[length]))
    elif backward and length < 10:
        expected.append(("details", "too_short_backward"))
    return expected


@pytest.mark.parametrize("test_project", [True, False])
@pytest.mark.parametrize("current", CODES)
def test_problems_of_every_move_probability_and_length(current: int, test_project: bool) -> None:
    test_details = "passed" if test_project else "not_required"
    for code, probability, length in product(CODES, PROBABILITIES, LENGTHS):
        given = entry(code, probability=probability, details="x" * length, test_details=test_details)
        rules = problems(given, current_phase=Phase(current), test_project=test_project)
        expected = expected_codes(current, code, probability, test_project, length)
        assert [(rule.field, rule.code) for rule in rules] == expected, (code, probability, length)


def test_problems_of_an_empty_entry_stand_in_the_order_of_the_inputs() -> None:
    assert found(Entry(phase=None, probability=None)) == [
        ("phase", "Select a development phase"),
        ("probability", "Select a win probability"),
        ("details", "Enter progress details"),
    ]
    assert found(Entry(phase=None, probability=55, details="Called."))[1:] == [
        ("probability", "Select a win probability")
    ]


@pytest.mark.parametrize(
    ("code", "probability", "sentence"),
    [
        (10, 50, "Win probability for Initial Contact must be 10% or 30%"),
        (20, 70, "Win probability for Requirement Confirmed must be 10%, 30% or 50%"),
        (30, 10, "Win probability for Solution Validation must be 30%, 50% or 70%"),
        (40, 90, "Win probability for Testing must be 30%, 50% or 70%"),
        (50, 30, "Win probability for Business Negotiation must be 50%, 70% or 90%"),
        (60, 90, "Win probability is 100% when the contract is signed"),
        (90, 70, "Win probability for Suspended must be 0%, 10%, 30% or 50%"),
        (99, 10, "Win probability is 0% when the opportunity is lost"),
    ],
)
def test_probability_outside_the_band_names_the_band(code: int, probability: int, sentence: str) -> None:
    assert found(entry(code, probability=probability)) == [("probability", sentence)]


@pytest.mark.parametrize(
    ("current", "code", "test_project", "sentence"),
    [
        (
            10,
            40,
            False,
            "Testing is only for test projects. Choose another phase or change Test project in Modify",
        ),
        (
            40,
            40,
            False,
            "Testing is only for test projects. Choose another phase or change Test project in Modify",
        ),
        (90, 60, True, "An opportunity in Suspended cannot move to Contract Signed. Choose another phase"),
        (
            30,
            70,
            True,
            "An opportunity in Solution Validation cannot move to In Service. Choose another phase",
        ),
        (
            60,
            60,
            True,
            "An opportunity in Contract Signed cannot move to Contract Signed. Choose another phase",
        ),
        (70, 70, True, "An opportunity in In Service takes no further progress"),
        (99, 10, True, "An opportunity in Lost takes no further progress"),
    ],
)
def test_move_that_is_not_allowed_says_why(current: int, code: int, test_project: bool, sentence: str) -> None:
    given = entry(code, test_details="passed" if test_project else "not_required")
    assert found(given, current=current, test_project=test_project) == [("phase", sentence)]


@pytest.mark.parametrize(
    ("code", "changes", "problem"),
    [
        (30, {"technical_exchange": ""}, ("technical_exchange", "Select the technical exchange status")),
        (70, {"technical_exchange": ""}, ("technical_exchange", "Select the technical exchange status")),
        (10, {"technical_exchange": "met"}, ("technical_exchange", "Select the technical exchange status")),
        (40, {"test_details": ""}, ("test_details", "Select the test status")),
        (40, {"test_details": "not_required"}, ("test_details", "Select the test status")),
        (10, {"test_details": "tried"}, ("test_details", "Select the test status")),
        (50, {"test_details": "failed"}, ("test_note", "Enter a note about the failed test")),
        (60, {"test_details": "failed"}, ("test_note", "Enter a note about the failed test")),
        (10, {"details": "Rang"}, ("details", "Progress details must be 5 characters or more")),
        (70, {"test_details": "failed"}, ("test_note", "Enter a note about the failed test")),
        (10, {"probability": None}, ("probability", "Select a win probability")),
        (60, {"signed_on": None}, ("signed_on", "Enter the date when the contract was signed")),
        (
            60,
            {"actual_monthly_revenue": None},
            ("actual_monthly_revenue", "Enter the actual monthly revenue"),
        ),
        (
            60,
            {"actual_monthly_revenue": Decimal(0)},
            ("actual_monthly_revenue", "Actual monthly revenue must be more than 0"),
        ),
        (99, {"lost_reason": ""}, ("lost_reason", "Select why the opportunity was lost")),
        (99, {"lost_reason": "weather"}, ("lost_reason", "Select why the opportunity was lost")),
        (99, {"lost_reason": "competitor"}, ("lost_competitor", "Enter the competitor")),
        (99, {"lost_reason": "other"}, ("lost_note", "Enter why the opportunity was lost")),
        (
            10,
            {"details": "x" * 2012},
            ("details", "Progress details must be 2,000 characters or fewer. You have 12 too many"),
        ),
        (
            10,
            {"technical_exchange_note": "x" * 501},
            (
                "technical_exchange_note",
                "Technical exchange note must be 500 characters or fewer. You have 1 too many",
            ),
        ),
        (
            10,
            {"test_note": "x" * 1001},
            ("test_note", "Test note must be 1,000 characters or fewer. You have 1 too many"),
        ),
        (
            99,
            {"lost_note": "x" * 501},
            ("lost_note", "Note must be 500 characters or fewer. You have 1 too many"),
        ),
    ],
)
def test_what_a_phase_asks_for(code: int, changes: dict[str, Any], problem: tuple[str, str]) -> None:
    assert found(entry(code, **changes), current=60 if code == 70 else 10) == [problem]


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (20, {"technical_exchange": "", "test_details": ""}),
        (
            90,
            {"technical_exchange": "", "signed_on": None, "actual_monthly_revenue": None, "lost_reason": ""},
        ),
        (99, {"technical_exchange": "", "test_details": "failed"}),
        (40, {"test_details": "failed"}),
        (50, {"test_details": "failed", "test_note": "Disk"}),
        (10, {"technical_exchange_note": "x" * 500, "test_note": "x" * 1000}),
        (99, {"lost_reason": "competitor", "lost_competitor": "Acme", "lost_note": "x" * 500}),
        (99, {"lost_reason": "other", "lost_note": "Merger"}),
        (60, {"actual_monthly_revenue": Decimal("0.01")}),
    ],
)
def test_what_a_phase_does_not_ask_for(code: int, changes: dict[str, Any]) -> None:
    assert found(entry(code, **changes)) == []


@pytest.mark.parametrize(
    ("code", "changes", "told"),
    [
        (10, {"probability": None}, "required"),
        (30, {"technical_exchange": ""}, "required"),
        (40, {"test_details": ""}, "required"),
        (10, {"test_details": "tried"}, "unknown"),
        (50, {"test_details": "failed"}, "required"),
        (60, {"signed_on": None}, "required"),
        (60, {"actual_monthly_revenue": None}, "required"),
        (60, {"actual_monthly_revenue": Decimal(0)}, "too_small"),
        (99, {"lost_reason": ""}, "required"),
        (99, {"lost_reason": "competitor"}, "required"),
        (99, {"lost_reason": "other"}, "required"),
        (10, {"test_note": "x" * 1001}, "too_long"),
    ],
)
def test_what_is_asked_has_a_code_for_programs(code: int, changes: dict[str, Any], told: str) -> None:
    """The form reads which inputs are optional from it."""
    rules = problems(entry(code, **changes), current_phase=Phase.INITIAL_CONTACT, test_project=True)
    assert [rule.code for rule in rules] == [told]


def test_without_a_phase_the_rest_is_judged_as_far_as_it_can_be() -> None:
    given = [entry(None, probability=probability, test_details="failed") for probability in (30, 55)]
    told = [problems(each, current_phase=Phase.TESTING, test_project=True) for each in given]
    assert [[(rule.field, rule.code) for rule in rules] for rules in told] == [
        [("phase", "required")],
        [("phase", "required"), ("probability", "unknown")],
    ]


def test_backward_move_asks_for_ten_characters_of_details() -> None:
    sentence = "Progress details must be 10 characters or more when you move an opportunity back"
    assert found(entry(20, details="Nine char"), current=30) == [("details", sentence)]
    assert found(entry(20, details="Ten chars."), current=30) == []


def test_test_details_are_not_required_without_a_test_project() -> None:
    sentence = "Test details must be Not required because this is not a test project"
    assert found(entry(10, test_details="passed"), test_project=False) == [("test_details", sentence)]
    (rule,) = problems(entry(10), current_phase=Phase.INITIAL_CONTACT, test_project=False)
    assert rule.code == "not_a_test_project"
    assert found(entry(10, test_details="not_required"), test_project=False) == []
    assert found(entry(10, test_details=""), test_project=False) == []


@pytest.mark.parametrize(
    ("current", "code", "test_project", "expected"),
    [
        (10, 20, True, []),
        (30, 30, True, []),
        (30, 90, True, []),
        (90, 10, True, []),
        (60, 70, True, []),
        (30, 50, False, []),
        (30, 50, True, [("skips", "This skips Testing.")]),
        (10, 40, True, [("skips", "This skips Requirement Confirmed and Solution Validation.")]),
        (
            10,
            50,
            True,
            [("skips", "This skips Requirement Confirmed, Solution Validation and Testing.")],
        ),
        (
            50,
            30,
            True,
            [
                (
                    "backward",
                    "This moves the opportunity back from Business Negotiation to Solution Validation.",
                )
            ],
        ),
        (50, 60, True, [("closes", "This closes the opportunity. You cannot modify it afterwards.")]),
        (90, 99, True, [("closes", "This closes the opportunity. You cannot modify it afterwards.")]),
        (
            40,
            60,
            True,
            [
                ("skips", "This skips Business Negotiation."),
                ("closes", "This closes the opportunity. You cannot modify it afterwards."),
            ],
        ),
    ],
)
def test_warnings_of_a_move(current: int, code: int, test_project: bool, expected: list[tuple[str, str]]) -> None:
    raised = warnings(entry(code), current_phase=Phase(current), test_project=test_project)
    assert [(warning.code, str(warning.message)) for warning in raised] == expected


def test_warnings_wait_for_a_phase() -> None:
    assert warnings(entry(None), current_phase=Phase.TESTING, test_project=True) == []
    # Each that there is can be confirmed by its name, and nothing else can.
    raised = [warnings(entry(then), current_phase=now, test_project=True) for now, then in product(Phase, Phase)]
    assert {caution.code for cautions in raised for caution in cautions} == {*CAUTIONS}


@pytest.mark.parametrize("test_project", [True, False])
@pytest.mark.parametrize("code", CODES)
def test_opening_problems_of_every_phase_and_probability(code: int, test_project: bool) -> None:
    for probability in PROBABILITIES:
        rules = opening_problems(phase=Phase(code), probability=probability, test_project=test_project)
        expected = []
        if code >= 60:
            expected.append(("phase", "not_opening"))
        if code == 40 and not test_project:
            expected.append(("phase", "not_a_test_project"))
        if probability not in BANDS[code]:
            expected.append(("probability", "outside_band"))
        assert [(rule.field, rule.code) for rule in rules] == expected


def test_opening_problems_say_what_is_missing() -> None:
    rules = opening_problems(phase=None, probability=None, test_project=True)
    assert [(rule.field, str(rule.message), rule.code) for rule in rules] == [
        ("phase", "Select a development phase", "required"),
        ("probability", "Select a win probability", "required"),
    ]
    (refused,) = opening_problems(phase=Phase.LOST, probability=0, test_project=True)
    assert str(refused.message) == "A new opportunity cannot start in Lost. Choose another phase"
