"""The public page: a form for whoever has the link, then how the application stands; nothing for anybody else."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts import by_link
from accounts.models import AuditEntry, Notification, Partner
from customers.models import Application
from tests import make
from tests.access_cooperation import SAID
from tests.cast import Cast
from tests.support.browsers import client_of, seen, written
from tests.support.things import COMPANY_LINK, NEVER

APPLY = f"/apply/{COMPANY_LINK}/"
CLOSED = "/apply/" + NEVER["no company's link"] + "/"


@pytest.fixture
def invited(cast: Cast) -> Application:
    return make.application(
        by=cast.nora, state="invited", token=COMPANY_LINK, name="Harbour Lights", email="lin@harbour.example"
    )


def test_the_page_says_whose_reseller_one_becomes(invited: Application) -> None:
    answer = Client().get(APPLY)
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    said = ("Become a reseller of North", 'value="Harbour Lights"', 'value="lin@harbour.example"')
    assert all(words in page for words in said)


def test_what_is_said_is_stored_and_the_administrators_are_told(cast: Cast, invited: Application) -> None:
    client = Client()
    answer = client.post(APPLY, {**SAID, "state": "cooperating", "tenant": cast.south.pk})
    assert (answer.status_code, answer["Location"]) == (303, APPLY)
    invited.refresh_from_db()
    assert {key: getattr(invited, key) for key in SAID} == SAID
    assert (invited.state, invited.tenant, invited.applied_at is not None, invited.reseller) == (
        *("applied", cast.north),
        *(True, None),
    )
    told = Notification.objects.values_list("recipient__username", "kind", "reference")
    assert list(told) == [("nora", "cooperation_applied", invited.number)]
    line = AuditEntry.objects.get(action="cooperation applied for")
    assert (line.tenant, line.actor, line.subject, line.details) == (cast.north, None, invited.number, {})
    page = client.get(APPLY).content.decode()
    assert ("Your application has been sent" in page, "Harbour Lights Ltd" in page) == (True, True)
    assert not [word for word in ("lin@harbour.example", "Lin Mei") if word in page]


def test_sending_it_twice_changes_nothing(invited: Application) -> None:
    client = Client()
    client.post(APPLY, SAID)
    before = written()
    again = client.post(APPLY, {**SAID, "name": "Another Company"})
    assert (again.status_code, again["Location"], written()) == (303, APPLY, before)
    assert (Application.objects.get().name, Notification.objects.count()) == ("Harbour Lights Ltd", 1)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Enter the company name"),
        ({"country": "XX"}, "Select the country or region"),
        ({"registration_number": ""}, "Enter the registration number"),
        ({"offer": ""}, "Enter what you sell"),
        ({"contact_name": " "}, "Enter the name of the contact"),
        ({"email": "nowhere"}, "Enter an email address, like name@example.com"),
        ({"email": ""}, "Enter the email address"),
        ({"mobile": "12"}, "Enter the mobile with its country code"),
        ({"mobile": ""}, "Enter the mobile number"),
        ({"website": "no site"}, "Enter the website like www.example.com"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(invited: Application, wrong: dict, sentence: str) -> None:
    answer = Client().post(APPLY, {**SAID, **wrong})
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, list(answer.context["form"].errors)) == (422, True, [*wrong])
    typed = [value for key, value in SAID.items() if key not in {*wrong, "country"}]
    assert [value for value in typed if value not in page] == []
    assert Application.objects.get().state == "invited"


@pytest.mark.parametrize(
    ("state", "words"), [("cooperating", "Your application was approved"), ("rejected", "was not accepted")]
)
def test_the_link_tells_for_a_while_what_was_decided(cast: Cast, invited: Application, state: str, words: str) -> None:
    reseller = make.reseller(of=cast.north) if state == "cooperating" else None
    decided = {"state": state, "applied_at": timezone.now(), "reseller": reseller, "reason": "Too many there already"}
    Application.objects.filter(pk=invited.pk).update(**decided)
    page = Client().get(APPLY).content.decode()
    assert (words in page, "Too many there" in page) == (True, False)
    Application.objects.filter(pk=invited.pk).update(expires_at=timezone.now())
    assert Client().get(APPLY).status_code == 404


@pytest.mark.parametrize("how", ["expired", "withdrawn", "too old", "suspended", "terminated"])
def test_every_useless_link_is_answered_like_one_that_never_was(cast: Cast, invited: Application, how: str) -> None:
    if how == "too old":
        Application.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif how in {"suspended", "terminated"}:
        Partner.objects.filter(pk=cast.north.pk).update(status=how)
    else:
        Application.objects.update(state=how)
    useless = Client().get(APPLY)
    assert (useless.status_code, seen(useless)) == (404, seen(Client().get(CLOSED)))
    before = written()
    assert (Client().post(APPLY, SAID).status_code, written()) == (404, before)


def test_an_application_waits_as_long_as_the_decision_takes(invited: Application) -> None:
    Client().post(APPLY, SAID)
    Application.objects.update(expires_at=timezone.now() - timedelta(days=40))
    assert "has been sent" in Client().get(APPLY).content.decode()


@pytest.mark.parametrize("person", ["nora", "max", "olga"])
def test_whoever_is_signed_in_sees_the_same(cast: Cast, invited: Application, person: str) -> None:
    client = client_of(person, cast)
    assert "Become a reseller of North" in client.get(APPLY).content.decode()
    assert client.post(APPLY, SAID).status_code == 303
    assert Application.objects.get(pk=invited.pk).state == "applied"


def test_one_address_cannot_go_on_guessing(invited: Application, monkeypatch) -> None:
    cache.clear()
    monkeypatch.setattr(by_link, "MOST_A_MINUTE", 2)
    guesser = Client(REMOTE_ADDR="192.0.2.1")
    assert [guesser.get(f"/apply/{number}/").status_code for number in range(2)] == [404] * 2
    assert (guesser.get(APPLY).status_code, guesser.post(APPLY, SAID).status_code) == (429, 429)
    assert Client(REMOTE_ADDR="192.0.2.2").get(APPLY).status_code == 200
