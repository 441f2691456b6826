"""Invite reseller: by a mail, or by a link that is shown once and passed on."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from accounts.permissions import has
from accounts.roles import Capability
from accounts.unsent import typed_before
from customers.actions import invite_reseller as invite
from customers.application_columns import ROOT
from customers.application_mail import invitation_mail
from customers.forms.application import InviteResellerForm
from customers.models import Application
from customers.models.application import VALID_FOR
from customers.views.found_application import trail
from partner_center.web import formats
from partner_center.web.links import site_of
from partner_center.web.page import page, see_other
from partner_center.web.wizard import as_initial


def invite_reseller(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    has(user, Capability.MANAGE_RESELLERS).or_raise()
    unsent = typed_before(request)
    initial = as_initial(InviteResellerForm, unsent.answers) if unsent else None
    form = InviteResellerForm(request.POST or None, initial=initial, waiting=_waiting(user))
    preview = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("action") == "preview":
            preview = _preview(form, user, site_of(request))
        else:
            good = form.cleaned_data
            application, link = invite(name=good["name"], email=good["email"], site=site_of(request), by=user)
            if not application.by_mail:
                return show_link(request, application, link)
            messages.success(request, _("Invitation %(number)s sent.") % {"number": application.number})
            return see_other(f"{ROOT}/")
    context = {
        "form": form,
        "preview": preview,
        "unsent": unsent.said(_("Invite")) if unsent else "",
        "back": f"{ROOT}/",
        "breadcrumb": trail((_("Invite reseller"), None)),
    }
    return page(request, "customers/invite_reseller.html", context, status=422 if form.errors else 200)


def show_link(request: HttpRequest, application: Application, link: str) -> HttpResponse:
    """The one time that a link is shown: nobody can read it here again, but another one can be made."""
    context = {
        "application": application,
        "link": link,
        "day": formats.long_day(application.expires_at.astimezone(ZoneInfo(application.tenant.time_zone)).date()),
        "back": f"{ROOT}/",
        "breadcrumb": trail((application.name, f"{ROOT}/{application.number}/"), (_("Link"), None)),
    }
    return page(request, "customers/reseller_link.html", context)


def _waiting(user: User) -> set[str]:
    invited = Application.objects.visible_to(user).filter(state=Application.State.INVITED, by_mail=True)
    return {email.lower() for email in invited.values_list("email", flat=True)}


def _preview(form: InviteResellerForm, user: User, site: str) -> object:
    """The mail as it would be sent now, but for the link, which only the company may have."""
    good = form.cleaned_data
    if not good["email"]:
        return None
    drafted = Application(tenant=user.tenant, name=good["name"], invited_by=user)
    drafted.expires_at = timezone.now() + VALID_FOR
    return invitation_mail(drafted, _("%(site)s/apply/(the link)") % {"site": site})
