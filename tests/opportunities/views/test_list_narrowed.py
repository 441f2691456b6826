"""Business Opportunities, narrowed: what it begins with, what its filters and views leave, what it says of nothing."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Partner
from opportunities.models import Opportunity
from opportunities.progress import Phase
from tests import make
from tests.cast import Cast
from tests.opportunities.views.test_list import ALL, MINE, RESELLERS, listed, numbers


def test_filters_narrow_and_can_be_taken_away_one_by_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    assert listed(client, phase="signed") == [cast.won_opportunity.number]
    assert set(listed(client, phase=["signed", "lost"])) == numbers(cast.won_opportunity, cast.lost_opportunity)
    assert listed(client, status="active") == [cast.ann_opportunity.number]
    assert listed(client, status="active", phase="signed") == []
    page = client.get(MINE, {"phase": ["signed", "lost"]}).content.decode()
    assert 'href="?phase=lost"' in page
    assert 'href="?phase=signed"' in page


def test_filters_by_masked_names_want_as_much_of_them_as_the_search(client: Client, cast: Cast) -> None:
    """R24. A letter at a time, they would spell what the eye would have to record."""
    client.force_login(cast.nora)
    everything = listed(client, RESELLERS)
    for asked in ({"reseller": "Sk"}, {"reseller": "x"}, {"owner": "An"}, {"owner": "zz"}):
        assert listed(client, RESELLERS, **asked) == everything
    assert listed(client, RESELLERS, reseller="Sky") == [cast.ann_sky_opportunity.number]
    assert listed(client, RESELLERS, owner="zzz") == []


def test_filters_by_owner_reseller_revenue_attainment_and_silence(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    assert listed(client, owner="bob") == [cast.bob_opportunity.number]
    assert listed(client, RESELLERS, reseller=cast.sky.number) == [cast.ann_sky_opportunity.number]
    Opportunity.objects.filter(pk=cast.bob_opportunity.pk).update(
        estimated_monthly_revenue=Decimal(777_777),
        estimated_attainment="2031-05-31",
        last_progress_at=timezone.now() - timedelta(days=40),
    )
    assert listed(client, revenue_min="700k") == [cast.bob_opportunity.number]
    assert listed(client, attain="between", attain_from="2031-05", attain_to="2031-06-01") == [
        cast.bob_opportunity.number
    ]
    assert listed(client, stale="30") == [cast.bob_opportunity.number]
    assert listed(client, stale="41") == []


@pytest.mark.parametrize(("address", "name"), [(MINE, "owner"), (RESELLERS, "reseller")])
def test_masked_names_cannot_be_read_letter_by_letter_through_a_filter(
    client: Client, cast: Cast, address: str, name: str
) -> None:
    """R24: a filter looks into a masked name as the search box does, and asks for as much."""
    client.force_login(cast.nora)
    everything = listed(client, address)
    for guess in ("q", "a", "zz"):
        page = client.get(address, {name: guess}).content.decode()
        assert "Enter 3 characters or more, or 2 Chinese ones" in page
        assert f"were ignored: {name}={guess}." in page
        assert listed(client, address, **{name: guess}) == everything


def test_values_that_mean_nothing_are_left_out_and_named(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    page = client.get(MINE, {"phase": "xyz", "revenue_min": "lots"}).content.decode()
    assert "were ignored: phase=xyz, revenue_min=lots." in page
    # What cannot be typed is no fault of whoever opens the link; what can is told beside its field.
    assert "Select a valid choice" not in page
    assert "Monthly revenue from must be a number" in page
    assert '<details class="pc-filters">' in client.get(MINE, {"phase": "xyz"}).content.decode()
    assert len(listed(client, phase="xyz", sort="nonsense", after="broken~", size="9")) == 3


def test_empty_list_and_no_match_say_different_things(client: Client, cast: Cast) -> None:
    nobody = make.member(partner=cast.north, username="newcomer", name="New Comer")
    client.force_login(nobody)
    assert "No opportunities yet" in client.get(MINE).content.decode()
    assert "No opportunities match these filters." in client.get(MINE, {"phase": "lost"}).content.decode()
    customer = make.customer(partner=cast.north, account_manager=nobody)
    lost = make.opportunity(customer=customer, owner=nobody, phase=Phase.LOST)
    page = client.get(MINE).content.decode()
    assert "No open opportunities" in page
    assert lost.number not in page
    assert f"{lost.number}" in client.get(f"{MINE}{re.search('href=.([?]attain=any)', page)[1]}").content.decode()  # type: ignore[index]


def test_list_begins_with_what_is_open_and_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    page = client.get(MINE).content.decode()
    assert re.findall(r'id="open-(OPP-[0-9-]+)"', page) == [cast.ann_opportunity.number]
    assert "<strong>All open</strong>" in page
    assert 'name="status" value="active" id="filter_status_0" checked' in re.sub(r" class=.[^\"]*.", "", page)
    assert "pc-tokens" not in page
    assert "<strong>All</strong>" in client.get(ALL).content.decode()
    # A text is looked for in what is open; where it is only in the others, the page leads there.
    assert re.findall(r'id="open-(OPP-[0-9-]+)"', client.get(MINE, {"q": "amber foods"}).content.decode()) == [
        cast.ann_opportunity.number
    ]
    closed = client.get(MINE, {"q": "warehouse"}).content.decode()
    assert "No open opportunities match." in closed
    assert 'href="?q=warehouse&amp;attain=any"' in closed
    assert "No opportunities match these filters." in client.get(MINE, {"q": "no such thing"}).content.decode()
    assert set(listed(client, q="amber foods")) == numbers(
        cast.ann_opportunity, cast.won_opportunity, cast.lost_opportunity
    )


def test_filters_by_win_probability_type_yes_or_no_and_day_of_creation(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    won, lost, own = cast.won_opportunity, cast.lost_opportunity, cast.ann_opportunity
    assert listed(client, win_min="100") == [won.number]
    assert listed(client, win_max="0") == [lost.number]
    assert listed(client, win_min="1", win_max="99%") == listed(client, win_min="1")
    assert listed(client, win_min="1", win_max="99") == [own.number]
    Opportunity.objects.filter(owner=cast.ann).update(type="new", test_project=False, bidding_project=False)
    Opportunity.objects.filter(pk=own.pk).update(type="renewal", test_project=True)
    Opportunity.objects.filter(pk=won.pk).update(bidding_project=True, tender_date="2026-12-01")
    assert listed(client, type="renewal") == [own.number]
    assert (listed(client, test="yes"), listed(client, bidding="yes")) == ([own.number], [won.number])
    assert set(listed(client, test="no")) == numbers(won, lost)
    # Days are the distributor's: at this moment it is the third of the month in Shanghai already.
    Partner.objects.filter(pk=cast.north.pk).update(time_zone="Asia/Shanghai")
    Opportunity.objects.update(created_at=datetime(2026, 2, 1, tzinfo=UTC))
    Opportunity.objects.filter(pk=own.pk).update(created_at=datetime(2026, 3, 2, 16, 30, tzinfo=UTC))
    assert listed(client, created_from="2026-03-03", created_to="2026-03-03") == [own.number]
    assert listed(client, created_from="2026-02-02", created_to="2026-03-02") == []
    assert set(listed(client, created_to="2026-03-02")) == numbers(won, lost)


def test_no_rows_leave_head_filters_and_paging_in_place(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    page = client.get(MINE, {"phase": "negotiation"}).content.decode()
    for stays in ('id="sort-revenue"', 'id="filters"', 'class="pc-pager"', "Clear filters", "Development Phase: Bus"):
        assert stays in page
    # Without a row, an eye would show nothing.
    assert 'name="toggle"' not in page
    assert "<tbody" not in page


def test_views_narrow_to_what_they_are_called(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    today = timezone.localdate()
    Opportunity.objects.filter(pk=cast.ann_opportunity.pk).update(last_progress_at=timezone.now() - timedelta(days=20))
    Opportunity.objects.filter(pk=cast.won_opportunity.pk).update(signed_on=today)
    assert listed(client, only="update") == [cast.ann_opportunity.number]
    assert listed(client, status="won", signed="quarter") == [cast.won_opportunity.number]
    Opportunity.objects.filter(pk=cast.won_opportunity.pk).update(signed_on=today - timedelta(days=100))
    assert listed(client, status="won", signed="quarter") == []
    Opportunity.objects.filter(pk=cast.ann_opportunity.pk).update(estimated_attainment=today - timedelta(days=1))
    assert listed(client, attain="overdue") == [cast.ann_opportunity.number]
