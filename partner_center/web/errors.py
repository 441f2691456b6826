"""Error answers, each a usable page. They say what happened and what to do, never why in technical words."""

from collections.abc import Sequence

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from partner_center.web import formats, origin


class OutdatedForm(HttpResponse):
    """A 403 to a form, and not to the person who sent it."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Also for more than may be sent, which Django answers like any other suspicious request."""
    is_too_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return too_large(413) if is_too_large else _plain("400.html", 400)


def too_large(status: int) -> HttpResponse:
    """For a body (413), an address (414) or a header (431) that is longer than any of ours."""
    return _plain("413.html", status)


def forbidden(
    request: HttpRequest, exception: Exception | None = None, *, not_now: bool = False, helpers: Sequence[str] = ()
) -> HttpResponse:
    """`helpers` are the user names of those who can give the access; `not_now` says that nobody can."""
    context = {
        "reason": str(exception or ""),
        "not_now": not_now,
        "helpers": formats.listed(helpers),
        "way_back": getattr(request, "way_back", None),
    }
    return render(request, "403.html", context, status=403)


def lead_back_to(request: HttpRequest, name: str, url: str) -> None:
    """From now on a refusal leads to this record, which exists for the person."""
    request.way_back = {"name": name, "url": url}  # type: ignore[attr-defined]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same bytes whatever was asked for: that something exists is a secret."""
    return render(request, "404.html", status=404)


def conflict(request: HttpRequest, reason: str) -> HttpResponse:
    return render(request, "409.html", {"reason": reason}, status=409)


def too_many(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "429.html", {"reason": reason}, status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    return _plain("500.html", 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    response = _plain("503.html", 503)
    response["Retry-After"] = "5"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token no longer fits, usually because of a sign-in in another tab. The header tells our scripts."""
    text = _("Your page was open for a long time. Go back, check what you entered, and send it again.")
    page = loader.render_to_string("403.html", {"reason": text, "not_now": True}, request)
    return OutdatedForm(page, status=403, headers={"Form-Outdated": "yes"})


def other_site(request: HttpRequest) -> HttpResponse:
    """Another site made the browser send this. A person who meant it finds the page and does it here."""
    text = _("This was sent from another site. Open Partner Center and do it there.")
    return _plain("403.html", 403, {"reason": text, "not_now": "yes"})


def _plain(template: str, status: int, context: dict[str, str] | None = None) -> HttpResponse:
    """A page that needs neither the database nor a signed-in user."""
    said = {"reference": origin.reference(), **(context or {})}
    return HttpResponse(loader.render_to_string(template, said), status=status)
