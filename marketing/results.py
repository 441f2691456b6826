"""What came of one task, in figures: each out of what the person may see, each leading to exactly its rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now

from accounts.models import User
from accounts.roles import Reach
from marketing.models import NOBODY, OWN, MarketingTask, Target
from marketing.task_columns import task_url
from partner_center.web import formats
from partner_center.web.masking import Kind, conceal, render


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of the whole task, or of one person or one reseller in it."""

    total: int = 0
    touched: int = 0
    made: int = 0
    open_revenue: Decimal = Decimal(0)
    won: int = 0
    won_revenue: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table of figures; the figures are links to their rows."""

    name: SafeString | str
    figures: list[SafeString | str]


@dataclass(frozen=True, slots=True)
class Table:
    id: str
    title: str
    heading: str
    lines: list[Line]


def targets_of(task: MarketingTask, user: User, *, manager: str = "", reseller: str = "") -> Any:
    """The customers of the task; those of a member, or of a reseller, by user name and by number."""
    rows = Target.objects.visible_to(user).filter(task=task)
    return rows.of_manager(manager).of_reseller(reseller)


def opportunities_of(task: MarketingTask, user: User, *, manager: str = "", reseller: str = "") -> QuerySet[Any]:
    """The opportunities from the task, narrowed in the same way."""
    rows = task.opportunities(user)
    if manager:
        rows = rows.filter(owner__username=None if manager == NOBODY else manager)
    if reseller:
        own = Q(partner_id=task.tenant_id)
        rows = rows.filter(own if reseller == OWN else ~own & Q(partner__number=reseller))
    return rows


def in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    """All of them, those still open, or those won."""
    match state:
        case "open":
            return rows.still_open()  # type: ignore[attr-defined,no-any-return]
        case "won":
            return rows.filter(status="won")
        case _:
            return rows


def whole(task: MarketingTask, user: User) -> Result:
    return _results(task, user, "tenant_id", "tenant_id").get(task.tenant_id, Result())


def tables(task: MarketingTask, user: User) -> list[Table]:
    """By account manager, for whoever sees several, and by reseller."""
    found = []
    if user.reach is not Reach.OWN:
        people = _results(task, user, "account_manager__username", "owner__username")
        lines = [_line(task, user, "manager", key or NOBODY, _person(key), result) for key, result in _in_order(people)]
        found.append(Table("managers", _now("By account manager"), _now("Account manager"), lines))
    if user.reach is not Reach.PARTNER:
        keys = ("customer__partner__number", "customer__partner__name", "customer__partner_id")
        partners = _results(task, user, keys, ("partner__number", "partner__name", "partner_id"))
        lines = [
            _line(
                task,
                user,
                "reseller",
                OWN if pk == task.tenant_id else number,
                _partner(task, number, name, pk),
                result,
            )
            for (number, name, pk), result in _in_order(partners)
        ]
        found.append(Table("resellers", _now("By reseller"), _now("Reseller"), lines))
    return found


def _in_order(results: dict[Any, Result]) -> Iterable[tuple[Any, Result]]:
    """Those with most customers first; what they are called breaks ties, so that the table never jumps."""
    return sorted(results.items(), key=lambda pair: (-pair[1].total, str(pair[0])))


def _results(task: MarketingTask, user: User, of_target: Any, of_made: Any) -> dict[Any, Result]:
    """Two questions to the database: about the targets, about the opportunities, each by what tells the rows apart."""
    one = isinstance(of_target, str)
    keys, made_keys = ((of_target,), (of_made,)) if one else (of_target, of_made)
    sums: dict[Any, dict[str, Any]] = defaultdict(dict)
    touched = Q(handled_at__isnull=False) & ~Q(status=Target.Status.PENDING)
    approached = targets_of(task, user).values(*keys)
    for row in approached.annotate(total=Count("pk"), touched=Count("pk", filter=touched)).order_by():
        sums[_key(row, keys, one=one)] |= {"total": row["total"], "touched": row["touched"]}
    made = opportunities_of(task, user).values(*made_keys)
    open_ones = Q(pk__in=in_state(opportunities_of(task, user), "open").values("pk"))
    won = Q(status="won")
    counted = made.annotate(
        made=Count("pk"),
        open_revenue=Sum("estimated_monthly_revenue", filter=open_ones, default=Decimal(0)),
        won=Count("pk", filter=won),
        won_revenue=Sum("won_monthly_revenue", filter=won, default=Decimal(0)),
    )
    for row in counted.order_by():
        figures = {name: row[name] for name in ("made", "open_revenue", "won", "won_revenue")}
        sums[_key(row, made_keys, one=one)] |= figures
    return {key: Result(**figures) for key, figures in sums.items()}


def _key(row: dict[str, Any], keys: tuple[str, ...], *, one: bool) -> Any:
    found = tuple(row[key] for key in keys)
    return found[0] if one else found


def _person(username: str | None) -> SafeString | str:
    return format_html("<bdi>{}</bdi>", username) if username else _now("Unassigned")


def _partner(task: MarketingTask, number: str, name: str, pk: int) -> SafeString | str:
    if pk == task.tenant_id:
        return _now("My Customers")
    hidden = render(conceal(Kind.COMPANY, name, shown=False))
    return format_html('{} <span class="pc-second pc-reference">{}</span>', hidden, number)


def _line(task: MarketingTask, user: User, key: str, value: str, name: SafeString | str, result: Result) -> Line:
    return Line(name, figures_of(task, user, result, **{key: value}))


def figures_of(task: MarketingTask, user: User, result: Result, **narrowed: str) -> list[SafeString | str]:
    """Customers approached, opportunities, open and won revenue: each a link to its rows, a nought none."""
    address, currency = task_url(task), user.tenant.currency
    approached = _now("%(touched)s of %(total)s") % {
        "touched": formats.whole(result.touched),
        "total": formats.whole(result.total),
    }
    return [
        _link(approached, result.total, address, narrowed, "#customers-title"),
        _link(formats.whole(result.made), result.made, f"{address}opportunities/", narrowed),
        _link(
            formats.money(result.open_revenue, currency),
            result.open_revenue,
            f"{address}opportunities/",
            {"state": "open", **narrowed},
        ),
        _link(
            formats.money(result.won_revenue, currency),
            result.won,
            f"{address}opportunities/",
            {"state": "won", **narrowed},
        ),
    ]


def _link(text: str, worth: object, address: str, query: dict[str, str], place: str = "") -> SafeString | str:
    if not worth:
        return text
    asked = f"?{urlencode(query)}" if query else ""
    return format_html('<a href="{}{}{}">{}</a>', address, asked, place, text)
