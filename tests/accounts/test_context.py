"""The header: its order, the account menu, what is current, and that keys reach what hands reach."""

import re

import pytest

from accounts.models import User
from tests.support.browsers import client_of

OPPORTUNITIES = "/partner/sales/opportunities/"


def _header(client, address: str) -> str:
    page = client.get(address).content.decode()
    return page[page.index("<header") : page.index("</header>")]


def _account(header: str) -> list[str]:
    """What stands in the account menu, in its order."""
    menu = header[header.index("pc-account") :]
    return [" ".join(re.sub(r"<[^>]+>", "", item).split()) for item in re.findall(r"<li>(.*?)</li>", menu, re.DOTALL)]


@pytest.mark.parametrize("address", ["/", "/partner/", OPPORTUNITIES + "mine/", "/partner/nowhere/"])
def test_the_account_menu_is_the_same_everywhere(address, cast):
    links = ["Partner Center", "Preferences", "My reveals", "Export History", "Help", "简体中文", "Sign Out"]
    assert _account(_header(client_of("ann", cast), address)) == links


def test_operators_have_no_way_into_what_refuses_them(cast):
    header = _header(client_of("olga", cast), "/")
    assert _account(header) == ["简体中文", "Sign Out"]
    assert re.findall(r'href="([^"]+)"', header) == ["/"]


@pytest.mark.parametrize(
    ("person", "menus"),
    [("ann", ["Home", "Sales", "Organization"]), ("dirk", ["Home", "Sales"])],
)
def test_the_order_of_the_header(person, menus, cast):
    header = _header(client_of(person, cast), "/partner/")
    wide = header[: header.index("pc-nav-narrow")]
    assert [text.strip() for text in re.findall(r'class="pc-nav-top"[^>]*>([^<]+)<', wide)] == menus
    places = [header.index(name) for name in ("pc-brand", "pc-nav-wide", "pc-help-link", "pc-account")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("address", "menu", "link"),
    [
        ("/partner/", "", "/partner/"),
        (OPPORTUNITIES + "mine/", "Sales", OPPORTUNITIES),
        ("/partner/sales/", "Sales", ""),
        ("/partner/organization/audit/", "Organization", "/partner/organization/audit/"),
        ("/partner/preferences/", "", "/partner/preferences/"),
        ("/partner/help/", "", "/partner/help/"),
    ],
)
def test_what_is_current_is_marked(address, menu, link, cast):
    header = _header(client_of("ann", cast), address)
    assert re.findall(r"<summary[^>]*data-current[^>]*>(\w+)", header) == ([menu] if menu else [])
    assert set(re.findall(r'href="([^"]+)"[^>]*aria-current="page"', header)) == ({link} if link else set())


def test_keys_lead_where_the_menu_leads(cast):
    found = dict(re.findall(r'href="([^"]+)" data-keys="(g \w)"', _header(client_of("sam", cast), "/partner/")))
    assert found == {
        "/partner/": "g h",
        OPPORTUNITIES: "g o",
        "/partner/sales/customer-development/": "g d",
        "/partner/sales/marketing-tasks/": "g t",
        "/partner/sales/customers/": "g c",
    }


def test_keys_press_only_what_the_person_has(cast):
    number = cast.ann_opportunity.number
    keys = {}
    for person in ("ann", "dirk"):
        client = client_of(person, cast)
        pages = [client.get(OPPORTUNITIES + place).content.decode() for place in ("mine/", f"{number}/")]
        keys[person] = [set(re.findall(r'data-keys="([^" ]+)"', page)) for page in pages]
    assert keys == {"ann": [{"/", "n", "?"}, {"p", "e", "?"}], "dirk": [{"/", "?"}, {"?"}]}


def test_whoever_switched_keys_off_is_offered_none(cast):
    client = client_of("ann", cast)
    assert "data-shortcuts" in client.get("/partner/").content.decode()
    User.objects.filter(pk=cast.ann.pk).update(shortcuts="off")
    page = client.get("/partner/").content.decode()
    assert ("data-shortcuts" in page, 'data-keys="?"' in page) == (False, False)
