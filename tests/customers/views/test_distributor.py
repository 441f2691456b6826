"""Our distributor: what a reseller's members read of the cooperation, and the banner while it rests."""

import pytest
from django.test import Client

from accounts.models import Mail, Partner, User
from customers.actions import steer_reseller
from customers.models import ResellerEvent
from tests.cast import Cast

PAGE = "/partner/organization/distributor/"


@pytest.mark.parametrize("person", ["skye", "sam", "sid"])
def test_it_says_who_how_and_what_is_shared(client: Client, cast: Cast, person: str) -> None:
    client.force_login(getattr(cast, person))
    page = client.get(PAGE).content.decode()
    assert all(words in page for words in ("North", "Cooperating", cast.sky.number, "ann", "does not share"))
    assert "Ann Karlsson" not in page
    Partner.objects.filter(pk=cast.sky.pk).update(share_opportunities=True, account_manager=None)
    page = client.get(PAGE).content.decode()
    assert ("Nobody yet" in page, "shares the opportunities on your customers with you" in page) == (True, True)


def test_a_suspended_reseller_reads_it_on_every_page(client: Client, cast: Cast) -> None:
    words = "North has suspended the cooperation with your company. You can view everything, but change nothing."
    client.force_login(cast.sam)
    assert words not in client.get("/partner/").content.decode()
    User.objects.filter(pk=cast.skye.pk).update(email="skye@sky.example")
    steer_reseller(reseller=cast.sky, act=ResellerEvent.Kind.SUSPENDED, reason="They paid nothing.", by=cast.nora)
    for address in ("/partner/", PAGE, "/partner/sales/customers/mine/"):
        assert words in client.get(address).content.decode()
    assert "Suspended" in client.get(PAGE).content.decode()
    mail = Mail.objects.get()
    assert (mail.address, "suspended" in mail.subject, "They paid nothing." in mail.text) == (
        *("skye@sky.example", True),
        False,
    )


def test_members_of_a_suspended_distributor_and_its_resellers_read_whose_it_is(client: Client, cast: Cast) -> None:
    Partner.objects.filter(pk=cast.north.pk).update(status="suspended")
    for person, words in (("ann", "Your company is suspended."), ("sam", "Your distributor is suspended.")):
        client.force_login(getattr(cast, person))
        assert words in client.get("/partner/").content.decode()
