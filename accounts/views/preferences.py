"""Preferences: language, looks, keyboard shortcuts, mails; and the button for another language on every page."""

from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.actions import choose_mails, set_preference
from accounts.context import appearance_of
from accounts.forms import MailsForm, PreferenceForm
from accounts.models import User
from accounts.preferences import COOKIES, PREFERENCES
from partner_center.web.page import page, see_other

HOME = "/"


def preferences(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    pressed = request.POST.get("action", "") if request.method == "POST" else ""
    now = {
        "language": translation.get_language(),
        "appearance": appearance_of(request),
        "density": user.density,
        "shortcuts": user.shortcuts,
    }
    forms = {
        name: PreferenceForm(name, request.POST if name == pressed else None, now=now[name]) for name in PREFERENCES
    }
    mails = MailsForm(request.POST if pressed == "mails" else None, member=user)
    if mails.is_bound and mails.is_valid():
        choose_mails(kinds=mails.cleaned_data["mails"], by=user)
        messages.success(request, _("Notifications saved."))
        return see_other(request.path)
    sent = forms.get(pressed)
    if sent is not None and sent.is_valid():
        set_preference(name=pressed, value=sent.cleaned_data[pressed], by=user)
        response = see_other(request.path)
        _remember(response, pressed, sent.cleaned_data[pressed])
        messages.success(request, str(sent.preference.saved))
        return response
    context = {"sections": [form[name] for name, form in forms.items()], "mails": mails["mails"]}
    return page(request, "accounts/preferences.html", context, status=422 if request.method == "POST" else 200)


@login_not_required
def switch_language(request: HttpRequest) -> HttpResponse:
    """Another language for the page on which the button stands. Strangers have it in this browser alone."""
    form = PreferenceForm("language", request.POST)
    if form.is_valid():
        language = form.cleaned_data["language"]
        if isinstance(request.user, User):
            set_preference(name="language", value=language, by=request.user)
        response = see_other(_way_back(request))
        _remember(response, "language", language)
        return response
    return see_other(HOME)


def _remember(response: HttpResponse, name: str, value: str) -> None:
    """Let the browser know as well, for the pages before sign-in; and go on in a language just chosen."""
    if name == "language":
        translation.activate(value)
    if name in COOKIES:
        response.set_cookie(
            COOKIES[name],
            value,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )


def _way_back(request: HttpRequest) -> str:
    """The page of ours on which the button was pressed, by the address that it has come to since it was loaded."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return HOME
    parts = urlsplit(came_from)
    address = parts._replace(scheme="", netloc="", fragment="").geturl()
    # SECURITY: judged once more without the host, because two slashes at its beginning would name another one.
    return address if get_adapter().is_safe_url(address) and _answers_a_get(parts.path) else HOME


def _answers_a_get(path: str) -> bool:
    """Not where a refusal stood at the address of a form that has no page of its own."""
    try:
        view = resolve(path).func
    except Resolver404:
        return True
    return "GET" in getattr(view, "methods", ("GET",))
