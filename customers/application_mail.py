"""The mails to a company that is invited to cooperate: the invitation, and the answer where that is no."""

from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.invitation_mail import Mail
from customers.models import Application
from partner_center.web import formats


def invitation_mail(application: Application, link: str) -> Mail:
    """In the language of the page: whoever invites has read this one."""
    zone = ZoneInfo(application.tenant.time_zone)
    words = {
        "distributor": application.tenant.name,
        "person": application.invited_by.username,
        "company": application.name,
        "link": link,
        "day": formats.long_day(application.expires_at.astimezone(zone).date()),
    }
    text = _(
        "Hello,\n\n"
        "%(distributor)s invites %(company)s to become its reseller. The invitation comes from %(person)s.\n\n"
        "Open this link to apply:\n%(link)s\n\n"
        "It works until %(day)s. Pass it on only to whoever applies for your company.\n"
        "If you did not expect this e-mail, you need not do anything."
    )
    return Mail(_("%(distributor)s invites you to become its reseller") % words, text % words)


def rejection_mail(application: Application) -> Mail:
    """In the language in which the company applied, with the reason."""
    with translation.override(application.language):
        words = {
            "distributor": application.tenant.name,
            "company": application.name,
            "contact": application.contact_name,
            "reason": application.reason,
        }
        text = _(
            "Hello %(contact)s,\n\n"
            "Thank you for the application of %(company)s. %(distributor)s cannot accept it at this time.\n\n"
            "The reason:\n%(reason)s\n\n"
            "If something has changed, ask %(distributor)s for a new invitation. You are welcome to apply again."
        )
        return Mail(_("Your application to %(distributor)s") % words, text % words)
