"""Which customers may be put on the list of a task, and what the page that chooses them shows of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from customers.models import Customer, CustomerQuerySet, Group
from marketing.models import MarketingTask

#: So many customers at the most are added at once.
MOST_ADDED = 5_000


def approachable(user: User) -> CustomerQuerySet:
    """Customers whose relation was never refused; resellers' ones only once they have been associated."""
    visible = Customer.objects.visible_to(user)
    own = visible.filter(group=Group.MINE).choosable(Group.MINE)
    return own | visible.filter(group=Group.RESELLERS).choosable(Group.RESELLERS)


def candidates(user: User, task: MarketingTask) -> CustomerQuerySet:
    """Those of them that are not in the task yet."""
    return approachable(user).exclude(pk__in=task.targets.values("customer_id"))


def sold_by(found: CustomerQuerySet, name: str) -> CustomerQuerySet:
    """By whoever sells to them: of a reseller's customer, whoever looks after the reseller too."""
    if not name:
        return found
    people = ("account_manager", "partner__account_manager")
    named = [Q(**{f"{who}__username__iexact": name}) | Q(**{f"{who}__name__icontains": name}) for who in people]
    return found.filter(named[0] | named[1])


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list of customer IDs comes to for one task, before anything is written."""

    new: list[str]
    already: list[str]
    refused: list[str]
    unknown: list[str]


def preview(user: User, task: MarketingTask, said: Sequence[str]) -> Preview:
    """Judge IDs as a file says them, each once. What is not the own tenant's is as unknown as what never existed."""
    written = {text.upper(): text for text in reversed(said)}
    asked = list(dict.fromkeys(text.upper() for text in said))
    known = _numbers(Customer.objects.visible_to(user), asked)
    in_task = _numbers(Customer.objects.visible_to(user).filter(targets__task=task), asked)
    may = _numbers(approachable(user), asked)
    there = [number for number in asked if number in known]
    return Preview(
        new=[number for number in there if number in may and number not in in_task],
        already=[number for number in there if number in in_task],
        refused=[number for number in there if number not in may and number not in in_task],
        unknown=[written[number] for number in asked if number not in known],
    )


def _numbers(rows: CustomerQuerySet, asked: Collection[str]) -> set[str]:
    return set(rows.filter(number__in=asked).values_list("number", flat=True))
