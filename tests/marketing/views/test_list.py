"""Marketing Tasks: one row a target customer, who sees which, and what each row offers to whom."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.audit import REVEALED
from accounts.models import AuditEntry, Partner
from marketing.models import MarketingTask, Target
from partner_center.web.clock import today
from tests import make
from tests.cast import Cast
from tests.support.browsers import client_of

ADDRESS = "/partner/sales/marketing-tasks/"


def listed(client: Client, **query: object) -> list[str]:
    """The references of the rows on the page, in their order."""
    return re.findall(r'id="open-(MT-[0-9-]+CUS-[0-9]+)"', client.get(ADDRESS, query).content.decode())


def line(page: str, target: Target) -> str:
    return page.split(f'id="open-{target.reference}"')[1].split("</tr>", maxsplit=1)[0]


def references(*targets: Target) -> list[str]:
    return [target.reference for target in targets]


@pytest.mark.parametrize(
    ("person", "targets"),
    [
        ("nora", ["ended_target", "ann_target", "bob_target", "sky_target"]),
        ("ann", ["ended_target", "ann_target", "sky_target"]),
        ("bob", ["bob_target"]),
        ("dirk", ["ended_target", "ann_target", "sky_target"]),
        ("skye", ["sky_target"]),
        ("sam", ["sky_target"]),
        ("sid", ["sky_target"]),
        ("cora", []),
        ("max", ["south_target"]),
    ],
)
def test_everybody_sees_the_own_scope_earliest_due_first(
    client: Client, cast: Cast, person: str, targets: list[str]
) -> None:
    client.force_login(getattr(cast, person))
    assert listed(client) == references(*(getattr(cast, name) for name in targets))


def test_a_task_in_preparation_is_nobodys(client: Client, cast: Cast) -> None:
    MarketingTask.objects.filter(pk=cast.running_task.pk).update(status="draft")
    client.force_login(cast.nora)
    assert listed(client) == references(cast.ended_target)


@pytest.mark.parametrize(
    ("person", "target", "offered"),
    [
        ("ann", "ann_target", {"add", "handle", "details"}),
        ("ann", "sky_target", {"add", "handle", "details"}),
        ("ann", "ended_target", {"details"}),
        ("nora", "bob_target", {"add", "handle", "details"}),
        ("dirk", "ann_target", {"details"}),
        ("skye", "sky_target", {"details"}),
        ("sam", "sky_target", {"details"}),
    ],
)
def test_rows_offer_what_the_person_may_do(
    client: Client, cast: Cast, person: str, target: str, offered: set[str]
) -> None:
    row = getattr(cast, target)
    client.force_login(getattr(cast, person))
    cells = line(client.get(ADDRESS).content.decode(), row)
    assert set(re.findall(rf'id="op-{row.reference}-(\w+)"', cells)) == offered


def test_add_opportunity_is_a_post_that_names_the_target(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    cells = line(client.get(ADDRESS).content.decode(), cast.ann_target)
    assert '<form method="post" action="/partner/sales/opportunities/new/">' in cells
    assert f'<input type="hidden" name="target" value="{cast.ann_target.reference}">' in cells


def test_no_add_opportunity_for_a_customer_who_has_gone_to_somebody_else(client: Client, cast: Cast) -> None:
    cast.ann_preregistered.account_manager = cast.bob
    cast.ann_preregistered.save()
    client.force_login(cast.ann)
    cells = line(client.get(ADDRESS).content.decode(), cast.ann_target)
    assert "Add Opportunity" not in cells
    assert "Handle" in cells


def test_targets_of_a_task_that_is_over_are_closed_and_never_overdue(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    cells = line(client.get(ADDRESS).content.decode(), cast.ended_target)
    assert "Closed" in cells
    assert "Overdue" not in cells
    assert listed(client, status="closed") == references(cast.ended_target)
    assert listed(client, status="pending") == references(cast.ann_target, cast.sky_target)


@pytest.mark.parametrize(
    ("days", "status", "overdue"),
    [(1, "pending", True), (1, "in_progress", True), (0, "pending", False), (1, "handled", False)],
)
def test_overdue_is_marked_after_the_due_date_until_handled(
    client: Client, cast: Cast, days: int, status: str, overdue: bool
) -> None:
    due = today("UTC") - timedelta(days=days)
    Target.objects.filter(pk=cast.ann_target.pk).update(due_on=due, status=status)
    client.force_login(cast.ann)
    cells = line(client.get(ADDRESS).content.decode(), cast.ann_target)
    assert ("Overdue" in cells) is overdue


def test_large_order_renewals_have_their_own_tab(client: Client, cast: Cast) -> None:
    large = make.task(tenant=cast.north, strategy=MarketingTask.Strategy.LARGE_ORDER_RENEWAL)
    target = make.target(task=large, customer=cast.bob_associated)
    client.force_login(cast.bob)
    assert listed(client) == references(cast.bob_target)
    assert listed(client, kind="renewal") == references(target)
    assert listed(client, kind="anything") == references(cast.bob_target)
    page = client.get(ADDRESS, {"kind": "renewal"}).content.decode()
    assert 'name="strategy"' not in page
    assert '<input type="hidden" name="kind" value="renewal">' in page


def test_search_and_filters_narrow(client: Client, cast: Cast) -> None:
    MarketingTask.objects.filter(pk=cast.ended_task.pk).update(strategy="renewal")
    client.force_login(cast.nora)
    assert listed(client, q="spring") == references(cast.ended_target)
    assert listed(client, q="birch") == references(cast.bob_target)
    assert listed(client, q="magnolia") == []
    assert listed(client, strategy="renewal") == references(cast.ended_target)
    page = client.get(ADDRESS, {"strategy": "renewal", "q": "backup"}).content.decode()
    assert "No marketing tasks match these filters." in page
    assert "Strategy: Renewal at Expiry" in page


def test_opportunities_are_counted_and_linked_as_far_as_one_sees_them(client: Client, cast: Cast) -> None:
    make.opportunity(customer=cast.sky_associated, owner=cast.ann, target=cast.sky_target)
    make.opportunity(customer=cast.sky_associated, owner=cast.bob, target=cast.sky_target)
    where = f'/opportunities/{{}}/?target={cast.sky_target.reference}" aria-label="[^"]+">{{}}</a>'

    def links(group: str, number: int) -> bool:
        cells = line(client.get(ADDRESS).content.decode(), cast.sky_target)
        return bool(re.search(where.format(group, number).replace("?", r"\?"), cells))

    client.force_login(cast.nora)
    assert links("resellers", 2)
    client.force_login(cast.ann)
    assert links("resellers", 1)
    client.force_login(cast.skye)
    assert "?target=" not in line(client.get(ADDRESS).content.decode(), cast.sky_target)
    Partner.objects.filter(pk=cast.sky.pk).update(share_opportunities=True)
    assert links("mine", 2)


def test_eyes_show_a_column_and_only_those_with_several_people_see_who_is_assigned(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    assert "Assigned to" not in client.get(ADDRESS).content.decode()
    page = client.post(ADDRESS, {"toggle": "customer_name"}).content.decode()
    assert "Aspen Biotech Co." in page
    assert "Aspen Biotech Co." not in client.get(ADDRESS).content.decode()
    client.force_login(cast.dirk)
    assert "Ann Karlsson" not in client.get(ADDRESS).content.decode()
    assert "Ann Karlsson" in client.post(ADDRESS, {"toggle": "account_manager"}).content.decode()
    recorded = AuditEntry.objects.filter(action=REVEALED)
    assert set(recorded.values_list("actor__username", "subject", "details__column")) == {
        (person, target.reference, column)
        for person, column in (("ann", "customer_name"), ("dirk", "account_manager"))
        for target in (cast.ended_target, cast.ann_target, cast.sky_target)
    }


def test_fragment_is_the_results_and_refreshes_after_a_dialog(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    page = client.get(f"{ADDRESS}?q=backup", headers={"HX-Request": "true", "HX-Target": "results"}).content.decode()
    assert page.strip().startswith('<section id="results"')
    assert f'hx-get="{ADDRESS}?q=backup" hx-trigger="dialog-saved from:body' in page


def test_nothing_assigned_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.cora)
    assert "Tasks assigned to you show here." in client.get(ADDRESS).content.decode()


def test_as_many_queries_for_20_rows_as_for_1(cast: Cast) -> None:
    client = client_of("bob", cast)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        return len(queries)

    one = asked()
    for _number in range(19):
        customer = make.customer(partner=cast.north, account_manager=cast.bob)
        target = make.target(task=cast.running_task, customer=customer)
        make.opportunity(customer=customer, owner=cast.bob, target=target)
    assert len(listed(client)) == 20
    assert asked() == one
