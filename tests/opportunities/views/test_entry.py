"""The page of one progress entry."""

import pytest

from opportunities.progress import Phase
from tests import make

ROOT = "/partner/sales/opportunities"


def read(client, user, opportunity, number):
    client.force_login(user)
    return client.get(f"{ROOT}/{opportunity.number}/progress/{number}/")


def test_entry_stands_alone_with_its_author_masked(client, cast):
    make.progress_entry(opportunity=cast.ann_opportunity, details="They like the offer")
    page = read(client, cast.dirk, cast.ann_opportunity, 2).content.decode()
    assert "They like the offer" in page
    assert "Opportunity added" not in page
    assert "A*** K***" in page
    assert "Ann Karlsson" not in page


def test_entry_leads_to_what_it_corrects_and_to_what_corrects_it(client, cast):
    opportunity = cast.ann_opportunity
    wrong = make.progress_entry(opportunity=opportunity, phase=Phase.REQUIREMENT_CONFIRMED)
    make.progress_entry(opportunity=opportunity, corrects=wrong)
    assert "/progress/2/" in read(client, cast.ann, opportunity, 3).content.decode()
    page = read(client, cast.ann, opportunity, 2).content.decode()
    assert "Corrected by" in page
    assert f"{ROOT}/{opportunity.number}/progress/3/" in page


def test_entry_can_be_corrected_by_whoever_may_specify_progress(client, cast):
    make.progress_entry(opportunity=cast.ann_opportunity)
    assert "?corrects=2" in read(client, cast.ann, cast.ann_opportunity, 2).content.decode()
    assert "?corrects=2" not in read(client, cast.dirk, cast.ann_opportunity, 2).content.decode()


@pytest.mark.parametrize(("who", "number"), [("ann", 2), ("bob", 1), ("max", 1)])
def test_entry_that_is_not_there_or_not_in_scope_is_not_found(client, cast, who, number):
    assert read(client, getattr(cast, who), cast.ann_sky_opportunity, number).status_code == 404
