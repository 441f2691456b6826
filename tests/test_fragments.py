"""htmx equals page: what a fragment makes of the page on screen is what a fresh page would be.

The page's parts that hold the address stay as they are while only #results is swapped: they are named below.
"""

import re

import pytest

from accounts.audit import record, record_reveals
from accounts.models import Partner
from customers.models import Customer
from tests import make
from tests.support.browsers import client_of
from tests.support.markup import element, replaced, without_tokens

SALES = "/partner/sales"
LISTS = [
    "/partner/organization/audit/",
    f"{SALES}/opportunities/mine/",
    f"{SALES}/opportunities/resellers/",
    f"{SALES}/opportunities/new/",
    f"{SALES}/opportunities/drafts/",
    f"{SALES}/customers/mine/",
    f"{SALES}/customers/resellers/",
    f"{SALES}/customer-development/",
    f"{SALES}/marketing-tasks/",
    "/partner/notifications/",
    "/partner/preferences/reveals/",
]
#: Outside #results, what depends on the address: the search form, which the person has just filled in, and the
#: switch, which carries the search text along.
FOLLOWS_THE_ADDRESS = (
    r'<form class="pc-filter-bar".*?</form>',
    r'<nav class="pc-switch".*?</nav>',
    r'<form id="choose".*?</form>',
)
#: Inside #results, what differs between two readings of the same rows: when they were read.
READ_AT = r'(id="freshness")(?: hx-get="[^"]*")?(.*?)Updated [0-9:]+'

RESULTS = {"HX-Request": "true", "HX-Target": "results"}


@pytest.fixture
def world(cast):
    Partner.objects.filter(pk=cast.sky.pk).update(share_opportunities=True)
    for number in range(30):
        for partner, seller in ((cast.north, cast.ann), (cast.sky, cast.sam)):
            customer = make.customer(partner=partner, account_manager=seller, name=f"Meadow {number} Ltd")
            make.opportunity(customer=customer, owner=cast.ann, name=f"Meadow project {number}")
            make.target(task=cast.running_task, customer=customer)
            make.customer(
                partner=partner,
                account_manager=seller,
                name=f"Meadow rush {number}",
                state=Customer.State.PREREGISTERED,
            )
        make.draft(author=cast.ann, customer=cast.ann_associated)
        make.notification(to=cast.ann, about=cast.ann_opportunity)
        record("customer greeted", on=cast.ann_associated, by=cast.ann)
        record_reveals(records=[customer], columns=("phone",), page="customers", by=cast.ann)
    return client_of("ann", cast)


def _interactions(client, address: str) -> list[str]:
    """Search, a search without a match, too short a search, sort, filter, each way of paging: as links and forms do."""
    fresh = client.get(address).content.decode()
    queries = ["?q=meadow", "?q=nothing+of+the+kind", "?q=a", "?status=active&status=won", "?relation=associated"]
    queries += [link.replace("&amp;", "&") for link in re.findall(r'href="(\?[^"]*)"', fresh)]
    following = re.search(r'id="page-next" href="([^"]+)"', fresh)
    assert following, address
    second = client.get(address + following[1].replace("&amp;", "&")).content.decode()
    queries += [link.replace("&amp;", "&") for link in re.findall(r'id="page-previous" href="([^"]+)"', second)]
    return sorted(set(queries))


def _frame(page: str) -> str:
    for part in FOLLOWS_THE_ADDRESS:
        page = re.sub(part, "", page, flags=re.DOTALL)
    page = re.sub(READ_AT, r"\1\2", page, flags=re.DOTALL)
    return without_tokens(page)


@pytest.mark.parametrize("address", LISTS)
def test_a_fragment_makes_the_fresh_page_of_the_page_on_screen(address, world):
    on_screen = world.get(address).content.decode()
    for query in _interactions(world, address):
        fragment = world.get(address + query, headers=RESULTS)
        fresh = world.get(address + query)
        made = replaced(on_screen, "results", fragment.content.decode())
        assert _frame(made) == _frame(fresh.content.decode()), query
        assert fragment.status_code == fresh.status_code


@pytest.mark.parametrize("address", LISTS)
def test_a_reveal_by_htmx_is_the_reveal_by_page(address, world):
    on_screen = world.get(address).content.decode()
    for key in sorted(set(re.findall(r'name="toggle" value="(\w+)"', on_screen))):
        fragment, fresh = (world.post(address, {"toggle": key}, headers=asked) for asked in (RESULTS, {}))
        made = replaced(on_screen, "results", fragment.content.decode())
        assert _frame(made) == _frame(fresh.content.decode()), key
        assert element(made, "results") != element(on_screen, "results")


@pytest.mark.parametrize("address", LISTS)
def test_htmx_gets_the_page_where_it_asks_for_no_fragment(address, world):
    """A history restore replaces the body; a target that the page lacks is answered for the body, too."""
    page = _frame(world.get(address).content.decode())
    restore = world.get(address, headers={**RESULTS, "HX-History-Restore-Request": "true"})
    strange = world.get(address, headers={"HX-Request": "true", "HX-Target": "nothing-here"})
    aimless = world.get(address, headers={"HX-Request": "true"})
    assert [_frame(answer.content.decode()) for answer in (restore, strange, aimless)] == [page] * 3
    assert [answer.headers.get("HX-Retarget") for answer in (restore, strange, aimless)] == [None, "body", "body"]


@pytest.mark.parametrize("address", LISTS)
def test_a_cache_can_tell_the_fragment_from_the_page(address, world):
    for headers in (RESULTS, {}):
        varies = world.get(address, headers=headers)["Vary"]
        assert {"HX-Request", "HX-Target", "Cookie"} <= {name.strip() for name in varies.split(",")}


def test_a_dead_session_answers_htmx_with_the_way_to_sign_in(client, db):
    """A sign-in page must not be swapped into a list (R37)."""
    answer = client.get(LISTS[0], headers=RESULTS)
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer["HX-Redirect"] == f"/signin/?next={LISTS[0]}"
