"""Export: asked for on a list, listed in Export History, downloaded by whoever asked, and by nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.actions import exports as verbs
from accounts.models import AuditEntry, Export, ExportFile, Notification, User
from tests.support.browsers import client_of, seen
from tests.support.exported import PLACES, ROOT, ask, file_of, lines, newest, table
from tests.support.jobs import do_jobs, put_off

MINE = PLACES["opportunities-mine"]


def test_from_a_list_to_the_file(cast, mailoutbox, django_capture_on_commit_callbacks):
    """Told in words, made in the background, told again, downloaded with the columns of the page; all of it logged."""
    User.objects.filter(pk=cast.ann.pk).update(email="ann@north.example")
    client = client_of("ann", cast)
    with time_machine.travel(datetime(2026, 11, 23, 14, 32, tzinfo=UTC)):
        asked = f"q={cast.ann_opportunity.number}&sort=name"
        answer = ask(client, "opportunities-mine", asked)
        assert (answer.status_code, answer["Location"]) == (303, f"{MINE}?{asked}")
        page = client.get(answer["Location"]).content.decode()
        assert 'Export task created. <a href="/partner/exports/">Export History</a>' in page
        assert "In preparation" in client.get(ROOT).content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            do_jobs()
        page = client.get(ROOT).content.decode()
        row = newest()
        answer = client.post(f"{ROOT}{row.pk}/download/")
        told = Notification.objects.get()
        assert client.post(f"/partner/notifications/{told.key}/")["Location"] == ROOT
        do_jobs()
    name = "opportunities-20261123-1432.xlsx"
    assert all(
        said in page for said in (name, "Business Opportunities, My Customers", "Ready", "1 filter", "30 Nov 2026")
    )
    assert answer.status_code == 200
    assert {
        header: answer[header] for header in ("Content-Disposition", "Cache-Control", "X-Content-Type-Options")
    } == {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    assert answer["Content-Security-Policy"].endswith("sandbox")
    cells = table(answer)
    assert cells[0][:4] == ["Opportunity name", "Number", "Customer name", "Development Phase"]
    assert [line[1] for line in cells[1:]] == [cast.ann_opportunity.number]
    assert (row.query, row.rows) == ("", 1)
    logged = AuditEntry.objects.filter(action__startswith="export").order_by("at")
    assert [(line.action, line.actor, line.subject, line.details["rows"]) for line in logged] == [
        ("export created", cast.ann, name, 1),
        ("export downloaded", cast.ann, name, 1),
    ]
    assert "OPP-" not in str([line.details for line in logged])
    assert (told.recipient, told.kind, told.reference) == (cast.ann, "export_ready", name)
    assert [f"{name} is ready to download." in mail.subject for mail in mailoutbox] == [True]


def test_the_columns_are_those_of_the_persons_own_list(cast):
    hidden = {"order": ["status", "phase", "industry"], "hidden": ["customer_name", "win", "revenue", "attain"]}
    User.objects.filter(pk=cast.ann.pk).update(lists={"opportunities-mine": hidden})
    headings = lines(file_of(client_of("ann", cast), "opportunities-mine", form="csv"))[0]
    assert headings[:5] == ["Opportunity name", "Number", "Status", "Development Phase", "Customer industry"]
    assert not {"Customer name", "Win Probability"} & set(headings)


def test_a_file_holds_what_the_page_would_have_shown(cast):
    """Filters, order and scope; numbers as numbers; and in the language of the page."""
    client = client_of("nora", cast)
    everything = table(file_of(client, "opportunities-mine", "attain=any&sort=name"))
    names = [line[0] for line in everything[1:]]
    assert names == sorted(names)
    assert {cast.ann_opportunity.name, cast.bob_opportunity.name, cast.won_opportunity.name} <= set(names)
    revenue = everything[0].index("Monthly revenue, USD")
    assert everything[1][revenue] == float(cast.ann_opportunity.estimated_monthly_revenue)
    assert [line[0] for line in table(file_of(client, "opportunities-mine", "phase=nonsense&status=lost"))[1:]] == [
        cast.lost_opportunity.name
    ]
    User.objects.filter(pk=cast.ann.pk).update(language="zh-hans")
    assert "商机名称" in table(file_of(client_of("ann", cast), "opportunities-mine"))[0]


def test_nobody_else_gets_the_file(cast):
    """Neither the own administrator nor anybody of another company; a GET least of all."""
    client = client_of("ann", cast)
    assert file_of(client, "opportunities-mine").status_code == 200
    address = f"{ROOT}{newest().pk}"
    for person in ("nora", "dirk", "bob", "skye", "sue", "max"):
        other = client_of(person, cast)
        assert {other.post(f"{address}/{act}/").status_code for act in ("download", "delete")} == {404}
        assert "opportunities-2" not in other.get(ROOT).content.decode()
    assert client.get(f"{address}/download/").status_code == 405
    assert AuditEntry.objects.filter(action="export downloaded").count() == 1


@pytest.mark.parametrize("person", ["ann", "dirk", "sam"])
def test_customers_are_exported_by_administrators_alone(cast, person):
    client = client_of(person, cast)
    for name in ("customers-mine", "customer-development"):
        assert 'id="export"' not in client.get(PLACES[name]).content.decode()
        answer = ask(client, name)
        assert (answer.status_code, "Only administrators can export customers." in answer.content.decode()) == (
            403,
            True,
        )
    assert 'id="export"' in client_of("nora", cast).get(PLACES["customers-mine"]).content.decode()
    assert (Export.objects.count(), put_off()) == (0, [])


def test_what_is_no_list_and_no_format(cast):
    client = client_of("nora", cast)
    asked = {"list": "opportunities-mine", "address": MINE, "format": "xlsx"}
    wrong = {"list": "audit-log", "format": "exe", "address": f"{MINE}?{'q' * 4001}"}
    answers = {name: client.post(f"{ROOT}new/", {**asked, name: value}).status_code for name, value in wrong.items()}
    assert answers == {"list": 404, "format": 400, "address": 400}
    elsewhere = client.post(f"{ROOT}new/", {**asked, "address": "https://elsewhere.example/?q=core"})
    assert elsewhere["Location"] == ROOT


def test_too_many_rows_and_too_many_exports_are_said_before_anything_is_made(cast, monkeypatch):
    client = client_of("nora", cast)
    monkeypatch.setattr(verbs, "MOST_ROWS", 1)
    client.post(f"{ROOT}new/", {"list": "opportunities-mine", "address": MINE, "format": "csv"})
    page = client.get(MINE).content.decode()
    assert "Narrow the list with its filters, then export it." in page
    monkeypatch.setattr(verbs, "MOST_KEPT", 2)
    monkeypatch.setattr(verbs, "MOST_ROWS", 100)
    for _time in range(3):
        ask(client, "opportunities-mine")
    assert Export.objects.count() == 2
    assert 'exports already. Delete one first. <a href="/partner/exports/">' in client.get(MINE).content.decode()
    assert client.post(f"{ROOT}{newest().pk}/delete/").status_code == 303
    assert f"opportunities-{timezone.now():%Y%m%d}" in client.get(ROOT).content.decode()
    ask(client, "opportunities-mine")
    assert (Export.objects.count(), AuditEntry.objects.filter(action="export deleted").count()) == (2, 1)


def test_a_role_that_was_lost_takes_the_file_along(cast):
    """R11: what was made for an administrator is no account manager's to download."""
    client = client_of("nora", cast)
    assert file_of(client, "customers-mine").status_code == 200
    User.objects.filter(pk=cast.nora.pk).update(role="account_manager")
    answer = client.post(f"{ROOT}{newest().pk}/download/")
    assert (answer.status_code, "made for another role" in answer.content.decode()) == (403, True)
    assert "Download" not in client.get(ROOT).content.decode()


def test_after_seven_days_it_never_was(cast):
    client = client_of("ann", cast)
    file_of(client, "opportunities-mine")
    address = f"{ROOT}{newest().pk}/download/"
    never = seen(client.post(f"{ROOT}5e2f6c1a-0d6b-4d63-9f5e-7f7b6a1f0c11/download/"))
    Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert seen(client.post(address))[0] == never[0] == 404
    assert "No exports yet" in client.get(ROOT).content.decode()
    assert ExportFile.objects.count() == 1
