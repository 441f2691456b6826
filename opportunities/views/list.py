"""Business Opportunities: the list with its two tabs, search, filters, order, pages and eyes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.reveals import shown_columns
from accounts.roles import Capability, Reach
from customers.chrome import switch
from customers.models import Group
from opportunities import chrome
from opportunities.columns import DEFAULT_ORDER, ORDERS, ROOT, opportunity_columns, row_actions
from opportunities.forms.filters import FilterForm
from opportunities.models import Opportunity
from partner_center.web.listing import build, order_from, paginate
from partner_center.web.page import page


def start(request: HttpRequest) -> HttpResponse:
    """Opportunity Management begins with My Customers."""
    return redirect("opportunities:list", group=Group.MINE.value)


def opportunity_list(request: HttpRequest, group: Group) -> HttpResponse:
    user = member_of(request)
    form = FilterForm(request.GET, group=group, chooses_owner=user.reach is not Reach.OWN)
    found = Opportunity.objects.visible_to(user).of_group(group, user).matching(form.criteria())
    listed = paginate(
        request,
        found,
        order=order_from(request, ORDERS, DEFAULT_ORDER),
        load=lambda rows: rows.with_list_relations(),  # type: ignore[attr-defined]
    )
    columns = opportunity_columns(group=group, tenant=user.tenant, now=timezone.now())
    listing = build(
        request,
        listed,
        columns,
        caption=_("Business Opportunities, %(group)s") % {"group": group.label},
        shown=shown_columns(request, columns, listed.items, page="opportunities", by=user),
        actions=lambda row: row_actions(user, row),
        default_order=DEFAULT_ORDER,
    )
    context = {
        "listing": listing,
        "filters": form,
        "tokens": form.tokens(),
        "ignored": _ignored(form),
        "filtered": bool(form.tokens() or form.criteria().text),
        "keep": [("sort", request.GET["sort"])] if "sort" in request.GET else [],
        "tabs": chrome.tabs(user, "list"),
        "switch": switch(user, group, f"{ROOT}/{{group}}/", request.GET),
        "breadcrumb": chrome.trail((_("Business Opportunities"), f"{ROOT}/{Group.MINE}/"), (group.label, None)),
        "may_add": user.can(Capability.ADD_OPPORTUNITIES),
    }
    return page(request, "opportunities/list.html", context, fragments=("results",))


def _ignored(form: FilterForm) -> str:
    """One line about values of the link that mean nothing here."""
    values = form.ignored()
    if not values:
        return ""
    text = _("Some filters in this link are not available here and were ignored: %(values)s.")
    return text % {"values": ", ".join(values)}
