"""Lists: columns, keyset paging, capped counts, rows of ready cells. Knows no model; each app's columns.py does.

A page is found by ids first over an index, then its rows are loaded with their relations: its cost does not grow with
the table. Ties are broken by the public number, so that no database id and no tenant's volume shows in a link.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.timezone import is_naive, now
from django.utils.translation import gettext as _

from partner_center.web import freshness
from partner_center.web.counts import Counts
from partner_center.web.formats import nothing
from partner_center.web.listing_words import Counted, rows_on_screen, told_by_eye
from partner_center.web.masking import Kind, conceal, render

if TYPE_CHECKING:
    from partner_center.web.list_preferences import Preferences

#: How many rows of a page one press of an eye shows in the clear: each is a line of the log.
REVEALED = 50

Row = TypeVar("Row", bound=models.Model)
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort: a field, its direction, and the public number that breaks ties."""

    key: str
    field: str
    descending: bool
    tie: str = "number"

    @property
    def fields(self) -> tuple[str, str]:
        sign = "-" if self.descending else ""
        return f"{sign}{self.field}", f"{sign}{self.tie}"

    @property
    def name(self) -> str:
        """As the address says it: `-updated`."""
        return f"-{self.key}" if self.descending else self.key


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: what it is called, what it shows of a row, how it sorts, whether it is masked.

    A masked column names its kind of mask and, in words, what its eye shows ("customer names"); its value is the clear
    text, which goes no further than conceal().
    An optional one is shown to whoever asks for it; `loads` names the relations that it reads. In a file `second` heads
    what is the cell's second line on a page, and `lasting` says what a page says as it is seen today: "yesterday".
    """

    key: str
    label: Text
    value: Callable[[Row], Any]
    mask: Kind | None = None
    names: Text = ""
    sort: str = ""
    align: str = "start"
    classes: str = ""
    is_header: bool = False
    optional: bool = False
    loads: tuple[str, ...] = ()
    second: Text = ""
    lasting: Callable[[Row], Any] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    html: SafeString | str
    label: Text
    align: str
    classes: str
    is_header: bool


@dataclass(frozen=True, slots=True)
class Action:
    """A control of the Operation column. Its name says the row, for whoever hears only the name.

    A copying one puts its address on the clipboard, which only a script can.
    """

    label: Text
    url: str
    name: str
    id: str
    dialog: bool = False
    copies: bool = False
    post: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    reference: str
    cells: list[Cell]
    actions: list[Action]
    choice: SafeString | str = ""


@dataclass(frozen=True, slots=True)
class Header:
    key: str
    label: Text
    align: str
    classes: str
    sort_url: str
    sorted: str
    eye: bool
    shown: bool
    eye_label: Text


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows on screen and the ways on."""

    items: list[Row]
    previous_url: str
    next_url: str
    first: int
    total: int
    order: Order
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Listing:
    """What components/table.html draws."""

    headers: list[Header]
    rows: list[Line]
    count_text: str
    previous_url: str
    next_url: str
    caption: Text
    empty: bool
    shown: tuple[str, ...]
    path: str
    freshness: freshness.Freshness
    #: Where the person says how this list should look; empty for a list of a record's page.
    preferences_url: str = ""
    size: int = 0
    wraps: bool = True
    #: What the eye that was pressed says.
    told: str = ""

    @property
    def revealed(self) -> int:
        """How many rows an eye has shown."""
        return min(len(self.rows), REVEALED)


def paginate(
    request: HttpRequest,
    found: models.QuerySet[Row],
    *,
    order: Order,
    load: Callable[[models.QuerySet[Row]], models.QuerySet[Row]],
    size: int = 25,
    counts: Counts | None = None,
) -> Page[Row]:
    """The page of `found` that the address asks for; `load` adds relations to its rows only.

    Where it has to be asked for, the number of all rows joins what the page counts anyway.
    """
    read_at = now()
    cursor = _read_cursor(request.GET)
    backward = request.GET.get("before") is not None
    ordered = _sorted(found, order, reverse=backward)
    if cursor:
        ordered = ordered.filter(_beyond(order, cursor, backward, found.model))
    # One statement: the ids of the page come from an index range, then its rows with all they show.
    nearest = ordered.values("pk")[: size + 1]
    rows = list(_sorted(load(found.model._default_manager.filter(pk__in=nearest)), order, reverse=backward))
    more, items = len(rows) > size, rows[:size]
    if backward:
        items.reverse()
    has_previous, has_next = (more, True) if backward else (bool(cursor), more)
    first = _position(request.GET) if cursor else 1
    known = not cursor and not has_next
    return Page(
        items=items,
        previous_url=_link(request, "before", order, items[0], first - size) if has_previous and items else "",
        next_url=_link(request, "after", order, items[-1], first + size) if has_next and items else "",
        first=first,
        total=len(items) if known else _total(found, counts or Counts(request)),
        order=order,
        read_at=read_at,
    )


def _total(found: models.QuerySet[Any], counts: Counts) -> int:
    if "listed" not in counts:
        counts.add("listed", found)
    return counts.number("listed")


def _sorted(found: models.QuerySet[Row], order: Order, *, reverse: bool) -> models.QuerySet[Row]:
    fields = order.fields
    if reverse:
        fields = tuple(name[1:] if name.startswith("-") else f"-{name}" for name in fields)  # type: ignore[assignment]
    return found.order_by(*fields)


def _beyond(order: Order, cursor: tuple[str, str], backward: bool, model: type[models.Model]) -> Q:
    """Rows after the cursor. Written `a <= x and (a < x or b < y)`: the form that keeps to one index range."""
    value, tie = _parse(cursor[0], model, order.field), _parse(cursor[1], model, order.tie)
    side = "lt" if order.descending != backward else "gt"
    if value is None or tie is None:
        return Q()
    return Q(**{f"{order.field}__{side}e": value}) & (
        Q(**{f"{order.field}__{side}": value}) | Q(**{f"{order.tie}__{side}": tie})
    )


def _parse(text: str, model: type[models.Model], name: str) -> Any:
    """The cursor's value in the field's own type; None for what no link of ours contains."""
    try:
        value = model._meta.get_field(name).clean(text, None)  # type: ignore[union-attr]
    except ValidationError:
        return None
    return None if isinstance(value, datetime) and is_naive(value) else value


def _read_cursor(query: QueryDict) -> tuple[str, str] | None:
    value, _separator, tie = query.get("after", query.get("before", "")).rpartition("~")
    return (value, tie) if tie else None


def _position(query: QueryDict) -> int:
    text = query.get("from", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _link(request: HttpRequest, way: str, order: Order, row: models.Model, first: int) -> str:
    query = request.GET.copy()
    for name in ("after", "before", "from"):
        query.pop(name, None)
    value, tie = getattr(row, order.field), getattr(row, order.tie)
    query[way] = f"{value.isoformat() if isinstance(value, date) else value}~{tie}"
    query["from"] = str(max(first, 1))
    return f"?{query.urlencode()}"


def build(
    request: HttpRequest,
    page: Page[Row],
    columns: Sequence[Column[Row]],
    *,
    caption: Text,
    shown: Sequence[str] = (),
    actions: Callable[[Row], list[Action]] = lambda _row: [],
    choice: Callable[[Row], SafeString | str] = lambda _row: "",
    default_order: str = "",
    counted: Counted = lambda _number, text: text,
    polls: bool = False,
    preferences: "Preferences[Row] | None" = None,
) -> Listing:
    """Turn rows into cells. Values of masked columns that are not shown stop here, and so do those of rows beyond 50.

    `counted` says a number of rows in words, `polls` that the view answers a list that asks whether there is something
    newer.
    """
    return Listing(
        headers=[_header(request, column, page, column.key in shown, default_order) for column in columns],
        rows=[
            Line(
                str(row),
                [_cell(column, row, place < REVEALED and column.key in shown) for column in columns],
                actions(row),
                choice(row),
            )
            for place, row in enumerate(page.items)
        ],
        count_text=rows_on_screen(page.first, len(page.items), page.total, counted),
        previous_url=page.previous_url,
        next_url=page.next_url,
        caption=caption,
        empty=not page.items,
        shown=tuple(shown),
        path=request.get_full_path(),
        freshness=freshness.of_list(request, page.read_at, polls=polls),
        preferences_url=f"{preferences.url}?{urlencode({'next': request.get_full_path()})}" if preferences else "",
        size=preferences.size if preferences else 0,
        wraps=preferences.wraps if preferences else True,
        told=told_by_eye(request.POST.get("toggle"), columns, shown, min(len(page.items), REVEALED)),
    )


def _cell(column: Column[Row], row: Row, shown: bool) -> Cell:
    value = column.value(row)
    if column.mask:
        value = render(conceal(column.mask, value, shown=shown))
    html = nothing() if value in ("", None) else value
    return Cell(html, column.label, column.align, column.classes, column.is_header)


def _header(request: HttpRequest, column: Column[Any], page: Page[Any], shown: bool, default_order: str) -> Header:
    order = page.order
    sorted_now = bool(column.sort) and column.sort == order.key
    url = ""
    if column.sort:
        query = request.GET.copy()
        for name in ("after", "before", "from", "sort"):
            query.pop(name, None)
        wanted = column.sort if sorted_now and order.descending else f"-{column.sort}"
        if wanted != default_order:
            query["sort"] = wanted
        url = f"?{query.urlencode()}" if query else "?"
    return Header(
        key=column.key,
        label=column.label,
        align=column.align,
        classes=f"{column.classes} pc-head-name" if column.is_header else column.classes,
        sort_url=url,
        sorted=("descending" if order.descending else "ascending") if sorted_now else "",
        # Without a row there is nothing to show.
        eye=bool(column.mask and page.items),
        shown=shown,
        eye_label=_("Show full %(names)s") % {"names": column.names},
    )


def order_from(
    request: HttpRequest | QueryDict, orders: Mapping[str, Order], default: str, columns: Sequence[Column[Any]] = ()
) -> Order:
    """The order that the address names; the default for anything not offered, and for a column that is not shown."""
    wanted = (request if isinstance(request, QueryDict) else request.GET).get("sort", default)
    key = wanted.removeprefix("-")
    if key not in orders or (columns and key not in {column.sort for column in columns}):
        wanted, key = default, default.removeprefix("-")
    base = orders[key]
    return Order(base.key, base.field, wanted.startswith("-"), base.tie)
