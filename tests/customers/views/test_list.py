"""Customer Management: who sees which customers, and that search, filters, order, pages and eyes do what they say."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.audit import REVEALED
from accounts.models import AuditEntry
from customers.models import Customer
from opportunities.progress import Phase
from partner_center.web.clock import today
from tests import make
from tests.cast import Cast
from tests.support.browsers import client_of

MINE = "/partner/sales/customers/mine/"
RESELLERS = "/partner/sales/customers/resellers/"


def listed(client: Client, address: str = MINE, **query: object) -> list[str]:
    """The numbers of the rows on the page, in their order."""
    page = client.get(address, query).content.decode()
    return re.findall(r'id="open-(CUS-[0-9]+)"', page)


def row(client: Client, customer: Customer, address: str = MINE) -> dict[str, str]:
    """The cells of one row by their labels, as text."""
    page = client.get(address).content.decode()
    line = page.split(f'id="open-{customer.number}"')[1].split("</tr>")[0]
    cells = re.findall(r'data-label="([^"]+)"><span class="pc-value"[^>]*>(.*?)</span></td>', line, re.DOTALL)
    return {label: " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html).split()) for label, html in cells}


def numbers(*customers: Customer) -> set[str]:
    return {customer.number for customer in customers}


def test_start_leads_to_my_customers(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    answer = client.get("/partner/sales/customers/")
    assert (answer.status_code, answer["Location"]) == (302, MINE)


@pytest.mark.parametrize(
    ("person", "mine", "resellers"),
    [
        ("ann", ["ann_associated", "ann_preregistered"], ["sky_associated"]),
        ("bob", ["bob_associated"], []),
        ("dirk", ["ann_associated", "ann_preregistered"], ["sky_associated"]),
        (
            "nora",
            ["ann_associated", "ann_preregistered", "bob_associated", "unassigned_customer"],
            ["sky_associated", "sky_preregistered", "copper_associated"],
        ),
        ("sue", ["south_associated"], ["delta_associated"]),
    ],
)
def test_distributors_see_their_scope_in_two_tabs(
    client: Client, cast: Cast, person: str, mine: list[str], resellers: list[str]
) -> None:
    client.force_login(getattr(cast, person))
    assert set(listed(client)) == numbers(*(getattr(cast, name) for name in mine))
    assert set(listed(client, RESELLERS)) == numbers(*(getattr(cast, name) for name in resellers))
    assert "Resellers&#x27; Customers" in client.get(MINE).content.decode()


@pytest.mark.parametrize("person", ["skye", "sam", "sid"])
def test_resellers_members_have_one_tab_and_add_no_opportunity(client: Client, cast: Cast, person: str) -> None:
    client.force_login(getattr(cast, person))
    own = numbers(cast.sky_associated, cast.sky_preregistered)
    assert set(listed(client)) == set(listed(client, RESELLERS)) == own
    page = client.get(RESELLERS).content.decode()
    assert "Resellers&#x27; Customers" not in page
    assert "My Customers" in page
    assert "Add Opportunity" not in page
    assert ("Assign account manager" in page) == (person == "skye")
    # Their sellers preregister and release; a director changes nothing.
    assert ("View only" in page) == (person == "sid")


def test_rows_offer_add_opportunity_only_where_it_would_be_taken(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    page = client.get(RESELLERS).content.decode()
    assert f'id="op-{cast.sky_associated.number}-add"' in page
    assert f'id="op-{cast.sky_preregistered.number}-add"' not in page
    assert f'id="op-{cast.sky_preregistered.number}-details"' in page
    form = re.search(rf'<form method="post" action="([^"]+)">(?:(?!</form>).)*{cast.sky_associated.number}', page)
    assert form
    assert form[1] == "/partner/sales/opportunities/new/"
    client.force_login(cast.dirk)
    assert "Add Opportunity" not in client.get(MINE).content.decode()


def test_a_row_says_everything_masked(client: Client, cast: Cast) -> None:
    customer = cast.ann_preregistered
    Customer.objects.filter(pk=customer.pk).update(
        account_name="hw_00042demo", mobile="+86 13812345678", email="li.wei@example.cn", industry=make.industry()
    )
    client.force_login(cast.ann)
    until = today("UTC") + timedelta(days=10)
    cells = row(client, customer)
    assert cells.pop("Last activity").startswith(f"{today('UTC').day} ")
    assert cells == {
        "Customer name": "Asp*****o. Asp, rest hidden",
        "Customer account": "hw_****mo hw_, rest hidden",
        "Relation": f"Preregistered until {until.day} {until:%b %Y}",
        "Industry": "Manufacturing",
        "Phone": "+86 138****5678 +86 138, rest hidden",
        "Email": "l***@e***.cn l, rest hidden",
        "Account manager": "A*** K*** A, rest hidden",
        "Open opportunities": "0",
    }


def test_preregistration_that_ran_out_is_shown_and_found_as_expired(client: Client, cast: Cast) -> None:
    ended = today("UTC") - timedelta(days=1)
    Customer.objects.filter(pk=cast.ann_preregistered.pk).update(preregistered_until=ended)
    client.force_login(cast.ann)
    assert row(client, cast.ann_preregistered)["Relation"] == f"Expired ended {ended.day} {ended:%b %Y}"
    assert listed(client, relation="expired") == [cast.ann_preregistered.number]
    assert listed(client, relation="preregistered") == []
    assert listed(client, relation=["preregistered", "associated"]) == [cast.ann_associated.number]


def test_open_opportunities_counts_open_ones_that_the_person_sees(client: Client, cast: Cast) -> None:
    make.opportunity(customer=cast.ann_associated, owner=cast.bob)
    client.force_login(cast.ann)
    assert row(client, cast.ann_associated)["Open opportunities"] == "1"
    client.force_login(cast.nora)
    assert row(client, cast.ann_associated)["Open opportunities"] == "2"
    client.force_login(cast.skye)
    assert row(client, cast.sky_associated)["Open opportunities"] == "0"
    make.opportunity(customer=cast.ann_associated, owner=cast.ann, phase=Phase.SUSPENDED)
    client.force_login(cast.nora)
    assert row(client, cast.ann_associated)["Open opportunities"] == "2"


@pytest.mark.parametrize("text", ["amber", "AMBER FOODS", "{number}", "{phone}", "{account}"])
def test_search_finds_by_name_account_number_and_phone(client: Client, cast: Cast, text: str) -> None:
    customer = cast.ann_associated
    client.force_login(cast.nora)
    asked = text.format(
        number=customer.number.lower(), phone=customer.mobile.replace(" ", ""), account=customer.account_name
    )
    assert listed(client, q=asked) == [customer.number]


def test_search_goes_no_further_than_the_scope(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    assert listed(client, q="birch energy") == []
    assert "No customers match these filters." in client.get(MINE, {"q": "birch energy"}).content.decode()
    assert "Enter 3 characters or more" in client.get(MINE, {"q": "bi"}).content.decode()


def test_filters_narrow_can_be_taken_away_and_name_what_they_ignore(client: Client, cast: Cast) -> None:
    Customer.objects.filter(pk=cast.ann_preregistered.pk).update(industry=make.industry(code="retail"))
    client.force_login(cast.ann)
    assert listed(client, industry="retail") == [cast.ann_preregistered.number]
    assert listed(client, industry="retail", relation="associated") == []
    page = client.get(MINE, {"industry": "retail", "relation": "bought"}).content.decode()
    assert "were ignored: relation=bought." in page
    assert 'href="?relation=bought"' in page
    assert "Industry: Retail" in page


def test_newest_activity_is_first_and_pages_hold_25(client: Client, cast: Cast) -> None:
    now = timezone.now()
    made = [
        make.customer(partner=cast.north, account_manager=cast.bob, last_activity_at=now - timedelta(hours=hours))
        for hours in range(1, 30)
    ]
    client.force_login(cast.bob)
    expected = [cast.bob_associated.number, *(customer.number for customer in made)]
    first = client.get(MINE).content.decode()
    assert re.findall(r'id="open-(CUS-[0-9]+)"', first) == expected[:25]
    assert "Showing 1-25 of 30" in first
    following = re.search(r'id="page-next" href="\?([^"]+)"', first)
    assert following
    second = client.get(f"{MINE}?{following[1].replace('&amp;', '&')}").content.decode()
    assert re.findall(r'id="open-(CUS-[0-9]+)"', second) == expected[25:]
    assert listed(client, sort="number") == sorted(expected)[:25]


def test_an_eye_shows_its_column_once_and_is_recorded(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    answer = client.post(MINE, {"toggle": "customer_name"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Amber Foods Ltd" in page
    assert cast.ann_associated.mobile not in page
    assert "Birch Energy" not in page
    recorded = AuditEntry.objects.filter(actor=cast.ann, action=REVEALED)
    assert set(recorded.values_list("subject", "details__column", "details__page")) == {
        (number, "customer_name", "customers") for number in numbers(cast.ann_associated, cast.ann_preregistered)
    }
    assert "Amber Foods Ltd" not in client.get(MINE).content.decode()


def test_fragment_is_the_results_alone(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    page = client.get(MINE, headers={"HX-Request": "true", "HX-Target": "results"}).content.decode()
    assert page.strip().startswith('<section id="results"')
    assert cast.ann_associated.number in page


def test_empty_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.bob)
    page = client.get(RESELLERS).content.decode()
    assert "No customers yet" in page
    assert "Clear filters" not in page


def test_as_many_queries_for_20_rows_as_for_1(cast: Cast) -> None:
    client = client_of("bob", cast)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(MINE)
        return len(queries)

    one = asked()
    for _number in range(19):
        customer = make.customer(partner=cast.north, account_manager=cast.bob, industry=make.industry())
        make.opportunity(customer=customer, owner=cast.bob)
    assert len(listed(client)) == 20
    assert asked() == one


def test_filters_by_account_manager_open_opportunities_and_day_of_creation(client: Client, cast: Cast) -> None:
    now = timezone.now()
    Customer.objects.exclude(pk=cast.bob_associated.pk).update(created_at=now - timedelta(days=10))
    client.force_login(cast.nora)
    for query, found in (
        ({"owner": "karlsson"}, (cast.ann_associated, cast.ann_preregistered)),
        ({"owner": "bob"}, (cast.bob_associated,)),
        ({"open": "yes"}, (cast.ann_associated, cast.bob_associated)),
        ({"open": "no"}, (cast.ann_preregistered, cast.unassigned_customer)),
        ({"created_from": f"{now:%Y-%m-%d}"}, (cast.bob_associated,)),
        (
            {"created_to": f"{now - timedelta(days=10):%Y-%m-%d}"},
            (cast.ann_associated, cast.ann_preregistered, cast.unassigned_customer),
        ),
    ):
        assert set(listed(client, **query)) == numbers(*found), query
    assert "Enter 3 characters or more" in client.get(MINE, {"owner": "bo"}).content.decode()
    client.force_login(cast.ann)
    assert 'name="owner"' not in client.get(MINE).content.decode()


def test_lists_say_what_they_count_what_an_eye_shows_and_that_nothing_matches(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    assert '<p class="pc-count" data-announce>Showing 1-2 of 2 customers</p>' in client.get(MINE).content.decode()
    one = client.get(MINE, {"q": "amber foods"}).content.decode()
    assert "Showing 1-1 of 1 customer<" in one
    for toggled, shown, said in (
        ("phone", (), "Full phone numbers shown for 2 rows. They hide again in 5 minutes."),
        ("email", ("phone",), "Full email addresses shown for 2 rows. They hide again in 5 minutes."),
        ("phone", ("phone", "email"), "Full phone numbers are hidden again."),
    ):
        page = client.post(MINE, {"toggle": toggled, "shown": shown}).content.decode()
        assert re.findall("data-announce>([^<]+)<", page)[0] == said
    part = client.get(MINE, {"q": "nothing"}, headers={"HX-Request": "true", "HX-Target": "results"}).content.decode()
    assert re.findall("data-announce>([^<]+)<", part)[0] == "No customers match these filters."
