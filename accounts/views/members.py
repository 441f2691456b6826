"""Member Management: the members of one's own company, with search, filters and pages."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.forms_members import INVITED, MemberFilterForm
from accounts.member_columns import (
    DEFAULT_ORDER,
    INVITATIONS,
    MEMBERS,
    ORDERS,
    counted_members,
    member_columns,
    with_counts,
)
from accounts.models import MemberInvitation, User
from partner_center.web.counts import Counts
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import Listing, build, order_from, paginate
from partner_center.web.page import page


def members(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    form = MemberFilterForm(request.GET)
    if form.good.get("state") == INVITED:
        return redirect("accounts:invitations")
    found = form.narrow(User.objects.visible_to(user).of_company(user))
    counts = Counts(request, {INVITED: MemberInvitation.objects.visible_to(user).waiting()})
    context = {
        "listing": _listing(request, user, found, counts),
        "filters": form,
        "keep": [("sort", request.GET["sort"])] if "sort" in request.GET else [],
        "switch": switch(counts, INVITED, MEMBERS),
        "breadcrumb": trail((_("Member Management"), None)),
    }
    return page(request, "accounts/members.html", context, fragments=("results",))


def _listing(request: HttpRequest, user: User, found: QuerySet[User], counts: Counts) -> Listing:
    preferences = Preferences.of(user.lists, "members", member_columns(user))
    listed = paginate(
        request,
        found,
        order=order_from(request, ORDERS, DEFAULT_ORDER, preferences.shown),
        load=lambda rows: with_counts(rows, user),
        size=preferences.size,
        counts=counts,
    )
    return build(
        request,
        listed,
        preferences.shown,
        caption=_("Members"),
        counted=counted_members,
        default_order=DEFAULT_ORDER,
        preferences=preferences,
    )


def switch(counts: Counts, waiting: str, current: str) -> list[dict[str, Any]]:
    """Members | Invitations, with how many of these wait, as the counts call them."""
    links = ((_("Members"), MEMBERS, ""), (_("Invitations"), INVITATIONS, counts.text(waiting)))
    return [
        {"label": label, "url": f"{root}/", "current": root == current, "count": number}
        for label, root, number in links
    ]


def trail(*crumbs: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The breadcrumb of the pages about members."""
    return [(_("Organization"), "/partner/organization/"), *crumbs]
