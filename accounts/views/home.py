"""The page behind sign-in: where the account menu begins."""

from django.http import HttpRequest, HttpResponse

from accounts.access import member_of
from accounts.roles import Capability
from partner_center.web.page import page


def account_home(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    context = {"in_partner_center": user.can(Capability.USE_PARTNER_CENTER), "operator": user.is_staff}
    return page(request, "accounts/home.html", context)
