"""Inviting a company: by a mail, whose link nobody else knows, or by a link that is shown once."""

import re

import pytest
from django.test import Client

from accounts.models import AuditEntry, Mail
from customers.models import Application
from partner_center.web.tokens import digest
from tests.cast import Cast

PAGE = "/partner/sales/resellers/applications/invite/"
BY_MAIL = {"name": "Harbour Lights", "way": "mail", "email": "lin@harbour.example"}


@pytest.fixture
def nora(client: Client, cast: Cast) -> Client:
    client.force_login(cast.nora)
    return client


def test_the_mail_has_the_link_and_the_database_its_digest(nora: Client, cast: Cast) -> None:
    answer = nora.post(PAGE, {**BY_MAIL, "action": "send"}, follow=True)
    row = Application.objects.get()
    assert (row.tenant, row.number, row.state, row.name, row.email, row.by_mail, row.invited_by) == (
        *(cast.north, "APP-0001", "invited", "Harbour Lights", "lin@harbour.example"),
        *(True, cast.nora),
    )
    assert (row.expires_at - row.sent_at).days == 14
    mail = Mail.objects.get()
    assert (mail.address, mail.subject) == ("lin@harbour.example", "North invites you to become its reseller")
    [token] = re.findall(r"http://testserver/apply/([\w-]+)/", mail.text)
    assert row.digest == digest(token)
    page = answer.content.decode()
    assert ("Invitation APP-0001 sent." in page, token in page) == (True, False)
    line = AuditEntry.objects.get(action="reseller invited")
    assert (line.subject, line.actor, line.details) == ("APP-0001", cast.nora, {})


def test_a_link_is_shown_once_and_stored_nowhere(nora: Client) -> None:
    answer = nora.post(PAGE, {"name": "Harbour Lights", "way": "link", "email": "x@y.example", "action": "send"})
    page = answer.content.decode()
    [token] = re.findall(r'<code id="link">http://testserver/apply/([\w-]+)/</code>', page)
    row = Application.objects.get()
    assert (answer.status_code, row.email, row.by_mail, row.digest) == (200, "", False, digest(token))
    assert not Mail.objects.exists()
    for address in (PAGE, "/partner/sales/resellers/applications/", f"{PAGE.removesuffix('invite/')}APP-0001/"):
        assert token not in nora.get(address).content.decode()


def test_the_preview_shows_the_mail_and_sends_nothing(nora: Client) -> None:
    page = nora.post(PAGE, {**BY_MAIL, "action": "preview"}).content.decode()
    assert "North invites Harbour Lights to become its reseller." in page
    assert "http://testserver/apply/(the link)" in page
    assert (Application.objects.count(), Mail.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Enter the company name"),
        ({"way": "pigeon"}, "Select how to invite"),
        ({"email": ""}, "Enter the email address"),
        ({"email": "nonsense"}, "Enter an email address, like name@example.com"),
        ({"email": "LIN@harbour.example"}, "This email address is invited already."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(nora: Client, wrong: dict, sentence: str) -> None:
    if "LIN" in wrong.get("email", ""):
        nora.post(PAGE, {**BY_MAIL, "action": "send"})
    before = Application.objects.count()
    answer = nora.post(PAGE, {**BY_MAIL, **wrong, "action": "send"})
    page = answer.content.decode()
    assert (answer.status_code, sentence in page) == (422, True)
    kept = wrong.get("name", BY_MAIL["name"])
    assert (kept in page, Application.objects.count()) == (True, before)
