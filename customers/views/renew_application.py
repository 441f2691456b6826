"""Send an invitation again, make a new link, withdraw: buttons of each application."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from customers.actions import send_application_again, withdraw_application
from customers.application_columns import ROOT
from customers.models import Application
from customers.views.found_application import of_application
from customers.views.invite_reseller import show_link
from partner_center.web.links import site_of
from partner_center.web.page import see_other


@of_application
def resend(request: HttpRequest, application: Application) -> HttpResponse:
    link = send_application_again(application=application, site=site_of(request), by=member_of(request))
    if link:
        application.refresh_from_db(fields=["expires_at"])
        return show_link(request, application, link)
    messages.success(request, _("Invitation %(number)s sent again.") % {"number": application.number})
    return see_other(f"{ROOT}/{application.number}/" if application.reseller else f"{ROOT}/")


@of_application
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    withdraw_application(application=application, by=member_of(request))
    messages.success(request, _("Invitation %(number)s withdrawn.") % {"number": application.number})
    return see_other(f"{ROOT}/")
