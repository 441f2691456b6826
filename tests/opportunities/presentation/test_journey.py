"""The phase stepper: where an opportunity came from, where it stands, what it jumped over."""

import pytest

from opportunities.progress import Phase
from tests import make
from tests.support.details_page import read


def stops(page):
    """(state, label) of the wide stepper."""
    listed = page.partition("pc-phases-wide")[2].partition("</ol>")[0]
    return [
        (
            part.partition('"')[0].split()[0],
            part.partition('pc-phase-label">')[2].partition("<")[0],
        )
        for part in listed.split('<li class="pc-phase pc-phase-')[1:]
    ]


def test_stepper_tells_done_skipped_current_and_not_needed(client, cast):
    opportunity = cast.ann_opportunity
    make.progress_entry(opportunity=opportunity, phase=Phase.BUSINESS_NEGOTIATION)
    page = read(client, cast.ann, opportunity)
    assert stops(page) == [
        ("done", "Initial Contact"),
        ("skipped", "Requirement Confirmed"),
        ("skipped", "Solution Validation"),
        ("skipped", "Testing"),
        ("current", "Business Negotiation"),
        ("later", "Outcome"),
    ]
    assert "not needed" in page
    assert "Phase 5 of 5: Business Negotiation" in page


def test_stepper_of_a_suspended_opportunity_stays_where_it_stopped(client, cast):
    opportunity = cast.ann_opportunity
    make.progress_entry(opportunity=opportunity, phase=Phase.REQUIREMENT_CONFIRMED)
    make.progress_entry(opportunity=opportunity, phase=Phase.SUSPENDED)
    page = read(client, cast.ann, opportunity)
    assert stops(page)[1] == ("current", "Requirement Confirmed")
    assert "Suspended since" in page


@pytest.mark.parametrize(("which", "label"), [("lost_opportunity", "Lost"), ("won_opportunity", "Contract Signed")])
def test_stepper_of_a_closed_opportunity_ends_with_its_outcome(client, cast, which, label):
    found = stops(read(client, cast.ann, getattr(cast, which)))
    assert found[-1] == ("current", label)
    assert [state for state, _label in found].count("current") == 1
