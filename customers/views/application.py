"""One application: what the company says of itself, what became of it, and what can be done."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.reveals import shown_values
from customers.application_columns import ROOT, state_chip, steps
from customers.application_facts import MASKED, company, contact, course, twins
from customers.forms.application import APPROVE, REJECT
from customers.models import Application
from customers.permissions import can_decide, can_send_again
from customers.reseller_columns import ROOT as RESELLERS
from customers.views.found_application import of_application, trail
from partner_center.web import formats
from partner_center.web.page import page


@of_application
def application(request: HttpRequest, application: Application) -> HttpResponse:
    user = member_of(request)
    shown = shown_values(request, [*MASKED], application, page="cooperation application", by=user)
    address = f"{ROOT}/{application.number}"
    reseller = application.reseller
    context = {
        "application": application,
        "state": state_chip(application, timezone.now(), ZoneInfo(user.tenant.time_zone)),
        "company": company(application),
        "contact": contact(application, shown),
        "course": course(application, user.tenant),
        "twins": formats.listed(twins(application)),
        "shown_keys": shown,
        "address": request.get_full_path(),
        "decide": [(_("Approve"), APPROVE), (_("Reject"), REJECT)] if can_decide(user, application) else [],
        "review_url": f"{address}/review/",
        "acts": [(label, url) for label, url, at_once in steps(user, application) if at_once],
        "invite_again": f"{address}/resend/" if reseller and can_send_again(user, application) else "",
        "reseller_url": f"{RESELLERS}/{reseller.number}/" if reseller else "",
        "breadcrumb": trail((application.name, None)),
    }
    return page(request, "customers/application.html", context)
