"""Start, End, Cancel: which way leads where, and what closes with a task."""

import pytest

from marketing.models import MarketingTask, Target
from tests import make
from tests.support.tasks import at, deeds


def in_state(task, status):
    MarketingTask.objects.filter(pk=task.pk).update(status=status)


#: For each state, where each move leads; what is not here is refused.
LEADS = {
    ("draft", "start"): "in_progress",
    ("draft", "cancel"): "cancelled",
    ("in_progress", "end"): "ended",
    ("in_progress", "cancel"): "cancelled",
}


@pytest.mark.parametrize("move", ["start", "end", "cancel"])
@pytest.mark.parametrize("status", ["draft", "in_progress", "ended", "cancelled"])
def test_every_way(client, cast, status, move):
    task = cast.running_task
    in_state(task, status)
    client.force_login(cast.nora)
    wanted = LEADS.get((status, move))
    assert client.get(at(task, f"{move}/")).status_code == (200 if wanted else 403)
    assert client.post(at(task, f"{move}/")).status_code == (303 if wanted else 403)
    task.refresh_from_db()
    assert task.status == (wanted or status)


def test_starting_needs_customers_and_time(client, cast):
    task = make.task(tenant=cast.north, status="draft")
    client.force_login(cast.nora)
    page = client.get(at(task)).content.decode()
    assert "Add customers, then start the task." in page
    assert 'start/"' not in page
    assert client.post(at(task, "start/")).status_code == 403
    make.target(task=task, customer=cast.ann_associated)
    MarketingTask.objects.filter(pk=task.pk).update(starts_on="2020-01-01", due_on="2020-02-01")
    refused = client.post(at(task, "start/"))
    assert "The due date is in the past. Edit it, then start the task." in refused.content.decode()
    MarketingTask.objects.filter(pk=task.pk).update(due_on="2099-02-01")
    assert client.post(at(task, "start/")).status_code == 303
    assert deeds(cast.nora)[-1] == ("marketing task started", task.number)
    client.force_login(cast.ann)
    assert task.name in client.get("/partner/sales/marketing-tasks/").content.decode()


def test_ending_closes_what_waits_and_nothing_else(client, cast):
    task = cast.running_task
    Target.objects.filter(pk=cast.bob_target.pk).update(
        status="handled", result="interested", handled_at=task.created_at
    )
    client.force_login(cast.nora)
    page = client.get(at(task, "end/")).content.decode()
    assert "2 customers still wait." in page
    assert "Nobody can undo this." in page
    client.post(at(task, "end/"))
    states = dict(task.targets.values_list("reference", "status"))
    assert states == {
        cast.ann_target.reference: "closed",
        cast.bob_target.reference: "handled",
        cast.sky_target.reference: "closed",
    }
    assert deeds(cast.nora) == [
        ("marketing task ended", task.number),
        ("target closed", cast.ann_target.reference),
        ("target closed", cast.sky_target.reference),
    ]
    page = client.get(at(task)).content.decode()
    assert "Marketing task ended. 2 customers were closed." in page
    # Nobody touched those: they don't count as approached.
    assert "1 of 3" in page
