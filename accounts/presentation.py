"""What pages say about a member, in words."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actions import Left
from accounts.hand_over import label_of
from accounts.member_columns import state_chip
from accounts.models import Partner, User
from accounts.permissions import may_have_director
from accounts.roles import Role
from partner_center.web import formats

Fact = tuple[str, str | SafeString | Promise]


def about(member: User, tenant: Partner) -> list[Fact]:
    zone = ZoneInfo(tenant.time_zone)
    facts: list[Fact] = [
        (_("User name"), format_html('<span class="pc-reference">{}</span>', member.username)),
        (_("State"), state_chip(member)),
        (_("Role"), Role(member.role).label),
    ]
    if may_have_director(member.role):
        facts.append((_("Director"), member.director.username if member.director else _("No director")))
    signed_in = formats.moment(member.last_login, zone) if member.last_login else _("Never")
    return [
        *facts,
        (_("Last sign-in"), signed_in),
        (_("Member since"), formats.day(member.date_joined.astimezone(zone).date())),
    ]


def will_lack_a_director(member: User) -> str:
    """Whom a director who directs no more leaves alone, by user name; nothing where there is nobody."""
    led = list(member.directs.order_by("username").values_list("username", flat=True))
    if not led:
        return ""
    text = ngettext(
        "%(number)s account manager will have no director: %(names)s.",
        "%(number)s account managers will have no director: %(names)s.",
        len(led),
    )
    return text % {"number": len(led), "names": formats.listed(led)}


def say_what_was_left(request: HttpRequest, left: Left) -> None:
    """On the next page: who has no director now, where everything went, and what nobody has."""
    if left.without_director:
        number = len(left.without_director)
        text = ngettext(
            "%(number)s account manager has no director any more: %(names)s.",
            "%(number)s account managers have no director any more: %(names)s.",
            number,
        )
        messages.warning(request, text % {"number": number, "names": formats.listed(left.without_director)})
    if not left.handed_over:
        return
    parts = (formats.labelled(label_of(key), formats.whole(number)) for key, number in left.handed_over.items())
    said = formats.listed(parts)
    if left.to:
        messages.info(request, _("Now %(person)s has: %(what)s.") % {"person": left.to.username, "what": said})
    else:
        messages.warning(request, _("Nobody looks after these now: %(what)s.") % {"what": said})
