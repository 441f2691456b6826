"""Step 1 shows first whom one worked with last, or whom a search means most; its pages stay whole."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from customers.models import Customer
from opportunities.models import Draft
from tests import make
from tests.cast import Cast
from tests.support import wizard


def listed(client: Client, address: str = wizard.NEW, **query: str) -> list[str]:
    """The numbers of the customers on the page that have a radio, from top to bottom."""
    page = client.get(address, query).content.decode()
    return [part.split('"')[0] for part in page.split('id="choose-')[1:]]


@pytest.fixture
def ann(client: Client, cast: Cast) -> Client:
    Draft.objects.all().delete()
    client.force_login(cast.ann)
    return client


def _own(cast: Cast, name: str, **values: object) -> Customer:
    """One more customer of ann's, which nobody touched for a year."""
    long_ago = timezone.now() - timedelta(days=365)
    return make.customer(
        partner=cast.north, account_manager=cast.ann, **{"name": name, "last_activity_at": long_ago, **values}
    )


def test_customers_one_added_for_or_has_a_draft_for_stand_first(ann: Client, cast: Cast) -> None:
    used, begun, other = (_own(cast, f"Quiet {number} Ltd") for number in range(3))
    wizard.send(ann, wizard.fill(ann, used), "revenue", wizard.revenue())
    Customer.objects.filter(pk=used.pk).update(last_activity_at=used.last_activity_at)
    wizard.begin(ann, begun)
    assert listed(ann)[:2] == [begun.number, used.number]
    assert other.number in listed(ann)[2:]
    page = ann.get(wizard.NEW).content.decode()
    assert page.count("Recently used") == 2
    assert "Quiet 0 Ltd" not in page


def test_each_customer_is_listed_once_and_five_at_most_are_recent(ann: Client, cast: Cast) -> None:
    for number in range(7):
        wizard.begin(ann, _own(cast, f"Quiet {number} Ltd"))
    page = ann.get(wizard.NEW).content.decode()
    assert page.count("Recently used") == 5
    assert len(listed(ann)) == len(set(listed(ann))) == 9
    assert "Showing 1-9 of 9" in page


def test_what_others_did_and_what_cannot_be_selected_is_not_recent(ann: Client, cast: Cast) -> None:
    ended = _own(cast, "Quiet Ltd")
    for customer in (ended, cast.sky_associated):
        wizard.begin(ann, customer)
    Customer.objects.filter(pk=ended.pk).update(state="disassociated")
    make.draft(author=cast.nora, customer=cast.ann_associated)
    make.draft(author=cast.ann, customer=cast.ann_preregistered, discarded_at=timezone.now())
    make.draft(author=cast.ann, customer=cast.bob_associated)
    assert "Recently used" not in ann.get(wizard.NEW).content.decode()
    assert cast.bob_associated.number not in listed(ann)
    assert "Recently used" in ann.get(wizard.NEW, {"group": "resellers"}).content.decode()


def test_pages_go_on_after_the_recent_ones(ann: Client, cast: Cast) -> None:
    customers = [_own(cast, f"Quiet {number} Ltd") for number in range(30)]
    wizard.begin(ann, customers[0])
    first = ann.get(wizard.NEW)
    following = first.content.decode().split('id="page-next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = ann.get(wizard.NEW + following)
    back = second.content.decode().split('id="page-previous" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Showing 1-26 of 32" in first.content.decode()
    assert "Showing 27-32 of 32" in second.content.decode()
    assert "Recently used" not in second.content.decode()
    assert listed(ann, wizard.NEW + back) == listed(ann)
    assert len({*listed(ann), *listed(ann, wizard.NEW + following)}) == 32


def test_search_shows_exact_then_beginning_then_containing(ann: Client, cast: Cast) -> None:
    recently = timezone.now()
    inside = _own(cast, "Old Harbour Ltd", last_activity_at=recently)
    account = _own(cast, "Zebra Ltd", account_name="harbour_7", last_activity_at=recently - timedelta(days=2))
    name = _own(cast, "Harbour Works", last_activity_at=recently - timedelta(days=3))
    phone = _own(cast, "Lake Ltd", mobile="+86 139 7777 1234", mobile_digits="8613977771234")
    wizard.begin(ann, name)
    assert listed(ann, q="harbour") == [account.number, name.number, inside.number]
    assert "Recently used" not in ann.get(wizard.NEW, {"q": "harbour"}).content.decode()
    mentions = _own(cast, f"Case {phone.number} Ltd", last_activity_at=recently)
    assert listed(ann, q=phone.number.lower()) == [phone.number, mentions.number]
    begins = _own(cast, "8613977771234 Ltd", last_activity_at=recently)
    assert listed(ann, q="8613977771234") == [phone.number, begins.number]


def test_search_finds_nobody_elses_customer(ann: Client, cast: Cast) -> None:
    assert listed(ann, q=cast.bob_associated.number) == []
    assert listed(ann, q="birch") == []
