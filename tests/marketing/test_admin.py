"""Marketing tasks and their targets, kept by operators."""

import pytest

from accounts.models import Partner, User
from marketing import admin_forms
from marketing.models import MarketingTask, Product, Target
from tests import make
from tests.support.operations import address, errors, listed, recorded, rows, sign_in


@pytest.fixture
def operator(client, db) -> User:
    return sign_in(client)


@pytest.fixture
def north(db) -> Partner:
    return make.distributor(name="North")


def task_form(*new_customers, existing=0, **changed):
    """What the page sends: the task, and the lines of new targets after those of the existing ones."""
    lines = {f"targets-{existing + position}-customer": customer.pk for position, customer in enumerate(new_customers)}
    return {
        "name": "Cloud backup Q4",
        "strategy": "cross_selling",
        "starts_on": "2026-10-01",
        "due_on": "2026-12-20",
        "status": "in_progress",
        "targets-TOTAL_FORMS": existing + len(new_customers),
        "targets-INITIAL_FORMS": existing,
        **lines,
        **changed,
    }


def test_adding_a_task_with_targets_numbers_and_records_them(client, operator, north):
    ann, bob = (make.member(partner=north, role="account_manager") for _name in "ab")
    own = make.customer(partner=north, account_manager=ann)
    sold_on = make.customer(partner=make.reseller(of=north, account_manager=bob))
    Product.objects.create(code="backup", name="Backup")
    client.post(address(MarketingTask, "add"), task_form(own, sold_on, tenant=north.pk, products=["backup"]))
    task = MarketingTask.objects.get()
    assert (task.number, task.tenant, task.products, task.status) == (
        "MT-2026-00001",
        north,
        ["backup"],
        "in_progress",
    )
    targets = task.targets.order_by("pk")
    assert [(target.customer, target.account_manager, target.due_on) for target in targets] == [
        (own, ann, task.due_on),
        (sold_on, bob, task.due_on),
    ]
    assert recorded(operator) == [
        ("marketing task added", task.number),
        *(("target added", target.reference) for target in targets),
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"due_on": "2026-09-30"}, "__all__"),
        ({"products": ["unknown"]}, "products"),
        ({"tenant": ""}, "tenant"),
    ],
)
def test_wrong_task_is_not_stored(client, operator, north, wrong, field):
    customer = make.customer(partner=north)
    answer = client.post(address(MarketingTask, "add"), task_form(customer, **{"tenant": north.pk, **wrong}))
    assert list(errors(answer)) == [field]
    assert rows(MarketingTask) == rows(Target) == []


def test_tasks_are_made_for_distributors_only(client, operator, north):
    form = task_form(tenant=make.reseller(of=north).pk)
    assert list(errors(client.post(address(MarketingTask, "add"), form))) == ["tenant"]
    assert rows(MarketingTask) == []


def inline_errors(answer) -> list[dict]:
    (targets,) = answer.context["inline_admin_formsets"]
    return targets.formset.errors


def test_customers_of_another_tenant_are_no_targets(client, operator, north):
    stranger = make.customer(partner=make.distributor())
    answer = client.post(address(MarketingTask, "add"), task_form(stranger, tenant=north.pk))
    assert inline_errors(answer) == [
        {"customer": ["Choose a customer of the task's distributor or of one of its resellers."]}
    ]
    assert rows(MarketingTask) == rows(Target) == []


def test_customers_are_targets_of_a_task_once(client, operator, north):
    task, customer, new = make.task(tenant=north), make.customer(partner=north), make.customer(partner=north)
    target = make.target(task=task, customer=customer)
    form = task_form(customer, new, new, existing=1, seen_version=task.version, **{"targets-0-id": target.pk})
    again = {"customer": ["This customer is in the task already."]}
    answer = client.post(address(MarketingTask, "change", task.pk), form)
    assert inline_errors(answer) == [{}, again, {}, again]
    assert list(task.targets.all()) == [target]


def test_changing_a_task_moves_the_due_date_of_its_targets_and_adds_one(client, operator, north):
    task, customer = make.task(tenant=north), make.customer(partner=north)
    target = make.target(task=task, customer=make.customer(partner=north))
    form = task_form(customer, existing=1, seen_version=task.version, tenant=make.distributor().pk)
    handled = {"targets-0-id": target.pk, "targets-0-status": "handled", "targets-0-customer": customer.pk}
    client.post(address(MarketingTask, "change", task.pk), form | handled | {"targets-0-DELETE": "on"})
    stored = MarketingTask.objects.get()
    assert (stored.name, stored.tenant, stored.number) == ("Cloud backup Q4", north, task.number)
    old, new = task.targets.order_by("pk")
    assert (old.pk, old.customer, old.status, old.due_on) == (
        target.pk,
        target.customer,
        "pending",
        stored.due_on,
    )
    assert (new.customer, new.due_on) == (customer, stored.due_on)
    assert recorded(operator) == [("marketing task changed", task.number), ("target added", new.reference)]


def test_change_of_another_version_is_refused(client, operator, north):
    task = make.task(tenant=north)
    answer = client.post(address(MarketingTask, "change", task.pk), task_form(seen_version=task.version + 1))
    assert list(errors(answer)) == ["__all__"]
    assert MarketingTask.objects.get().name == task.name


def test_products_switched_off_are_offered_to_tasks_that_have_them(client, operator, north):
    Product.objects.create(code="tape", name="Tape", active=False)
    Product.objects.create(code="backup", name="Backup")

    def offered(task) -> set[str]:
        page = client.get(address(MarketingTask, "change", task.pk))
        return {product.code for product in page.context["adminform"].form.fields["products"].queryset}

    assert offered(make.task(tenant=north, products=["tape"])) == {"tape", "backup"}
    assert offered(make.task(tenant=north)) == {"backup"}


def test_page_of_a_task_shows_its_first_targets_only(client, operator, north, monkeypatch):
    monkeypatch.setattr(admin_forms, "SHOWN_TARGETS", 2)
    task = make.task(tenant=north)
    targets = [make.target(task=task, customer=make.customer(partner=north)) for _index in range(3)]
    answer = client.get(address(MarketingTask, "change", task.pk))
    (shown,) = answer.context["inline_admin_formsets"]
    assert [form.instance for form in shown.formset.initial_forms] == targets[:2]
    assert listed(client, Target, q=task.number) == targets[::-1]


def test_targets_cannot_be_written_in_their_own_list(client, operator, north):
    target = make.target(task=make.task(tenant=north), customer=make.customer(partner=north))
    before = rows(Target)
    for page in (address(Target, "add"), address(Target, "change", target.pk)):
        assert client.post(page, {"status": "handled", "result": "interested"}).status_code == 403
    assert rows(Target) == before
