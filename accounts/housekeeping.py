"""What time does to the records of each tenant: expiry, reminders, retention. Run by a worker every hour, or by cron.

An app names its steps in its AppConfig.ready() (housekeeping_steps.py). A step does a few hundred rows in one
transaction for one tenant and returns how many; it is asked again until there are none. Whatever it does, it must find
undone: steps are safe to repeat, and two passes at once share them out, because each step of a tenant is locked while
it runs.
"""

import logging
from collections.abc import Callable

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.housekeeping_steps import steps
from accounts.models import Partner
from partner_center import tenancy

logger = logging.getLogger(__name__)

#: A step that always finds something is broken; it must not hold up the others.
MOST_ROUNDS = 500

Step = Callable[..., int]


def keep_house() -> dict[str, int]:
    """One pass over all tenants; how many rows each step has done."""
    done = dict.fromkeys(steps, 0)
    with tenancy.across_tenants():
        tenants = list(Partner.objects.filter(parent=None).order_by("pk"))
    for tenant in tenants:
        for step in steps:
            done[step] += _do(step, tenant)
    _end_sessions()
    return done


def _do(step: str, tenant: Partner) -> int:
    """One step for one tenant. What goes wrong is logged, and stops no other tenant's housekeeping."""
    verb: Step = import_string(step)
    total = 0
    try:
        for _round in range(MOST_ROUNDS):
            found = _once(step, verb, tenant)
            total += found
            if not found:
                break
    except Exception:
        logger.exception("%s failed for a tenant.", step)
    return total


def _once(step: str, verb: Step, tenant: Partner) -> int:
    with tenancy.in_tenant(tenant.pk):
        return verb(tenant=tenant) if _alone(f"{step}:{tenant.pk}") else 0


def _alone(what: str) -> bool:
    """Whether nobody else is doing it; until the end of the transaction, nobody else will."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"housekeeping:{what}"])
        return bool(cursor.fetchone()[0])


def _end_sessions() -> None:
    """Sessions that are over stay in the database until somebody takes them away."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
