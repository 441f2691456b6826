"""How a person likes a list to look: which columns, in which order, how many rows a page, long texts wrapped or not.

What is stored is never believed: it is read against the columns that the list has today. A column that is gone is
left out, a new one stands where the list puts it by default.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Self

from django.http import QueryDict

from partner_center.web.listing import Column, Row

#: How many rows a page may have. An eye shows the first 50 of them at a time.
SIZES = (25, 50, 100)
ROOT = "/partner/preferences/lists"


@dataclass(frozen=True)
class Preferences(Generic[Row]):
    """The columns of a list in the person's order, and which of them are shown. The row's name always is."""

    name: str
    columns: tuple[Column[Row], ...]
    hidden: frozenset[str]
    size: int = SIZES[0]
    wraps: bool = True

    @classmethod
    def of(cls, saved: Mapping[str, Any], name: str, columns: Sequence[Column[Row]]) -> Self:
        """What was saved for this list; its defaults for whatever was not."""
        own = saved.get(name, {})
        hidden, known = set(own.get("hidden", ())), set(own.get("order", ()))
        hidden |= {column.key for column in columns if column.optional and column.key not in known}
        size = own.get("size")
        return cls(
            name,
            arranged(columns, own.get("order", ())),
            frozenset(hidden),
            size if size in SIZES else SIZES[0],
            own.get("wraps") is not False,
        )

    @property
    def shown(self) -> list[Column[Row]]:
        return [column for column in self.columns if column.is_header or column.key not in self.hidden]

    @property
    def movable(self) -> list[Column[Row]]:
        """All but the row's name, which keeps its place."""
        return [column for column in self.columns if not column.is_header]

    @property
    def relations(self) -> list[str]:
        """What the shown columns read of other tables, beyond what every row of the list brings."""
        return [relation for column in self.shown for relation in column.loads]

    @property
    def url(self) -> str:
        return f"{ROOT}/{self.name}/"

    def stored(self) -> dict[str, Any]:
        """As `of` reads it."""
        return {
            "order": [column.key for column in self.movable],
            "hidden": sorted(column.key for column in self.movable if column.key in self.hidden),
            "size": self.size,
            "wraps": self.wraps,
        }


def arranged(columns: Sequence[Column[Row]], order: Iterable[str]) -> tuple[Column[Row], ...]:
    """The columns in this order, as far as it knows them; the row's name stays where it is."""
    places = {key: place for place, key in enumerate(dict.fromkeys(order))}
    movable = sorted(
        (column for column in columns if not column.is_header), key=lambda c: places.get(c.key, len(places))
    )
    for place, column in enumerate(columns):
        if column.is_header:
            movable.insert(place, column)
    return tuple(movable)


def sent_order(data: QueryDict) -> list[str]:
    """The order that a form says: its columns as they stand in it, each with the number typed beside it.

    Whoever types a number wants that place: a column that moves up comes before the one that has it, one that moves
    down after it. "up:phase" and "down:phase" are the buttons' words.
    """
    keys, typed = data.getlist("column"), data.getlist("place")
    places = []
    for now, key in enumerate(keys, start=1):
        text = typed[now - 1] if len(typed) >= now else ""
        wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else now
        places.append((wanted, (wanted > now) - (wanted < now), now, key))
    order = [key for *_place, key in sorted(places)]
    way, _colon, key = data.get("action", "").partition(":")
    if way in _STEPS and key in order:
        before = order.index(key)
        order.insert(max(before + _STEPS[way], 0), order.pop(before))
    return order


_STEPS = {"up": -1, "down": 1}
