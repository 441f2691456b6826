"""What happened to one customer: how it came to be whose it is; and, for administrators, who changed or showed it."""

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

#: What leads to an association, or away from one.
_STEPS = {
    "customer preregistered": _("preregistered this customer"),
    "preregistration sent to review": _("asked for this customer, which is reviewed first"),
    "preregistration approved": _("approved the preregistration"),
    "preregistration rejected": _("rejected the preregistration"),
    "customer released": _("released this customer"),
    "customer associated": _("associated this customer"),
}
_ACTS = {
    "customer added": _("added this customer"),
    "customer changed": _("changed this customer"),
    **_STEPS,
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


def history(customer: Customer, reader: User) -> list[Happening]:
    """The newest steps of the relation, for whoever sees the customer."""
    lines = AuditEntry.objects.about(customer).filter(action__in=_STEPS).select_related("actor")[:NEWEST]
    return [_told(line, reader.tenant.time_zone) for line in lines]


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
