"""Who is on the list of a task, and who approaches them. However many there are, a verb asks the database seldom.

Also in the hands of platform operators, who are in no tenant: add_target alone.
"""

from collections import Counter
from collections.abc import Collection, Iterable

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Case, F, ProtectedError, QuerySet, When
from django.utils.translation import gettext_lazy as _

from accounts.audit import record, record_each
from accounts.models import User
from accounts.permissions import can_manage_accounts_of
from customers.models import Customer
from marketing.actions.locks import locked_task
from marketing.actions.tell import tell_handlers, tell_receivers
from marketing.models import MarketingTask, Target
from marketing.permissions import can_manage, can_remove

#: Lines that go to the database at once.
_BATCH = 1_000


@transaction.atomic
def add_target(*, task: MarketingTask, customer: Customer, by: User) -> Target:
    """Put a customer on the task's list, for its account manager or, of a reseller's customer, the assigned one."""
    manager_id = customer.partner.account_manager_id if customer.is_of_reseller else customer.account_manager_id
    target = _target(task, customer.pk, customer.number, manager_id)
    target.save(force_insert=True)
    record("target added", on=target, by=by)
    if task.is_running:
        tell_handlers(task, by)
    return target


@transaction.atomic
def add_targets(*, task: MarketingTask, customers: QuerySet[Customer], by: User) -> int:
    """Put all these customers on the list, those apart that are on it already, and return how many it were."""
    current = locked_task(task, by)
    can_manage(by, current).or_raise()
    # Of a reseller's customer it is the distributor's person who looks after the reseller: the list is for the
    # distributor's people, whoever at the reseller has the customer.
    own = When(partner_id=F("tenant_id"), then=F("account_manager_id"))
    new = customers.exclude(pk__in=current.targets.values("customer_id"))
    rows = (
        new.order_by("number")
        .annotate(seller_id=Case(own, default=F("partner__account_manager_id")))
        .values_list("pk", "number", "seller_id")
    )
    made = [_target(current, pk, number, seller_id) for pk, number, seller_id in rows]
    Target.objects.bulk_create(made, batch_size=_BATCH)
    record_each("target added", ((row, {}) for row in made), by=by)
    if current.is_running:
        tell_receivers(current, Counter(row.account_manager_id for row in made), by)
    return len(made)


@transaction.atomic
def remove_target(*, target: Target, by: User) -> None:
    """Take a customer off the list again. A draft of an opportunity that somebody began from it keeps it there."""
    current = _locked(locked_task(target.task, by), [target.pk], by)[0]
    can_remove(by, current).or_raise()
    record("target removed", on=current, by=by)
    try:
        with transaction.atomic():
            current.delete()
    except ProtectedError as error:
        raise PermissionDenied(
            _("Somebody has begun an opportunity from this customer. It stays in the task.")
        ) from error


@transaction.atomic
def assign_targets(*, task: MarketingTask, targets: Iterable[Target], to: User, by: User) -> int:
    """Give targets to an account manager of the distributor. The audit log keeps from and to of each."""
    current = locked_task(task, by)
    can_manage(by, current).or_raise()
    # Read again: whoever was offered may have left, or become something else, since the form was drawn.
    receiver = User.objects.visible_to(by).select_for_update(of=("self",)).get(pk=to.pk)
    can_manage_accounts_of(receiver, by.tenant).or_raise()
    moved = [row for row in _locked(current, [row.pk for row in targets], by) if row.account_manager_id != receiver.pk]
    told: list[tuple[models.Model, dict[str, object]]] = []
    for row in moved:
        before = row.account_manager.username if row.account_manager else None
        told.append((row, {"before": before, "after": receiver.username}))
        row.account_manager = receiver
        row.version += 1
    Target.objects.bulk_update(moved, ["account_manager", "version"], batch_size=_BATCH)
    record_each("target assigned", told, by=by)
    if moved and current.is_running:
        tell_receivers(current, Counter({receiver.pk: len(moved)}), by)
    return len(moved)


def _target(task: MarketingTask, customer_id: int, number: str, manager_id: int | None) -> Target:
    return Target(
        tenant_id=task.tenant_id,
        task=task,
        customer_id=customer_id,
        reference=f"{task.number}-{number}",
        account_manager_id=manager_id,
        due_on=task.due_on,
    )


def _locked(task: MarketingTask, keys: Collection[int], by: User) -> list[Target]:
    """Targets of the task as they are now, in an order that two transactions share."""
    found = Target.objects.visible_to(by).filter(pk__in=keys, task=task).select_related("task", "account_manager")
    return list(found.order_by("pk").select_for_update(of=("self",)))
