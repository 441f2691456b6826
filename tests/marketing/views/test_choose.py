"""Add customers: who can be added, by ticking or all that match, each once and for the right account manager."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketing import candidates
from marketing.models import Target
from marketing.views import choose
from tests import make
from tests.support.tasks import at, customers_of, deeds, said


@pytest.fixture
def task(cast):
    return make.task(tenant=cast.north, name="Spring offers", status="draft")


def test_ticked_customers_join_once_and_for_their_account_manager(client, cast, task):
    client.force_login(cast.nora)
    chosen = [cast.ann_associated, cast.sky_associated, cast.copper_associated]
    numbers = [row.number for row in chosen]
    answer = client.post(at(task, "customers/"), {"action": "selected", "customer": numbers})
    assert (answer.status_code, answer["Location"]) == (303, at(task))
    people = dict(Target.objects.filter(task=task).values_list("customer__number", "account_manager__username"))
    # Sky's customer is sam's at Sky; the distributor's person who looks after Sky is ann.
    assert people == dict(zip(numbers, ("ann", "ann", None), strict=True))
    target = Target.objects.get(task=task, customer=cast.ann_associated)
    assert (target.reference, target.due_on, target.tenant) == (
        f"{task.number}-{numbers[0]}",
        task.due_on,
        cast.north,
    )
    assert deeds(cast.nora) == [("target added", f"{task.number}-{number}") for number in sorted(numbers)]
    assert "3 customers added." in said(client.get(at(task)))
    again = client.post(at(task, "customers/"), {"action": "selected", "customer": numbers})
    assert (again.status_code, len(customers_of(task))) == (422, 3)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"ann_associated", "ann_preregistered", "bob_associated", "unassigned_customer"}),
        ("?group=resellers", {"sky_associated", "copper_associated"}),
        ("?relation=preregistered", {"ann_preregistered"}),
        ("?owner=bob", {"bob_associated"}),
        ("?owner=ann&group=resellers", {"sky_associated"}),
        ("?open=yes", {"ann_associated", "bob_associated"}),
        ("?open=no&q=aspen", {"ann_preregistered"}),
        ("?q=birch", {"bob_associated"}),
    ],
)
def test_all_that_match_join(client, cast, task, query, names):
    client.force_login(cast.nora)
    page = said(client.get(at(task, f"customers/{query}")))
    assert f"Add all {len(names)} that match" in page
    client.post(at(task, f"customers/{query}"), {"action": "all"})
    assert customers_of(task) == {getattr(cast, name).number for name in names}


def test_who_is_in_the_task_is_not_offered(client, cast):
    client.force_login(cast.nora)
    page = said(client.get(at(cast.running_task, "customers/")))
    assert f'value="{cast.ann_associated.number}"' in page
    assert f'value="{cast.ann_preregistered.number}"' not in page
    assert "Amber Foods" not in page


@pytest.mark.parametrize("strange", ["south_associated", "delta_associated", "sky_preregistered"])
def test_nobody_else_can_be_named(client, cast, task, strange):
    client.force_login(cast.nora)
    number = getattr(cast, strange).number
    make.target(task=task, customer=cast.ann_associated)
    before = customers_of(task)
    with_same = set(candidates.candidates(cast.nora, task).values_list("number", flat=True))
    client.post(at(task, "customers/"), {"customer": number})
    added = Target.objects.filter(task=task).exclude(customer=cast.ann_associated)
    assert all(row.customer.tenant == cast.north for row in added)
    assert customers_of(task) - before == ({number} & with_same)


def test_nothing_chosen_and_too_many_are_said(client, cast, task, monkeypatch):
    client.force_login(cast.nora)
    nothing = client.post(at(task, "customers/"), {"action": "selected"})
    assert (nothing.status_code, "Select customers" in said(nothing)) == (422, True)
    monkeypatch.setattr(choose, "MOST_ADDED", 2)
    page = said(client.get(at(task, "customers/")))
    assert "that match" not in page.partition("<main")[2]
    answer = client.post(at(task, "customers/"), {"action": "all"})
    assert (answer.status_code, customers_of(task)) == (422, set())
    assert "Add 5,000 customers at most at a time: filter more" in said(answer)


def test_many_cost_no_more_statements_than_few(client, cast, task):
    for number in range(40):
        make.customer(partner=cast.north, account_manager=cast.ann, name=f"Meadow {number} Ltd")
    client.force_login(cast.nora)
    with CaptureQueriesContext(connection) as few:
        client.post(at(task, "customers/"), {"customer": cast.bob_associated.number})
    with CaptureQueriesContext(connection) as many:
        client.post(at(task, "customers/?q=meadow"), {"action": "all"})
    assert len(customers_of(task)) == 41
    assert len(many) <= len(few) + 2
