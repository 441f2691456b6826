"""What a list says of itself: which rows are on screen, and what an eye has just done to them."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partner_center.web.counts import at_most

#: The number of rows before their noun: of the number, and of how it is written.
Counted = Callable[[int, str], str]


def rows_on_screen(first: int, shown: int, total: int, counted: Counted) -> str:
    """Showing 21-40 of 237 customers; nothing where there are no rows."""
    if not shown:
        return ""
    return _("Showing %(first)s-%(last)s of %(counted)s") % {
        "first": f"{first:,}",
        "last": f"{first + shown - 1:,}",
        "counted": counted(total, at_most(total)),
    }


def told_by_eye(pressed: str | None, columns: Iterable[Any], shown: Collection[str], rows: int) -> str:
    """What whoever pressed the eye of a column hears."""
    names = {column.key: column.names for column in columns if column.mask}
    if pressed not in names or not rows:
        return ""
    if pressed not in shown:
        text = _("Full %(names)s are hidden again.")
    else:
        text = ngettext(
            "Full %(names)s shown for %(number)s row. They hide again in 5 minutes.",
            "Full %(names)s shown for %(number)s rows. They hide again in 5 minutes.",
            rows,
        )
    return text % {"names": names[pressed], "number": rows}
