"""The page of an import in each state: progress, preview, result; its rows for its author alone."""

import pytest

from customers.actions import match_import, start_import, start_undo
from customers.models import Customer
from tests.support.browsers import client_of
from tests.support.imports import IMPORTS, faults, imported, previewed, row, states, uploaded
from tests.support.jobs import do_jobs
from tests.support.sentinels import clear_values, plant
from tests.support.tasks import said

POLL = {"HX-Request": "true", "HX-Target": "progress"}
ROWS = [row("Blue Harbor"), row("<b>Red</b> Harbor", 2), row("X"), row("Quiet Lake", contact="")]


def at(batch, path: str = "") -> str:
    return f"{IMPORTS}/{batch.pk}/{path}"


def test_until_the_columns_are_matched_that_is_the_page(client, cast):
    batch = uploaded(cast.nora, ROWS)
    client.force_login(cast.nora)
    assert client.get(at(batch))["Location"] == at(batch, "match/")


def test_progress_is_polled_and_then_makes_place_for_the_preview(client, cast):
    batch = uploaded(cast.nora, ROWS)
    match_import(batch=batch, mapping={"columns": {"name": 0}, "industry": ""}, by=cast.nora)
    client.force_login(cast.nora)
    page, polled = said(client.get(at(batch))), said(client.get(at(batch), headers=POLL))
    assert "0 of 4 rows" in page
    assert "Refresh" in page
    assert polled.strip().startswith("<section")
    do_jobs()
    answer = client.get(at(batch), headers=POLL)
    assert answer["HX-Retarget"] == "body"
    assert "4 rows need attention" in said(answer)


def test_the_preview_shows_good_rows_and_faulty_ones_and_saves_nothing(client, cast):
    batch = previewed(cast.nora, ROWS)
    client.force_login(cast.nora)
    page = said(client.get(at(batch)))
    for text in (
        "2 new, 2 rows need attention",
        "Nothing is saved yet.",
        "&lt;b&gt;Red&lt;/b&gt; Harbor",
        "Company name must be 2 characters or more",
        "Enter the name of the contact",
        "Import the 2 good rows",
        "Download the 2 rows",
        f"{IMPORTS}/new/?instead={batch.pk}",
    ):
        assert text in page
    assert not Customer.objects.filter(name__contains="Harbor").exists()


def test_what_the_companys_limit_keeps_out_is_said_before(client, cast, monkeypatch):
    for place in ("customers.imports.pages.MOST", "customers.actions.preregistration.MOST"):
        monkeypatch.setattr(place, 2)
    batch = previewed(cast.nora, ROWS)
    client.force_login(cast.nora)
    assert "Your company can preregister 1 more customers now" in said(client.get(at(batch)))


def test_the_last_button_starts_it_once(client, cast):
    batch = previewed(cast.nora, ROWS)
    client.force_login(cast.nora)
    answers = [client.post(at(batch, "run/")) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [303, 403]
    do_jobs()
    page = said(client.get(at(batch)))
    assert "2 added, 2 rows need attention" in page
    assert "It can be undone until" in page
    assert states(batch) == ["created", "created", "faulty", "faulty"]


def test_what_was_sent_to_review_is_counted_apart_and_can_be_looked_at(client, cast):
    header = ["Company name", "Contact", "Email", "Industry", "Country"]
    batch = imported(cast.nora, [["Saigon Ferries", "Lan", "lan@ferries.example", "manufacturing", "VN"]], header)
    client.force_login(cast.nora)
    page = said(client.get(at(batch)))
    assert "1 sent to review" in page
    assert "once the operators approve it" in page
    there = "/partner/sales/customer-development/?state=pending_review"
    assert f'href="{there}"' in page
    assert batch.lines.get().customer.number in said(client.get(there))


def test_a_failed_one_can_go_on(client, cast):
    batch = previewed(cast.nora, ROWS)
    start_import(batch=batch, by=cast.nora)
    type(batch).objects.filter(pk=batch.pk).update(state="failed", stopped_while="importing")
    client.force_login(cast.nora)
    assert "Go on" in said(client.get(at(batch)))
    client.post(at(batch, "run/"))
    do_jobs()
    assert states(batch)[:2] == ["created", "created"]


def test_what_was_not_undone_is_listed_by_its_number(client, cast):
    batch = imported(cast.nora, ROWS)
    customer = batch.lines.get(number=2).customer
    Customer.objects.filter(pk=customer.pk).update(version=9)
    start_undo(batch=batch, by=cast.nora)
    do_jobs()
    cast.bob.role = "administrator"
    cast.bob.save()
    for member in ("nora", "bob"):
        page = said(client_of(member, cast).get(at(batch)))
        assert "1 undone, 1 not undone" in page
        assert customer.number in page
        assert "Somebody has changed the customer since" in page
    assert faults(batch)[0] == {"": "Somebody has changed the customer since"}


@pytest.mark.parametrize("state", ["matching", "previewed", "done"])
def test_others_of_the_company_see_numbers_and_other_companies_nothing(state, cast):
    make = {"matching": uploaded, "previewed": previewed, "done": imported}[state]
    batch = make(cast.nora, ROWS)
    cast.bob.role = "administrator"
    cast.bob.save()
    answer = client_of("bob", cast).get(at(batch))
    page = said(answer)
    assert answer.status_code == 200
    assert not [text for text in ("Harbor", "Quiet Lake", "customers.csv", "Li Wei", "good row") if text in page]
    for member in ("skye", "sue"):
        assert client_of(member, cast).get(at(batch)).status_code == 404


def test_the_pages_show_nothing_that_is_stored(cast):
    """Rows that update customers, and rows that somebody has: what comes back is what the file said, and numbers."""
    plant(cast)
    header = ["Customer ID", "Company name", "Contact", "Mobile", "Industry"]
    rows = [
        [cast.bob_associated.number, "", "Zhang Min", "", ""],
        [cast.ann_associated.number, "", "Zhang Min", "+86 139 0000 0000", ""],
        ["", "Wholly New", "Li Wei", "+86 139 0000 0000", "manufacturing"],
    ]
    batch = imported(cast.nora, rows, header)
    client = client_of("nora", cast)
    pages = [
        client.get(address) for address in (at(batch), at(batch, "rows/"), f"{IMPORTS}/", "/partner/notifications/")
    ]
    assert [clear_values(page) for page in pages] == [set()] * 4
