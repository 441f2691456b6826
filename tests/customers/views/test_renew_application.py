"""Sending an invitation again, making a new link, withdrawing: the old link leads nowhere then."""

import re

import pytest
from django.test import Client

from accounts.models import AuditEntry, Mail, MemberInvitation
from customers.models import Application
from tests import make
from tests.cast import Cast
from tests.support.things import COMPANY_LINK

ROOT = "/partner/sales/resellers/applications/"
APPLY = f"/apply/{COMPANY_LINK}/"


@pytest.fixture
def nora(client: Client, cast: Cast) -> Client:
    client.force_login(cast.nora)
    return client


def _invited(cast: Cast, **values) -> Application:
    return make.application(by=cast.nora, state="invited", token=COMPANY_LINK, **values)


@pytest.mark.parametrize("state", ["invited", "expired"])
def test_a_mail_is_sent_again_with_a_new_link(nora: Client, cast: Cast, state: str) -> None:
    row = _invited(cast, by_mail=True, email="lin@harbour.example")
    Application.objects.filter(pk=row.pk).update(state=state)
    answer = nora.post(f"{ROOT}{row.number}/resend/", follow=True)
    assert f"Invitation {row.number} sent again." in answer.content.decode()
    assert Application.objects.get().state == "invited"
    [link] = re.findall(r"http://testserver(/apply/[\w-]+/)", Mail.objects.get().text)
    assert (Client().get(APPLY).status_code, Client().get(link).status_code) == (404, 200)
    assert AuditEntry.objects.filter(action="reseller invitation sent again", actor=cast.nora).count() == 1


def test_a_new_link_is_shown_once(nora: Client, cast: Cast) -> None:
    row = _invited(cast)
    page = nora.post(f"{ROOT}{row.number}/resend/").content.decode()
    [link] = re.findall(r'<code id="link">http://testserver(/apply/[\w-]+/)</code>', page)
    assert (Client().get(APPLY).status_code, Client().get(link).status_code) == (404, 200)
    assert not Mail.objects.exists()


def test_a_withdrawn_invitation_leads_nowhere(nora: Client, cast: Cast) -> None:
    row = _invited(cast)
    assert Client().get(APPLY).status_code == 200
    answer = nora.post(f"{ROOT}{row.number}/withdraw/", follow=True)
    assert f"Invitation {row.number} withdrawn." in answer.content.decode()
    assert (Application.objects.get().state, Client().get(APPLY).status_code) == ("withdrawn", 404)
    assert AuditEntry.objects.get(action="reseller invitation withdrawn").subject == row.number
    assert nora.post(f"{ROOT}{row.number}/withdraw/").status_code == 403


def test_the_invitation_to_join_is_sent_again_until_somebody_has(nora: Client, cast: Cast) -> None:
    reseller = make.reseller(of=cast.north, name="Newly")
    row = make.application(by=cast.nora, state="cooperating", reseller=reseller, email="lin@harbour.example")
    links = []
    for _time in range(2):
        assert nora.post(f"{ROOT}{row.number}/resend/").status_code == 303
        links += re.findall(r"(/join/[\w-]+/)", Mail.objects.latest("written_at").text)
    assert [Client().get(link).status_code for link in links] == [404, 200]
    assert MemberInvitation.objects.get().partner == reseller
    make.member(partner=reseller, role="administrator")
    assert nora.post(f"{ROOT}{row.number}/resend/").status_code == 403
