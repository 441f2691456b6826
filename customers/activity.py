"""What happened to one customer, for administrators: who changed it or showed it in full."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.audit import REVEALED
from accounts.models import AuditEntry, User
from accounts.reveal_log import told_to
from accounts.reveal_words import named
from accounts.roles import Capability
from customers.models import Customer
from partner_center.web import formats
from partner_center.web.masking import Kind, conceal, render

#: Lines that the page shows.
NEWEST = 10

_ACTS = {
    "customer added": _("added this customer"),
    "customer changed": _("changed this customer"),
    "customer modified": _("modified this customer"),
    "customer assigned": _("assigned an account manager"),
    "customer withdrawn": _("withdrew the account manager"),
    "customer disassociated": _("disassociated this customer"),
    "preregistration expired": _("ended the preregistration, which had run out"),
    "customer preregistered": _("preregistered this customer"),
    "preregistration sent to review": _("asked for this customer, which is reviewed first"),
    "preregistration approved": _("approved the preregistration"),
    "preregistration rejected": _("rejected the preregistration"),
    "customer released": _("released this customer"),
    "customer associated": _("associated this customer"),
    "customer invited": _("invited this customer"),
    "customer invitation accepted": _("noted that this customer accepted an invitation"),
    "customer invitation failed": _("noted that an invitation failed"),
    "customer invitation expired": _("ended an invitation, which had run out"),
    "customer invitation withdrawn": _("withdrew an invitation"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    when: str
    who: SafeString | str
    what: str


def activity(customer: Customer, reader: User) -> list[Happening] | None:
    """The newest lines that the reader may know of; None for whoever knows only of the own ones."""
    if not reader.can(Capability.VIEW_REVEALS):
        return None
    lines = told_to(reader, AuditEntry.objects.about(customer)).select_related("actor")[:NEWEST]
    return [_told(line, reader.tenant.time_zone) for line in lines]


def newest_editor(customer: Customer) -> str:
    """Who gave the customer its newest version, masked, for a sentence."""
    lines = AuditEntry.objects.about(customer).exclude(action=REVEALED).select_related("actor")
    newest = lines.first()
    masked = str(conceal(Kind.PERSON, newest.actor.name, shown=False)) if newest and newest.actor else ""
    return masked or _now("Somebody")


def _told(line: AuditEntry, time_zone: str) -> Happening:
    if line.action == REVEALED:
        what = _now("showed in full: %(value)s") % {"value": named(line.details["column"])}
    else:
        what = str(_ACTS.get(line.action, line.action))
    return Happening(formats.moment(line.at, time_zone), _who(line), what)


def _who(line: AuditEntry) -> SafeString | str:
    """Members by their masked names. Operators have no role, and no name that a tenant could see."""
    if line.actor_id is None:
        return _now("The system")
    if not line.actor_role or line.actor is None:
        return _now("Platform operator")
    return render(conceal(Kind.PERSON, line.actor.name, shown=False))
