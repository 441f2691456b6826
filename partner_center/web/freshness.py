"""When the rows of a list were read, and whether there is something newer. The rows on screen are never touched.

A list on screen asks its own address now and then, with the moment of its reading as `since`. The answer is the one
line that says how many rows have changed, or nothing at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from partner_center.web.counts import at_most
from partner_center.web.page import asks_for, page

#: Names the fragment and the element that it fills.
LINE = "freshness"
#: The same of a job that a page watches: how far it is.
PROGRESS = "progress"
#: Whoever comes back to a list with a hundred changes wants the list, not the number.
MOST = 99
#: Longer than any session lasts; what is older comes from no page of ours.
OLDEST = timedelta(days=1)

#: "3 opportunities changed." for a number and its text, which may be 99+.
Say = Callable[[int, str], str]


@dataclass(frozen=True, slots=True)
class Freshness:
    """What components/freshness.html draws. Without `poll_url` the list asks no more."""

    read_at: datetime
    url: str
    poll_url: str = ""
    changed: str = ""


def of_list(request: HttpRequest, read_at: datetime, *, polls: bool) -> Freshness:
    """The line of a list that was just read."""
    return Freshness(read_at, _address(request), _address(request, since=read_at) if polls else "")


def answer_poll(request: HttpRequest, found: models.QuerySet[Any], changed_at: str, say: Say) -> HttpResponse | None:
    """The answer to a list that asks for newer rows in `found`; None for every other request."""
    if not asks_for(request, LINE):
        return None
    since = _since(request.GET.get("since", ""))
    newer = found.filter(**{f"{changed_at}__gt": since}) if since else found.none()
    number = newer.order_by()[: MOST + 1].count()
    if since is None or not number:
        return HttpResponse(status=204)
    line = Freshness(since, _address(request), changed=say(number, at_most(number, MOST)))
    return page(request, "components/freshness.html", {"freshness": line}, fragments=(LINE,))


def _since(text: str) -> datetime | None:
    """The moment in the address; None for what no list of ours says."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    if moment is None or timezone.is_naive(moment):
        return None
    now = timezone.now()
    return moment if now - OLDEST <= moment <= now else None


def _address(request: HttpRequest, since: datetime | None = None) -> str:
    """This list as it stands."""
    query = request.GET.copy()
    query.pop("since", None)
    if since:
        query["since"] = since.isoformat()
    return f"{request.path}?{query.urlencode()}" if query else request.path
