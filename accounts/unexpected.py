"""Fields that a page did not ask for: the forms ignore them, and the audit log says that somebody sent them (R44)."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.access import member_of
from accounts.audit import record
from partner_center.web.middleware import Answer
from partner_center.web.sent import unexpected

UNEXPECTED = "unexpected fields"
#: So many names, of so many characters, go into the log; never a value.
MOST, LONGEST = 20, 40


class UnexpectedFields:
    """Record the names that a route's page does not send. Whoever got this far has signed in and may use the route."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func: Any, args: Any, kwargs: Any) -> None:
        sends = getattr(view_func, "sends", None)
        if sends is None or request.method != "POST" or request.resolver_match is None:
            return
        if names := unexpected(request.POST, sends):
            fields = [name[:LONGEST] for name in names[:MOST]]
            by = member_of(request)
            record(UNEXPECTED, on=by, by=by, route=request.resolver_match.view_name, fields=fields, number=len(names))
