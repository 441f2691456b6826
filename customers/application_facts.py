"""What the page of one application tells, value by value. Whoever speaks for the company has an eye each."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import MemberInvitation, Partner, User
from customers import match_keys
from customers.models import Application
from customers.presentation import Fact
from partner_center.web import formats
from partner_center.web.countries import country_name
from partner_center.web.masking import Kind, conceal, render

MASKED = {
    "contact": (_("Contact"), _("Show contact name"), Kind.PERSON, "contact_name"),
    "email": (_("Email"), _("Show contact email"), Kind.EMAIL, "email"),
    "phone": (_("Phone"), _("Show contact phone"), Kind.PHONE, "mobile"),
}
#: Applications that are looked through for another one of the same company.
_LOOKED_THROUGH = 500


def company(application: Application) -> list[Fact]:
    row = application
    return [
        Fact(_("Country or region"), country_name(row.country) if row.country else formats.nothing()),
        Fact(_("Registration number"), row.registration_number or formats.nothing()),
        Fact(_("Website"), row.website or formats.nothing()),
        Fact(_("What it sells"), row.offer or formats.nothing()),
    ]


def contact(application: Application, shown: Collection[str]) -> list[Fact]:
    facts = []
    for key, (label, eye, kind, field) in MASKED.items():
        clear = getattr(application, field)
        value = render(conceal(kind, clear, shown=key in shown))
        facts.append(Fact(label, value, key if clear else "", eye, key in shown))
    return facts


def course(application: Application, tenant: Partner) -> list[Fact]:
    """What happened to it, in the order in which it did."""
    row, zone = application, ZoneInfo(tenant.time_zone)
    by_link = _now("by a link, %(when)s, by %(who)s")
    invited = _now("by email, %(when)s, by %(who)s") if row.by_mail else by_link
    facts = [Fact(_("Invited"), invited % {"when": _when(row.sent_at, zone), "who": row.invited_by.username})]
    if row.applied_at:
        facts.append(Fact(_("Applied"), _when(row.applied_at, zone)))
    if row.decided_at and row.decided_by:
        said = _now("%(when)s, by %(who)s") % {"when": _when(row.decided_at, zone), "who": row.decided_by.username}
        facts.append(Fact(_("Decided"), said))
    if row.reason:
        facts.append(Fact(_("Reason"), row.reason))
    if row.reseller:
        facts.append(Fact(_("First administrator"), _founder(row.reseller, zone)))
    return facts


def _founder(reseller: Partner, zone: ZoneInfo) -> str:
    """Whether somebody has joined the new reseller, or until when the link of the mail holds."""
    if User.objects.filter(partner=reseller).exists():
        return _now("has joined")
    waiting = MemberInvitation.objects.filter(partner=reseller).waiting().order_by("-sent_at").first()
    if waiting is None:
        return _now("not invited")
    return _now("invited, the link holds until %(day)s") % {
        "day": formats.day(waiting.expires_at.astimezone(zone).date())
    }


def _when(moment: datetime, zone: ZoneInfo) -> str:
    return formats.moment(moment, zone)


def twins(application: Application) -> list[str]:
    """Who looks like the same company: other applications by their numbers, and resellers of the same name."""
    if not application.applied_at:
        return []
    others = Application.objects.filter(
        Q(state=Application.State.APPLIED) | Q(state=Application.State.COOPERATING), tenant_id=application.tenant_id
    ).exclude(pk=application.pk)
    rows = others.order_by("-pk").values_list("number", "name", "registration_number", "reseller__number")
    name, number = _keys(application.name, application.registration_number)
    found = []
    for reference, other_name, other_number, reseller in rows[:_LOOKED_THROUGH]:
        if {name, number} & {*_keys(other_name, other_number)}:
            found.append(reseller or reference)
    resellers = Partner.objects.resellers_of(application.tenant_id).exclude(pk=application.reseller_id or 0)
    named = resellers.filter(name__iexact=application.name).values_list("number", flat=True)
    return sorted({*found, *named})


def _keys(name: str, registration_number: str) -> tuple[str, str]:
    return match_keys.company_name(name), f"#{match_keys.registration_number(registration_number)}"
