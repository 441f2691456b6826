"""Reseller Management: the distributor's resellers, what each has, and for whom the page is."""

import re

from django.test import Client

from accounts.models import Partner
from tests import make
from tests.cast import Cast

PAGE = "/partner/sales/resellers/"


def listed(client: Client, **query: str) -> list[str]:
    return re.findall(r'id="open-(RSL-[0-9]+)"', client.get(PAGE, query).content.decode())


def test_an_administrator_sees_all_of_the_own_and_a_director_those_of_the_team(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    assert listed(client) == [cast.copper.number, cast.sky.number]
    assert listed(client, q="sky") == listed(client, q=cast.sky.number.lower()) == [cast.sky.number]
    client.force_login(cast.dirk)
    assert listed(client) == [cast.sky.number]
    page = client.get(PAGE).content.decode()
    assert ('id="batch"' in page, "Assign account manager" in page, "View only" in page) == (False, False, True)


def test_a_row_says_what_the_reseller_has(client: Client, cast: Cast) -> None:
    make.opportunity(customer=cast.sky_associated, owner=cast.ann, estimated_monthly_revenue=1500)
    client.force_login(cast.nora)
    row = next(line for line in client.get(PAGE).context["listing"].rows if line.reference == "Sky")
    cells = [str(cell.html) for cell in row.cells]
    total = sum(row.estimated_monthly_revenue for row in cast.sky_associated.opportunities.all())
    assert cells[4:7] == ["2", "2", f"{total:,.2f}"]
    assert "A*** K***" in cells[3]
    assert cast.ann.name not in "".join(cells)


def test_a_director_counts_the_customers_that_exist_for_him(client: Client, cast: Cast) -> None:
    """Those on their way to the reseller are its own business."""
    client.force_login(cast.dirk)
    row = client.get(PAGE).context["listing"].rows[0]
    assert (row.reference, str(row.cells[4].html)) == ("Sky", "1")


def test_resellers_are_found_by_their_state(client: Client, cast: Cast) -> None:
    Partner.objects.filter(pk=cast.copper.pk).update(status=Partner.Status.SUSPENDED)
    client.force_login(cast.nora)
    assert listed(client, status="suspended") == [cast.copper.number]
    assert listed(client, status="terminated") == []
    assert "No resellers match these filters." in client.get(PAGE, {"status": "terminated"}).content.decode()
