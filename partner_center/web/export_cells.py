"""Rows of a list as plain cells: what the columns show on a page, without its HTML, and always masked.

There is no other list of columns for it. What is masked on the page before an eye was pressed is the same mask here.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from partner_center.web.formats import nothing
from partner_center.web.listing import Column, Row
from partner_center.web.masking import conceal


class Number(NamedTuple):
    """A number with which a spreadsheet can go on calculating, and how it shows it."""

    value: Decimal
    look: str


Cell = str | Number

# Our own HTML, in which every value is escaped: a tag is whatever stands between these.
_UNSEEN = re.compile(r'<svg.*?</svg>|<span class="visually-hidden">.*?</span>', re.DOTALL)
_SECOND = '<span class="pc-second'
_TAG = re.compile("<[^>]*>")
_NUMBER_OF_CHIP = re.compile(r'(class="pc-chip-number">[^<]*)</span> ?')
_NUMBER = re.compile(r"([0-9][0-9,]*)(\.[0-9]+)?(%?)")


def headings(columns: Sequence[Column[Any]]) -> list[str]:
    """What stands over the cells; over what a cell has in its second line, that line's own."""
    return [str(heading) for column in columns for heading in (column.label, column.second) if heading]


def cells(columns: Sequence[Column[Row]], row: Row) -> list[Cell]:
    return [cell for column in columns for cell in _cells(column, row)]


def _cells(column: Column[Row], row: Row) -> list[Cell]:
    value = (column.lasting or column.value)(row)
    if column.mask:
        return [conceal(column.mask, value, shown=False).mask]
    if not isinstance(value, SafeString):
        return [_number(column, "" if value is None else str(value))]
    first, second = _lines(value)
    if column.second:
        return [first, second]
    return [_number(column, "\n".join(line for line in (first, second) if line))]


@lru_cache(8192)
def _lines(html: SafeString) -> tuple[str, str]:
    """What is to be seen of a cell, in its two lines."""
    if html == nothing():
        return "", ""
    first, _start, second = _NUMBER_OF_CHIP.sub(r"\1 ", _UNSEEN.sub("", html)).partition(_SECOND)
    return _text(first), _text(f"<{second}" if second else "")


def _text(html: str) -> str:
    return unescape(_TAG.sub("", html)).strip()


def _number(column: Column[Any], text: str) -> Cell:
    """What stands at the end of its cell are numbers: a spreadsheet is to know them as such."""
    said = _NUMBER.fullmatch(text) if column.align == "end" else None
    if not said:
        return text
    whole, rest, percent = said.groups()
    value = Decimal(whole.replace(",", "") + (rest or ""))
    if percent:
        return Number(value / 100, "0%")
    return Number(value, "#,##0.00" if rest else "#,##0")
