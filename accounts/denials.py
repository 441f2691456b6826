"""Refused requests: one line of the audit log each, and an alert when one person collects them."""

import logging
from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.core.mail import send_mail
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from psycopg_pool import PoolTimeout

from accounts.audit import record
from accounts.models import AuditEntry, User
from partner_center import tenancy

logger = logging.getLogger(__name__)

DENIED, ALERT = "denied", "alert"
#: So many refusals of one person within so long are no slip any more (security R15).
MANY, SPAN = 20, timedelta(minutes=5)


def record_denial(request: HttpRequest) -> None:
    """Write down that the signed-in person was refused, after the request's own transaction is over.

    The refusal stands in any case: where the line can't be written, the log of the process says so.
    """
    try:
        with transaction.atomic():
            to_tell = _record(request)
    except (DatabaseError, PoolTimeout):
        logger.exception("A refused request could not be recorded.")
        return
    if to_tell:
        _tell(*to_tell)


def _record(request: HttpRequest) -> tuple[str, list[str]] | None:
    """Record the refusal; at the one that is too many, return who it was and the addresses to tell."""
    session: Any = getattr(request, "session", {})
    member_id = session.get(SESSION_KEY)
    if member_id is None:
        return None
    tenancy.enter_member(int(member_id))
    # The member's row is the lock: of several refusals at once, one is the twentieth.
    member = User.objects.select_for_update(of=("self",), no_key=True).filter(pk=member_id, is_active=True).first()
    if member is None:
        return None
    if member.tenant_id is None:
        tenancy.enter_operations()
    record(DENIED, on=member, by=member, method=request.method, **_what(request.resolver_match))
    recent = AuditEntry.objects.filter(actor=member, at__gte=timezone.now() - SPAN)
    if recent.filter(action=DENIED)[:MANY].count() < MANY or recent.filter(action=ALERT).exists():
        return None
    record(ALERT, on=member, by=member, denied=MANY)
    told = User.objects.responsible_for(member).exclude(email="").values_list("email", flat=True)
    return member.username, list(told)


def _what(match: ResolverMatch | None) -> dict[str, str]:
    """Which rule refused what. The record is a hash: its number may be another company's secret, or made up."""
    if match is None:
        return {"rule": noop("before any page")}
    capability = getattr(match.func, "capability", None)
    named = noop("operations") if match.namespaces[:1] == ["admin"] else noop("undeclared")
    found = {"rule": capability.value if capability else named, "route": match.view_name or match.route}
    if match.kwargs:
        text = "/".join(str(value).upper() for value in match.kwargs.values())
        found["object"] = salted_hmac("accounts.denials", text, algorithm="sha256").hexdigest()[:32]
    return found


def _tell(username: str, addresses: list[str]) -> None:
    subject = _("Partner Center: many refused requests")
    text = _(
        "%(person)s was refused %(number)s requests within five minutes.\n\n"
        "Organization > Audit Log says which. If you do not know why, deactivate the account and ask the person."
    )
    message = text % {"person": username, "number": MANY}
    for address in addresses:
        try:
            send_mail(subject, message, None, [address])
        except OSError:
            logger.exception("An alert about refused requests could not be sent.")
