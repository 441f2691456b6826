"""The mail that invites somebody to become a member."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.models import MemberInvitation
from accounts.roles import Role
from partner_center.web import formats


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str


def invitation_mail(invitation: MemberInvitation, link: str) -> Mail:
    """In the language of the page: whoever is invited has chosen none yet, and the administrator has read this one."""
    words = {
        "person": invitation.invited_by.username,
        "company": invitation.partner.name,
        "role": Role(invitation.role).label,
        "link": link,
        "day": formats.long_day(invitation.expires_at.astimezone(ZoneInfo(invitation.tenant.time_zone)).date()),
    }
    text = _(
        "Hello,\n\n"
        "%(person)s invites you to join %(company)s on Partner Center. Your role: %(role)s.\n\n"
        "Open this link to choose a user name and a password:\n%(link)s\n\n"
        "It works once, until %(day)s. Do not pass it on.\n"
        "If you did not expect this e-mail, you need not do anything."
    )
    return Mail(_("Join %(company)s on Partner Center") % words, text % words)
