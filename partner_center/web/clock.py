"""What day it is. Business dates are dates in the time zone of a tenant, and this is where they come from."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone


def today(time_zone_name: str) -> date:
    """The date at this moment in the named time zone, like "Asia/Shanghai"."""
    return timezone.now().astimezone(ZoneInfo(time_zone_name)).date()


def midnight(day: date, time_zone_name: str) -> datetime:
    """The moment at which a day begins in the named time zone."""
    return datetime.combine(day, time(), ZoneInfo(time_zone_name))
