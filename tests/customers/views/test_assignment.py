"""Customer Assignment: unassigned customers first, and how much everybody has."""

import re

from django.test import Client

from customers.models import Customer
from tests import make
from tests.cast import Cast

PAGE = "/partner/sales/customers/assignment/"


def listed(client: Client, **query: str) -> set[str]:
    return set(re.findall(r'id="open-(CUS-[0-9]+)"', client.get(PAGE, query).content.decode()))


def test_unassigned_customers_of_the_own_company_come_first(client: Client, cast: Cast) -> None:
    make.customer(partner=cast.north, name="Gone Before Ltd", state=Customer.State.RELEASED)
    make.customer(partner=cast.sky, name="Sable Garden Ltd")
    client.force_login(cast.nora)
    assert listed(client) == {cast.unassigned_customer.number}
    assert listed(client, show="assigned") == {
        row.number for row in (cast.ann_associated, cast.ann_preregistered, cast.bob_associated)
    }
    assert listed(client, q="orphan") == {cast.unassigned_customer.number}
    assert listed(client, q="nothing like it") == set()


def test_the_page_says_how_much_everybody_has(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    assert client.get(PAGE).context["load"] == [
        ("Ann Karlsson (ann)", "2 customers", "2 open opportunities"),
        (f"{cast.bob.name} (bob)", "1 customer", "1 open opportunity"),
    ]
    client.force_login(cast.skye)
    assert client.get(PAGE).context["load"] == [(f"{cast.sam.name} (sam)", "2 customers", "0 open opportunities")]


def test_when_everybody_is_looked_after_the_page_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.skye)
    page = client.get(PAGE).content.decode()
    assert "Every customer has an account manager" in page
    assert "data-all" not in page
