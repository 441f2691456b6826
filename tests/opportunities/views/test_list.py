"""Business Opportunities: who sees which rows, and that search, filters, order, pages and eyes do what they say."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from accounts import audit, reveal_limits
from accounts.models import AuditEntry, Partner
from accounts.roles import Role
from customers.models import Customer
from opportunities.models import Opportunity
from opportunities.progress import Phase
from partner_center.web import counts, formats
from tests import make
from tests.cast import Cast

MINE = "/partner/sales/opportunities/mine/"
RESELLERS = "/partner/sales/opportunities/resellers/"
#: Without a filter the list shows what is open; this asks for the others too.
ALL = f"{MINE}?attain=any"


def listed(client: Client, address: str = MINE, **query: object) -> list[str]:
    """The numbers of the rows on the page, in their order; of open ones and of others."""
    page = client.get(address, {"attain": "any", **query}).content.decode()
    return re.findall(r'id="open-(OPP-[0-9-]+)"', page)


def numbers(*opportunities: Opportunity) -> set[str]:
    return {opportunity.number for opportunity in opportunities}


def test_account_manager_sees_what_he_owns(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    own = numbers(cast.ann_opportunity, cast.won_opportunity, cast.lost_opportunity)
    assert set(listed(client)) == own
    assert set(listed(client, RESELLERS)) == numbers(cast.ann_sky_opportunity)


def test_director_sees_those_of_his_account_managers_and_no_way_to_write(client: Client, cast: Cast) -> None:
    client.force_login(cast.dirk)
    assert set(listed(client)) == numbers(cast.ann_opportunity, cast.won_opportunity, cast.lost_opportunity)
    page = client.get(ALL).content.decode()
    for words in ("Add Opportunity", "Modify", "Specify Progress"):
        assert words not in page
    assert "View only" in page


def test_administrator_sees_all_of_the_tenant_and_nothing_of_another(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    seen = {*listed(client), *listed(client, RESELLERS)}
    ours = Opportunity.objects.filter(tenant=cast.north).values_list("number", flat=True)
    assert seen == set(ours)
    assert cast.south_opportunity.name not in client.get(MINE).content.decode()


@pytest.mark.parametrize("member", ["skye", "sam", "sid"])
def test_resellers_members_see_theirs_only_while_it_is_shared(client: Client, cast: Cast, member: str) -> None:
    client.force_login(getattr(cast, member))
    assert listed(client) == []
    Partner.objects.filter(pk=cast.sky.pk).update(share_opportunities=True)
    assert listed(client) == [cast.ann_sky_opportunity.number]
    assert "Specify Progress" not in client.get(MINE).content.decode()


def test_shared_opportunities_stay_with_the_reseller_whose_customer_it_is(client: Client, cast: Cast) -> None:
    Partner.objects.update(share_opportunities=True)
    client.force_login(cast.cora)
    assert listed(client) == [cast.unassigned_opportunity.number]
    Customer.objects.filter(pk=cast.sky_associated.pk).update(account_manager=None)
    client.force_login(cast.sam)
    assert listed(client) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BACKUP", {"ann_opportunity"}),
        ("amber foods", {"ann_opportunity", "won_opportunity", "lost_opportunity"}),
        ("karlsson", {"ann_opportunity", "won_opportunity", "lost_opportunity"}),
        ("nothing like this", set()),
    ],
)
def test_search_looks_into_names_of_opportunity_customer_and_account_manager(
    client: Client, cast: Cast, text: str, found: set[str]
) -> None:
    client.force_login(cast.nora)
    assert set(listed(client, q=text)) == numbers(*(getattr(cast, name) for name in found))
    assert set(listed(client, q=cast.bob_opportunity.number.lower())) == numbers(cast.bob_opportunity)


def test_search_text_that_is_too_short_is_said_and_not_used(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    page = client.get(MINE, {"q": "ab"}).content.decode()
    assert "Enter 3 characters or more, or 2 Chinese ones" in page
    assert len(listed(client, q="ab")) == 3


def test_search_finds_two_chinese_characters(client: Client, cast: Cast) -> None:
    customer = make.customer(partner=cast.north, account_manager=cast.ann, name="华北云图科技有限公司")
    made = make.opportunity(customer=customer, owner=cast.ann, name="数据平台")
    client.force_login(cast.ann)
    assert listed(client, q="云图") == [made.number]
    assert listed(client, q="平台") == [made.number]


@pytest.mark.parametrize(
    "sort", ["name", "-name", "phase", "-phase", "win", "revenue", "-revenue", "attain", "progress", "updated"]
)
def test_every_order_pages_through_all_rows_once_and_back(client: Client, cast: Cast, sort: str) -> None:
    client.force_login(cast.ann)
    for number in range(80):
        make.opportunity(
            customer=cast.ann_associated,
            owner=cast.ann,
            name=f"Project {number % 7}",
            phase=Phase.BUSINESS_NEGOTIATION if number % 3 else Phase.INITIAL_CONTACT,
            estimated_monthly_revenue=Decimal(100 + number % 5),
        )
    address, pages = f"{ALL}&sort={sort}", []
    while address:
        page = client.get(address).content.decode()
        pages.append(re.findall(r'id="open-(OPP-[0-9-]+)"', page))
        ahead = re.search(r'id="page-next" href="([^"]+)"', page)
        back = re.search(r'id="page-previous" href="([^"]+)"', page)
        address = MINE + ahead[1].replace("&amp;", "&") if ahead else ""
    rows = [number for page in pages for number in page]
    assert (len(rows), len(set(rows)), [len(page) for page in pages]) == (83, 83, [25, 25, 25, 8])
    assert back
    before = re.findall(r'id="open-(OPP-[0-9-]+)"', client.get(MINE + back[1].replace("&amp;", "&")).content.decode())
    assert before == pages[2]


def test_newest_update_comes_first_and_the_count_is_said(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    Opportunity.objects.filter(pk=cast.lost_opportunity.pk).update(updated_at=timezone.now() + timedelta(hours=1))
    assert listed(client)[0] == cast.lost_opportunity.number
    assert "Showing 1-3 of 3" in client.get(ALL).content.decode()


def test_no_link_of_a_page_carries_a_database_id(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    for _ in range(30):
        make.opportunity(customer=cast.ann_associated, owner=cast.ann)
    cursor = re.search(r'id="page-next" href="\?([^"]+)"', client.get(ALL).content.decode())
    assert cursor
    assert re.fullmatch(r"attain=any&amp;after=[0-9TA-Z%.-]+~OPP-\d{4}-\d{6}&amp;from=26", cursor[1])


def test_eye_shows_one_column_records_every_row_and_a_get_hides_it_again(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    assert "Amber Foods Ltd" not in client.get(ALL).content.decode()
    shown = client.post(ALL, {"toggle": "customer_name"}).content.decode()
    assert "Amber Foods Ltd" in shown
    assert cast.ann.name not in shown
    entries = AuditEntry.objects.filter(action=audit.REVEALED, actor=cast.ann)
    assert {(entry.subject, entry.details["column"]) for entry in entries} == {
        (opportunity.number, "customer_name")
        for opportunity in (cast.ann_opportunity, cast.won_opportunity, cast.lost_opportunity)
    }
    hidden = client.post(ALL, {"shown": "customer_name", "toggle": "customer_name"}).content.decode()
    assert "Amber Foods Ltd" not in hidden
    assert "Amber Foods Ltd" not in client.get(ALL, {"toggle": "customer_name"}).content.decode()


def test_column_said_to_be_shown_already_is_recorded_all_the_same(client: Client, cast: Cast) -> None:
    """The browser's word that a column was shown before is no proof that anybody recorded it."""
    client.force_login(cast.ann)
    client.post(ALL, {"shown": "customer_name", "toggle": "customer_account"})
    columns = AuditEntry.objects.filter(action=audit.REVEALED).values_list("details__column", flat=True)
    assert set(columns) == {"customer_name", "customer_account"}


def test_too_many_reveals_stop_and_leave_the_list_usable(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reveal_limits, "A_DAY", reveal_limits.Limit(2))
    client.force_login(cast.ann)
    answer = client.post(ALL, {"toggle": "customer_name"})
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "You have shown 2 customer details today. Ask your administrator if you need more." in page
    assert "Amber Foods Ltd" not in page
    assert cast.ann_opportunity.number in page
    assert not AuditEntry.objects.filter(action=audit.REVEALED).exists()


def test_operation_offers_what_may_be_done_with_each_row(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    page = client.get(ALL).content.decode()
    offered = set(re.findall(r'id="op-(OPP-[0-9-]+-[a-z]+)"', page))
    assert offered == {
        f"{cast.ann_opportunity.number}-modify",
        f"{cast.ann_opportunity.number}-progress",
        f"{cast.won_opportunity.number}-progress",
        *(
            f"{row.number}-{key}"
            for row in (cast.ann_opportunity, cast.won_opportunity, cast.lost_opportunity)
            for key in ("details", "link")
        ),
    }


def test_what_was_added_just_now_is_marked_in_the_list(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    success = client.get(f"/partner/sales/opportunities/{cast.ann_opportunity.number}/added/").content.decode()
    address = re.search(r'href="([^"]+)">Go to Business Opportunities', success)
    assert address
    page = client.get(address[1]).content.decode()
    assert page.count(">New</span>") == 1
    assert ">New</span>" in page.partition(f'id="open-{cast.ann_opportunity.number}"')[2].partition("</td>")[0]
    assert ">New</span>" not in client.get(MINE).content.decode()


def test_empty_list_of_a_director_speaks_of_the_team_and_offers_nothing(client: Client, cast: Cast) -> None:
    client.force_login(make.member(partner=cast.north, username="new.dirk", name="New Dirk", role=Role.DIRECTOR))
    page = client.get(MINE).content.decode()
    assert "No opportunities in your team yet" in page
    assert "Add Opportunity" not in page


def test_total_is_of_all_that_is_listed_and_not_of_the_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.bob)
    for _row in range(29):
        make.opportunity(customer=cast.bob_associated, owner=cast.bob, estimated_monthly_revenue=Decimal("1000.10"))
    rows = Opportunity.objects.filter(owner=cast.bob)
    monthly = formats.money(sum(row.estimated_monthly_revenue for row in rows), "USD")
    weighted = formats.money(sum(row.weighted_monthly_revenue for row in rows), "USD")
    assert f"30 opportunities, {monthly} a month, {weighted} weighted" in client.get(MINE).content.decode()
    assert "1 opportunity, USD" in client.get(MINE, {"phase": "testing"}).content.decode()
    assert '<p class="pc-total">0 opportunities</p>' in client.get(MINE, {"phase": "lost"}).content.decode()


def test_more_than_are_counted_are_not_summed_up(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "COUNTED", 25)
    client.force_login(cast.ann)
    for _row in range(25):
        make.opportunity(customer=cast.ann_associated, owner=cast.ann)
    page = client.get(MINE).content.decode()
    assert '<p class="pc-total">26 opportunities</p>' in page


def test_filters_by_most_revenue_and_by_marketing_task(client: Client, cast: Cast) -> None:
    make.opportunity(customer=cast.ann_associated, owner=cast.ann, name="Dear", estimated_monthly_revenue=90_000)
    from_task = make.opportunity(customer=cast.ann_preregistered, owner=cast.ann, name="Told", target=cast.ann_target)
    client.force_login(cast.ann)
    everything = set(listed(client, attain="any"))
    dear = set(listed(client, revenue_min="90,000"))
    assert len(dear) == 1
    assert set(listed(client, revenue_max="89,999.99")) == everything - dear
    for asked in (cast.running_task.number.lower(), "for everybody"):
        assert listed(client, task=asked) == [from_task.number]
    assert listed(client, task="Spring") == []
