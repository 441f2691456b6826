"""Inviting one customer: three ways, and a link that is shown once and found nowhere afterwards."""

import base64
import logging
import re

import pytest

from accounts.models import AuditEntry, Mail
from customers.models import CustomerInvitation
from customers.qr import qr_code
from partner_center.web.tokens import digest
from tests import make
from tests.support.browsers import client_of


def address(customer) -> str:
    return f"/partner/sales/customers/{customer.number}/invite/"


def links(answer) -> set[str]:
    return set(re.findall(r"http://testserver/invitations/([\w-]{43})/", answer.content.decode()))


def test_the_page_offers_three_ways_and_tells_of_those_before(cast):
    make.customer_invitation(customer=cast.ann_preregistered, by=cast.ann)
    page = client_of("ann", cast).get(address(cast.ann_preregistered)).content.decode()
    for words in ("Preview e-mail", "Make link", "Make QR code", "by ann", 'aria-label="Withdraw, CUS-000002"'):
        assert words in page
    assert cast.ann_preregistered.name not in page
    assert cast.ann_preregistered.email not in page


def test_without_an_address_there_is_no_mail_to_preview(cast):
    silent = make.customer(partner=cast.north, account_manager=cast.ann, state="preregistered", email="")
    page = client_of("ann", cast).get(address(silent)).content.decode()
    assert "This customer has no e-mail address" in page
    assert "Preview e-mail" not in page


@pytest.mark.parametrize("channel", ["link", "qr"])
def test_a_link_is_in_the_answer_that_made_it_and_nowhere_else(channel, cast, caplog):
    client = client_of("ann", cast)
    with caplog.at_level(logging.DEBUG):
        answer = client.post(address(cast.ann_preregistered), {"action": channel})
    (token,) = links(answer)
    row = CustomerInvitation.objects.get()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert (row.channel, row.digest, row.invited_by) == (channel, digest(token), cast.ann)
    kept = (
        f"{list(AuditEntry.objects.values())}{list(CustomerInvitation.objects.values())}{list(Mail.objects.values())}"
    )
    assert token not in kept
    assert token not in caplog.text
    assert links(client.get(address(cast.ann_preregistered))) == set()
    picture = f'src="{qr_code(f"http://testserver/invitations/{token}/")}"' in answer.content.decode()
    assert picture is (channel == "qr")


def test_a_code_is_a_drawing_with_a_white_ground():
    drawing = base64.b64decode(qr_code("https://p.example/").removeprefix("data:image/svg+xml;base64,")).decode()
    assert drawing.count("<path") == 1
    assert 'fill="white"' in drawing
    assert "style=" not in drawing


def test_an_unknown_way_makes_nothing(cast):
    answer = client_of("ann", cast).post(address(cast.ann_preregistered), {"action": "fax"})
    assert (answer.status_code, CustomerInvitation.objects.count()) == (200, 0)
