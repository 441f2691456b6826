"""What the page of one marketing task tells, each figure out of what the person may see."""

from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from customers.columns import OPPORTUNITIES
from marketing.models import MarketingTask, Target
from partner_center.web import formats

Fact = tuple[str | Promise, Any]

#: Opportunities that the page names; the numbers in the list of customers lead to all.
NAMED = 10


def facts(task: MarketingTask) -> list[Fact]:
    """What the task is."""
    return [
        (_("Strategy"), MarketingTask.Strategy(task.strategy).label),
        (_("Status"), MarketingTask.Status(task.status).label),
        (_("Start"), formats.day(task.starts_on)),
        (_("Due"), formats.day(task.due_on)),
        (_("Products"), formats.listed(task.product_names()) or formats.nothing()),
    ]


def figures(task: MarketingTask, user: User) -> list[Fact]:
    """What came of it so far."""
    targets = Target.objects.visible_to(user).filter(task=task)
    counts = targets.aggregate(total=Count("pk"), touched=Count("pk", filter=~Q(status=Target.Status.PENDING)))
    made = task.opportunities(user)
    sums = made.aggregate(
        total=Count("pk"), won=Sum("won_monthly_revenue", filter=Q(status="won"), default=0)
    ) | made.still_open().aggregate(open=Sum("estimated_monthly_revenue", default=0))  # type: ignore[attr-defined]
    currency = user.tenant.currency
    approached = _now("%(touched)s of %(total)s") % {name: formats.whole(number) for name, number in counts.items()}
    return [
        (_("Customers approached"), approached),
        (_("Opportunities"), formats.whole(sums["total"])),
        (_("Monthly revenue, open"), formats.money(sums["open"], currency)),
        (_("Monthly revenue, won"), formats.money(sums["won"], currency)),
    ]


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
