"""One member: who it is, what the member has, and the form that changes it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import member_of, visible_or_404
from accounts.actions import modify_member
from accounts.forms_members import HandOverForm, ModifyMemberForm
from accounts.hand_over import counted, holds_anything
from accounts.member_columns import MEMBERS, url_of
from accounts.models import User
from accounts.permissions import (
    can_deactivate,
    can_modify_member,
    can_reactivate,
    directs,
    may_have_director,
)
from accounts.presentation import about, say_what_was_left, will_lack_a_director
from accounts.unsent import Unsent, typed_before
from accounts.views.members import trail
from partner_center.web.conflict import StaleEdit
from partner_center.web.page import page, see_other
from partner_center.web.wizard import as_initial


def member(request: HttpRequest, username: str) -> HttpResponse:
    user = member_of(request)
    found = find(user, username)
    if found.username != username:
        return redirect("accounts:member", found.username)
    if request.method != "POST":
        unsent = typed_before(request)
        form = ModifyMemberForm(
            member=found, by=user, typed=as_initial(ModifyMemberForm, unsent.answers) if unsent else None
        )
        return _show(request, found, form, unsent=unsent)
    can_modify_member(user, found).or_raise()
    form = ModifyMemberForm(request.POST, member=found, by=user)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    consequences, gives = _consequences(found, form)
    heir = HandOverForm(request.POST if form.cleaned_data["confirmed"] else None, member=found, by=user, asked=gives)
    if consequences and not heir.is_valid():
        return _show(request, found, form, status=422, consequences=consequences, heir=heir)
    try:
        left = modify_member(member=found, by=user, to=heir.successor() if consequences else None, **form.said())
    except StaleEdit:
        current = find(user, username)
        newer = ModifyMemberForm(member=current, by=user, typed=request.POST.dict())
        return _show(request, current, newer, status=409)
    messages.success(request, _("Member saved."))
    say_what_was_left(request, left)
    return see_other(url_of(found))


def find(user: User, username: str) -> User:
    """A member of the own company, by user name in whatever case."""
    rows = User.objects.visible_to(user).of_company(user).select_related("partner", "distributor", "director")
    return visible_or_404(rows, username__iexact=username)


def _consequences(found: User, form: ModifyMemberForm) -> tuple[list[tuple[str, str]], bool]:
    """What another role does besides, in words, each with the field to fill; and whether there is something to give."""
    role, said = form.cleaned_data["role"], []
    if not directs(role) and (text := will_lack_a_director(found)):
        said.append((text, ""))
    gives = may_have_director(found.role) and not may_have_director(role) and holds_anything(found)
    if gives:
        text = _("Whoever is no account manager any more has no customers and opportunities. Say who takes over.")
        said.append((text, "#id_to"))
    return said, gives


def _show(
    request: HttpRequest,
    found: User,
    form: ModifyMemberForm,
    *,
    status: int = 200,
    unsent: Unsent | None = None,
    consequences: list[tuple[str, str]] | None = None,
    heir: HandOverForm | None = None,
) -> HttpResponse:
    user = member_of(request)
    may_modify = can_modify_member(user, found)
    context: dict[str, Any] = {
        "member": found,
        "form": form,
        "heir": heir,
        "consequences": consequences,
        "stale": status == 409,
        "has_errors": status != 200,
        "unsent": unsent.said(_("Save")) if unsent else "",
        "about": about(found, user.tenant),
        "holdings": counted(request, found),
        "led": list(found.directs.order_by("username")) if directs(found.role) else [],
        "may_modify": may_modify,
        "refusal": "" if may_modify else may_modify.reason,
        "standing": form.standing,
        "may_deactivate": can_deactivate(user, found),
        "may_reactivate": can_reactivate(user, found),
        "url": url_of(found),
        "breadcrumb": trail((_("Member Management"), f"{MEMBERS}/"), (found.username, None)),
    }
    return page(request, "accounts/member.html", context, status=status)
