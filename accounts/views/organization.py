"""The signpost behind the "Organization" breadcrumb: the same links as the menu, as a page."""

from django.http import HttpRequest, HttpResponse

from accounts.access import member_of
from accounts.roles import Capability
from partner_center.web.page import page

#: What stands in the menu.
_PLACES = (
    Capability.MANAGE_MEMBERS,
    Capability.READ_AUDIT_LOG,
    Capability.VIEW_REVEALS,
    Capability.VIEW_DISTRIBUTOR,
)


def organization(request: HttpRequest) -> HttpResponse:
    """Directors of a distributor have no such menu, and read so if they come by the address."""
    may = member_of(request).can
    has_links = any(map(may, _PLACES))
    return page(request, "accounts/organization.html", {"has_links": has_links})
