"""How the pages below one reseller find it. No page of its own."""

from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from accounts.access import member_of, visible_or_404
from accounts.models import Partner, User
from customers.reseller_columns import ROOT as RESELLERS
from customers.views.found import Answer
from partner_center.web.errors import lead_back_to


def of_reseller(view: Answer) -> Answer:
    """The same for a reseller."""

    @wraps(view)
    def answer(request: HttpRequest, number: str, **more: Any) -> HttpResponse:
        if number != number.upper():
            return HttpResponseRedirect(request.get_full_path().replace(number, number.upper(), 1))
        found = visible_or_404(resellers_of(member_of(request)), number=number)
        lead_back_to(request, found.name, f"{RESELLERS}/{found.number}/")
        return view(request, found, **more)

    return answer


def resellers_of(user: User) -> QuerySet[Partner]:
    """The distributor's resellers that exist for the person."""
    visible = Partner.objects.visible_to(user).resellers_of(user.tenant_id)
    return visible.select_related("parent", "account_manager")
