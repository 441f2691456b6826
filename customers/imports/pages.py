"""What the pages of an import share: finding it, the way there, the four steps, what its page says in each state."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of, visible_or_404
from accounts.models import User
from customers import chrome
from customers.actions.preregistration import MOST
from customers.import_columns import IMPORTS, url_of
from customers.models import Customer, CustomerImport
from customers.permissions import can_match
from partner_center.web import formats
from partner_center.web.clock import today
from partner_center.web.wizard import Stop

State = CustomerImport.State
Answer = Callable[..., HttpResponse]


def of_import(view: Answer) -> Answer:
    """Give the view the import that its address names, if it is the own company's; else 404."""

    @wraps(view)
    def answer(request: HttpRequest, key: UUID, **more: Any) -> HttpResponse:
        visible = CustomerImport.objects.visible_to(member_of(request)).with_list_relations()
        return view(request, visible_or_404(visible, pk=key), **more)

    return answer


def trail(*crumbs: chrome.Crumb) -> list[chrome.Crumb]:
    """The breadcrumb of a page below Imports."""
    return chrome.trail((_("Imports"), f"{IMPORTS}/" if crumbs else None), *crumbs)


def stops(current: int, user: User, batch: CustomerImport | None = None) -> list[Stop]:
    """The four steps; one can go back to the columns for as long as nothing was imported."""
    back = f"{url_of(batch)}match/" if batch and can_match(user, batch) else ""
    told = ((_("Upload"), ""), (_("Match columns"), back), (_("Preview"), ""), (_("Done"), ""))
    return [Stop(label, url, _state(place, current)) for place, (label, url) in enumerate(told)]


def _state(place: int, current: int) -> str:
    return "done" if place < current else "current" if place == current else "later"


def heading_of(batch: CustomerImport) -> str:
    when = formats.moment(batch.created_at, batch.tenant.time_zone)
    return _("Import of %(when)s") % {"when": when}


def room_left(user: User) -> int:
    """How many customers more the company can preregister now."""
    assert user.partner
    counted = Customer.objects.visible_to(user).counted_for_limit(user.partner, today(user.tenant.time_zone))
    return MOST - int(counted[:MOST].count())
