"""The marketing tasks of the demo world, and which stories came of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from customers.models import Customer
from marketing.actions import add_target, save_task
from marketing.models import MarketingTask, Target
from opportunities.demo.stories import Story

Strategy = MarketingTask.Strategy
Status = Target.Status
Result = Target.Result

BACKUP, SUMMER, STORAGE = "Cloud backup Q4", "Summer renewals", "Storage check 2.0"
LARGE_ORDER = "Three-year order of Crystal Creek"


@dataclass(frozen=True, slots=True)
class Campaign:
    """A task to be. Days are counted from today; `targets` are customers with how far they are."""

    name: str
    by: str
    strategy: Strategy
    starts: int
    due: int
    products: tuple[str, ...]
    script: str
    targets: tuple[tuple[str, Status, Result | None], ...]
    draft: bool = False
    #: Of a large order: its number, in how many days it ends, what it is worth.
    contract: tuple[str, int, int] | None = None


CAMPAIGNS = (
    Campaign(
        SUMMER,
        "northstar",
        Strategy.RENEWAL,
        -150,
        -45,
        ("servers", "block-storage", "object-storage"),
        "Subscriptions that end in autumn: ask what has grown, and offer two years.",
        (
            ("Crystal Creek Insurance Brokers", Status.HANDLED, Result.FOLLOW_UP_LATER),
            ("青岛海蓝物流有限公司", Status.HANDLED, Result.UNREACHABLE),
            ("Ocean Gate Shipping", Status.CLOSED, Result.NOT_INTERESTED),
        ),
    ),
    Campaign(
        BACKUP,
        "northstar",
        Strategy.SCENARIO,
        -24,
        37,
        ("cloud-backup", "object-storage"),
        "Ask when a restore was last tried. Offer a free test of one branch with 500 GB.",
        (
            ("Blue Harbor Biotech Co.", Status.PENDING, None),
            ("华北云图科技有限公司", Status.PENDING, None),
            ("Golden Wheat Bakery Group", Status.PENDING, None),
            ("Northwind Foods Ltd", Status.IN_PROGRESS, Result.INTERESTED),
            ("Jade River Energy Group", Status.PENDING, None),
            ("Silver Birch Hospitals", Status.HANDLED, Result.FOLLOW_UP_LATER),
        ),
    ),
    Campaign(
        LARGE_ORDER,
        "northstar",
        Strategy.LARGE_ORDER_RENEWAL,
        10,
        80,
        ("servers", "block-storage"),
        "Ask which servers they keep, and who decides this time.",
        (
            ("Crystal Creek Insurance Brokers", Status.PENDING, None),
            ("Northwind Foods Ltd", Status.PENDING, None),
        ),
        draft=True,
        contract=("NS-2023-0417", 95, 480_000),
    ),
    Campaign(
        STORAGE,
        "meridian",
        Strategy.CROSS_SELLING,
        -12,
        50,
        ("object-storage",),
        "Customers above 80% of their storage.",
        (("Lion City Freight Pte. Ltd.", Status.PENDING, None),),
    ),
)


def link(stories: Sequence[Story]) -> list[Story]:
    """The same stories; where one of a campaign's customers was added during the campaign, it came of it."""
    linked = list(stories)
    for campaign in CAMPAIGNS:
        for name, status, _result in campaign.targets:
            if status is Status.CLOSED:
                continue
            for index, story in enumerate(linked):
                added = -story.reports[0].days_ago
                fits = campaign.starts < added < campaign.due and campaign.products[0] == story.lines[0][0]
                if story.customer == name and fits and not story.task:
                    linked[index] = replace(story, task=campaign.name)
                    break
    return linked


def load_campaigns(
    customers: Mapping[str, Customer], members: Mapping[str, User], *, now: datetime, day: date
) -> dict[tuple[str, str], Target]:
    """Store the tasks and their targets, by task name and customer."""
    made: dict[tuple[str, str], Target] = {}
    for campaign in CAMPAIGNS:
        by = members[campaign.by]
        task = MarketingTask(
            tenant=by.tenant,
            name=campaign.name,
            strategy=campaign.strategy,
            script=campaign.script,
            products=list(campaign.products),
            starts_on=day + timedelta(days=campaign.starts),
            due_on=day + timedelta(days=campaign.due),
            status=_status(campaign),
            created_at=now + timedelta(days=min(campaign.starts - 3, -1)),
            **_contract(campaign, day),
        )
        save_task(task=task, by=by)
        for position, (name, status, result) in enumerate(campaign.targets):
            target = add_target(task=task, customer=customers[name], by=by)
            target.status, target.result = status, result or ""
            if status is not Status.PENDING:
                target.handled_at = now + timedelta(days=campaign.starts + 5 + 3 * position)
            made[campaign.name, name] = target
    Target.objects.bulk_update(made.values(), ["status", "result", "handled_at"])
    return made


def _status(campaign: Campaign) -> MarketingTask.Status:
    if campaign.draft:
        return MarketingTask.Status.DRAFT
    return MarketingTask.Status.ENDED if campaign.due < 0 else MarketingTask.Status.IN_PROGRESS


def _contract(campaign: Campaign, day: date) -> dict[str, Any]:
    if campaign.contract is None:
        return {}
    number, days, amount = campaign.contract
    return {
        "contract_number": number,
        "contract_ends_on": day + timedelta(days=days),
        "contract_amount": Decimal(amount),
    }
