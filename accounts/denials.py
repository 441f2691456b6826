"""Refused requests: one line of the audit log each, and an alert when one person collects them."""

import logging
from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from psycopg_pool import PoolTimeout

from accounts.audit import record
from accounts.mail import in_language_of, send_later
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
            _record(request)
    except (DatabaseError, PoolTimeout):
        logger.exception("A refused request could not be recorded.")


def _record(request: HttpRequest) -> None:
    """Record the refusal; at the one that is too many, tell whoever is responsible."""
    session: Any = getattr(request, "session", {})
    member_id = session.get(SESSION_KEY)
    if member_id is None:
        return
    tenancy.enter_member(int(member_id))
    # The member's row is the lock: of several refusals at once, one is the twentieth.
    member = User.objects.select_for_update(of=("self",), no_key=True).filter(pk=member_id, is_active=True).first()
    if member is None:
        return
    if member.tenant_id is None:
        tenancy.enter_operations()
    record(DENIED, on=member, by=member, method=request.method, **_what(request.resolver_match))
    recent = AuditEntry.objects.filter(actor=member, at__gte=timezone.now() - SPAN)
    if recent.filter(action=DENIED)[:MANY].count() < MANY or recent.filter(action=ALERT).exists():
        return
    record(ALERT, on=member, by=member, denied=MANY)
    for responsible in User.objects.responsible_for(member):
        with in_language_of(responsible):
            _tell(responsible, member)


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


def _tell(responsible: User, member: User) -> None:
    text = _(
        "%(person)s was refused %(number)s requests within five minutes.\n\n"
        "Organization > Audit Log says which. If you do not know why, deactivate the account and ask the person."
    )
    words = {"person": member.username, "number": MANY}
    send_later(to=responsible, subject=_("Partner Center: many refused requests"), text=text % words)
