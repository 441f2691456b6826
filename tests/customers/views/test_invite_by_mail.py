"""Inviting by e-mail: the preview says what is sent, and to whom, masked; and who gets nothing, with the reason."""

import re
from html import unescape

from accounts.models import Mail
from customers.models import CustomerInvitation
from tests import make
from tests.support.browsers import client_of

INVITE = "/partner/sales/customer-development/invite/"
LIST = "/partner/sales/customer-development/"


def text_of(answer) -> str:
    return unescape(re.sub(r"<[^>]+>", "\n", answer.content.decode()))


def test_the_preview_is_the_mail_but_for_the_link(cast):
    client = client_of("ann", cast)
    silent = make.customer(partner=cast.north, account_manager=cast.ann, state="preregistered", email="")
    ticked = [cast.ann_preregistered.number, cast.ann_associated.number, silent.number, cast.bob_associated.number]
    answer = client.post(INVITE, {"customer": ticked})
    page = answer.content.decode()
    assert "Invite 1 customer by e-mail" in page
    assert "Only a customer whose preregistration runs can be invited." in page
    assert "This customer has no e-mail address" in page
    assert cast.bob_associated.number not in page  # It does not exist for ann.
    for clear in (cast.ann_preregistered.name, cast.ann_preregistered.email, cast.ann_associated.name):
        assert clear not in page
    assert (CustomerInvitation.objects.count(), Mail.objects.count()) == (0, 0)

    sent = client.post(INVITE, {"customer": cast.ann_preregistered.number, "action": "send"}, follow=True)
    assert "1 customer invited by e-mail." in sent.content.decode()
    mail = Mail.objects.get()
    said = text_of(answer)
    assert mail.subject in said
    for line in filter(None, mail.text.splitlines()):
        assert line in said or line.startswith("http://testserver/invitations/")


def test_where_nobody_can_be_invited_there_is_nothing_to_send(cast):
    answer = client_of("ann", cast).post(INVITE, {"customer": cast.ann_associated.number, "action": "send"})
    page = answer.content.decode()
    assert "Nobody can be invited by e-mail now" in page
    assert 'value="send"' not in page
    assert Mail.objects.count() == 0


def test_days_that_differ_are_said_in_general(cast):
    other = make.customer(partner=cast.north, account_manager=cast.ann, state="preregistered")
    type(other).objects.filter(pk=other.pk).update(preregistered_until="2099-01-01")
    type(other).objects.filter(pk=cast.ann_preregistered.pk).update(preregistered_until=other.created_at.date())
    answer = client_of("ann", cast).post(INVITE, {"customer": [other.number, cast.ann_preregistered.number]})
    assert "until (the last day of the preregistration)" in answer.content.decode()


def test_ticking_nothing_leads_back_with_a_word(cast):
    client = client_of("ann", cast)
    answer = client.post(INVITE, {"next": f"{LIST}?q=amber"})
    assert (answer.status_code, answer["Location"]) == (303, f"{LIST}?q=amber")
    assert "Select at least one customer." in client.get(LIST).content.decode()
    assert client.get(INVITE)["Location"] == LIST
