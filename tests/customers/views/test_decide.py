"""Approving and rejecting: what becomes of the company, who is told, and that it happens once."""

import re

import pytest
from django.test import Client

from accounts.models import AuditEntry, Mail, MemberInvitation, Partner, User
from customers.actions import decide_applications
from customers.models import Application, ResellerEvent
from tests import make
from tests.cast import Cast

ROOT = "/partner/sales/resellers/applications/"
REASON = "We have enough resellers there."
FOUNDER = {"username": "lin.mei", "name": "Lin Mei", "password": "five words nobody would guess"}


@pytest.fixture
def nora(client: Client, cast: Cast) -> Client:
    client.force_login(cast.nora)
    return client


def _decide(client: Client, row: Application, decision: str, reason: str = ""):
    typed = {"decision": decision, "reason": reason, "action": "decide"}
    return client.post(f"{ROOT}{row.number}/review/", typed, follow=True)


def test_an_approved_company_is_a_reseller_with_the_distributors_money_and_time(client: Client, cast: Cast) -> None:
    client.force_login(cast.sue)
    row = make.application(by=cast.sue, name="Harbour Lights", country="MY")
    answer = _decide(client, row, "approve")
    assert "1 application approved." in answer.content.decode()
    row.refresh_from_db()
    reseller = Partner.objects.get(name="Harbour Lights")
    assert (row.state, row.reseller, row.decided_by, row.decided_at is not None) == (
        *("cooperating", reseller, cast.sue),
        True,
    )
    assert (reseller.kind, reseller.parent, reseller.country, reseller.currency, reseller.time_zone) == (
        *("reseller", cast.south, "MY"),
        *("SGD", "Asia/Singapore"),
    )
    assert (reseller.email, reseller.mobile, reseller.status, reseller.share_opportunities) == (
        *(row.email, row.mobile, "cooperating"),
        False,
    )
    assert re.fullmatch(r"RSL-\d{4}", reseller.number)
    assert ResellerEvent.objects.get(reseller=reseller).kind == "approved"
    told = AuditEntry.objects.filter(actor=cast.sue).order_by("pk").values_list("action", flat=True)
    assert list(told) == ["partner added", "cooperation approved", "member invited"]
    assert AuditEntry.objects.get(action="cooperation approved").details == {"reseller": reseller.number}


def test_the_applicant_joins_by_the_mail_as_first_administrator(nora: Client, cast: Cast) -> None:
    row = make.application(by=cast.nora, name="Harbour Lights", email="lin@harbour.example", contact_name="Lin Mei")
    _decide(nora, row, "approve")
    mail = Mail.objects.get(address="lin@harbour.example")
    assert mail.subject == "North has approved your application"
    [link] = re.findall(r"http://testserver(/join/[\w-]+/)", mail.text)
    stranger = Client()
    page = stranger.get(link).content.decode()
    assert ("Join Harbour Lights" in page, "Administrator" in page) == (True, True)
    assert stranger.post(link, {**FOUNDER, "again": FOUNDER["password"]}).status_code == 303
    founder = User.objects.get(username="lin.mei")
    assert (founder.partner.name, founder.distributor, founder.role) == ("Harbour Lights", cast.north, "administrator")
    stranger.post("/signin/", {"login": "lin.mei", "password": FOUNDER["password"]})
    for page in ("", "sales/customers/mine/", "sales/marketing-tasks/", "organization/members/"):
        assert stranger.get(f"/partner/{page}").status_code == 200


def test_the_mail_speaks_the_language_in_which_the_company_applied(nora: Client, cast: Cast) -> None:
    row = make.application(by=cast.nora, language="de")
    _decide(nora, row, "approve")
    assert Application.objects.get().language == "de"
    assert Mail.objects.filter(address=row.email).count() == 1


def test_a_rejected_company_is_told_why(nora: Client, cast: Cast) -> None:
    row = make.application(by=cast.nora, name="Harbour Lights", email="lin@harbour.example")
    answer = _decide(nora, row, "reject", REASON)
    assert "1 application rejected." in answer.content.decode()
    row.refresh_from_db()
    assert (row.state, row.reason, row.reseller) == ("rejected", REASON, None)
    mail = Mail.objects.get()
    assert (mail.address, mail.subject, REASON in mail.text) == (
        *("lin@harbour.example", "Your application to North"),
        True,
    )
    assert not Partner.objects.filter(name="Harbour Lights").exists()


@pytest.mark.parametrize(
    ("decision", "reason", "sentence"),
    [
        ("reject", "", "Enter a reason"),
        ("", "", "Select whether to approve or reject"),
        ("reject", "No", "5 characters or more"),
    ],
)
def test_what_is_missing_is_said(nora: Client, cast: Cast, decision: str, reason: str, sentence: str) -> None:
    row = make.application(by=cast.nora)
    answer = _decide(nora, row, decision, reason)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert Application.objects.get().state == "applied"


def test_many_are_decided_at_once_and_those_decided_already_left_out(nora: Client, cast: Cast) -> None:
    rows = [make.application(by=cast.nora, name=f"Company of {name}") for name in ("Ada", "Ben", "Cy")]
    foreign = make.application(by=cast.sue, number="APP-0099")
    Application.objects.filter(pk=rows[2].pk).update(state="rejected")
    ticked = {"application": [row.number for row in (*rows, foreign)], "next": ROOT}
    page = nora.post(f"{ROOT}review/", ticked).content.decode()
    assert all(words in page for words in ("Review 2 applications", "Company of Ada", "Company of Ben"))
    assert "Company of Cy" not in page
    answer = nora.post(
        f"{ROOT}review/", {**ticked, "decision": "approve", "reason": "", "action": "decide"}, follow=True
    )
    assert "2 applications approved." in answer.content.decode()
    assert Partner.objects.filter(name__startswith="Company of").count() == 2
    foreign.refresh_from_db()
    assert foreign.state == "applied"


def test_nothing_ticked_leads_back(nora: Client, cast: Cast) -> None:
    answer = nora.post(f"{ROOT}review/", {"next": ROOT}, follow=True)
    assert "Select at least one application" in answer.content.decode()


def test_who_comes_second_makes_no_second_reseller(nora: Client, cast: Cast) -> None:
    """Both have read it while it waited; the second verb finds it decided."""
    row = make.application(by=cast.nora, name="Harbour Lights")
    stale = Application.objects.get(pk=row.pk)
    words = {"approve": True, "reason": "", "site": "https://x.example", "by": cast.nora}
    assert decide_applications(applications=[row], **words) == [row]
    assert decide_applications(applications=[stale], **words) == []
    assert Partner.objects.filter(name="Harbour Lights").count() == 1
    assert MemberInvitation.objects.count() == 1
