"""One customer: for whom it exists, each masked value with its own eye, and only the opportunities one may see."""

import re
from datetime import date

import pytest
from django.test import Client

from accounts.audit import REVEALED
from accounts.models import AuditEntry, Partner
from customers.models import Customer
from customers.presentation import MASKED
from tests import make
from tests.cast import Cast
from tests.support.browsers import seen
from tests.support.things import number_the_south_apart


def address(customer: Customer) -> str:
    return f"/partner/sales/customers/{customer.number}/"


def opened(client: Client, customer: Customer, **query: str) -> str:
    return client.get(address(customer), query).content.decode()


def listed(page: str) -> set[str]:
    return set(re.findall(r'id="open-(OPP-[0-9-]+)"', page))


@pytest.mark.parametrize(
    ("person", "customer"),
    [
        ("ann", "bob_associated"),
        ("ann", "sky_preregistered"),
        ("ann", "south_associated"),
        ("dirk", "bob_associated"),
        ("skye", "ann_associated"),
        ("cora", "sky_associated"),
        ("nora", "delta_associated"),
    ],
)
def test_outside_the_scope_is_as_if_it_never_existed(client: Client, cast: Cast, person: str, customer: str) -> None:
    number_the_south_apart(cast)
    row = Customer.objects.get(pk=getattr(cast, customer).pk)
    client.force_login(getattr(cast, person))
    hidden, never = client.get(address(row)), client.get("/partner/sales/customers/CUS-999999/")
    assert (hidden.status_code, never.status_code) == (404, 404)
    assert seen(hidden) == seen(never)


def test_wrong_case_leads_to_the_right_address(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    answer = client.get(address(cast.ann_associated).lower())
    assert (answer.status_code, answer["Location"]) == (302, address(cast.ann_associated))


def test_everything_masked_is_masked_until_its_own_eye_is_pressed(client: Client, cast: Cast) -> None:
    customer = cast.sky_associated
    clear = {
        "customer_name": "Silver Lake Media",
        "customer_account": "silver_account_42",
        "contact": "Linda Marlowe",
        "phone": "+86 13812345678",
        "email": "linda@silverlake.example",
        "website": "www.silverlake.example",
        "registration_number": "91330100MA2ABCDE5X",
        "reseller": "Skyward Digital Ltd",
        "account_manager": "Sam Okafor",
    }
    Customer.objects.filter(pk=customer.pk).update(
        account_name=clear["customer_account"],
        contact_name=clear["contact"],
        mobile=clear["phone"],
        email=clear["email"],
        website=clear["website"],
        registration_number=clear["registration_number"],
    )
    Partner.objects.filter(pk=cast.sky.pk).update(name=clear["reseller"])
    client.force_login(cast.ann)
    page = opened(client, customer)
    assert [value for value in clear.values() if value in page] == []
    assert set(re.findall(r'name="toggle" value="(\w+)"', page)) == set(clear) == set(MASKED)
    for key, value in clear.items():
        shown = client.post(address(customer), {"toggle": key}).content.decode()
        assert [text for text in clear.values() if text in shown] == [value]
    recorded = AuditEntry.objects.filter(actor=cast.ann, action=REVEALED).order_by("pk")
    assert list(recorded.values_list("subject", "details__column")) == [(customer.number, key) for key in clear]


def test_an_eye_swaps_the_record_and_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    customer = cast.ann_associated
    page = opened(client, customer)
    assert page.count('hx-target="#record"') == page.count('name="toggle"') > 1
    headers = {"HX-Request": "true", "HX-Target": "record"}
    part = client.post(address(customer), {"toggle": "customer_name"}, headers=headers).content.decode()
    assert "<html" not in part
    assert customer.name in part
    assert "data-announce>The value is shown in full." in part


def test_eyes_stay_open_together_and_close_one_by_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    customer = cast.ann_associated
    both = client.post(address(customer), {"shown": "phone", "toggle": "email"}).content.decode()
    assert customer.mobile in both
    assert customer.email in both
    one = client.post(address(customer), {"shown": ["phone", "email"], "toggle": "phone"}).content.decode()
    assert customer.mobile not in one
    assert customer.email in one


def test_a_value_that_is_empty_has_no_eye(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    page = opened(client, cast.ann_associated)
    assert "eye-website" not in page
    assert "eye-reseller" not in page
    assert "eye-phone" in page


def test_open_and_past_opportunities_of_the_customer(client: Client, cast: Cast) -> None:
    customer = cast.ann_associated
    others = make.opportunity(customer=customer, owner=cast.bob)
    client.force_login(cast.ann)
    assert listed(opened(client, customer)) == {cast.ann_opportunity.number}
    assert listed(opened(client, customer, show="past")) == {cast.won_opportunity.number, cast.lost_opportunity.number}
    client.force_login(cast.nora)
    assert listed(opened(client, customer)) == {cast.ann_opportunity.number, others.number}


def test_resellers_members_see_opportunities_only_while_they_are_shared(client: Client, cast: Cast) -> None:
    client.force_login(cast.skye)
    page = opened(client, cast.sky_associated)
    assert listed(page) == set()
    assert "No open opportunities for this customer" in page
    Partner.objects.filter(pk=cast.sky.pk).update(share_opportunities=True)
    assert listed(opened(client, cast.sky_associated)) == {cast.ann_sky_opportunity.number}


def test_add_opportunity_is_posted_for_this_customer(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    page = opened(client, cast.sky_associated)
    form = re.search(r'<form method="post" action="([^"]+/new/)">.*?name="customer" value="([^"]+)"', page)
    assert form
    assert form.groups() == ("/partner/sales/opportunities/new/", cast.sky_associated.number)


@pytest.mark.parametrize(
    ("person", "customer", "note"),
    [
        ("nora", "sky_preregistered", "Only associated customers of resellers can be selected"),
        ("dirk", "ann_associated", ""),
        ("sam", "sky_associated", ""),
    ],
)
def test_whoever_could_add_is_told_why_not_and_others_see_no_way(
    client: Client, cast: Cast, person: str, customer: str, note: str
) -> None:
    client.force_login(getattr(cast, person))
    page = opened(client, getattr(cast, customer))
    assert "Add Opportunity" not in page
    assert ('class="pc-note"' in page, note in page) == (bool(note), True)


def test_breadcrumb_leads_to_the_tab_of_the_customer(client: Client, cast: Cast) -> None:
    way = "/partner/sales/customers/{}/"
    client.force_login(cast.ann)
    assert f'href="{way.format("resellers")}"' in opened(client, cast.sky_associated)
    client.force_login(cast.sam)
    page = opened(client, cast.sky_associated)
    assert f'href="{way.format("resellers")}"' not in page
    assert f'href="{way.format("mine")}"' in page


def test_opportunities_come_ten_at_a_time(client: Client, cast: Cast) -> None:
    for _number in range(11):
        make.opportunity(customer=cast.bob_associated, owner=cast.bob)
    client.force_login(cast.bob)
    page = opened(client, cast.bob_associated)
    assert len(listed(page)) == 10
    assert "Showing 1-10 of 12" in page
    fragment = client.get(address(cast.bob_associated), headers={"HX-Request": "true", "HX-Target": "results"})
    assert fragment.content.decode().strip().startswith('<section id="results"')


def test_overdue_attainment_is_marked_as_the_list_does(client: Client, cast: Cast) -> None:
    cast.ann_opportunity.estimated_attainment = date(2020, 3, 31)
    cast.ann_opportunity.save()
    client.force_login(cast.ann)
    page = opened(client, cast.ann_associated)
    assert 'Mar 2020 <span class="pc-warning">Overdue</span>' in page
    cast.ann_opportunity.estimated_attainment = date(2120, 3, 31)
    cast.ann_opportunity.save()
    assert "Overdue" not in opened(client, cast.ann_associated)
