"""Which customers stand above the others in step 1: those one worked with last, or those that a search means most.

They are few, found over an index each, and taken out of the list below, so that its pages stay as they are.
"""

from collections.abc import Sequence
from dataclasses import replace

from accounts.models import AuditEntry, User
from customers.models import Customer, CustomerQuerySet
from opportunities.models import Draft
from opportunities.permissions import can_add_for
from partner_center.web.clock import today
from partner_center.web.listing import Page

#: So many customers are "Recently used"; so many lines of the past are looked at to find them.
RECENT, LOOKED_AT = 5, 25
#: A search shows so many customers first; more begin with a text only while it says too little.
MOST_MEANT = 25


def likely_customers(user: User, found: CustomerQuerySet, text: str) -> list[Customer]:
    """The customers of `found` to show first."""
    if text:
        return list(found.most_meant_by(text).with_list_relations()[:MOST_MEANT])
    return _recently_used(user, found)


def _recently_used(user: User, found: CustomerQuerySet) -> list[Customer]:
    """Whom the person added an opportunity for, or has a draft for, last; only those that can be selected now.

    Who added what stands in the audit log: the opportunity itself says only to whom it belongs.
    """
    added = AuditEntry.objects.filter(actor=user, action="opportunity added").order_by("-at")
    begun = Draft.objects.visible_to(user).unfinished().in_order()
    moments = [
        *added.values_list("at", "details__customer")[:LOOKED_AT],
        *begun.values_list("saved_at", "customer__number")[:LOOKED_AT],
    ]
    numbers = list(dict.fromkeys(number for _at, number in sorted(moments, reverse=True)))
    day = today(user.tenant.time_zone)
    rows = {row.number: row for row in found.filter(number__in=numbers).with_list_relations()}
    usable = [rows[number] for number in numbers if number in rows and can_add_for(user, rows[number], day)]
    return usable[:RECENT]


def with_first(listed: Page[Customer], first: Sequence[Customer]) -> Page[Customer]:
    """The page with `first` above its rows, if it is the top one; on every page the counting goes on after them."""
    if not listed.previous_url:
        return replace(listed, items=[*first, *listed.items], total=listed.total + len(first))
    return replace(listed, first=listed.first + len(first), total=listed.total + len(first))
