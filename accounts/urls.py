"""The addresses of what belongs to a member and to the own organization, each with the capability that it needs."""

from django.urls import path, register_converter

from accounts.access import needs
from accounts.forms_members import HandOverForm, InviteForm, ModifyMemberForm
from accounts.preferences import PREFERENCES
from accounts.roles import Capability
from accounts.views import (
    audit,
    confirm,
    deactivate,
    exports,
    invitations,
    invite,
    member,
    members,
    notifications,
    organization,
    preferences,
    reveals,
    session,
)
from partner_center.web.sent import names_of

LOOK = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
USE = Capability.USE_PARTNER_CENTER
MANAGE = Capability.MANAGE_MEMBERS


class UserName:
    """A user name, in any case: a wrong one leads to the right one."""

    regex = r"[\w.@+-]{1,60}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(UserName, "member")

app_name = "accounts"
urlpatterns = [
    path("organization/", needs(USE, organization.organization), name="organization"),
    path("organization/audit/", needs(Capability.READ_AUDIT_LOG, audit.audit_log, methods=FORM), name="audit"),
    path("organization/members/", needs(MANAGE, members.members, methods=FORM), name="members"),
    path(
        "organization/members/<member:username>/",
        needs(MANAGE, member.member, methods=FORM, sends=names_of(ModifyMemberForm, HandOverForm), keeps=True),
        name="member",
    ),
    path(
        "organization/members/<member:username>/deactivate/",
        needs(MANAGE, deactivate.deactivate, methods=FORM, sends=names_of(HandOverForm)),
        name="deactivate",
    ),
    path(
        "organization/members/<member:username>/reactivate/",
        needs(MANAGE, deactivate.reactivate, methods=("POST",)),
        name="reactivate",
    ),
    path("organization/invitations/", needs(MANAGE, invitations.invitations, methods=FORM), name="invitations"),
    path(
        "organization/invitations/new/",
        needs(MANAGE, invite.invite, methods=FORM, sends=names_of(InviteForm), keeps=True),
        name="invite",
    ),
    path(
        "organization/invitations/<uuid:key>/resend/",
        needs(MANAGE, invitations.resend, methods=("POST",)),
        name="resend",
    ),
    path(
        "organization/invitations/<uuid:key>/withdraw/",
        needs(MANAGE, invitations.withdraw, methods=("POST",)),
        name="withdraw",
    ),
    path("organization/reveals/", needs(Capability.VIEW_REVEALS, reveals.reveals, methods=FORM), name="reveals"),
    path(
        "preferences/",
        needs(USE, preferences.preferences, methods=FORM, sends=frozenset({*PREFERENCES, "mails"})),
        name="preferences",
    ),
    path("preferences/reveals/", needs(USE, reveals.own_reveals, methods=LOOK), name="own_reveals"),
    path(
        "preferences/confirm/",
        needs(USE, confirm.confirm, methods=FORM, sends=frozenset({"password", "next"})),
        name="confirm",
    ),
    path("notifications/", needs(USE, notifications.notifications, methods=FORM), name="notifications"),
    path("notifications/<uuid:key>/", needs(USE, notifications.notification, methods=("POST",)), name="notification"),
    path("exports/", needs(USE, exports.exports, methods=LOOK), name="exports"),
    path(
        "exports/new/",
        needs(USE, exports.export, methods=("POST",), sends=frozenset({"list", "address", "format"})),
        name="export",
    ),
    path("exports/<uuid:key>/download/", needs(USE, exports.download, methods=("POST",)), name="download"),
    path("exports/<uuid:key>/delete/", needs(USE, exports.delete, methods=("POST",)), name="delete_export"),
    path("session/", needs(USE, session.session, methods=LOOK), name="session"),
]
