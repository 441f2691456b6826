"""Assign account manager to resellers: to one, or to those that were ticked in the list."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of
from accounts.models import Partner, User
from customers.actions import assign_resellers
from customers.forms.manage import AssignForm
from customers.managers import called, managers_of, moved_along, offered, opportunities_counted
from customers.permissions import can_manage_reseller
from customers.reseller_columns import ROOT
from customers.reseller_facts import manager_of
from customers.resellers import counting
from customers.views.found_reseller import of_reseller, resellers_of
from customers.views.reseller import trail
from partner_center.web import formats
from partner_center.web.list_preferences import SIZES
from partner_center.web.page import page, see_other, way_back


@of_reseller
def reseller_assign(request: HttpRequest, reseller: Partner) -> HttpResponse:
    can_manage_reseller(member_of(request), reseller).or_raise()
    crumbs = trail(reseller, (_("Assign account manager"), None))
    return _answer(request, [reseller], back=f"{ROOT}/{reseller.number}/", breadcrumb=crumbs)


def reseller_assign_many(request: HttpRequest) -> HttpResponse:
    """The ticked rows of the list; those with which there is no cooperation any more are left out, and told."""
    user = member_of(request)
    back = way_back(request.POST.get("next", ""), f"{ROOT}/")
    numbers = request.POST.getlist("reseller")[: max(SIZES)]
    found = [*resellers_of(user).filter(number__in=numbers).order_by("number")] if numbers else []
    chosen = [reseller for reseller in found if can_manage_reseller(user, reseller)]
    if len(chosen) < len(found):
        messages.info(request, _("Terminated resellers were left out."))
    if not chosen:
        if request.method == "POST":
            messages.info(request, _("Select at least one reseller."))
        return see_other(back)
    crumbs = [
        (_("Sales"), "/partner/sales/"),
        (_("Reseller Management"), f"{ROOT}/"),
        (_("Assign account manager"), None),
    ]
    return _answer(request, chosen, back=back, breadcrumb=crumbs)


def _answer(
    request: HttpRequest, resellers: Sequence[Partner], *, back: str, breadcrumb: Sequence[Any]
) -> HttpResponse:
    """Ask to whom, and do it once somebody is chosen."""
    user = member_of(request)
    pressed = request.method == "POST" and request.POST.get("action") == "assign"
    form = AssignForm(request.POST if pressed else None, offered=offered(managers_of(user.tenant, user)))
    if pressed and form.is_valid():
        to = form.chosen()
        moved, followed = assign_resellers(resellers=resellers, to=to, follow=form.cleaned_data["follow"], by=user)
        messages.success(request, _said(moved, to, followed))
        return see_other(back)
    context = {
        "form": form,
        "rows": _rows(resellers, user),
        "numbers": [reseller.number for reseller in resellers],
        "back": back,
        "breadcrumb": breadcrumb,
    }
    return page(request, "customers/reseller_assign.html", context, status=422 if pressed else 200)


def _rows(resellers: Sequence[Partner], user: User) -> list[dict[str, Any]]:
    visible = counting(resellers_of(user), user).filter(pk__in=[reseller.pk for reseller in resellers])
    return [
        {
            "number": reseller.number,
            "name": reseller.name,
            "manager": manager_of(reseller).value if reseller.account_manager else _("Nobody"),
            "open": opportunities_counted(reseller.open_count),  # type: ignore[attr-defined]
        }
        for reseller in visible.order_by("number")
    ]


def _said(moved: int, to: User | None, followed: int) -> str:
    words = {"number": formats.whole(moved), "who": called(to)}
    if to:
        done = ngettext("%(number)s reseller assigned to %(who)s.", "%(number)s resellers assigned to %(who)s.", moved)
    else:
        done = ngettext(
            "%(number)s reseller has no account manager now.",
            "%(number)s resellers have no account manager now.",
            moved,
        )
    return " ".join(filter(None, (done % words, moved_along(followed))))
