"""Mails: out once what they tell is stored, each once, to whoever has an address; then forgotten."""

import traceback
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.mail import NotSent, deliver, forget_sent_mails, in_language_of, send_later
from accounts.models import Mail, User
from partner_center import environment, tenancy
from tests.support.jobs import do_jobs, put_off


@pytest.fixture
def nora(cast) -> User:
    User.objects.filter(pk=cast.nora.pk).update(email="nora@north.example")
    return User.objects.get(pk=cast.nora.pk)


def test_a_mail_goes_out_once_and_says_nothing_afterwards(nora, mailoutbox):
    send_later(to=nora, subject="Two\nlines", text="Good morning.")
    stored = Mail.objects.get()
    assert (stored.tenant_id, stored.address, mailoutbox) == (nora.tenant_id, "nora@north.example", [])
    assert do_jobs() == 1
    [mail] = mailoutbox
    assert (mail.to, mail.subject, mail.body) == (["nora@north.example"], "Two lines", "Good morning.")
    assert mail.extra_headers["Message-ID"] == f"<{stored.pk}@localhost>"
    stored.refresh_from_db()
    assert (stored.address, stored.subject, stored.text, stored.sent_at is None) == ("", "", "", False)
    deliver(tenant_id=nora.tenant_id, mail_id=str(stored.pk))
    assert len(mailoutbox) == 1


def test_what_is_not_stored_sends_nothing(nora, mailoutbox):
    with transaction.atomic():
        send_later(to=nora, subject="x", text="x")
        transaction.set_rollback(True)
    assert (Mail.objects.count(), put_off(), do_jobs(), mailoutbox) == (0, [], 0, [])


def test_why_a_mail_was_refused_names_nobody(nora, monkeypatch):
    """The mail stays as it is, for the next try."""

    def refuse(*_mails: object) -> None:
        raise SMTPRecipientsRefused({"nora@north.example": (550, b"no such user nora@north.example")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    send_later(to=nora, subject="x", text="x")
    with pytest.raises(NotSent) as told:
        do_jobs()
    assert "".join(traceback.format_exception(told.value)).count("nora@") == 0
    assert (str(told.value), Mail.objects.get().sent_at) == ("SMTPRecipientsRefused", None)


def test_who_has_no_address_gets_none(cast):
    send_later(to=cast.ann, subject="x", text="x")
    assert (Mail.objects.count(), put_off()) == (0, [])


def test_a_stranger_gets_it_from_the_tenant_that_is_entered(cast):
    with tenancy.in_tenant(cast.south.pk):
        send_later(to="li@customer.example", subject="x", text="x")
    assert Mail.objects.get().tenant == cast.south


def test_another_tenant_cannot_send_it(nora, cast, mailoutbox):
    send_later(to=nora, subject="x", text="x")
    with tenancy.in_tenant(cast.south.pk):
        assert not Mail.objects.exists()
    deliver(tenant_id=cast.south.pk, mail_id=str(Mail.objects.get().pk))
    assert mailoutbox == []


def test_the_database_keeps_no_words_of_what_was_sent(nora):
    send_later(to=nora, subject="x", text="a token")
    with pytest.raises(IntegrityError, match="sent_mail_says_nothing"), transaction.atomic():
        Mail.objects.update(sent_at=timezone.now())


def test_a_week_later_it_is_forgotten_and_what_waits_is_not(nora, cast):
    send_later(to=nora, subject="x", text="x")
    do_jobs()
    send_later(to=nora, subject="y", text="y")
    for days, left in ((6, 2), (8, 1)):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            forget_sent_mails(tenant=cast.north)
        assert Mail.objects.count() == left
    assert Mail.objects.get().subject == "y"


def test_each_reads_in_the_own_language(nora):
    nora.language = "zh-hans"
    with in_language_of(nora):
        assert gettext("Sign Out") == "退出登录"
    nora.language = ""
    with in_language_of(nora):
        assert gettext("Sign Out") == "Sign Out"


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+tls://mail.example", 587, True, False),
        ("smtps://mail.example:2465", 2465, False, True),
    ],
)
def test_a_mail_server_is_one_address(url, port, tls, ssl, monkeypatch):
    monkeypatch.setenv("EMAIL_URL", url.replace("mail.", "me:p%40ss@mail.") + "?from=centre@partner.example")
    assert environment.mail_server("EMAIL_URL") == {
        "host": "mail.example",
        "port": port,
        "user": "me",
        "password": "p@ss",
        "tls": tls,
        "ssl": ssl,
        "from": "centre@partner.example",
    }


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example?from=a@b.example", "smtp://mail.example"])
def test_what_is_no_mail_server_stops_the_start(url, monkeypatch):
    monkeypatch.setenv("EMAIL_URL", url)
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL is no mail server"):
        environment.mail_server("EMAIL_URL")
