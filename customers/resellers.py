"""A distributor's resellers with how much each has and does, as the person may see it."""

from typing import Any

from django.db.models import Count, DecimalField, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from accounts.models import Partner, User
from accounts.scope import visible_through
from customers.models import Customer


def matching(resellers: QuerySet[Partner], text: str, statuses: list[str]) -> QuerySet[Partner]:
    """A part of the name or the whole number; in one of these states."""
    if text:
        resellers = resellers.filter(Q(name__icontains=text) | Q(number__iexact=text))
    return resellers.filter(status__in=statuses) if statuses else resellers


def counting(resellers: QuerySet[Partner], user: User) -> QuerySet[Partner]:
    """Add `customer_count`, `open_count`, `pipeline` and `last_activity`."""
    customers = Customer.objects.visible_to(user).filter(partner_id=OuterRef("pk"))
    still_open = visible_through(Customer, "opportunities", user).still_open()  # type: ignore[attr-defined]
    still_open = still_open.filter(partner_id=OuterRef("pk"))
    money: DecimalField[Any, Any] = DecimalField(max_digits=18, decimal_places=2)
    return resellers.annotate(
        customer_count=Coalesce(_one(customers, Count("pk")), 0),
        open_count=Coalesce(_one(still_open, Count("pk")), 0),
        pipeline=Coalesce(_one(still_open, Sum("estimated_monthly_revenue")), Value(0), output_field=money),
        last_activity=_one(customers, Max("last_activity_at")),
    )


def _one(rows: QuerySet[Any], figure: Any) -> Subquery:
    return Subquery(rows.order_by().values("partner_id").annotate(figure=figure).values("figure"))
