"""The form of Specify Progress; the rules themselves are tested with entries.py."""

from datetime import date
from decimal import Decimal

import pytest

from opportunities.forms.progress import ProgressForm
from opportunities.progress import Phase
from tests import make


def form(opportunity, **typed):
    data = {"phase": "20", "probability": "30", "details": "They confirmed it", **typed}
    return ProgressForm(data, opportunity=opportunity, last=opportunity.entries.latest("number"))


def empty(opportunity, **more):
    return ProgressForm(opportunity=opportunity, last=opportunity.entries.latest("number"), **more)


def test_good_entry_is_what_was_typed(cast):
    judged = form(cast.ann_opportunity, technical_exchange="held", technical_exchange_note=" Two went ")
    assert judged.is_valid()
    entry = judged.entry()
    assert (entry.phase, entry.probability) == (Phase.REQUIREMENT_CONFIRMED, 30)
    assert (entry.technical_exchange, entry.technical_exchange_note) == ("held", "Two went")
    assert (entry.test_details, entry.details) == ("not_required", "They confirmed it")


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"phase": ""}, "phase", "Select a development phase"),
        ({"phase": "15"}, "phase", "Select a development phase"),
        ({"phase": "40"}, "phase", "Testing is only for test projects. Choose another phase"),
        ({"probability": ""}, "probability", "Select a win probability"),
        ({"probability": "90"}, "probability", "Win probability for Requirement Confirmed must be 10%, 30% or 50%"),
        ({"phase": "30"}, "technical_exchange", "Select the technical exchange status"),
        ({"technical_exchange": "maybe"}, "technical_exchange", "Select the technical exchange status"),
        ({"technical_exchange_note": "x" * 501}, "technical_exchange_note", "You have 1 too many"),
        ({"details": " "}, "details", "Enter progress details"),
        ({"details": "x" * 2001}, "details", "You have 1 too many"),
        ({"phase": "60"}, "signed_on", "Enter the date when the contract was signed"),
        ({"phase": "60", "actual_monthly_revenue": ""}, "actual_monthly_revenue", "Enter the actual monthly revenue"),
        ({"phase": "60", "signed_on": "soon"}, "signed_on", "Signing date must be a real date"),
        ({"phase": "99"}, "lost_reason", "Select why the opportunity was lost"),
        ({"phase": "99", "lost_reason": "competitor"}, "lost_competitor", "Enter the competitor"),
    ],
)
def test_broken_rule_is_said_once_at_its_input(cast, typed, field, sentence):
    judged = form(cast.ann_opportunity, **typed)
    assert not judged.is_valid()
    assert len(judged.errors[field]) == 1
    assert sentence in judged.errors[field][0]


def test_failed_test_before_negotiation_wants_a_note(cast):
    typed = {"phase": "50", "probability": "70", "technical_exchange": "held", "test_details": "failed"}
    assert form(cast.bob_opportunity, **typed).errors == {"test_note": ["Enter a note about the failed test"]}
    assert form(cast.bob_opportunity, **typed, test_note="Disk too slow").is_valid()


def test_moving_back_wants_ten_characters(cast):
    typed = {"phase": "10", "probability": "10"}
    judged = form(cast.ann_sky_opportunity, **typed, details="Too soon")
    assert "10 characters or more when you move" in judged.errors["details"][0]
    assert form(cast.ann_sky_opportunity, **typed, details="It was too soon").is_valid()


def test_what_another_phase_asks_is_not_looked_at(cast):
    judged = form(cast.ann_opportunity, signed_on="soon", actual_monthly_revenue="much", lost_reason="price")
    assert judged.is_valid()
    entry = judged.entry()
    assert (entry.signed_on, entry.actual_monthly_revenue, entry.lost_reason) == (None, None, "")


def test_signed_opportunity_brings_date_and_revenue(cast):
    typed = {"phase": "60", "probability": "100", "technical_exchange": "held"}
    judged = form(cast.ann_opportunity, **typed, signed_on="2 Nov 2026", actual_monthly_revenue="4k")
    assert judged.is_valid()
    assert (judged.entry().signed_on, judged.entry().actual_monthly_revenue) == (date(2026, 11, 2), Decimal(4000))


def test_optional_is_only_what_the_chosen_phase_does_not_ask(cast):
    def needed(phase):
        return {name for name, field in empty(cast.bob_opportunity, asked_phase=phase).fields.items() if field.required}

    always = {"phase", "probability", "details"}
    assert needed(Phase.REQUIREMENT_CONFIRMED) == always
    assert needed(Phase.BUSINESS_NEGOTIATION) == always | {"technical_exchange"}
    assert needed(Phase.TESTING) == always | {"technical_exchange", "test_details"}
    signing = {"technical_exchange", "signed_on", "actual_monthly_revenue"}
    assert needed(Phase.CONTRACT_SIGNED) == always | signing
    assert needed(Phase.LOST) == always | {"lost_reason"}


def test_form_starts_where_the_opportunity_stands(cast):
    opportunity = cast.ann_sky_opportunity
    opportunity.win_probability = 30
    assert empty(opportunity).initial["phase"] == Phase.SOLUTION_VALIDATION
    assert empty(opportunity).initial["probability"] == 30
    assert empty(opportunity, asked_phase=Phase.BUSINESS_NEGOTIATION).initial["probability"] == 70
    # In Service can't follow here, so asking for it changes nothing.
    assert empty(opportunity, asked_phase=Phase.IN_SERVICE).initial["phase"] == Phase.SOLUTION_VALIDATION


def test_phases_are_offered_in_groups(cast):
    groups = [(str(name), len(phases)) for name, phases in empty(cast.ann_opportunity).fields["phase"].widget.choices]
    assert groups == [("Open", 5), ("Paused", 1), ("Closed", 2)]


@pytest.mark.parametrize(("phase", "codes"), [("30", ["skips"]), ("60", ["skips", "closes"]), ("20", [])])
def test_cautions_come_with_whether_they_are_confirmed(cast, phase, codes):
    judged = form(cast.ann_opportunity, phase=phase, closes="on")
    judged.is_valid()
    assert [(caution.code, confirmed) for caution, confirmed in judged.cautions()] == [
        (code, code == "closes") for code in codes
    ]


def test_narrowed_probability_has_the_band_of_the_phase(cast):
    def band(made):
        return [value for value, _label in made.narrowed_probability.field.choices]

    assert band(empty(cast.ann_opportunity)) == [10, 30]
    assert band(form(cast.ann_opportunity, phase="50")) == [50, 70, 90]
    assert len(band(form(cast.ann_opportunity, phase=""))) == 7


def test_test_project_may_say_any_test_state(cast):
    made = make.opportunity(customer=cast.ann_associated, owner=cast.ann, phase=Phase.TESTING)
    judged = form(made, phase="40", probability="50", technical_exchange="held", test_details="in_progress")
    assert judged.is_valid()
    assert judged.entry().test_details == "in_progress"
