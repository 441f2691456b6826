"""F-11: nothing personal and no secret in any log, on any stream, in any mail, whatever goes wrong.

People sign in, look, write and fail; each value that must not be told is then searched in all that was said.
"""

import logging
import logging.config
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client

from accounts.middleware import SignInFirst
from accounts.models import User
from partner_center.web.logs import LEFT_OUT, WithoutValues
from tests.support.cells import PAGES, open_to
from tests.support.figures import Tally
from tests.support.jobs import do_jobs
from tests.support.markup import filled
from tests.support.sentinels import clear_values, plant
from tests.support.things import references, undone

PASSWORD, WRONG = "correct canary battery staple", "wrong canary battery staple"
TYPED = "qztypedcanary"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


#: What an invitation says to whom it invites: the name of the company that does, which may be a reseller.
INVITING = "rname"


def _told(text: str) -> set[str]:
    return set(clear_values(SimpleNamespace(content=text.encode(), headers={})))


@dataclass
class Heard:
    """All that was said, and the secrets that were in play."""

    said: StringIO = field(default_factory=StringIO)
    secrets: set[str] = field(default_factory=lambda: {PASSWORD, WRONG, TYPED})

    def judge(self, tally: Tally, printed: str) -> None:
        # To whom a mail goes stands over it; what it says is another matter.
        mails = "".join(f"{message.subject}\n{message.body}\n" for message in mail.outbox)
        text = self.said.getvalue() + printed + mails
        tally(len(text) > 1000, "hardly anything was logged")
        for secret in self.secrets:
            tally(secret not in text, f"{secret} was told")
        told = _told(self.said.getvalue() + printed) | _told(mails) - {INVITING}
        tally(not told, f"personal values were told: {told}", tries=len(PAGES))


@contextmanager
def _listening(heard: Heard, settings) -> Iterator[None]:
    """Everything that any logger hands on, in the product's own form."""
    handler = logging.StreamHandler(heard.said)
    configured = logging.config.DictConfigurator(settings.LOGGING)
    handler.setFormatter(configured.configure_formatter(dict(settings.LOGGING["formatters"]["line"])))
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)


def _sign_in(person: str, heard: Heard) -> Client:
    client = Client(raise_request_exception=False)
    client.get("/signin/", {"next": f"/partner/?q={TYPED}"})
    for password in (WRONG, PASSWORD):
        client.post("/signin/", {"login": person, "password": password})
    heard.secrets |= {found.value for found in client.cookies.values() if len(found.value) > 20}
    return client


def _use_everything(client: Client, person: str, names: dict[str, str], heard: Heard) -> None:
    for row in PAGES:
        for thing, whose in open_to(row, only_first=True):
            if whose != person:
                continue
            address = row.address.format(it=names[thing])
            page = client.get(address, {"q": TYPED}).content.decode()
            heard.secrets |= set(TOKEN.findall(page))
            form = filled(page) if "<form" in page else {}
            if "POST" in row.methods:
                with undone():
                    client.post(address, {**form, **dict.fromkeys(form, TYPED), "toggle": "customer_name"})
                    client.post(address, {**form, **row.body})
                    do_jobs()


def _go_wrong(client: Client, heard: Heard) -> None:
    """A fault in a view, a row that the database refuses, a value it can't read; and each kind of refusal.

    Of rows behind the wall between tenants PostgreSQL shows nothing by itself.
    """
    for address in ("/raises/", "/breaks/", "/refused/", f"/misread/?day={TYPED}", f"/partner/?q={TYPED}%00", "/bare/"):
        with undone():
            assert client.get(address).status_code >= 400
    assert client.post("/partner/", {"text": TYPED}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post("/signout/", {"text": TYPED, "csrfmiddlewaretoken": "a" * 64}).status_code == 403
    assert client.get("/partner/", headers={"Host": "evil.example"}).status_code == 400
    heard.secrets.add("a" * 64)


@pytest.fixture
def world(cast, settings):
    settings.ROOT_URLCONF = "tests.support.faulty_urls"
    plant(cast)
    User.objects.filter(partner__isnull=False).update(email=Concat("username", Value("@partner.example")))
    User.objects.filter(username__in=("nora", "ann", "skye")).update(password=make_password(PASSWORD))
    return references(cast)


def _crawl(people: tuple[str, ...], names: dict[str, str], settings) -> Heard:
    heard = Heard()
    with _listening(heard, settings):
        for person in people:
            client = _sign_in(person, heard)
            _go_wrong(client, heard)
            _use_everything(client, person, names, heard)
    return heard


def test_nothing_personal_and_no_secret_is_logged(figures, world, settings, capfd):
    with figures.holds("F-11", "secrets searched in logs, streams and mails", fast=70, whole=70) as tally:
        heard = _crawl(("nora", "skye"), world, settings)
        heard.judge(tally, "".join(capfd.readouterr()))
    # The faults are told all the same, down to the line of code.
    said = heard.said.getvalue()
    assert all(words in said for words in ("broken in the view", "CheckViolation", LEFT_OUT))


def test_a_logged_form_is_noticed(figures, world, settings, capfd, monkeypatch):
    quiet = SignInFirst.__call__

    def noisy(self, request):
        logging.getLogger("django.request").error("%s", dict(request.POST))
        return quiet(self, request)

    monkeypatch.setattr(SignInFirst, "__call__", noisy)
    with figures.bites("F-11", "request.POST is logged") as tally:
        heard = Heard()
        with _listening(heard, settings):
            _sign_in("ann", heard)
        heard.judge(tally, "".join(capfd.readouterr()))
    assert {f"{PASSWORD} was told", f"{WRONG} was told"} <= set(tally.failures)


def test_a_refused_value_that_is_logged_is_noticed(figures, world, settings, capfd, monkeypatch):
    monkeypatch.setattr(WithoutValues, "formatException", logging.Formatter.formatException)
    with figures.bites("F-11", "PostgreSQL's words about a refused value are logged") as tally:
        heard = Heard()
        with _listening(heard, settings):
            _go_wrong(_sign_in("ann", heard), heard)
        heard.judge(tally, "".join(capfd.readouterr()))
    assert tally.failures == [f"{TYPED} was told"]
