"""Form fields that read dates and months as people write them. What all fields share stands in fields.py."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partner_center.web import formats
from partner_center.web.fields import LONGEST_TYPED, TypedField, narrow

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_FIRST_YEAR, _LAST_YEAR = 2000, 2100

# Month names are read in English whatever the language of the page; Chinese writes numbers.
_MONTH_NAMES = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH_NAMES |= {name[:3]: number for name, number in _MONTH_NAMES.items()} | {"sept": 9}
_YEAR, _MONTH, _DAY = "(?P<year>[0-9]{4})", "(?P<month>[0-9]{1,2})", "(?P<day>[0-9]{1,2})"
_NAME = r"(?P<month>[a-z]{3,9})\.?"

_DATES = (
    re.compile(rf"{_YEAR}(?P<between>[-/.]){_MONTH}(?P=between){_DAY}"),
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    re.compile(rf"{_YEAR} ?年 ?{_MONTH} ?月 ?{_DAY} ?日"),
    re.compile(rf"{_DAY} {_NAME},? {_YEAR}"),
    re.compile(rf"{_NAME} {_DAY},? {_YEAR}"),
)
_MONTHS = (
    re.compile(rf"{_YEAR}[-/.]{_MONTH}"),
    re.compile(rf"{_YEAR} ?年 ?{_MONTH} ?月"),
    re.compile(rf"{_NAME},? {_YEAR}"),
)
# 03/04/2027 is April in one country and March in another, so no reading of it is safe.
_AMBIGUOUS = re.compile(r"(?:[0-9]{1,2}[-/. ]){1,2}[0-9]{4}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}")


@dataclass(frozen=True, slots=True)
class MonthOrDate:
    """A day, or the last day of a month of which nothing more is known."""

    date: date
    is_month: bool = False

    def __str__(self) -> str:
        """As it can be typed: 2027-03 or 2027-03-27."""
        return f"{self.date:%Y-%m}" if self.is_month else self.date.isoformat()


def read_date(text: str) -> date | None:
    """The day that the text names ("27 Mar 2027"), or None when it names none, or one out of this century."""
    return _read(text, _DATES)


def read_month(text: str) -> date | None:
    """The last day of the month that the text names ("Mar 2027"), or None."""
    first = _read(text, _MONTHS)
    return first and first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _read(text: str, shapes: Sequence[re.Pattern[str]]) -> date | None:
    narrowed = narrow(text) if len(text) <= LONGEST_TYPED else ""
    for shape in shapes:
        if found := shape.fullmatch(narrowed):
            parts = found.groupdict()
            return _real_date(parts["year"], parts["month"], parts.get("day") or "1")
    return None


def _real_date(year: str, month: str, day: str) -> date | None:
    number = _MONTH_NAMES.get(month, 0) if month.isalpha() else int(month)
    try:
        found = date(int(year), number, int(day))
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def _is_ambiguous(text: str) -> bool:
    return len(text) <= LONGEST_TYPED and _AMBIGUOUS.fullmatch(narrow(text)) is not None


class FlexibleDateField(TypedField):
    """A day, written in any way that can be read only one way."""

    echo_kind = "date"

    def __init__(self, *, enter: "StrOrPromise", example: str = "2027-02-15", **options: Any) -> None:
        self.example = example
        super().__init__(enter=enter, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "data-picker": "date"}

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def in_words(self, value: Any) -> str:
        return formats.weekday(value)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        if found := read_date(text):
            return found
        if _is_ambiguous(text):
            sentence = _("{enter} as year, month and day, like {example}")
            raise self.refuse(sentence, "ambiguous", example=self.example)
        raise self.refuse(_("{subject} must be a real date, like {example}"), "shape", example=self.example)


class MonthOrDateField(TypedField):
    """A month or a day, as a MonthOrDate. `limit` brings the bounds that depend on what day it is."""

    echo_kind = "month"

    def __init__(self, *, enter: "StrOrPromise", example: str = "2027-03", **options: Any) -> None:
        self.example = example
        self.earliest: date | None = None
        self.end: date | None = None
        super().__init__(enter=enter, **options)

    def limit(self, today: date, *, years: int = 5) -> None:
        """Admit from the month of `today` until the same month, `years` later, begins."""
        self.earliest = today.replace(day=1)
        self.end = self.earliest.replace(year=today.year + years)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "data-picker": "month"}

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, MonthOrDate | date) else value

    def in_words(self, value: Any) -> str:
        return formats.long_month(value.date) if value.is_month else formats.weekday(value.date)

    def to_python(self, value: Any) -> MonthOrDate | None:
        text = str(value or "").strip()
        if not text:
            return None
        if found := read_date(text):
            return MonthOrDate(found)
        if found := read_month(text):
            return MonthOrDate(found, is_month=True)
        if _is_ambiguous(text):
            raise self.refuse(_("{enter} as year and month, like {example}"), "ambiguous", example=self.example)
        sentence = _("{subject} must be a real month or date, like {example}")
        raise self.refuse(sentence, "shape", example=self.example)

    def validate(self, value: MonthOrDate | None) -> None:
        super().validate(value)
        if value and self.earliest and value.date < self.earliest:
            raise self.refuse(_("{subject} must be this month or later"), "past")
        if value and self.end and value.date >= self.end:
            raise self.refuse(_("{subject} must be before {month}"), "far", month=formats.month(self.end))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another day is meant; a stored date doesn't remember that only its month was typed."""
        try:
            typed = self.to_python(data)
        except forms.ValidationError:
            return True
        known = initial.date if isinstance(initial, MonthOrDate) else initial
        return (typed.date if typed else None) != (known or None)
