"""add_opportunity under many hands at once: the draft's row is the lock."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client

from accounts.models import Counter, User
from customers.models import Customer
from opportunities.actions import add_opportunity
from opportunities.models import Draft, Opportunity, ProgressEntry
from tests import cast as cast_module
from tests import make
from tests.support import wizard

pytestmark = pytest.mark.usefixtures("committed_db")


def at_once(calls: list[Callable[[], object]]) -> list[object]:
    """Run the calls in threads that all begin together, each on a connection of its own."""
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        barrier.wait(timeout=30)
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, call) for call in calls]]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_twenty_drafts_submitted_eight_times_at_once_give_twenty_opportunities() -> None:
    with transaction.atomic():
        cast = cast_module.build()
    clients = [signed_in(cast.ann) for _ in range(8)]
    drafts = [
        make.draft(author=cast.ann, customer=cast.ann_associated, answers=make.answers(name=f"Project {number}"))
        for number in range(20)
    ]
    before = Opportunity.objects.count()
    data = {**wizard.revenue(), "action": "next"}
    for draft in drafts:
        answers = at_once(
            [
                lambda client=client, draft=draft: client.post(
                    wizard.address(draft, "revenue"), {**data, "revision": draft.revision}
                )
                for client in clients
            ]
        )
        made = Opportunity.objects.get(draft_id=draft.pk)
        told = {(answer.status_code, answer["Location"]) for answer in answers}
        assert told == {(303, f"/partner/sales/opportunities/{made.number}/added/")}
    assert Opportunity.objects.count() == before + 20
    assert not Draft.objects.filter(pk__in=[draft.pk for draft in drafts]).exists()
    ours = Opportunity.objects.filter(draft_id__in=[draft.pk for draft in drafts])
    assert ProgressEntry.objects.filter(opportunity__in=ours).count() == 20
    assert len(set(ours.values_list("number", flat=True))) == 20


def test_numbers_of_a_tenant_never_repeat_when_many_submit_at_once() -> None:
    with transaction.atomic():
        cast = cast_module.build()
    drafts = [
        make.draft(author=cast.ann, customer=cast.ann_associated, answers=make.answers(name=f"Project {number}"))
        for number in range(8)
    ]
    data = {**wizard.revenue(), "action": "next"}
    clients = [signed_in(cast.ann) for _ in drafts]
    at_once(
        [
            lambda client=client, draft=draft: client.post(
                wizard.address(draft, "revenue"), {**data, "revision": draft.revision}
            )
            for client, draft in zip(clients, drafts, strict=True)
        ]
    )
    numbers = list(Opportunity.objects.filter(tenant=cast.north).values_list("number", flat=True))
    assert len(numbers) == len(set(numbers))
    counter = Counter.objects.get(tenant=cast.north, name__startswith="OPP-")
    assert counter.value == max(int(number.rsplit("-", 1)[1]) for number in numbers)


def test_customer_that_moves_away_meanwhile_stops_the_submit() -> None:
    """The verb decides again under the lock, whatever the page had decided before."""
    with transaction.atomic():
        cast = cast_module.build()
    draft = make.draft(author=cast.ann, customer=cast.ann_preregistered, answers=make.answers())
    Customer.objects.filter(pk=cast.ann_preregistered.pk).update(preregistered_until="2020-01-01")
    with pytest.raises(PermissionDenied, match="Not preregistered or associated any more"):
        add_opportunity(draft=draft, information={}, lines=[], phase=None, probability=10, by=cast.ann)
    assert Draft.objects.filter(pk=draft.pk).exists()
