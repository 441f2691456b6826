"""Notifications: what happened to one's records, newest first and by day; opening one marks it read."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of, visible_or_404
from accounts.models import Notification
from accounts.notification_places import icon, place
from accounts.notification_words import sentence
from accounts.notifications import mark_all_read, mark_read
from partner_center.web import formats
from partner_center.web.clock import today
from partner_center.web.freshness import answer_poll, of_list
from partner_center.web.listing import Order, paginate
from partner_center.web.listing_words import rows_on_screen
from partner_center.web.page import page, see_other

ROOT = "/partner/notifications/"
NEWEST = Order("time", "at", True, tie="key")


@dataclass(frozen=True, slots=True)
class Day:
    heading: str
    news: "list[News]"


@dataclass(frozen=True, slots=True)
class News:
    """One line: what it says, when, and the address that a press of it is sent to."""

    url: str
    icon: str
    text: str
    time: str
    unread: bool


def notifications(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    if request.method == "POST":
        number = mark_all_read(by=user)
        said = ngettext("%(number)s notification marked as read.", "%(number)s notifications marked as read.", number)
        messages.success(request, said % {"number": formats.whole(number)})
        return see_other(ROOT)
    found = Notification.objects.visible_to(user)
    if line := answer_poll(request, found, "at", _newer):
        return line
    listed = paginate(request, found, order=NEWEST, load=lambda rows: rows)
    context = {
        "days": _days(listed.items, user.tenant.time_zone),
        "listing": {
            "count_text": rows_on_screen(listed.first, len(listed.items), listed.total, _counted),
            "previous_url": listed.previous_url,
            "next_url": listed.next_url,
            "preferences_url": "",
        },
        "freshness": of_list(request, listed.read_at, polls=True),
    }
    return page(request, "accounts/notifications.html", context, fragments=("results",))


def _counted(number: int, text: str) -> str:
    return ngettext("%(number)s notification", "%(number)s notifications", number) % {"number": text}


def notification(request: HttpRequest, key: UUID) -> HttpResponse:
    """Open one: it is read, and the record's page decides what is to be seen there."""
    user = member_of(request)
    opened = visible_or_404(Notification.objects.visible_to(user), key=key)
    mark_read(notification=opened, by=user)
    return see_other(place(opened) or ROOT)


def _newer(number: int, text: str) -> str:
    return ngettext("%(number)s new notification.", "%(number)s new notifications.", number) % {"number": text}


def _days(rows: Iterable[Notification], time_zone: str) -> list[Day]:
    now = today(time_zone)
    days = groupby(rows, key=lambda row: formats.in_zone(row.at, time_zone).date())
    return [
        Day(
            {0: _("Today"), 1: _("Yesterday")}.get((now - day).days, formats.long_day(day)),
            [_news(row, time_zone) for row in news],
        )
        for day, news in days
    ]


def _news(row: Notification, time_zone: str) -> News:
    return News(
        url=f"{ROOT}{row.key}/",
        icon=icon(row),
        text=sentence(row),
        time=formats.time_of_day(row.at, time_zone),
        unread=row.read_at is None,
    )
