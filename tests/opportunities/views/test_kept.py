"""What is typed in Specify Progress and not saved: kept for its author, given back once, gone when saved or cleared."""

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from opportunities.models import KeptProgress, ProgressEntry
from opportunities.progress import Phase
from tests import make
from tests.support.details_page import address

DIALOG = {"HX-Request": "true", "HX-Target": "dialog"}
NEW = "progress/new/"


def typed(opportunity, **changes):
    return {
        "submission_id": str(uuid.uuid4()),
        "seen_entry": str(opportunity.progress_count),
        "phase": "20",
        "probability": "50",
        "technical_exchange": "planned",
        "details": "abc",
        **changes,
    }


def keep(client, user, opportunity, **changes):
    client.force_login(user)
    return client.post(address(opportunity, f"{NEW}autosave/"), typed(opportunity, **changes))


def opened(client, user, opportunity, query="", headers=None):
    client.force_login(user)
    return client.get(address(opportunity, NEW + query), headers=headers or {}).content.decode()


def answers():
    return {kept.author.username: kept.answers for kept in KeptProgress.objects.select_related("author")}


# --- Keeping ------------------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_unjudged_and_given_back_to_its_author_alone(client, cast):
    opportunity = cast.ann_opportunity
    answer = keep(client, cast.ann, opportunity, junk="x", skips="on")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Draft-Saved"]
    kept = KeptProgress.objects.get()
    assert (kept.opportunity, kept.author, kept.tenant) == (opportunity, cast.ann, cast.north)
    names = {"seen_entry", "phase", "probability", "technical_exchange", "details"}
    assert kept.answers == {name: [text] for name, text in typed(opportunity).items() if name in names}
    assert [line.details["fields"] for line in AuditEntry.objects.filter(actor=cast.ann)] == [["junk"]]
    for headers in ({}, DIALOG):
        page = opened(client, cast.ann, opportunity, headers=headers)
        assert f"Restored what you typed on {timezone.localtime(kept.saved_at, _zone(opportunity)):%-d %b}." in page
        assert ">\nabc</textarea>" in page
        assert '<option value="20" selected>' in page
        assert '<option value="planned" selected>' in page
        assert "checked" in page.partition('name="probability" value="50"')[2].partition(">")[0]
    other = opened(client, cast.nora, opportunity)
    assert "Restored what you typed" not in other
    assert "abc</textarea>" not in other


def _zone(opportunity):
    return ZoneInfo(opportunity.tenant.time_zone)


def test_each_member_keeps_the_newest_words_on_each_opportunity(client, cast):
    keep(client, cast.ann, cast.ann_opportunity, details="One")
    keep(client, cast.ann, cast.ann_opportunity, details="One and two")
    keep(client, cast.nora, cast.ann_opportunity, details="From nora")
    assert {who: kept["details"] for who, kept in answers().items()} == {"ann": ["One and two"], "nora": ["From nora"]}
    keep(client, cast.ann, cast.won_opportunity, details="Elsewhere")
    assert KeptProgress.objects.count() == 3


def test_form_without_a_word_takes_no_place_of_what_was_written(client, cast):
    """In a second tab, opened before anything was typed in the first."""
    keep(client, cast.ann, cast.ann_opportunity, details=" \n")
    assert answers() == {}
    keep(client, cast.ann, cast.ann_opportunity, details="Long words")
    keep(client, cast.ann, cast.ann_opportunity, details="", phase="30")
    assert answers()["ann"]["details"] == ["Long words"]


def test_inputs_that_another_phase_took_off_the_form_come_back_with_their_phase(client, cast):
    opportunity = cast.ann_opportunity
    keep(client, cast.ann, opportunity, phase="99", probability="0", lost_note="Too dear for them")
    keep(client, cast.ann, opportunity, phase="20")
    headers = {"HX-Request": "true", "HX-Target": "dependent"}
    assert "Too dear" not in opened(client, cast.ann, opportunity, headers=DIALOG)
    part = opened(client, cast.ann, opportunity, "?phase=99", headers)
    assert "Too dear for them</textarea>" in part
    # The phase that was just chosen decides the probability, not the one that was kept.
    assert "checked" in part.partition('name="probability" value="0"')[2].partition(">")[0]


@pytest.mark.parametrize("path", [f"{NEW}autosave/", f"{NEW}clear/"])
@pytest.mark.parametrize(("who", "status"), [("dirk", 403), ("bob", 404), ("skye", 404), ("max", 404)])
def test_who_may_not_specify_progress_keeps_and_clears_none(client, cast, path, who, status):
    make.kept_progress(opportunity=cast.ann_opportunity, author=cast.ann)
    client.force_login(getattr(cast, who))
    assert client.post(address(cast.won_opportunity, path), {"details": "abc"}).status_code == status
    assert list(answers()) == ["ann"]


def test_closed_opportunity_keeps_none(client, cast):
    assert keep(client, cast.ann, cast.lost_opportunity).status_code == 403
    assert answers() == {}


def test_seven_days_after_the_last_word_it_is_gone(client, cast):
    opportunity, now = cast.ann_opportunity, timezone.now()
    make.kept_progress(opportunity=opportunity, author=cast.ann, saved_at=now - timedelta(days=6, hours=23))
    assert "They want to</textarea>" in opened(client, cast.ann, opportunity)
    KeptProgress.objects.update(saved_at=now - timedelta(days=7, minutes=1))
    page = opened(client, cast.ann, opportunity)
    assert "Restored" not in page
    assert "They want to</textarea>" not in page
    keep(client, cast.ann, cast.won_opportunity, details="Elsewhere")
    assert answers() == {"ann": answers()["ann"]}
    assert answers()["ann"]["details"] == ["Elsewhere"]
    assert KeptProgress.objects.count() == 1


# --- Giving back --------------------------------------------------------------------------------------------


def test_after_somebody_elses_entry_the_words_come_back_and_the_choices_do_not(client, cast):
    """Else a phase that was only the current one then would move the opportunity back now."""
    opportunity = cast.ann_opportunity
    make.kept_progress(opportunity=opportunity, author=cast.ann, phase="20", probability="50", test_note="Fast")
    make.progress_entry(opportunity=opportunity, phase=Phase.SOLUTION_VALIDATION, by=cast.nora)
    page = opened(client, cast.ann, opportunity)
    assert "They want to</textarea>" in page
    assert "Fast</textarea>" in page
    assert '<option value="30" selected>' in page
    assert "checked" in page.partition('name="probability" value="50"')[2].partition(">")[0]


@pytest.mark.parametrize(
    "junk",
    [{"phase": "x", "probability": "x"}, {"phase": "70", "probability": "100"}, {"phase": "10", "probability": "90"}],
)
def test_choices_that_are_none_leave_the_form_as_it_opens(client, cast, junk):
    make.kept_progress(opportunity=cast.ann_opportunity, author=cast.ann, **junk)
    page = opened(client, cast.ann, cast.ann_opportunity)
    assert '<option value="10" selected>' in page
    assert "checked" in page.partition('name="probability" value="10"')[2].partition(">")[0]


# --- Letting go ---------------------------------------------------------------------------------------------


def test_saving_lets_go_of_it_and_an_autosave_that_comes_late_brings_nothing_back(client, cast):
    opportunity = cast.ann_opportunity
    make.kept_progress(opportunity=opportunity, author=cast.nora)
    keep(client, cast.ann, opportunity)
    body = typed(opportunity, details="They confirmed it", test_details="not_required")
    assert client.post(address(opportunity, NEW), body).status_code == 303
    assert list(answers()) == ["nora"]
    assert client.post(address(opportunity, f"{NEW}autosave/"), body).status_code == 204
    assert list(answers()) == ["nora"]
    assert ProgressEntry.objects.get(opportunity=opportunity, number=2).details == "They confirmed it"


@pytest.mark.parametrize(("changes", "status"), [({}, 422), ({"seen_entry": "0"}, 409)])
def test_form_that_could_not_be_saved_is_kept_also_without_scripts(client, cast, changes, status):
    client.force_login(cast.ann)
    answer = client.post(address(cast.ann_opportunity, NEW), typed(cast.ann_opportunity, **changes))
    assert (answer.status_code, answers()["ann"]["details"]) == (status, ["abc"])


def test_clear_begins_the_form_anew_and_a_correction_stays_one(client, cast):
    opportunity = cast.ann_opportunity
    for author in (cast.ann, cast.nora):
        make.kept_progress(opportunity=opportunity, author=author)
    page = opened(client, cast.ann, opportunity, "?corrects=1")
    assert f'<form id="clear-kept" method="post" action="{address(opportunity, f"{NEW}clear/?corrects=1")}"' in page
    assert '<button class="btn btn-link" type="submit" form="clear-kept">Clear</button>' in page
    assert client.get(address(opportunity, f"{NEW}clear/")).status_code == 405
    answer = client.post(address(opportunity, f"{NEW}clear/?corrects=1"), {})
    assert (answer.status_code, answer["Location"]) == (303, address(opportunity, f"{NEW}?corrects=1"))
    assert list(answers()) == ["nora"]
    assert "Restored" not in opened(client, cast.ann, opportunity)
    assert client.post(address(opportunity, f"{NEW}clear/"), {})["Location"] == address(opportunity, NEW)
