"""Assign: to whom, which customers, and what the log keeps of it."""

from accounts.models import AuditEntry
from marketing.models import Target
from tests import make
from tests.support.tasks import at, deeds, said


def numbers(*targets):
    return [target.customer.number for target in targets]


def test_several_go_to_another_account_manager_with_their_history(client, cast):
    task = cast.running_task
    client.force_login(cast.nora)
    page = said(client.get(at(task, "assign/"), {"customer": numbers(cast.ann_target, cast.sky_target)}))
    assert "2 customers go to the new account manager" in page
    assert "Aspen Biotech" not in page
    assert "Bob Tanaka (bob)" in page
    chosen = numbers(cast.ann_target, cast.sky_target, cast.bob_target)
    answer = client.post(at(task, "assign/"), {"customer": chosen, "to": "bob"})
    assert (answer.status_code, answer["Location"]) == (303, at(task))
    assert set(task.targets.values_list("account_manager__username", flat=True)) == {"bob"}
    # Who had it already is not told twice.
    assert deeds(cast.nora) == [("target assigned", row.reference) for row in (cast.ann_target, cast.sky_target)]
    assert AuditEntry.objects.filter(actor=cast.nora).first().details == {"before": "ann", "after": "bob"}
    cast.bob_target.refresh_from_db()
    cast.ann_target.refresh_from_db()
    assert (cast.bob_target.version, cast.ann_target.version) == (1, 2)
    client.force_login(cast.ann)
    assert client.get(at(task)).status_code == 404


def test_without_a_choice_it_is_about_those_that_nobody_has(client, cast):
    task = cast.running_task
    client.force_login(cast.nora)
    assert "No customer is selected" in said(client.get(at(task, "assign/")))
    make.target(task=task, customer=cast.unassigned_customer)
    page = said(client.get(at(task, "assign/")))
    assert cast.unassigned_customer.number in page
    assert cast.bob_associated.number not in page
    # But a form that names nobody changes nobody.
    client.post(at(task, "assign/"), {"to": "bob"})
    assert Target.objects.get(task=task, customer=cast.unassigned_customer).account_manager is None


def test_only_active_account_managers_of_the_distributor_are_offered(client, cast):
    client.force_login(cast.nora)
    for stranger in ("sam", "max", "dirk", "exit", "nora", ""):
        typed = {"customer": numbers(cast.ann_target), "to": stranger}
        answer = client.post(at(cast.running_task, "assign/"), typed)
        assert (answer.status_code, said(answer).count("Select an account manager")) == (422, 2), stranger
    cast.ann_target.refresh_from_db()
    assert cast.ann_target.account_manager == cast.ann


def test_a_customer_of_another_task_is_none_of_this_one(client, cast):
    client.force_login(cast.nora)
    client.post(at(cast.running_task, "assign/"), {"customer": numbers(cast.ended_target), "to": "bob"})
    cast.ended_target.refresh_from_db()
    assert cast.ended_target.account_manager == cast.ann
