"""How the pages about applications find them, and the ways around them. No page of its own."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from accounts.access import member_of, visible_or_404
from accounts.models import User
from accounts.permissions import has
from accounts.roles import Capability
from customers.application_columns import ROOT
from customers.models import Application
from customers.reseller_columns import ROOT as RESELLERS
from customers.views.found import Answer
from partner_center.web.counts import Counts
from partner_center.web.errors import lead_back_to

#: What the counts of a page call the applications that wait for a decision.
WAITING = "waiting"


def of_application(view: Answer) -> Answer:
    """Give the view the application that its address names; else 404."""

    @wraps(view)
    def answer(request: HttpRequest, number: str, **more: Any) -> HttpResponse:
        if number != number.upper():
            return HttpResponseRedirect(request.get_full_path().replace(number, number.upper(), 1))
        visible = Application.objects.visible_to(member_of(request)).with_people()
        found = visible_or_404(visible, number=number)
        lead_back_to(request, found.number, f"{ROOT}/{found.number}/")
        return view(request, found, **more)

    return answer


def tabs(counts: Counts, user: User, current: str) -> list[dict[str, Any]]:
    """My Resellers | Cooperation Applications, with how many of these wait; nothing for whoever sees but the first."""
    if not has(user, Capability.VIEW_APPLICATIONS):
        return []
    links = ((_("My Resellers"), RESELLERS, ""), (_("Cooperation Applications"), ROOT, counts.text(WAITING)))
    return [
        {"label": label, "url": f"{root}/", "current": root == current, "count": "" if number == "0" else number}
        for label, root, number in links
    ]


def trail(*crumbs: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way to a page of the applications."""
    here = f"{ROOT}/" if crumbs else None
    return [
        (_("Sales"), "/partner/sales/"),
        (_("Reseller Management"), f"{RESELLERS}/"),
        (_("Cooperation Applications"), here),
        *crumbs,
    ]
