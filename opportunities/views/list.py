"""Business Opportunities: the list with its two tabs, search, filters, order, pages and eyes."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of
from accounts.export_lists import export_of
from accounts.models import User
from accounts.reveals import shown_columns
from accounts.roles import Capability, Reach
from customers.chrome import switch
from customers.columns import counted_opportunities
from customers.models import Group
from opportunities import chrome
from opportunities.asked import opportunities
from opportunities.columns import DEFAULT_ORDER, ROOT, row_actions
from opportunities.forms.filters import OpportunityFilterForm, Period, is_silent
from opportunities.list_views import menu
from opportunities.models import Opportunity
from partner_center.web.asked import Asked
from partner_center.web.counts import Counts
from partner_center.web.freshness import answer_poll
from partner_center.web.listing import Listing, build, paginate
from partner_center.web.page import page


def start(request: HttpRequest) -> HttpResponse:
    """Opportunity Management begins with My Customers."""
    return redirect("opportunities:list", group=Group.MINE.value)


def opportunity_list(request: HttpRequest, group: Group) -> HttpResponse:
    user = member_of(request)
    asked = opportunities(user, request.GET, group=group)
    form = asked.filters
    if line := answer_poll(request, asked.found, "updated_at", _changed):
        return line
    counts = chrome.counts(request, user)
    chrome.with_total(counts, asked.found)
    listing, total = _listing(request, user, group, asked, counts)
    there = Opportunity.objects.visible_to(user).of_group(group, user)
    context = {
        "listing": listing,
        "export": export_of(user, f"opportunities-{group}"),
        "filters": form,
        "views": menu(form),
        "total": total,
        "tabs": chrome.tabs(user, "list", counts),
        "switch": switch(user, group, f"{ROOT}/{{group}}/", request.GET, counts),
        "breadcrumb": chrome.trail((_("Business Opportunities"), f"{ROOT}/{Group.MINE}/"), (group.label, None)),
        # Asked for where the list is empty, and then only.
        "has_others": there.containing(form.text()).exists if is_silent(request.GET) else False,
        "all_url": f"?{urlencode({'q': form.text(), 'attain': Period.ANY.value})}",
        "of_team": user.reach is Reach.TEAM,
        "not_shared": bool(user.partner and user.partner.sees_no_opportunities),
        "may_add": user.can(Capability.ADD_OPPORTUNITIES),
    }
    return page(request, "opportunities/list.html", context, fragments=("results",))


def _listing(
    request: HttpRequest, user: User, group: Group, asked: Asked[Opportunity, OpportunityFilterForm], counts: Counts
) -> tuple[Listing, str]:
    preferences = asked.preferences
    columns = preferences.shown
    listed = paginate(request, asked.found, order=asked.order, load=asked.load, size=preferences.size, counts=counts)
    listing = build(
        request,
        listed,
        columns,
        caption=_("Business Opportunities, %(group)s") % {"group": group.label},
        counted=counted_opportunities,
        shown=shown_columns(request, columns, listed.items, page="opportunities", by=user),
        actions=lambda row: row_actions(user, row),
        default_order=DEFAULT_ORDER,
        polls=True,
        preferences=preferences,
    )
    return listing, chrome.total(counts, listed, user.tenant.currency)


def _changed(number: int, text: str) -> str:
    return ngettext("%(number)s opportunity changed.", "%(number)s opportunities changed.", number) % {"number": text}
