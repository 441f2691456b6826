"""The invitations of one's own company that wait for somebody: a list, and the two things that can be done to each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import member_of, visible_or_404
from accounts.actions import resend_invitation, withdraw_invitation
from accounts.invitation_columns import (
    DEFAULT_INVITATION_ORDER,
    INVITATION_ORDERS,
    counted_invitations,
    invitation_actions,
    invitation_columns,
)
from accounts.member_columns import INVITATIONS, MEMBERS
from accounts.models import MemberInvitation, User
from accounts.views.members import switch, trail
from partner_center.web.counts import Counts
from partner_center.web.links import site_of
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import build, order_from, paginate
from partner_center.web.page import page, see_other


def invitations(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    preferences = Preferences.of(user.lists, "member-invitations", invitation_columns(user, timezone.now()))
    counts = Counts(request)
    counts.add("listed", MemberInvitation.objects.visible_to(user).waiting())
    listed = paginate(
        request,
        MemberInvitation.objects.visible_to(user).waiting(),
        order=order_from(request, INVITATION_ORDERS, DEFAULT_INVITATION_ORDER, preferences.shown),
        load=lambda rows: rows.with_company(),  # type: ignore[attr-defined]
        size=preferences.size,
        counts=counts,
    )
    listing = build(
        request,
        listed,
        preferences.shown,
        caption=_("Invitations"),
        counted=counted_invitations,
        actions=invitation_actions,
        default_order=DEFAULT_INVITATION_ORDER,
        preferences=preferences,
    )
    context = {
        "listing": listing,
        "switch": switch(counts, "listed", INVITATIONS),
        "breadcrumb": trail((_("Member Management"), f"{MEMBERS}/"), (_("Invitations"), None)),
    }
    return page(request, "accounts/invitations.html", context, fragments=("results",))


def resend(request: HttpRequest, key: UUID) -> HttpResponse:
    user = member_of(request)
    invitation = _waiting(user, key)
    resend_invitation(invitation=invitation, site=site_of(request), by=user)
    messages.success(request, _("Invitation sent again to %(email)s.") % {"email": invitation.email})
    return see_other(f"{INVITATIONS}/")


def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    user = member_of(request)
    invitation = _waiting(user, key)
    withdraw_invitation(invitation=invitation, by=user)
    messages.success(request, _("Invitation of %(email)s withdrawn.") % {"email": invitation.email})
    return see_other(f"{INVITATIONS}/")


def _waiting(user: User, key: UUID) -> MemberInvitation:
    return visible_or_404(MemberInvitation.objects.visible_to(user).waiting(), pk=key)
