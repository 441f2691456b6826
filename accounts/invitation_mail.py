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
    words = _words(invitation, link)
    text = _(
        "Hello,\n\n"
        "%(person)s invites you to join %(company)s on Partner Center. Your role: %(role)s.\n\n"
        "Open this link to choose a user name and a password:\n%(link)s\n\n"
        "It works once, until %(day)s. Do not pass it on.\n"
        "If you did not expect this e-mail, you need not do anything."
    )
    return Mail(_("Join %(company)s on Partner Center") % words, text % words)


def founding_mail(invitation: MemberInvitation, link: str) -> Mail:
    """To the first administrator of a new reseller, whose application was approved."""
    words = _words(invitation, link)
    text = _(
        "Hello,\n\n"
        "%(distributor)s has approved the application of %(company)s. You are its first administrator on Partner "
        "Center, and can invite your colleagues.\n\n"
        "Open this link to choose a user name and a password:\n%(link)s\n\n"
        "It works once, until %(day)s. Do not pass it on.\n"
        "If you did not expect this e-mail, you need not do anything."
    )
    return Mail(_("%(distributor)s has approved your application") % words, text % words)


def _words(invitation: MemberInvitation, link: str) -> dict[str, str]:
    zone = ZoneInfo(invitation.tenant.time_zone)
    return {
        "person": invitation.invited_by.username,
        "distributor": invitation.tenant.name,
        "company": invitation.partner.name,
        "role": str(Role(invitation.role).label),
        "link": link,
        "day": formats.long_day(invitation.expires_at.astimezone(zone).date()),
    }
