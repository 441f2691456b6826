"""The history of a customer or a reseller in words: who had it from when to when, and what else became of it.

What led to an association, or away from one, is told by the audit log, which has it anyhow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEntry, Partner, User
from customers.models import Customer, Review
from customers.models.history import CustomerEvent, Event, ResellerEvent
from partner_center.web import formats
from partner_center.web.masking import Kind, conceal, render
from partner_center.web.templatetags.ui import chip

#: The one eye of a history: it covers everybody named in it.
EYE, EYE_LABEL = "managers", _("Show account managers so far")
#: Lines that a page shows.
NEWEST = 20

_CHIPS: dict[str, tuple[str | Promise, str]] = {
    CustomerEvent.Kind.DISASSOCIATED: (CustomerEvent.Kind.DISASSOCIATED.label, "err"),
    ResellerEvent.Kind.APPROVED: (ResellerEvent.Kind.APPROVED.label, "ok"),
    ResellerEvent.Kind.SUSPENDED: (ResellerEvent.Kind.SUSPENDED.label, "warn"),
    ResellerEvent.Kind.RESUMED: (ResellerEvent.Kind.RESUMED.label, "ok"),
    ResellerEvent.Kind.TERMINATED: (ResellerEvent.Kind.TERMINATED.label, "err"),
}
_STATES = Customer.State
_STEPS: dict[str, tuple[str | Promise, str]] = {
    "customer preregistered": (_STATES.PREREGISTERED.label, "info"),
    "preregistration sent to review": (_STATES.PENDING_REVIEW.label, "paused"),
    "preregistration approved": (Review.Outcome.APPROVED.label, "ok"),
    "preregistration rejected": (_STATES.REJECTED.label, "err"),
    "preregistration expired": (_STATES.EXPIRED.label, "warn"),
    "customer released": (_STATES.RELEASED.label, "neutral"),
    "customer associated": (_STATES.ASSOCIATED.label, "ok"),
}


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    what: SafeString | str
    when: str
    who: SafeString | str
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    lines: list[Line]
    #: The key of its eye; nothing where nobody is named.
    key: str
    shown: bool
    eye_label: str | Promise = EYE_LABEL


def history_of(record: Customer | Partner, *, time_zone: str, shown: Sequence[str]) -> History:
    """Newest first."""
    events: Sequence[Event]
    steps: Sequence[AuditEntry] = ()
    if isinstance(record, Customer):
        events = _newest(CustomerEvent.objects.filter(tenant_id=record.tenant_id, customer=record))
        steps = list(AuditEntry.objects.about(record).filter(action__in=_STEPS).select_related("actor")[:NEWEST])
    else:
        events = _newest(ResellerEvent.objects.filter(tenant_id=record.tenant_id, reseller=record))
    names = any(event.author or event.before or event.after for event in events) or any(map(_is_of_member, steps))
    lines = _told(events, time_zone, shown=EYE in shown)
    lines += [_step(step, time_zone, shown=EYE in shown) for step in steps]
    newest = sorted(lines, key=lambda line: line.at, reverse=True)[:NEWEST]
    return History(newest, EYE if names else "", EYE in shown)


def stands_since(reseller: Partner, time_zone: str) -> str:
    """The day since which the cooperation stands as it does; nothing where it began before there was a history."""
    changes = ResellerEvent.objects.filter(tenant_id=reseller.tenant_id, reseller=reseller)
    last = changes.exclude(kind=ResellerEvent.Kind.ASSIGNED).order_by("-at", "-pk").first()
    return formats.day(last.at.astimezone(ZoneInfo(time_zone)).date()) if last else ""


def _newest(rows: object) -> Sequence[Event]:
    found: Sequence[Event] = rows.select_related("author", "before", "after").order_by("-at", "-pk")[:NEWEST]  # type: ignore[attr-defined]
    return found


def _told(events: Sequence[Event], time_zone: str, *, shown: bool) -> list[Line]:
    lines = []
    until = None
    for event in events:
        if event.kind in _CHIPS:  # type: ignore[attr-defined]
            label, look = _CHIPS[event.kind]  # type: ignore[attr-defined]
            what: SafeString | str = chip(label, look)
            when = formats.moment(event.at, time_zone)
        else:
            what = _person(event.after, shown=shown)
            first = formats.moment(event.at, time_zone)
            words = {"first": first, "last": formats.moment(until, time_zone) if until else ""}
            when = _now("%(first)s to %(last)s") % words if until else _now("since %(first)s") % words
            until = event.at
        who = _person(event.author, shown=shown) if event.author else ""
        lines.append(Line(event.at, what, when, who, event.reason))
    return lines


def _step(step: AuditEntry, time_zone: str, *, shown: bool) -> Line:
    label, look = _STEPS[step.action]
    if _is_of_member(step):
        who: SafeString | str = _person(step.actor, shown=shown)
    elif step.action == "customer associated" and not step.actor_id:
        who = _now("the customer")
    else:
        who = _now("Platform operator") if step.actor_id else _now("The system")
    return Line(step.at, chip(label, look), formats.moment(step.at, time_zone), who, "")


def _is_of_member(step: AuditEntry) -> bool:
    """Operators have no role, and no name that a tenant could see."""
    return bool(step.actor_role and step.actor)


def _person(member: User | None, *, shown: bool) -> SafeString | str:
    return render(conceal(Kind.PERSON, member.name, shown=shown)) if member else _now("Nobody")
