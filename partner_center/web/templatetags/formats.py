"""The filters of templates for money, dates, numbers and masks; web/formats.py decides how each reads.

Every filter prints the dash of an empty value for None.
"""

from datetime import date, datetime, tzinfo
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from partner_center.web import formats, masking

register = template.Library()


@register.filter
def amount(value: Decimal | int | None) -> str:
    """{{ line.monthly_revenue|amount }}"""
    return formats.nothing() if value is None else formats.amount(value)


@register.filter
def money(value: Decimal | int | None, currency: str) -> str:
    """{{ opportunity.monthly_revenue|money:opportunity.currency }}"""
    return formats.nothing() if value is None else formats.money(value, currency)


@register.filter
def compact_money(value: Decimal | int | None, currency: str) -> str:
    """{{ total|compact_money:currency }}, on tiles and charts only."""
    return formats.nothing() if value is None else formats.compact_money(value, currency)


@register.filter
def whole(value: int | None) -> str:
    return formats.nothing() if value is None else formats.whole(value)


@register.filter
def percent(value: int | None) -> str:
    return formats.nothing() if value is None else formats.percent(value)


@register.filter
def day(value: date | None) -> str:
    return formats.nothing() if value is None else formats.day(value)


@register.filter
def short_day(value: datetime, time_zone: tzinfo | str) -> str:
    """{{ kept.saved_at|short_day:time_zone }}"""
    return formats.short_day(value, time_zone)


@register.filter
def long_day(value: date | None) -> str:
    return formats.nothing() if value is None else formats.long_day(value)


@register.filter
def month(value: date | None) -> str:
    return formats.nothing() if value is None else formats.month(value)


@register.filter
def moment(value: datetime | None, time_zone: tzinfo | str) -> str:
    """{{ entry.recorded_at|moment:time_zone }}"""
    return formats.nothing() if value is None else formats.moment(value, time_zone)


@register.filter
def time_of_day(value: datetime | None, time_zone: tzinfo | str) -> str:
    return formats.nothing() if value is None else formats.time_of_day(value, time_zone)


@register.filter
def relative_days(value: date | None, today: date) -> str:
    """{{ last_progress|relative_days:today }}"""
    return formats.nothing() if value is None else formats.relative_days(value, today)


@register.filter
def or_none(value: str | None) -> str:
    """The text itself, or the dash of an empty value."""
    return value or formats.nothing()


@register.filter
def typed(text: object) -> SafeString:
    """{{ opportunity.name|typed }}: what a person typed stays text, whichever way it runs.

    SECURITY: htmx would act on markup that slipped through, which no content policy forbids. Not inside hx-disable.
    """
    return format_html("<bdi hx-disable>{}</bdi>", text)


@register.filter
def masked(cell: masking.Masked) -> str:
    """{{ row.customer|masked }}"""
    return masking.render(cell)
