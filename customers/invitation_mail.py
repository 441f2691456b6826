"""What a customer is written that is invited, and how an invitation calls what it offers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from partner_center.web import formats

_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str


def association_type(partner: Partner) -> Promise:
    """Whose customer somebody becomes."""
    return _("Distributor customer") if partner.is_distributor else _("Reseller customer")


def address_of(site: str, token: str) -> str:
    return f"{site}/invitations/{token}/"


def last_day(partner: Partner, expires_at: datetime) -> date:
    """The day on which a link still leads somewhere: an invitation ends as its last day does."""
    return (expires_at - _MOMENT).astimezone(ZoneInfo(partner.root.time_zone)).date()


def valid_until(partner: Partner, expires_at: datetime) -> str:
    return formats.long_day(last_day(partner, expires_at))


def invitation_mail(partner: Partner, link: str, day: str) -> Mail:
    """In the language of the page: the customer has chosen none, and whoever invites has read this one.

    Nobody is named but the partner, which is who writes.
    """
    words = {
        "company": partner.name,
        "type": association_type(partner),
        "link": link,
        "day": day,
    }
    text = _now(
        "Hello,\n\n"
        "%(company)s invites your company to become its customer on Partner Center. "
        "Association type: %(type)s.\n\n"
        "Open this link to read what that means, and to accept:\n%(link)s\n\n"
        "It works once, until %(day)s.\n"
        "If you did not expect this e-mail, you need not do anything."
    )
    return Mail(_now("%(company)s invites you to become its customer") % words, text % words)
