"""Deactivate a member, with the question who takes over; and the way back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.actions import deactivate_member, reactivate_member
from accounts.forms_members import HandOverForm
from accounts.hand_over import counted, holds_anything
from accounts.member_columns import MEMBERS, url_of
from accounts.permissions import can_deactivate
from accounts.presentation import say_what_was_left, will_lack_a_director
from accounts.views.member import find
from accounts.views.members import trail
from partner_center.web.page import page, see_other


def deactivate(request: HttpRequest, username: str) -> HttpResponse:
    user = member_of(request)
    found = find(user, username)
    can_deactivate(user, found).or_raise()
    asked = holds_anything(found)
    form = HandOverForm(request.POST if request.method == "POST" else None, member=found, by=user, asked=asked)
    if form.is_valid():
        left = deactivate_member(member=found, to=form.successor(), by=user)
        messages.success(request, _("%(person)s is deactivated and signed out.") % {"person": found.username})
        say_what_was_left(request, left)
        return see_other(url_of(found))
    context = {
        "form": form,
        "member": found,
        "asked": asked,
        "holdings": counted(request, found),
        "left_alone": will_lack_a_director(found),
        "url": url_of(found),
        "breadcrumb": trail(
            (_("Member Management"), f"{MEMBERS}/"), (found.username, url_of(found)), (_("Deactivate"), None)
        ),
    }
    return page(request, "accounts/deactivate.html", context, status=422 if form.is_bound else 200)


def reactivate(request: HttpRequest, username: str) -> HttpResponse:
    user = member_of(request)
    found = find(user, username)
    reactivate_member(member=found, by=user)
    messages.success(request, _("%(person)s can sign in again.") % {"person": found.username})
    return see_other(url_of(found))
