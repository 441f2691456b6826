"""What happens to every request, before anyone knows who asks."""

from collections.abc import Callable

from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from psycopg_pool import PoolTimeout

from partner_center.web import errors

Answer = Callable[[HttpRequest], HttpResponseBase]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def security_headers(get_response: Answer) -> Answer:
    """Put the policies on every answer, static files and errors included (security requirement R41, R53).

    What a download says of itself stays: it allows even less.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return middleware


#: What a browser says of a request that a page of ours sent, or the person with the address bar. Old ones say nothing.
_OUR_SITE = {"same-origin", "none", ""}


def refuse_other_sites(get_response: Answer) -> Answer:
    """Let other sites link to pages, and no more: what changes something, or fills a part of a page, starts here.

    A second wall beside the form token (R43). A sibling host under the same domain is another site too.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        from_elsewhere = request.headers.get("Sec-Fetch-Site", "") not in _OUR_SITE
        if from_elsewhere and (request.method not in {"GET", "HEAD"} or "HX-Request" in request.headers):
            return errors.other_site(request)
        return get_response(request)

    return middleware


def live(get_response: Answer) -> Answer:
    """Answer /live/ before anything touches the database: the process runs."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path == "/live/":
            return HttpResponse("live\n", content_type="text/plain")
        return get_response(request)

    return middleware


class OneTransaction:
    """One transaction around view and rendering, rolled back on 5xx.

    Django's ATOMIC_REQUESTS ends before a lazy TemplateResponse renders, and a middleware's `atomic()` never sees the
    exception that Django has already turned into a 500: hence the render inside and the status check.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            with transaction.atomic():
                response = self.get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
                return response
        except (OperationalError, PoolTimeout):
            return errors.unavailable(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A database that can't be reached, or a lock that was waited for too long, is a 503 and may be tried again."""
        if isinstance(exception, OperationalError | PoolTimeout):
            connection.needs_rollback = connection.in_atomic_block
            return errors.unavailable(request)
        return None
