"""Join a company by the link of an invitation: a public page. It signs nobody in; it leads to sign-in."""

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts import actions
from accounts.forms_members import TAKEN, JoinForm
from accounts.invitations import JOINING, is_taken
from accounts.models import MemberInvitation
from accounts.roles import Role
from partner_center.web.page import page, see_other


@JOINING
def join(request: HttpRequest, invitation: MemberInvitation) -> HttpResponse:
    said = {"company": invitation.partner.name, "role": Role(invitation.role).label, "email": invitation.email}
    if request.user.is_authenticated:
        # Nobody joins by mistake with somebody else signed in, whose pages would look like the new member's.
        return page(request, "accounts/join.html", said, status=409 if request.method == "POST" else 200)
    form = JoinForm(request.POST if request.method == "POST" else None, invitation=invitation)
    if form.is_valid() and _joined(form, invitation):
        text = _("Welcome to %(company)s. Sign in with the user name and the password that you have chosen.")
        messages.success(request, text % said)
        return see_other(str(settings.LOGIN_URL))
    return page(request, "accounts/join.html", {**said, "form": form}, status=422 if form.is_bound else 200)


def _joined(form: JoinForm, invitation: MemberInvitation) -> bool:
    """Whether it worked. Of two who choose one user name at the same moment, the later one chooses again."""
    good = form.cleaned_data
    try:
        actions.join(invitation=invitation, username=good["username"], name=good["name"], password=good["password"])
    except IntegrityError:
        if not is_taken(good["username"]):
            raise
        form.add_error("username", TAKEN)
        return False
    return True
