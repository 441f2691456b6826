"""Where a piece of work comes from: the request's own id and the address that sent it, for the audit log and the logs.

The id stands in the answer's X-Request-ID and on pages that say that something broke: whoever reports it names it.
"""

import logging
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from partner_center.web.middleware import Answer


@dataclass(frozen=True, slots=True)
class Origin:
    request_id: UUID | None = None
    ip: str | None = None


#: What a command or the shell does comes from no request.
current: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039 - frozen


def reference() -> str:
    """The id of the request for people; empty outside of one."""
    return str(current.get().request_id or "")


def remember_origin(get_response: Answer) -> Answer:
    """Give every request an id of ours. One that the client sends is not believed: it would end in the audit log."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        origin = Origin(uuid4(), _sender(request))
        token = current.set(origin)
        try:
            response = get_response(request)
        finally:
            current.reset(token)
        response["X-Request-ID"] = str(origin.request_id)
        return response

    return middleware


def _sender(request: HttpRequest) -> str | None:
    """The client's address: as the last proxy that is believed saw it, or as this machine does."""
    proxies, seen = settings.ALLAUTH_TRUSTED_PROXY_COUNT, request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if 0 < proxies <= len(forwarded):
        seen = forwarded[-proxies]
    try:
        return str(ip_address(seen.strip()))
    except ValueError:
        return None


class StampId(logging.Filter):
    """Lets a line of the log say to which request it belongs."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = reference() or "-"
        return True
