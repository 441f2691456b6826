"""The counts in the switch of Customer Management: all that exists for the person in each group."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.support.links import counted

ROOT = "/partner/sales/customers"


@pytest.mark.parametrize(
    ("person", "mine", "resellers"),
    [
        ("nora", "4", "3"),
        ("ann", "2", "1"),
        ("bob", "1", "0"),
        ("dirk", "2", "1"),
        ("sue", "1", "1"),
        ("max", "1", "0"),
    ],
)
def test_customer_management_counts_what_exists_for_the_person(
    client: Client, cast: Cast, person: str, mine: str, resellers: str
) -> None:
    client.force_login(getattr(cast, person))
    for query in ("mine/", "resellers/", "mine/?q=nothing+like+it", "mine/?relation=rejected"):
        page = client.get(f"{ROOT}/{query}").content.decode()
        assert counted(page, "switch") == {"My Customers": mine, "Resellers' Customers": resellers}


@pytest.mark.parametrize("person", ["skye", "sam", "sid"])
def test_resellers_members_have_nothing_to_switch(client: Client, cast: Cast, person: str) -> None:
    client.force_login(getattr(cast, person))
    assert counted(client.get(f"{ROOT}/mine/").content.decode(), "switch") == {}


def test_switch_carries_the_search_text_along(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    page = client.get(f"{ROOT}/mine/?q=amber&sort=number").content.decode()
    assert f'href="{ROOT}/resellers/?q=amber"' in page
