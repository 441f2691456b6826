"""The eye: what a person asked to see in the clear, recorded before it is shown."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.actions import reveal
from accounts.forms import ConfirmForm
from accounts.models import User
from accounts.reveal_limits import IN_TEN_MINUTES, Limit, TooManyReveals
from partner_center.web.listing import REVEALED, Column
from partner_center.web.page import instead, page


def shown_columns(
    request: HttpRequest, columns: Sequence[Column[Any]], records: Sequence[models.Model], *, page: str, by: User
) -> tuple[str, ...]:
    """The masked columns of a list that may be shown now, for its first rows: asked for by POST, and recorded."""
    masked = [column.key for column in columns if column.mask]
    return _recorded(request, _asked_for(request, masked), records[:REVEALED], page, by)


def shown_values(
    request: HttpRequest, names: Sequence[str], record: models.Model, *, page: str, by: User
) -> tuple[str, ...]:
    """The masked values of one record that may be shown now; each has its own eye."""
    return _recorded(request, _asked_for(request, names), [record], page, by)


def _asked_for(request: HttpRequest, names: Sequence[str]) -> tuple[str, ...]:
    """Of these masked values, those to show: a POST of an eye toggles one. A GET never shows anything."""
    if request.method != "POST":
        return ()
    wanted = {*request.POST.getlist("shown")} ^ {request.POST.get("toggle", "")}
    return tuple(name for name in names if name in wanted)


def _recorded(
    request: HttpRequest, wanted: tuple[str, ...], records: Sequence[models.Model], page: str, by: User
) -> tuple[str, ...]:
    if not wanted or not records:
        return ()
    try:
        reveal(records=records, columns=wanted, page=page, by=by)
    except TooManyReveals as refused:
        # A form that comes back with its errors is no press of an eye: it comes back masked, and asks nothing.
        if "toggle" not in request.POST:
            return ()
        if refused.limit is IN_TEN_MINUTES:
            raise
        messages.warning(request, _stop_text(refused.limit))
        request.reveals_stopped = True  # type: ignore[attr-defined]
        return ()
    return wanted


def _stop_text(limit: Limit) -> str:
    if limit.of_tenant:
        text = _("Your company has shown %(number)s customer details today. Ask your administrator if you need more.")
    else:
        text = _("You have shown %(number)s customer details today. Ask your administrator if you need more.")
    return text % {"number": f"{limit.records:,}"}


# --- Answers in place of the page that was asked for --------------------------------------------------------


def ask_for_password(request: HttpRequest) -> TemplateResponse:
    """The question who it is: a dialog over the page on screen, which stays as it is; without htmx a page."""
    context = {"form": ConfirmForm(member=member_of(request)), "back": request.get_full_path()}
    asked = instead(request, "accounts/confirm.html#dialog", context, element="dialog")
    return asked or page(request, "accounts/confirm.html", context)


def stopped_for_today(request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
    """The masked page that an eye has asked too much of, with the warning: 429. htmx gets the warning alone."""
    if not getattr(request, "reveals_stopped", False):
        return response
    answer = instead(request, "components/flash.html", {}, element="flash") or response
    answer.status_code = 429
    return answer
