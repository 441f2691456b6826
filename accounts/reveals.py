"""The eye: what a person asked to see in the clear, recorded before it is shown."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.audit import REVEALS_A_DAY, TooManyReveals, record_reveals
from accounts.models import User
from partner_center.web.listing import Column, asked_columns


def shown_columns(
    request: HttpRequest, columns: Sequence[Column[Any]], records: Sequence[models.Model], *, page: str, by: User
) -> tuple[str, ...]:
    """The masked columns of a list that may be shown now: asked for by POST, and written to the audit log."""
    return _recorded(request, asked_columns(request, columns), records, page, by)


def shown_values(
    request: HttpRequest, names: Sequence[str], record: models.Model, *, page: str, by: User
) -> tuple[str, ...]:
    """The masked values of one record that may be shown now; each has its own eye."""
    if request.method != "POST":
        return ()
    wanted = {*request.POST.getlist("shown")} ^ {request.POST.get("toggle", "")}
    return _recorded(request, tuple(name for name in names if name in wanted), [record], page, by)


def _recorded(
    request: HttpRequest, wanted: tuple[str, ...], records: Sequence[models.Model], page: str, by: User
) -> tuple[str, ...]:
    if not wanted or not records:
        return ()
    try:
        record_reveals(records=records, columns=wanted, page=page, by=by)
    except TooManyReveals as refused:
        messages.warning(request, _stop_text(for_today=refused.for_today))
        return ()
    return wanted


def _stop_text(*, for_today: bool) -> str:
    if for_today:
        text = _("You have shown %(number)s customer details today. Ask your administrator if you need more.")
        return text % {"number": f"{REVEALS_A_DAY:,}"}
    return _("You have shown many customer details. Wait 10 minutes, then you can show more.")
