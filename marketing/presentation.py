"""What the page of one marketing task tells, each figure out of what the person may see."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from customers.columns import OPPORTUNITIES
from marketing.models import MarketingTask
from marketing.results import figures_of, whole
from marketing.task_columns import status_chip
from partner_center.web import formats

Fact = tuple[str | Promise, Any]

#: Opportunities that the page names; the numbers in the list of customers lead to all.
NAMED = 10


def facts(task: MarketingTask, currency: str) -> list[Fact]:
    """What the task is."""
    return [
        (_("Strategy"), MarketingTask.Strategy(task.strategy).label),
        (_("Status"), status_chip(task)),
        (_("Start"), formats.day(task.starts_on)),
        (_("Due"), formats.day(task.due_on)),
        (_("Products"), formats.listed(str(entry) for entry in task.recommended()) or formats.nothing()),
        *(_contract(task, currency) if task.renews_a_large_order else ()),
    ]


def _contract(task: MarketingTask, currency: str) -> list[Fact]:
    ends, amount = task.contract_ends_on, task.contract_amount
    return [
        (_("Contract number"), task.contract_number or formats.nothing()),
        (_("Contract end date"), formats.day(ends) if ends else formats.nothing()),
        (_("Current contract amount"), formats.nothing() if amount is None else formats.money(amount, currency)),
    ]


def figures(task: MarketingTask, user: User) -> list[Fact]:
    """What came of it so far."""
    said = figures_of(task, user, whole(task, user))
    names = (_("Customers approached"), _("Opportunities"), _("Monthly revenue, open"), _("Monthly revenue, won"))
    return list(zip(names, said, strict=True))


def newest(task: MarketingTask, user: User) -> list[dict[str, Any]]:
    """The newest opportunities from the task."""
    return [
        {
            "name": row.name,
            "number": row.number,
            "url": f"{OPPORTUNITIES}/{row.number}/",
            "phase": row.get_phase_display(),
        }
        for row in task.opportunities(user).order_by("-created_at", "-number")[:NAMED]
    ]
