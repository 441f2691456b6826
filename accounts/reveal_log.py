"""The Reveal Log: who showed what in the clear, one row a press of an eye, and who may read it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from accounts.audit import REVEALED
from accounts.models import AuditEntry, User
from accounts.roles import Capability, Reach
from partner_center.web.clock import midnight


def presses(reader: User, *, own: bool = False) -> QuerySet[AuditEntry]:
    """The first line of each press that the reader may know of, which tells the whole press: everybody's own, and an
    administrator's those of the tenant or, of a reseller, of the own company.
    """
    lines = AuditEntry.objects.filter(tenant_id=reader.tenant_id, action=REVEALED, details__has_key="records")
    return lines.filter(_whose(reader, own=own))


def told_to(reader: User, lines: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    """Of the lines about one record, those that the reader may know of."""
    return lines.filter(_whose(reader, own=False))


def _whose(reader: User, *, own: bool) -> Q:
    if own or not reader.can(Capability.VIEW_REVEALS):
        return Q(actor=reader)
    return Q() if reader.reach is Reach.TENANT else Q(actor__partner_id=reader.partner_id)


def narrowed(found: QuerySet[AuditEntry], good: Mapping[str, Any], time_zone: str) -> QuerySet[AuditEntry]:
    """The presses that a filter form asks for. Days are days of the tenant."""
    if who := good.get("q"):
        found = found.filter(Q(actor__username__iexact=who) | Q(actor__name__icontains=who))
    if column := good.get("column"):
        found = found.filter(details__columns__contains=[column])
    if first := good.get("day_from"):
        found = found.filter(at__gte=midnight(first, time_zone))
    if last := good.get("day_to"):
        found = found.filter(at__lt=midnight(last + timedelta(days=1), time_zone))
    return found if good.get("over") is None else found.filter(details__records__gt=good["over"])


def references(found: Sequence[AuditEntry]) -> dict[str, list[str]]:
    """The numbers of the records shown, press by press: all their other lines were written at the same moment."""
    numbers: dict[str, list[str]] = defaultdict(list)
    lines = AuditEntry.objects.filter(
        actor__in={line.actor_id for line in found}, action=REVEALED, at__in=[line.at for line in found]
    )
    for press, subject in lines.order_by("pk").values_list("details__press", "subject"):
        if subject not in numbers[press]:
            numbers[press].append(subject)
    return numbers
