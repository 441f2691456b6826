"""Invite a member: who it is, what the mail will say, and off it goes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.actions import invite_member
from accounts.forms_members import InviteForm
from accounts.invitation_mail import Mail, invitation_mail
from accounts.member_columns import INVITATIONS, MEMBERS
from accounts.models import MemberInvitation, User
from accounts.models.invitation import VALID_FOR
from accounts.permissions import can_manage_members
from accounts.unsent import typed_before
from accounts.views.members import trail
from partner_center.web.links import site_of
from partner_center.web.page import page, see_other
from partner_center.web.wizard import as_initial


def invite(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    can_manage_members(user).or_raise()
    unsent = typed_before(request)
    form = InviteForm(request.POST or None, by=user, initial=as_initial(InviteForm, unsent.answers) if unsent else None)
    preview = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("action") == "preview":
            preview = _preview(form, user, request)
        else:
            invitation = invite_member(**form.cleaned_data, site=site_of(request), by=user)
            messages.success(request, _("Invitation sent to %(email)s.") % {"email": invitation.email})
            return see_other(f"{INVITATIONS}/")
    context = {
        "form": form,
        "preview": preview,
        "unsent": unsent.said(_("Send invitation")) if unsent else "",
        "back": f"{MEMBERS}/",
        "breadcrumb": trail((_("Member Management"), f"{MEMBERS}/"), (_("Invite member"), None)),
    }
    return page(request, "accounts/invite.html", context, status=422 if form.errors else 200)


def _preview(form: InviteForm, user: User, request: HttpRequest) -> Mail:
    """The mail as it would be sent now, but for the link, which only the invited person may have."""
    drafted = MemberInvitation(
        tenant=user.tenant,
        partner=user.partner,
        role=form.cleaned_data["role"],
        invited_by=user,
        expires_at=timezone.now() + VALID_FOR,
    )
    return invitation_mail(drafted, _("%(site)s/join/(the personal link)") % {"site": site_of(request)})
