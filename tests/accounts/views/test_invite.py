"""Inviting a member: what is checked, what the mail says and to whom, and what is kept of its link."""

import re

import pytest
from django.test import Client

from accounts.models import AuditEntry, MemberInvitation, Partner, User
from partner_center.web.tokens import digest
from tests import make
from tests.support.browsers import client_of
from tests.support.jobs import do_jobs
from tests.support.markup import filled

NEW = "/partner/organization/invitations/new/"
LENA = {"email": "lena@north.example", "name": "Lena Vogt", "role": "account_manager", "director": "dirk"}


@pytest.fixture
def sent(mailoutbox):
    """Posts an invitation as somebody; returns the answer and the mails."""

    def post(cast, person: str = "nora", **changed):
        answer = client_of(person, cast).post(NEW, {"action": "send", **LENA, **changed})
        do_jobs()
        return answer, mailoutbox

    return post


def test_an_invitation_is_kept_mailed_and_recorded(cast, sent):
    answer, mails = sent(cast)
    assert (answer.status_code, answer["Location"]) == (303, "/partner/organization/invitations/")
    row = MemberInvitation.objects.get()
    assert (row.tenant, row.partner, row.email, row.name, row.role, row.director, row.invited_by) == (
        cast.north,
        cast.north,
        *("lena@north.example", "Lena Vogt", "account_manager"),
        cast.dirk,
        cast.nora,
    )
    assert (row.expires_at - row.sent_at).days == 14
    (mail,) = mails
    assert (mail.to, mail.subject) == (["lena@north.example"], "Join North on Partner Center")
    (token,) = re.findall(r"http://testserver/join/([\w-]{43})/", mail.body)
    assert digest(token) == row.digest
    assert "nora invites you to join North" in mail.body
    assert "Your role: Account Manager." in mail.body
    assert Client().get(f"/join/{token}/").status_code == 200
    line = AuditEntry.objects.get(action="member invited")
    assert (line.actor, line.subject, line.details) == (cast.nora, str(row.pk), {"role": "account_manager"})


def test_the_token_is_in_the_mail_alone(cast, sent):
    answer, mails = sent(cast)
    (token,) = re.findall(r"/join/([\w-]+)/", mails[0].body)
    page = client_of("nora", cast).get(answer["Location"]).content.decode()
    log = str(list(AuditEntry.objects.values()))
    assert "lena@north.example" in page
    assert not any(token in text for text in (page, log, str(list(MemberInvitation.objects.values()))))


def test_the_preview_is_the_mail_without_the_link_and_sends_nothing(cast, sent):
    answer, mails = sent(cast, action="preview")
    page = answer.content.decode()
    assert (answer.status_code, mails, MemberInvitation.objects.count()) == (200, [], 0)
    assert "Join North on Partner Center" in page
    assert "http://testserver/join/(the personal link)" in page
    assert 'value="lena@north.example"' in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "lena"}, "email"),
        ({"email": "ANN@north.example"}, "email"),
        ({"email": "waits@north.example"}, "email"),
        ({"name": ""}, "name"),
        ({"role": "operator"}, "role"),
        ({"director": "bob"}, "director"),
        ({"director": "sid"}, "director"),
    ],
)
def test_what_is_wrong_is_refused(wrong, field, cast, sent):
    User.objects.filter(username="ann").update(email="ann@north.example")
    make.invitation(by=cast.nora, email="Waits@north.example")
    answer, mails = sent(cast, **wrong)
    assert (answer.status_code, list(answer.context["form"].errors), mails) == (422, [field], [])
    assert MemberInvitation.objects.count() == 1


def test_an_address_that_another_company_knows_is_no_secret_told(cast, sent):
    """Who is invited or works elsewhere says nothing here."""
    User.objects.filter(username="max").update(email="lena@north.example")
    make.invitation(by=cast.sue, email="lena@north.example")
    make.invitation(by=cast.skye, email="lena@north.example")
    assert sent(cast)[0].status_code == 303


def test_only_an_account_manager_gets_a_director(cast, sent):
    sent(cast, role="administrator")
    assert MemberInvitation.objects.get().director is None


def test_an_administrator_of_a_suspended_company_invites_nobody(cast, sent):
    Partner.objects.filter(pk=cast.sky.pk).update(status=Partner.Status.SUSPENDED)
    answer, mails = sent(cast, "skye", director="")
    assert (answer.status_code, mails, MemberInvitation.objects.count()) == (403, [], 0)


def test_what_was_sent_with_an_old_token_is_on_the_page_again(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.nora)
    client.get(NEW)
    answer = client.post(NEW, {**LENA, "csrfmiddlewaretoken": "x" * 64}, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, answer["Location"], MemberInvitation.objects.count()) == (303, NEW, 0)
    page = client.get(NEW).content.decode()
    assert {name: value for name, value in filled(page).items() if name in LENA} == LENA
    assert "Check your answers and select Send invitation again." in page
