"""Sign-in is the default, and so is refusal: what a route does not declare, nobody gets."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import sessions, unsent
from accounts.access import declared_capability, is_exempt, is_operations
from accounts.denials import record_denial
from accounts.permissions import has
from accounts.reveal_limits import TooManyReveals
from accounts.reveals import ask_for_password, stopped_for_today
from partner_center import tenancy
from partner_center.web import freshness
from partner_center.web.errors import OutdatedForm, not_found
from partner_center.web.middleware import Answer
from partner_center.web.page import asks_for

#: What a browser sends. Routes that declare a capability declare their methods too; these bind the rest.
METHODS = ("GET", "HEAD", "POST")


def record_denials(get_response: Answer) -> Answer:
    """Record each refusal, whoever refused: outside of the request's transaction, which may only have read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code == 403 and not isinstance(response, OutdatedForm):
            record_denial(request)
        return response

    return middleware


def enter_tenant(get_response: Answer) -> Answer:
    """Tell the database whose request this is, before anything of a tenant is read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        member_id = request.session.get(SESSION_KEY)
        if member_id is not None:
            tenancy.enter_member(int(member_id))
        return get_response(request)

    return middleware


def clear_the_browser(get_response: Answer) -> Answer:
    """Let the browser drop what it kept of the pages, whichever way the session ended (R23).

    Cookies are left to the sign-out itself: what is cleared here would take those of other ports and hosts along.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        member_id = request.session.get(SESSION_KEY)
        response = get_response(request)
        if member_id is not None and SESSION_KEY not in request.session:
            response["Clear-Site-Data"] = '"cache", "storage"'
            request.session[sessions.FORMER] = member_id
        return response

    return middleware


def speak_the_language(get_response: Answer) -> Answer:
    """Answer in the language that the person chose. Without a choice, the cookie or the browser has decided already."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        # Strangers have no row to ask for.
        if SESSION_KEY in request.session and (language := getattr(request.user, "language", "")):
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return get_response(request)

    return middleware


class SignInFirst(LoginRequiredMiddleware):
    """Send strangers to sign-in, and members whose session is over; keep what members see out of every cache."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # To be asked before whoever it is: Django forgets the session when its password is not the member's any more.
        member_id = request.session.get(SESSION_KEY)
        if member_id and (sessions.seconds_left(request.session) <= 0 or not request.user.is_authenticated):
            # Whoever was deactivated and is taken back signs in anew; what the browser kept is cleared now.
            sessions.end(request, member_id)
            tenancy.leave()
        if request.user.is_authenticated:
            unsent.forget(request)
        response = cast(HttpResponseBase, self.get_response(request))
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
            if not asks_by_itself(request):
                sessions.go_on(request.session)
        return response

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseBase:  # type: ignore[override]
        """A fragment must not be filled with a sign-in page: htmx gets 401 and the address to go to.

        Where something typed was sent, it is kept; htmx gets an event, so that the page with the words stays.
        """
        kept = unsent.keep(request)
        redirect: HttpResponseBase = super().handle_no_permission(request, view_func)
        if getattr(request, "htmx", None):
            response = HttpResponse(status=401)
            response["HX-Trigger" if kept else "HX-Redirect"] = "session-expired" if kept else redirect["Location"]
            return response
        if kept:
            messages.info(request, _("Sign in again to continue. What you typed is still here."))
        elif sessions.FORMER in request.session:
            messages.info(request, _("Sign in again to continue."))
        return redirect


def asks_by_itself(request: HttpRequest) -> bool:
    """Whether a page asked without anybody doing something: for newer rows, how far a job is, how long one may stay."""
    match = request.resolver_match
    asked = asks_for(request, freshness.LINE) or asks_for(request, freshness.PROGRESS)
    return asked or (match is not None and match.view_name == "accounts:session")


class DeclaredAccess:
    """Refuse a view that declares no capability, and a member whose role lacks the declared one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.resolver_match and is_exempt(request.resolver_match):
            return None if request.method in METHODS else HttpResponseNotAllowed(METHODS)
        capability = declared_capability(view_func)
        if capability is None:
            raise PermissionDenied(_("This page is not open to anybody."))
        has(request.user, capability).or_raise()  # type: ignore[arg-type]
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A record that left the person's scope while a verb waited for its lock: gone, as at the next request."""
        is_verb = request.method == "POST" and not is_operations(request.resolver_match)
        return not_found(request) if is_verb and isinstance(exception, ObjectDoesNotExist) else None


class RevealLimits:
    """What whoever has shown many customer details gets for pressing one eye more, whatever page it stands on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> TemplateResponse | None:
        return ask_for_password(request) if isinstance(exception, TooManyReveals) else None

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        return stopped_for_today(request, response)
