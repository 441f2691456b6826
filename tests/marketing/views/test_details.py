"""One marketing task: for whom it exists, and that its figures, customers and opportunities end at the scope."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from marketing.models import MarketingTask, Target
from opportunities.progress import Phase
from tests import make
from tests.cast import Cast
from tests.support.browsers import seen
from tests.support.things import number_the_south_apart


def address(task: MarketingTask) -> str:
    return f"/partner/sales/marketing-tasks/{task.number}/"


def opened(client: Client, task: MarketingTask) -> str:
    return client.get(address(task)).content.decode()


def figures(page: str) -> dict[str, str]:
    tiles = page.split('<dl class="pc-tiles">')[1].split("</dl>", maxsplit=1)[0]
    facts = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", tiles)
    return {name: re.sub("<[^>]+>", "", value) for name, value in facts}


@pytest.mark.parametrize(
    ("person", "task", "status"),
    [
        ("nora", "running_task", 200),
        ("nora", "ended_task", 200),
        ("bob", "running_task", 200),
        ("bob", "ended_task", 404),
        ("sam", "running_task", 200),
        ("sam", "ended_task", 404),
        ("cora", "running_task", 404),
        ("nora", "south_task", 404),
    ],
)
def test_a_task_exists_for_whoever_sees_a_customer_in_it(
    client: Client, cast: Cast, person: str, task: str, status: int
) -> None:
    number_the_south_apart(cast)
    client.force_login(getattr(cast, person))
    answer = client.get(address(MarketingTask.objects.get(pk=getattr(cast, task).pk)))
    assert answer.status_code == status
    if status == 404:
        assert seen(answer) == seen(client.get("/partner/sales/marketing-tasks/MT-2026-99999/"))


def test_a_task_without_customers_is_there_for_the_administrator_unless_in_preparation(
    client: Client, cast: Cast
) -> None:
    task = make.task(tenant=cast.north)
    client.force_login(cast.nora)
    assert "No customers in this task yet" in opened(client, task)
    MarketingTask.objects.filter(pk=cast.running_task.pk).update(status="draft")
    assert "A draft: only administrators see it" in opened(client, cast.running_task)
    for other in (cast.ann, cast.dirk, cast.skye):
        client.force_login(other)
        assert client.get(address(cast.running_task)).status_code == 404


def test_wrong_case_leads_to_the_right_address(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    answer = client.get(address(cast.running_task).lower())
    assert (answer.status_code, answer["Location"]) == (302, address(cast.running_task))


def test_says_what_to_say_as_text_and_the_products_by_name(client: Client, cast: Cast) -> None:
    task = cast.running_task
    MarketingTask.objects.filter(pk=task.pk).update(script="Ask about <b>restores</b>.\nThen listen.")
    client.force_login(cast.sam)
    page = opened(client, task)
    assert "Ask about &lt;b&gt;restores&lt;/b&gt;.<br>Then listen." in page
    assert "Servers" in page
    assert "View only" in page


def test_figures_and_opportunities_are_those_that_the_person_sees(client: Client, cast: Cast) -> None:
    task, target = cast.running_task, cast.bob_target
    Target.objects.filter(pk=target.pk).update(status="handled", result="interested", handled_at=timezone.now())
    monthly = {"estimated_monthly_revenue": Decimal(1500)}
    still_open = make.opportunity(customer=cast.bob_associated, owner=cast.bob, target=target, name="Grid", **monthly)
    won = make.opportunity(
        customer=cast.bob_associated,
        owner=cast.bob,
        target=target,
        phase=Phase.CONTRACT_SIGNED,
        name="Tower",
        **monthly,
    )
    client.force_login(cast.nora)
    page = opened(client, task)
    assert figures(page) == {
        "Customers approached": "1 of 3",
        "Opportunities": "2",
        "Monthly revenue, open": "USD 1,500.00",
        "Monthly revenue, won": "USD 1,500.00",
    }
    assert {still_open.number, won.number} <= set(re.findall(r"OPP-[0-9-]+[0-9]", page))
    client.force_login(cast.ann)
    page = opened(client, task)
    assert figures(page) == {
        "Customers approached": "0 of 2",
        "Opportunities": "0",
        "Monthly revenue, open": "USD 0.00",
        "Monthly revenue, won": "USD 0.00",
    }
    assert "No opportunities from this task yet" in page


@pytest.mark.parametrize(("person", "reads"), [("ann", True), ("nora", True), ("skye", False), ("sam", False)])
def test_notes_are_for_the_distributor_alone(person: str, reads: bool, client: Client, cast: Cast) -> None:
    """They may be about the reseller whose customer it is."""
    Target.objects.filter(pk=cast.sky_target.pk).update(
        status="handled", result="unreachable", note="Sky asks too much"
    )
    client.force_login(getattr(cast, person))
    page = opened(client, cast.running_task)
    assert ("Unreachable" in page, "Sky asks too much" in page) == (True, reads)


def test_customers_of_the_task_with_their_outcome_and_eyes(client: Client, cast: Cast) -> None:
    Target.objects.filter(pk=cast.ann_target.pk).update(
        status="handled", result="unreachable", note="Rang <i>thrice</i>"
    )
    customer = cast.ann_preregistered
    client.force_login(cast.ann)
    page = opened(client, cast.running_task)
    assert set(re.findall(r'id="open-([^"]+)"', page)) == {cast.ann_target.reference, cast.sky_target.reference}
    assert "Unreachable" in page
    assert "Rang &lt;i&gt;thrice&lt;/i&gt;" in page
    assert [text for text in (customer.name, customer.contact_name, customer.mobile) if text in page] == []
    shown = client.post(address(cast.running_task), {"shown": "phone", "toggle": "contact"}).content.decode()
    assert [text for text in (customer.name, customer.contact_name, customer.mobile) if text in shown] == [
        customer.contact_name,
        customer.mobile,
    ]


@pytest.mark.parametrize(("person", "task"), [("dirk", "running_task"), ("sam", "running_task"), ("ann", "ended_task")])
def test_nothing_to_do_has_no_operation_column(client: Client, cast: Cast, person: str, task: str) -> None:
    client.force_login(getattr(cast, person))
    page = opened(client, getattr(cast, task))
    assert "Operation" not in page
    assert ("This marketing task is closed." in page) is (task == "ended_task")


def test_fragment_is_the_customers_alone(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    answer = client.get(address(cast.running_task), headers={"HX-Request": "true", "HX-Target": "results"})
    assert answer.content.decode().strip().startswith('<section id="results"')
