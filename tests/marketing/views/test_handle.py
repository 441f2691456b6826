"""Handle: who may, what is asked, that nothing typed is lost, and that nobody overwrites what he has not seen."""

import re

import pytest
from django.test import Client

from accounts.models import AuditEntry
from marketing.models import MarketingTask, Target
from tests.cast import Cast

DIALOG = {"HX-Request": "true", "HX-Target": "dialog"}


def address(target: Target) -> str:
    return f"/partner/sales/marketing-tasks/{target.task.number}/{target.customer.number}/handle/"


def body(**typed: str) -> dict[str, str]:
    return {"status": "handled", "result": "interested", "note": "Wants a quote.", "version": "1", **typed}


def state(target: Target) -> tuple[str, str, str, int]:
    target.refresh_from_db()
    return target.status, target.result, target.note, target.version


UNTOUCHED = ("pending", "", "", 1)


def test_handling_is_stored_recorded_and_said(client: Client, cast: Cast) -> None:
    target = cast.ann_target
    client.force_login(cast.ann)
    answer = client.post(address(target), body())
    task_page = f"/partner/sales/marketing-tasks/{target.task.number}/"
    assert (answer.status_code, answer["Location"]) == (303, task_page)
    assert state(target) == ("handled", "interested", "Wants a quote.", 2)
    assert target.handled_at
    entry = AuditEntry.objects.get(actor=cast.ann)
    assert (entry.action, entry.subject) == ("target handled", target.reference)
    assert entry.details == {"status": "handled", "result": "interested"}
    assert "Saved. Handled." in client.get(task_page).content.decode()


def test_a_dialog_is_told_by_an_event_and_leaves_no_message(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    answer = client.post(address(cast.ann_target), body(), headers=DIALOG)
    assert (answer.status_code, "dialog-saved" in answer["HX-Trigger"]) == (204, True)
    assert "Saved." not in client.get("/partner/sales/marketing-tasks/").content.decode()


def test_the_page_and_the_dialog_are_one_form(client: Client, cast: Cast) -> None:
    Target.objects.filter(pk=cast.ann_target.pk).update(status="in_progress", note="Call on Monday")
    client.force_login(cast.ann)
    whole = client.get(address(cast.ann_target)).content.decode()
    dialog = client.get(address(cast.ann_target), headers=DIALOG).content.decode()
    assert "<h1>Handle</h1>" in whole
    assert '<h2 id="dialog-title">Handle</h2>' in dialog
    assert "<html" not in dialog
    for page in (whole, dialog):
        assert re.search(r'value="in_progress"[^>]* checked', page)
        assert "Call on Monday" in page
        assert "Aspen Biotech" not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"status": ""}, "Select the status"),
        ({"status": "lost"}, "Select the status from the list"),
        ({"result": ""}, "Select the result, or a status other than Handled"),
        ({"status": "pending"}, "Select no result while the status is Pending"),
        ({"result": "delighted"}, "Select the result from the list"),
        ({"result": "opportunity_created"}, "Select the result from the list"),
        ({"note": "n" * 1001}, "Note must be 1,000 characters or fewer. You have 1 too many"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    client: Client, cast: Cast, typed: dict[str, str], sentence: str
) -> None:
    client.force_login(cast.ann)
    answer = client.post(address(cast.ann_target), body(**typed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(sentence) == 2
    assert (typed.get("note") or "Wants a quote.") in page
    assert page.split("<title>")[1].startswith("Error: ")
    assert state(cast.ann_target) == UNTOUCHED


@pytest.mark.parametrize("status", ["in_progress", "closed"])
def test_a_result_may_wait_while_the_approach_goes_on(client: Client, cast: Cast, status: str) -> None:
    client.force_login(cast.ann)
    assert client.post(address(cast.ann_target), body(status=status, result="", note="")).status_code == 303
    assert state(cast.ann_target) == (status, "", "", 2)


def test_opportunity_created_can_stay_where_there_is_one(client: Client, cast: Cast) -> None:
    Target.objects.filter(pk=cast.ann_target.pk).update(opportunity_count=1)
    client.force_login(cast.ann)
    assert client.post(address(cast.ann_target), body(result="opportunity_created")).status_code == 303
    assert state(cast.ann_target) == ("handled", "opportunity_created", "Wants a quote.", 2)


@pytest.mark.parametrize("seen", ["1", "", "newest"])
def test_a_newer_state_is_shown_and_replaced_only_by_saving_again(client: Client, cast: Cast, seen: str) -> None:
    target = cast.bob_target
    client.force_login(cast.nora)
    client.post(address(target), body(note="Nora rang first."))
    client.force_login(cast.bob)
    answer = client.post(address(target), body(status="closed", result="", note="Gave up.", version=seen))
    page = answer.content.decode()
    if seen == "newest":
        assert answer.status_code == 422
        assert state(target)[2] == "Nora rang first."
        return
    assert answer.status_code == 409
    assert "It is now: Handled, Interested, Nora rang first." in page
    assert "Gave up." in page
    assert re.search(r'value="closed"[^>]* checked', page)
    assert state(target) == ("handled", "interested", "Nora rang first.", 2)
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    client.post(address(target), body(status="closed", result="", note="Gave up.", version=version[1]))
    assert state(target) == ("closed", "", "Gave up.", 3)


@pytest.mark.parametrize(
    ("person", "target", "status"),
    [
        ("ann", "ann_target", 200),
        ("ann", "sky_target", 200),
        ("nora", "bob_target", 200),
        ("dirk", "ann_target", 403),
        ("sam", "sky_target", 403),
        ("skye", "sky_target", 403),
        ("ann", "ended_target", 403),
        ("ann", "bob_target", 404),
        ("dirk", "bob_target", 404),
        ("skye", "ann_target", 404),
        ("max", "ann_target", 404),
    ],
)
def test_who_may_handle_what(client: Client, cast: Cast, person: str, target: str, status: int) -> None:
    row = getattr(cast, target)
    MarketingTask.objects.filter(pk=cast.south_task.pk).update(number="MT-2026-77001")
    Target.objects.filter(pk=cast.south_target.pk).update(reference="MT-2026-77001-CUS-770001")
    client.force_login(getattr(cast, person))
    assert client.get(address(row)).status_code == status
    written = client.post(address(row), body())
    assert written.status_code == (303 if status == 200 else status)
    assert (state(row) == UNTOUCHED) is (status != 200)
    if status == 403:
        reasons = ("Only distributors and their account managers can handle", "This marketing task is closed.")
        assert any(reason in written.content.decode() for reason in reasons)


def test_wrong_case_leads_to_the_right_address(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    task, customer = cast.ann_target.task.number, cast.ann_target.customer.number
    answer = client.get(f"/partner/sales/marketing-tasks/{task.lower()}/{customer.lower()}/handle/")
    assert (answer.status_code, answer["Location"]) == (302, address(cast.ann_target))
