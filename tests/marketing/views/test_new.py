"""New marketing task, and Edit: what is stored, what is refused, and that nobody overwrites what he has not seen."""

import re
import uuid
from datetime import date
from decimal import Decimal

import pytest

from marketing.models import MarketingTask
from partner_center.web.clock import today
from tests import make
from tests.support.tasks import ROOT, at, deeds

NEW = f"{ROOT}/new/"


def body(**typed):
    return {
        "name": "Spring offers",
        "strategy": "cross_selling",
        "script": "Ask what has grown.",
        "products": ["servers"],
        "starts_on": "1 Mar 2099",
        "due_on": "2099-04-30",
        **typed,
    }


LARGE = {"strategy": "large_order_renewal", "contract_number": "C-1", "contract_ends_on": "2099-05-31"}


def test_a_new_task_is_a_draft_with_a_number(client, cast):
    make.product()
    client.force_login(cast.nora)
    page = client.get(NEW).content.decode()
    key = re.search(r'name="submission_id" value="([^"]+)"', page)[1]
    answer = client.post(NEW, body(submission_id=key, contract_number="of no large order"))
    task = MarketingTask.objects.get(name="Spring offers")
    assert (answer.status_code, answer["Location"]) == (303, at(task))
    assert (task.tenant, task.status, task.products, task.version) == (cast.north, "draft", ["servers"], 1)
    assert (task.starts_on, task.due_on) == (date(2099, 3, 1), date(2099, 4, 30))
    assert (task.contract_number, task.contract_ends_on) == ("", None)
    assert task.number.startswith("MT-2099-")
    assert deeds(cast.nora) == [("marketing task added", task.number)]
    assert "Draft saved. Add customers, then start the task." in client.get(at(task)).content.decode()
    # The same form a second time.
    assert client.post(NEW, body(submission_id=key))["Location"] == at(task)
    assert MarketingTask.objects.filter(name="Spring offers").count() == 1


def test_a_key_of_another_tenant_is_no_key(client, cast):
    key = str(uuid.uuid4())
    for person in (cast.nora, cast.sue):
        client.force_login(person)
        client.post(NEW, body(products=[], submission_id=key))
    found = MarketingTask.objects.filter(name="Spring offers")
    assert {task.tenant for task in found} == {cast.north, cast.south}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Enter the task name"),
        ({"name": "x"}, "Task name must be 2 characters or more"),
        ({"strategy": ""}, "Select the strategy"),
        ({"strategy": "luck"}, "Select the strategy from the list"),
        ({"products": ["wishes"]}, "Select products from the list"),
        ({"starts_on": ""}, "Enter the start date"),
        ({"due_on": "2099-02-28"}, "Due date must be the start date or later"),
        ({"starts_on": "2020-01-01", "due_on": "2020-02-01"}, "Due date must be today or later"),
        ({**LARGE, "contract_number": ""}, "Enter the contract number"),
        ({**LARGE, "contract_ends_on": ""}, "Enter the contract end date"),
        ({**LARGE, "contract_amount": "much"}, "Current contract amount must be a number, like 10,000"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, cast, typed, sentence):
    make.product()
    client.force_login(cast.nora)
    answer = client.post(NEW, body(**typed))
    page = answer.content.decode()
    assert (answer.status_code, page.count(sentence)) == (422, 2)
    assert "Ask what has grown." in page
    assert not MarketingTask.objects.filter(strategy="cross_selling").exists()
    assert deeds(cast.nora) == []


def test_a_large_order_has_a_contract(client, cast):
    client.force_login(cast.nora)
    client.post(NEW, body(**LARGE, products=[], contract_amount="480k"))
    task = MarketingTask.objects.get(name="Spring offers")
    assert (task.contract_number, task.contract_ends_on) == ("C-1", date(2099, 5, 31))
    assert task.contract_amount == Decimal(480_000)
    page = client.get(at(task)).content.decode()
    assert "31 May 2099" in page
    assert "480,000.00" in page
    # It leaves with the strategy.
    client.post(at(task, "edit/"), body(**{**LARGE, "strategy": "renewal"}, products=[], version="1"))
    task.refresh_from_db()
    assert (task.strategy, task.contract_number, task.contract_amount) == ("renewal", "", None)


def test_editing_reaches_the_targets_and_is_recorded(client, cast):
    task = cast.running_task
    client.force_login(cast.nora)
    page = client.get(at(task, "edit/")).content.decode()
    assert "Backup for everybody" in page
    typed = body(products=[], starts_on=str(task.starts_on), version="1")
    assert client.post(at(task, "edit/"), typed).status_code == 303
    task.refresh_from_db()
    assert (task.name, task.due_on, task.status, task.version) == ("Spring offers", date(2099, 4, 30), "in_progress", 2)
    assert set(task.targets.values_list("due_on", flat=True)) == {date(2099, 4, 30)}
    assert deeds(cast.nora) == [("marketing task changed", task.number)]


def test_a_newer_state_is_shown_and_replaced_only_by_saving_again(client, cast):
    task = cast.running_task
    MarketingTask.objects.filter(pk=task.pk).update(name="Renamed meanwhile", version=2)
    client.force_login(cast.nora)
    answer = client.post(at(task, "edit/"), body(products=[], version="1"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "It is now: Renamed meanwhile" in page
    assert 'value="Spring offers"' in page
    task.refresh_from_db()
    assert task.name == "Renamed meanwhile"
    assert client.post(at(task, "edit/"), body(products=[], version="2")).status_code == 303


def test_what_is_due_in_the_past_already_may_stay(client, cast):
    task = make.task(tenant=cast.north, due_on=today("Asia/Shanghai").replace(year=2020), starts_on=date(2019, 1, 1))
    client.force_login(cast.nora)
    typed = body(products=[], starts_on="2019-01-01", due_on=str(task.due_on), version="1")
    assert client.post(at(task, "edit/"), typed).status_code == 303


def test_a_task_that_is_over_is_not_edited(client, cast):
    client.force_login(cast.nora)
    answer = client.post(at(cast.ended_task, "edit/"), body(version="1"))
    assert answer.status_code == 403
    assert "This marketing task is closed." in answer.content.decode()
