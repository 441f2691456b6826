"""Specify Progress as a page and as a dialog."""

import uuid

import pytest

from opportunities.models import Opportunity, ProgressEntry
from opportunities.progress import Phase
from tests import make

ROOT = "/partner/sales/opportunities"
DIALOG = {"HX-Request": "true", "HX-Target": "dialog"}


def address(opportunity, query=""):
    return f"{ROOT}/{opportunity.number}/progress/new/{query}"


def typed(opportunity, **changes):
    return {
        "submission_id": str(uuid.uuid4()),
        "seen_entry": str(opportunity.progress_count),
        "phase": "20",
        "probability": "30",
        "technical_exchange": "planned",
        "technical_exchange_note": "",
        "test_details": "not_required",
        "test_note": "",
        "details": "They confirmed what they need",
        **changes,
    }


def send(client, user, opportunity, query="", headers=None, **changes):
    client.force_login(user)
    return client.post(address(opportunity, query), typed(opportunity, **changes), headers=headers or {})


# --- Opening ------------------------------------------------------------------------------------------------


def test_page_offers_the_five_inputs_with_what_was_said_last(client, cast):
    opportunity = cast.ann_opportunity
    make.progress_entry(opportunity=opportunity, phase=Phase.SOLUTION_VALIDATION, technical_exchange="held")
    client.force_login(cast.ann)
    page = client.get(address(opportunity)).content.decode()
    labels = ["Development Phase", "Win Probability", "Technical Exchange", "Test Details", "Progress Details"]
    assert [label for label in labels if label not in page] == []
    assert "<h1>Specify Progress</h1>" in page
    assert '<option value="30" selected>' in page
    assert '<option value="held" selected>' in page
    assert page.count('name="probability"') == 7
    assert "If the opportunity is signed or lost" in page
    assert f'name="seen_entry" value="{opportunity.progress_count}"' in page


def test_dialog_is_the_same_form_under_a_second_heading_with_the_band_alone(client, cast):
    client.force_login(cast.ann)
    part = client.get(address(cast.ann_opportunity), headers=DIALOG).content.decode()
    assert "<html" not in part
    assert '<h2 id="dialog-title">Specify Progress</h2>' in part
    assert part.count('name="probability"') == 2
    assert 'name="signed_on"' not in part


@pytest.mark.parametrize(
    ("phase", "default", "radios", "asked"),
    [("50", "70", 3, ""), ("60", "100", 1, "signed_on"), ("99", "0", 1, "lost_reason"), ("junk", "10", 2, "")],
)
def test_choosing_a_phase_renders_what_depends_on_it(client, cast, phase, default, radios, asked):
    client.force_login(cast.ann)
    headers = {"HX-Request": "true", "HX-Target": "dependent"}
    part = client.get(address(cast.ann_opportunity, f"?phase={phase}"), headers=headers).content.decode()
    assert part.lstrip().startswith('<div id="dependent">')
    assert part.count('name="probability"') == radios
    chosen = part.partition(f'name="probability" value="{default}"')[2].partition(">")[0]
    assert "checked" in chosen
    assert [name for name in ("signed_on", "lost_reason") if f'name="{name}"' in part] == [asked][: bool(asked)]
    assert 'id="outcome" hx-swap-oob="true"' in part


@pytest.mark.parametrize(
    ("phase", "mandatory"), [("10", []), ("30", ["technical_exchange"]), ("40", ["technical_exchange", "test_details"])]
)
def test_labels_that_stay_say_optional_as_the_phase_has_it(client, cast, phase, mandatory):
    opportunity = cast.ann_opportunity
    Opportunity.objects.filter(pk=opportunity.pk).update(test_project=True)
    client.force_login(cast.ann)
    headers = {"HX-Request": "true", "HX-Target": "dependent"}
    part = client.get(address(opportunity, f"?phase={phase}"), headers=headers).content.decode()
    page = client.get(address(opportunity, f"?phase={phase}")).content.decode()
    for text, swapped in ((part, ' hx-swap-oob="true"'), (page, "")):
        for name in ("technical_exchange", "test_details"):
            hidden = " hidden" if name in mandatory else ""
            assert f'<span class="pc-optional" id="id_{name}_optional"{swapped}{hidden}>(optional)</span>' in text


def test_what_a_lost_opportunity_must_say_is_called_optional_nowhere(client, cast):
    client.force_login(cast.ann)
    page = client.get(address(cast.ann_opportunity)).content.decode()
    labels = {
        name: page.partition(f'for="id_{name}"')[2].partition("</label>")[0] for name in ("lost_reason", "lost_note")
    }
    assert {name: "(optional)" in label for name, label in labels.items()} == {"lost_reason": False, "lost_note": True}


@pytest.mark.parametrize(("who", "status"), [("ann", 200), ("nora", 200), ("dirk", 403), ("bob", 404), ("skye", 404)])
def test_only_owner_and_administrator_specify_progress(client, cast, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(address(cast.ann_opportunity)).status_code == status
    answer = send(client, getattr(cast, who), cast.ann_opportunity)
    assert answer.status_code == (303 if status == 200 else status)
    assert cast.ann_opportunity.entries.count() == (2 if status == 200 else 1)


def test_closed_opportunity_takes_none_and_says_why(client, cast):
    client.force_login(cast.ann)
    answer = client.get(address(cast.lost_opportunity))
    assert answer.status_code == 403
    assert "This opportunity is closed. It takes no further progress." in answer.content.decode()


def test_signed_opportunity_goes_into_service_and_nowhere_else(client, cast):
    client.force_login(cast.ann)
    page = client.get(address(cast.won_opportunity)).content.decode()
    options = page.partition('id="id_phase"')[2].partition("</select>")[0]
    assert options.count("<option") == 1
    changes = {"phase": "70", "probability": "100", "technical_exchange": "held"}
    assert send(client, cast.ann, cast.won_opportunity, **changes).status_code == 303
    cast.won_opportunity.refresh_from_db()
    assert cast.won_opportunity.current_phase is Phase.IN_SERVICE


# --- Saving -------------------------------------------------------------------------------------------------


def test_saved_progress_leads_to_the_details_and_says_so(client, cast):
    opportunity = cast.ann_opportunity
    answer = send(client, cast.ann, opportunity)
    assert (answer.status_code, answer["Location"]) == (303, f"{ROOT}/{opportunity.number}/#entry-2")
    entry = opportunity.entries.get(number=2)
    assert (entry.phase, entry.probability, entry.author) == (20, 30, cast.ann)
    assert (entry.phase_before, entry.probability_before) == (10, 10)
    assert (entry.technical_exchange, entry.details) == ("planned", "They confirmed what they need")
    opportunity.refresh_from_db()
    assert (opportunity.phase, opportunity.win_probability, opportunity.progress_count) == (20, 30, 2)
    page = client.get(answer["Location"]).content.decode()
    assert "Progress saved. Requirement Confirmed, 30%." in page


def test_saved_dialog_sends_the_event_that_refreshes_the_page_behind(client, cast):
    opportunity = cast.ann_opportunity
    answer = send(client, cast.ann, opportunity, headers=DIALOG)
    assert answer.status_code == 204
    assert "dialog-saved" in answer["HX-Trigger"]
    headers = {"HX-Request": "true", "HX-Target": "record"}
    part = client.get(f"{ROOT}/{opportunity.number}/", headers=headers).content.decode()
    assert 'id="entry-2"' in part
    assert '<div id="flash" hx-swap-oob="true">' in part
    assert "Progress saved. Requirement Confirmed, 30%." in part


def test_saved_over_a_list_says_of_which_row_and_leads_to_the_entry(client, cast):
    opportunity = cast.ann_opportunity
    listed = f"http://testserver{ROOT}/mine/"
    send(client, cast.ann, opportunity, headers=DIALOG | {"HX-Current-URL": f"{listed}?sort=name"})
    headers = {"HX-Request": "true", "HX-Target": "results"}
    part = client.get(f"{ROOT}/mine/", headers=headers).content.decode()
    link = f'<a href="{ROOT}/{opportunity.number}/#entry-2">View progress</a>'
    said = f"Progress saved for {opportunity.name}. {link}"
    assert part.lstrip().startswith('<section id="results"')
    assert f'<p class="visually-hidden" data-announce hx-disable>{said}</p>' in part
    assert said in part.partition('<div id="flash" hx-swap-oob="true">')[2]
    assert "flash" not in client.get(f"{ROOT}/mine/", headers=headers).content.decode()


def test_same_submission_twice_makes_one_entry(client, cast):
    opportunity = cast.ann_opportunity
    same = typed(opportunity)
    client.force_login(cast.ann)
    answers = [client.post(address(opportunity), same) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert opportunity.entries.count() == 2


def test_something_else_under_the_same_key_is_not_taken_for_saved(client, cast):
    """R63. It is on the page that comes back, and is saved with the key that stands there."""
    opportunity = cast.ann_opportunity
    first = typed(opportunity)
    client.force_login(cast.ann)
    client.post(address(opportunity), first)
    answer = client.post(address(opportunity), {**first, "details": "They withdrew all of it"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "They withdrew all of it</textarea>" in page
    key = page.partition('name="submission_id" value="')[2].partition('"')[0]
    assert key != first["submission_id"]
    again = {**first, "details": "They withdrew all of it", "submission_id": key, "seen_entry": "2"}
    assert client.post(address(opportunity), again).status_code == 303
    said = opportunity.entries.filter(number__gt=1).order_by("number").values_list("details", flat=True)
    assert list(said) == ["They confirmed what they need", "They withdrew all of it"]


@pytest.mark.parametrize("who", ["ann", "bob"])
def test_key_of_another_record_is_none_of_the_form(client, cast, who):
    """Whoever has it sent, and to whatever: the entry is saved, and no answer tells that the key is known."""
    key = str(uuid.uuid4())
    send(client, cast.ann, cast.ann_opportunity, submission_id=key)
    other = cast.ann_sky_opportunity if who == "ann" else cast.bob_opportunity
    changes = {"phase": "50", "probability": "70", "technical_exchange": "held", "skips": "on"}
    answer = send(client, getattr(cast, who), other, submission_id=key, **changes)
    assert (answer.status_code, answer["Location"]) == (303, f"{ROOT}/{other.number}/#entry-2")
    assert other.entries.get(number=2).submission_id != uuid.UUID(key)


def test_test_details_are_not_required_when_there_is_no_test_project(client, cast):
    send(client, cast.ann, cast.ann_opportunity, test_details="passed")
    assert cast.ann_opportunity.entries.get(number=2).test_details == "not_required"
    send(client, cast.bob, cast.bob_opportunity, phase="40", probability="50", test_details="passed")
    assert cast.bob_opportunity.entries.get(number=2).test_details == "passed"


def test_entry_corrects_the_one_that_the_address_names(client, cast):
    opportunity = cast.ann_opportunity
    client.force_login(cast.ann)
    page = client.get(address(opportunity, "?corrects=1")).content.decode()
    assert "This corrects entry 1 of" in page
    assert f'action="{address(opportunity, "?corrects=1")}"' in page
    send(client, cast.ann, opportunity, "?corrects=1")
    assert opportunity.entries.get(number=2).corrects == opportunity.entries.get(number=1)
    # An entry that the opportunity does not have is no entry to correct.
    opportunity.refresh_from_db()
    send(client, cast.ann, opportunity, "?corrects=9")
    assert opportunity.entries.get(number=3).corrects is None


# --- Refusing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, DIALOG])
def test_broken_rule_stands_in_summary_and_beside_its_input_and_keeps_what_was_typed(client, cast, headers):
    words = {"technical_exchange_note": "Two of us went", "details": "abc"}
    answer = send(client, cast.ann, cast.ann_opportunity, headers=headers, probability="90", **words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Win probability for Requirement Confirmed must be 10%, 30% or 50%") == 2
    assert page.count("Progress details must be 5 characters or more") == 2
    assert "Two of us went" in page
    assert ">\nabc</textarea>" in page
    assert cast.ann_opportunity.entries.count() == 1


@pytest.mark.parametrize(
    ("changes", "caution", "rule"),
    [
        ({"phase": "50", "probability": "70", "technical_exchange": "held"}, "This skips ", "skips"),
        ({"phase": "99", "probability": "0", "lost_reason": "price"}, "This closes the opportunity", "closes"),
    ],
)
def test_soft_rule_asks_once(client, cast, changes, caution, rule):
    opportunity = cast.ann_opportunity
    answer = send(client, cast.ann, opportunity, **changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Check this before you save" in page
    assert caution in page
    assert f'type="checkbox" id="id_{rule}" name="{rule}">' in page
    assert opportunity.entries.count() == 1
    # Ticking another rule is no answer to this one.
    assert send(client, cast.ann, opportunity, **changes, backward="on").status_code == 422
    assert send(client, cast.ann, opportunity, **changes, **{rule: "on"}).status_code == 303
    assert opportunity.entries.count() == 2


def test_two_soft_rules_ask_both_and_keep_the_tick_of_one(client, cast):
    opportunity = cast.ann_opportunity
    changes = {
        "phase": "60",
        "probability": "100",
        "technical_exchange": "held",
        "signed_on": "2026-11-02",
        "actual_monthly_revenue": "4k",
    }
    page = send(client, cast.ann, opportunity, **changes, skips="on").content.decode()
    assert 'name="skips" checked>' in page
    assert 'name="closes">' in page
    assert send(client, cast.ann, opportunity, **changes, skips="on", closes="on").status_code == 303
    opportunity.refresh_from_db()
    assert (opportunity.status, opportunity.won_monthly_revenue) == ("won", 4000)


# --- Two people at once -------------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, DIALOG])
def test_overtaken_form_keeps_everything_and_says_who_moved_it(client, cast, headers):
    opportunity = cast.ann_opportunity
    mine = typed(opportunity, details="My own long words")
    make.progress_entry(opportunity=opportunity, phase=Phase.SOLUTION_VALIDATION, by=cast.nora)
    client.force_login(cast.ann)
    answer = client.post(address(opportunity), mine, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "N*** L*** moved this to Solution Validation less than a minute ago." in page
    assert "Nora Lind" not in page
    assert "My own long words" in page
    assert 'name="seen_entry" value="2"' in page
    assert mine["submission_id"] in page
    again = {**mine, "seen_entry": "2", "phase": "30", "probability": "50", "technical_exchange": "held"}
    assert client.post(address(opportunity), again).status_code == 303
    assert [entry.author for entry in opportunity.entries.all()] == [cast.ann, cast.nora, cast.ann]


def test_overtaken_by_an_entry_in_the_same_phase_says_so(client, cast):
    mine = typed(cast.ann_opportunity)
    make.progress_entry(opportunity=cast.ann_opportunity, by=cast.nora)
    client.force_login(cast.ann)
    page = client.post(address(cast.ann_opportunity), mine).content.decode()
    assert "N*** L*** specified progress in Initial Contact less than a minute ago." in page


def test_overtaken_by_the_end_keeps_the_words_and_offers_no_save(client, cast):
    mine = typed(cast.ann_opportunity, details="My own long words")
    make.progress_entry(opportunity=cast.ann_opportunity, phase=Phase.LOST, by=cast.nora)
    client.force_login(cast.ann)
    answer = client.post(address(cast.ann_opportunity), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "My own long words" in page
    assert "This opportunity is closed. It takes no further progress." in page
    assert "Save progress" not in page


@pytest.mark.parametrize(
    "changes", [{"seen_entry": ""}, {"seen_entry": "-1"}, {"seen_entry": "x", "submission_id": "x"}]
)
def test_form_without_our_hidden_inputs_counts_as_overtaken(client, cast, changes):
    assert send(client, cast.ann, cast.ann_opportunity, **changes).status_code == 409
    assert ProgressEntry.objects.filter(opportunity=cast.ann_opportunity).count() == 1
