"""The demo world: two distributors, a reseller, their people, and about a hundred opportunities with a past.

The same on every machine but for the dates, which are counted from today. What must be in it stands in the README.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import cycle
from random import Random

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.demo import LOADED, demo_was_loaded
from customers.models import Customer
from opportunities.demo.core_migration import core_migration
from opportunities.demo.history import Cast, write
from opportunities.demo.invitations import invite
from opportunities.demo.marketing import link, load_campaigns
from opportunities.demo.news import tell
from opportunities.demo.parties import Parties, load_customers, load_parties
from opportunities.demo.stories import Kind, Plan, Story, invent
from opportunities.demo.words import THEMES, Language, Theme
from opportunities.management.commands.load_reference_lists import load_reference_lists
from opportunities.progress import OPENING_PHASES, Phase
from partner_center.web.clock import today

SEED = 20270327
#: How many stories of each account manager end in which phase, besides the special ones.
ENDS: dict[str, dict[Phase, int]] = {
    "ana": dict(zip(Phase, (8, 8, 8, 6, 8, 5, 3, 4, 5), strict=True)),
    "ben": dict(zip(Phase, (6, 6, 6, 4, 6, 3, 2, 3, 3), strict=True)),
    "mia": dict(zip(Phase, (2, 2, 2, 0, 2, 1, 0, 1, 1), strict=True)),
}
SPECIAL: dict[str, tuple[Plan, ...]] = {
    "ana": (Plan(Phase.REQUIREMENT_CONFIRMED, act=Kind.VOIDED), Plan(Phase.BUSINESS_NEGOTIATION, act=Kind.REOPENED)),
    "ben": (),
    "mia": (),
}
#: Customers so new that there was one talk only.
FRESH = {
    "Iron Gate Engineering": (Plan(Phase.REQUIREMENT_CONFIRMED, fresh=True), "Document archive"),
    "Golden Wheat Bakery Group": (Plan(Phase.INITIAL_CONTACT, fresh=True), "Backup for the branches"),
    "Amber Tower Properties": (Plan(Phase.INITIAL_CONTACT, fresh=True), "Customer portal"),
    "Harvest Lane Markets": (Plan(Phase.INITIAL_CONTACT, fresh=True), "Sales reports in the morning"),
}
SECRET_ROLLOUT = Theme(
    "Secret rollout",
    "core-system",
    "new_business",
    ("servers", "private-line"),
    "A new line of business starts next spring, and nobody outside the board may hear of it yet.",
)


@transaction.atomic
def load_world() -> bool:
    """Load the demo world unless it is there; whether anything was done."""
    if demo_was_loaded():
        return False
    now, draw = timezone.now(), Random(SEED)  # noqa: S311
    load_reference_lists()
    parties = load_parties()
    customers = load_customers(parties, now=now)
    northstar = parties.partners["Northstar Distribution"]
    day = today(northstar.time_zone)
    stories = link(_stories(parties, customers, day, draw))
    targets = load_campaigns(customers, parties.members, now=now, day=day)
    write(stories, Cast(customers, parties.members, targets), draw)
    invite(customers, parties.members)
    tell()
    record(LOADED, on=northstar, by=parties.members["operator"])
    return True


def _stories(parties: Parties, customers: Mapping[str, Customer], day: date, draw: Random) -> list[Story]:
    told = [core_migration(day)]
    for owner, ends in ENDS.items():
        mine = [row for row in customers.values() if _seller(row) == owner]
        settled = [row for row in mine if row.is_associated()]
        told += [_fresh(row, owner, day, draw) for row in mine if row.name in FRESH]
        if owner == "mia":
            plan = Plan(Phase.BUSINESS_NEGOTIATION)
            told.append(
                invent(plan, SECRET_ROLLOUT, customer=settled[0].name, owner=owner, language="en", day=day, draw=draw)
            )
        used = {row.name: {FRESH[row.name][1]} if row.name in FRESH else set() for row in settled}
        plans = [*_plans(ends), *SPECIAL[owner]]
        draw.shuffle(plans)
        for plan, customer in zip(plans, cycle(settled), strict=False):
            theme = _unused(customer, settled.index(customer), used[customer.name])
            told.append(
                invent(
                    plan, theme, customer=customer.name, owner=owner, language=_language(customer), day=day, draw=draw
                )
            )
    return told


def _plans(ends: Mapping[Phase, int]) -> list[Plan]:
    """Of the open ones every fourth is stale, and every sixth overdue; some are both."""
    phases = [phase for phase, count in ends.items() for _repeated in range(count)]
    return [
        Plan(phase, stale=number % 4 == 0, overdue=number % 6 == 0) if phase in OPENING_PHASES else Plan(phase)
        for number, phase in enumerate(phases)
    ]


def _fresh(customer: Customer, owner: str, day: date, draw: Random) -> Story:
    plan, name = FRESH[customer.name]
    theme = next(theme for theme in THEMES["en"] if theme.name == name)
    return invent(plan, theme, customer=customer.name, owner=owner, language="en", day=day, draw=draw)


def _seller(customer: Customer) -> str:
    """Who adds opportunities for the customer: for a reseller's one, whoever looks after the reseller."""
    manager = customer.partner.account_manager if customer.is_of_reseller else customer.account_manager
    return manager.username if manager else ""


def _language(customer: Customer) -> Language:
    return "en" if customer.name.isascii() else "zh"


def _unused(customer: Customer, start: int, used: set[str]) -> Theme:
    """The next project of the customer; two of one name would have to be confirmed."""
    themes: Sequence[Theme] = THEMES[_language(customer)]
    turned = (themes[(start + step) % len(themes)] for step in range(len(themes)))
    theme = next(theme for theme in turned if theme.name not in used)
    used.add(theme.name)
    return theme
