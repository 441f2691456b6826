"""What happened to an opportunity, in words that give nobody away."""

from datetime import UTC, datetime

from opportunities.actions import modify_opportunity, transfer_opportunity
from tests import make
from tests.support.details_page import read, reveal


def activity_of(page):
    """Without the marks that keep the direction of a value to itself."""
    return page.partition('id="activity"')[2].replace("<bdi>", "").replace("</bdi>", "")


def test_activity_says_changes_in_words_without_personal_values(client, cast):
    opportunity = cast.ann_opportunity
    information = {
        "name": "Backup for all",
        "industry": make.industry(code="retail", name="Retail"),
        "test_project": True,
        "estimated_attainment": datetime(2027, 4, 30, tzinfo=UTC).date(),
        "estimated_attainment_is_month": True,
        "decision_maker": "Konrad Zuse",
        "support_needed": ["pricing"],
    }
    modify_opportunity(opportunity=opportunity, information=information, seen_version=1, by=cast.ann)
    said = activity_of(read(client, cast.nora, opportunity))
    assert "Ann Karlsson" not in said
    assert "A*** K***" in said
    assert "Opportunity name from Backup for the branches to Backup for all" in said
    assert "Customer industry from Manufacturing to Retail" in said
    assert "Test project from No to Yes" in said
    assert "to Apr 2027" in said
    assert "to Pricing" in said
    assert "Decision maker;" in said
    assert "Konrad" not in said


def test_activity_keeps_telling_months_from_days_after_later_changes(client, cast):
    opportunity = cast.ann_opportunity
    april, may = datetime(2027, 4, 30, tzinfo=UTC), datetime(2027, 5, 5, tzinfo=UTC)
    steps = [(april, True), (april, False), (may, False)]
    for version, (day, is_month) in enumerate(steps, start=1):
        information = {"estimated_attainment": day.date(), "estimated_attainment_is_month": is_month}
        modify_opportunity(opportunity=opportunity, information=information, seen_version=version, by=cast.ann)
    said = activity_of(read(client, cast.ann, opportunity))
    assert "from 30 Apr 2027 to 5 May 2027" in said
    assert "from Apr 2027 to 30 Apr 2027" in said
    assert "to Apr 2027<" in said


def test_activity_says_a_transfer_with_masked_names(client, cast):
    transfer_opportunity(opportunity=cast.ann_opportunity, to=cast.bob, by=cast.nora)
    said = activity_of(read(client, cast.nora, cast.ann_opportunity))
    assert "transferred this opportunity" in said
    assert "A*** K***" in said
    assert "B*** T***" in said
    assert "Bob Tanaka" not in said


def test_reveals_are_the_administrators_and_ones_own_to_know(client, cast):
    reveal(client, cast.dirk, cast.ann_opportunity, "customer_name")
    words = "showed in full: Customer name"
    assert words in activity_of(read(client, cast.nora, cast.ann_opportunity))
    assert words in activity_of(read(client, cast.dirk, cast.ann_opportunity))
    assert words not in activity_of(read(client, cast.ann, cast.ann_opportunity))


def test_activity_shows_older_lines_on_demand(client, cast):
    opportunity = cast.ann_opportunity
    for version in range(1, 13):
        name = {"name": f"Name {version:02}"}
        modify_opportunity(opportunity=opportunity, information=name, seen_version=version, by=cast.ann)
    page = read(client, cast.ann, opportunity)
    assert "Show older activity" in page
    assert "to Name 01" not in activity_of(page)
    assert "to Name 01" in activity_of(read(client, cast.ann, opportunity, "?activity=all"))
