"""How the pages below one opportunity find it. No page of its own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from accounts.access import member_of, visible_or_404
from accounts.models import User
from customers.chrome import Crumb
from customers.models import Group
from opportunities import chrome
from opportunities.columns import ROOT
from opportunities.models import Opportunity
from partner_center.web.errors import lead_back_to

Answer = Callable[..., HttpResponse]


def of_opportunity(view: Answer) -> Answer:
    """Give the view the opportunity that its address names, if it exists for the person; else 404.

    A number in the wrong case leads to the right one before anybody looks whether it exists.
    """

    @wraps(view)
    def answer(request: HttpRequest, number: str, **more: Any) -> HttpResponse:
        if number != number.upper():
            return HttpResponseRedirect(request.get_full_path().replace(number, number.upper(), 1))
        opportunity = find(member_of(request), number)
        lead_back_to(request, opportunity.name, url_of(opportunity))
        return view(request, opportunity, **more)

    return answer


def find(user: User, number: str) -> Opportunity:
    return visible_or_404(Opportunity.objects.visible_to(user).with_everything(), number=number)


def url_of(opportunity: Opportunity) -> str:
    return f"{ROOT}/{opportunity.number}/"


def trail(user: User, opportunity: Opportunity, *crumbs: Crumb) -> list[Crumb]:
    """The breadcrumb: the list in which the person finds the opportunity, then the opportunity itself."""
    group = Group(opportunity.group) if len(Group.tabs(user)) > 1 else Group.MINE
    name: Crumb = (opportunity.name, url_of(opportunity) if crumbs else None)
    lists: list[Crumb] = [
        (_("Business Opportunities"), f"{ROOT}/{Group.MINE}/"),
        (group.label, f"{ROOT}/{group}/"),
    ]
    return chrome.trail(*lists, name, *crumbs)
