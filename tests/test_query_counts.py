"""A page of 20 rows asks the database as often as a list of one, for everybody who has it."""

from itertools import count, cycle

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.audit import record, record_reveals
from accounts.models import Partner
from customers.models import DEVELOPMENT
from tests import make
from tests.support.browsers import clients_of
from tests.support.walls import asked_of

SALES = "/partner/sales"
EVERYBODY = ("nora", "ann", "dirk", "skye", "sam", "sid")
SELLERS = ("nora", "ann")
AUDIT = "/partner/organization/audit/"
LISTS = {
    AUDIT: ("nora", "ann", "skye", "sam"),
    "/partner/": EVERYBODY,
    "/partner/help/": EVERYBODY,
    "/partner/organization/": EVERYBODY,
    "/partner/notifications/": EVERYBODY,
    "/partner/exports/": EVERYBODY,
    "/partner/preferences/": EVERYBODY,
    "/partner/organization/members/": ("nora", "skye"),
    "/partner/organization/invitations/": ("nora", "skye"),
    "/partner/organization/reveals/": ("nora", "skye"),
    "/partner/preferences/reveals/": EVERYBODY,
    f"{SALES}/opportunities/mine/": EVERYBODY,
    f"{SALES}/opportunities/resellers/": EVERYBODY[:3],
    f"{SALES}/opportunities/new/": SELLERS,
    f"{SALES}/opportunities/new/?group=resellers": SELLERS,
    f"{SALES}/opportunities/drafts/": SELLERS,
    f"{SALES}/customers/mine/": EVERYBODY,
    f"{SALES}/customers/resellers/": EVERYBODY[:3],
    f"{SALES}/customers/assignment/": ("nora", "skye"),
    f"{SALES}/customers/assignment/?show=assigned": ("nora", "skye"),
    f"{SALES}/imports/": ("nora", "skye"),
    f"{SALES}/resellers/": ("nora", "dirk"),
    f"{SALES}/resellers/applications/": ("nora",),
    "application": ("nora",),
    "/partner/organization/distributor/": ("skye", "sam", "sid"),
    f"{SALES}/customer-development/": EVERYBODY,
    f"{SALES}/customer-development/invitations/": EVERYBODY,
    f"{SALES}/customer-development/new/": ("nora", "ann", "skye", "sam"),
    f"{SALES}/marketing-tasks/": EVERYBODY,
    f"{SALES}/marketing-tasks/all/": ("nora",),
    "task": EVERYBODY,
    "task opportunities": EVERYBODY,
    "task customers": ("nora",),
    "customer": ("nora", "ann", "skye", "sam", "sid"),
    "opportunity": EVERYBODY,
    "reseller": ("nora", "dirk"),
}
_number = count(1)
_states = cycle(DEVELOPMENT)


@pytest.fixture
def world(cast):
    Partner.objects.filter(pk=cast.sky.pk).update(share_opportunities=True)
    # Time stands still: a session that gets older is stored anew, which would be three statements more.
    with time_machine.travel(timezone.now(), tick=False):
        yield cast, clients_of(EVERYBODY, cast)


def _grow(cast, rows: int) -> None:
    """So many more rows in each list of each person: ann sells to Sky's customers and to her own."""
    for _row in range(rows):
        names = [f"Growing {next(_number)} Ltd" for _customer in range(2)]
        of_sky = make.customer(partner=cast.sky, account_manager=cast.sam, name=names[0])
        own = make.customer(partner=cast.north, account_manager=cast.ann, name=names[1])
        for customer in (of_sky, own, cast.sky_associated):
            make.opportunity(customer=customer, owner=cast.ann, name=f"Project {next(_number)}")
        for partner, seller in ((cast.sky, cast.sam), (cast.north, cast.ann)):
            make.customer(partner=partner, account_manager=seller, state=next(_states))
        for customer in (of_sky, own):
            target = make.target(task=cast.running_task, customer=customer)
        make.opportunity(customer=own, owner=cast.ann, name=f"From the task {next(_number)}", target=target)
        for customer, by in ((of_sky, cast.sam), (own, cast.ann)):
            make.customer_invitation(customer=customer, by=by)
        make.task(tenant=cast.north)
        make.progress_entry(opportunity=cast.ann_sky_opportunity)
        make.note(opportunity=cast.ann_sky_opportunity, author=cast.nora)
        make.application(by=cast.nora)
        for administrator in (cast.nora, cast.skye):
            make.member(partner=administrator.partner)
            make.invitation(by=administrator)
            make.customer_import(by=administrator)
        for member in (cast.ann, cast.sam):
            record("customer greeted", on=own, by=member)
        for author in (cast.ann, cast.nora):
            make.draft(author=author, customer=own)
        for member in (cast.nora, cast.ann, cast.dirk, cast.skye, cast.sam, cast.sid):
            make.notification(to=member, about=own)
            make.export(by=member)
            record_reveals(records=[of_sky, own], columns=("phone", "email"), page="customers", by=member)


def _queries(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked_of(asked))


def test_a_list_asks_five_statements_at_most(world):
    """Session, person with partner, rows, all counts of the page, what its filters offer or its drafts.

    Step 1 asks three more: with whom one worked last (the log, the drafts), and their rows.
    """
    cast, clients = world
    _grow(cast, 30)
    lists = {place: people for place, people in LISTS.items() if place.startswith("/partner/") and place != "/partner/"}
    asked = {(place, who): _queries(clients[who], place) for place, people in lists.items() for who in people}
    # The client's transaction is a savepoint of the test's: its beginning and its end are seen, too, and that it says
    # whose it is, which belongs to its beginning.
    most = {key: 8 if "/new/" in key[0] else 5 for key in asked}
    assert {key: number - 3 for key, number in asked.items() if number - 3 > most[key]} == {}


def test_a_page_of_20_rows_asks_as_often_as_one_of_one(world):
    """Beyond the page there is one query more, the capped count, and no further one however long the list."""
    cast, clients = world
    prepared = make.task(tenant=cast.north, status="draft")
    places = {
        "task": f"{SALES}/marketing-tasks/{cast.running_task.number}/",
        "task opportunities": f"{SALES}/marketing-tasks/{cast.running_task.number}/opportunities/",
        "task customers": f"{SALES}/marketing-tasks/{prepared.number}/customers/",
        "customer": f"{SALES}/customers/{cast.sky_associated.number}/",
        "reseller": f"{SALES}/resellers/{cast.sky.number}/",
        "application": f"{SALES}/resellers/applications/{make.application(by=cast.nora).number}/",
        "opportunity": f"{SALES}/opportunities/{cast.ann_sky_opportunity.number}/",
    }
    asked = {(place, person): [] for place, people in LISTS.items() for person in people}
    for more in (1, 7, 30, 20):
        _grow(cast, more)
        for (place, person), found in asked.items():
            found.append(_queries(clients[person], places.get(place, place)))
    grown = {
        key: found
        for key, found in asked.items()
        if found[2] != found[3] or sorted(found) != found or found[3] > found[0] + 1
    }
    assert grown == {}
