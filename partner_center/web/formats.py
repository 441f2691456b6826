"""How numbers, money and dates read, in the language of whoever reads them.

Display only: reading what people type is the work of fields.py. Results are cached, because a list formats
the same few values again and again and Babel takes some 30 microseconds for each.
"""

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_MANY = 8192

_DAY = {"en": "d MMM y", "zh": "y年M月d日"}
_SHORT_DAY = {"en": "d MMM", "zh": "M月d日"}
_LONG_DAY = {"en": "d MMMM y", "zh": "y年M月d日"}
_WEEKDAY = {"en": "EEEE d MMMM y", "zh": "y年M月d日EEEE"}
_MONTH = {"en": "MMM y", "zh": "y年M月"}
_LONG_MONTH = {"en": "MMMM y", "zh": "y年M月"}
# The word that stands for a power of ten on tiles and charts, the smallest first.
_UNITS = {
    "en": ((3, "k"), (6, "M"), (9, "B")),
    "zh": ((4, "万"), (8, "亿")),
}


def _language() -> str:
    """The language to format in, as Babel and the tables above call it."""
    return "zh" if (get_language() or "").startswith("zh") else "en"


# --- Money and numbers --------------------------------------------------------------------------------------


def amount(value: Decimal | int) -> str:
    """10,000.00"""
    return _decimal(value, "#,##0.00", _language())


def money(value: Decimal | int, currency: str) -> str:
    """USD 10,000.00: the ISO code stands before the number in every language."""
    return f"{currency} {amount(value)}"


def compact_money(value: Decimal | int, currency: str) -> str:
    """USD 1.24M, or USD 124万: three figures that count. For tiles and charts only."""
    return f"{currency} {_compact(Decimal(value), _language())}"


def whole(value: int) -> str:
    """1,192"""
    return _decimal(value, "#,##0", _language())


def percent(value: int) -> str:
    """50%"""
    return f"{value}%"


@lru_cache(_MANY)
def _decimal(value: Decimal | int, pattern: str, language: str) -> str:
    return format_decimal(value, format=pattern, locale=language)


@lru_cache(_MANY)
def _compact(value: Decimal, language: str) -> str:
    # Rounding comes before the choice of the unit: 999,999 is 1M and not 1,000k.
    rounded = Decimal(f"{value:.2e}")
    power, unit = 0, ""
    for candidate, word in _UNITS[language]:
        if abs(rounded) >= Decimal(10) ** candidate:
            power, unit = candidate, word
    return _decimal(rounded.scaleb(-power), "#,##0.##", language) + unit


# --- Dates --------------------------------------------------------------------------------------------------


def day(value: date) -> str:
    """27 Mar 2027"""
    return _date(value, _DAY)


def short_day(value: datetime, time_zone: tzinfo | str) -> str:
    """14 Nov, for what is a few days ago at most."""
    return _date(_local(value, time_zone).date(), _SHORT_DAY)


def long_day(value: date) -> str:
    """27 March 2027, for sentences."""
    return _date(value, _LONG_DAY)


def weekday(value: date) -> str:
    """Saturday 27 March 2027, the echo under a date that somebody typed."""
    return _date(value, _WEEKDAY)


def month(value: date) -> str:
    """Mar 2027"""
    return _date(value, _MONTH)


def long_month(value: date) -> str:
    """March 2027, the echo under a month that somebody typed."""
    return _date(value, _LONG_MONTH)


def moment(value: datetime, time_zone: tzinfo | str) -> str:
    """14 Nov 2026 10:12, as the clocks of that time zone show it."""
    local = _local(value, time_zone)
    return f"{day(local.date())} {_clock(local)}"


def time_of_day(value: datetime, time_zone: tzinfo | str) -> str:
    """10:12"""
    return _clock(_local(value, time_zone))


def relative_days(value: date, today: date) -> str:
    """2 days ago, yesterday, today, tomorrow, in 6 days."""
    distance = (value - today).days
    if abs(distance) <= 1:
        return {-1: gettext("yesterday"), 0: gettext("today"), 1: gettext("tomorrow")}[distance]
    if distance < 0:
        return ngettext("%(number)s day ago", "%(number)s days ago", -distance) % {"number": whole(-distance)}
    return ngettext("in %(number)s day", "in %(number)s days", distance) % {"number": whole(distance)}


def ago(value: datetime, now: datetime, time_zone: tzinfo | str) -> str:
    """2 minutes ago, within the hour; before that when it was."""
    minutes = int((now - value).total_seconds()) // 60
    if minutes >= 60:
        return gettext("at %(moment)s") % {"moment": moment(value, time_zone)}
    if minutes < 1:
        return gettext("less than a minute ago")
    return ngettext("%(number)s minute ago", "%(number)s minutes ago", minutes) % {"number": minutes}


def _date(value: date, patterns: dict[str, str]) -> str:
    language = _language()
    return _cached_date(value.year, value.month, value.day, patterns[language], language)


@lru_cache(_MANY)
def _cached_date(year: int, month_: int, day_: int, pattern: str, language: str) -> str:
    return format_date(date(year, month_, day_), format=pattern, locale=language)


def in_zone(value: datetime, time_zone: tzinfo | str) -> datetime:
    """A moment as the clocks of that time zone show it."""
    return _local(value, time_zone)


def _local(value: datetime, time_zone: tzinfo | str) -> datetime:
    return value.astimezone(ZoneInfo(time_zone) if isinstance(time_zone, str) else time_zone)


def _clock(local: datetime) -> str:
    return f"{local:%H:%M}"


# --- Joined words --------------------------------------------------------------------------------------------------


def listed(words: Iterable[str]) -> str:
    """ERP, CRM: what stands between the members of a list is the language's, too."""
    return gettext(", ").join(words)


def labelled(label: "StrOrPromise", value: str) -> str:
    """Status: Won"""
    return gettext("%(label)s: %(value)s") % {"label": label, "value": value}


# --- Nothing ------------------------------------------------------------------------------------------------


def nothing() -> SafeString:
    """An empty value: a dash to look at, a word to listen to."""
    return format_html('<span aria-hidden="true">-</span><span class="visually-hidden">{}</span>', gettext("none"))
