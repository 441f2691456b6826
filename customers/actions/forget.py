"""What time does to imports: files are forgotten, and those that nobody works at any more are said to have stopped."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import Partner
from customers.actions.import_lines import stop_import
from customers.actions.imports import forget
from customers.models import CustomerImport
from customers.models.imports import RUNNING

#: How long rows stay: of what was imported, and of what never was.
KEPT, KEPT_UNFINISHED = timedelta(days=30), timedelta(days=7)
#: After so long without a sign, all tries of the job are over (partner_center/background.py).
SILENT = timedelta(hours=3)
#: Imports of one transaction: each may have 20,000 rows.
SOME = 5


def forget_imports(*, tenant: Partner) -> int:
    """A step of housekeeping."""
    now = timezone.now()
    unfinished = Q(state__in=(CustomerImport.State.MATCHING, CustomerImport.State.PREVIEWED))
    old = Q(created_at__lt=now - KEPT) | unfinished & Q(created_at__lt=now - KEPT_UNFINISHED)
    over = CustomerImport.objects.filter(old, tenant=tenant).exclude(state__in=RUNNING)
    found = list(over.select_for_update(of=("self",)).order_by("created_at")[:SOME])
    for batch in found:
        forget(batch)
    return len(found)


def stop_silent_imports(*, tenant: Partner) -> int:
    """A step of housekeeping."""
    silent = CustomerImport.objects.filter(
        tenant=tenant, state__in=RUNNING, touched_at__lt=timezone.now() - SILENT
    ).select_for_update(of=("self",))
    found = list(silent.order_by("created_at")[:SOME])
    for batch in found:
        stop_import(batch=batch, by=None)
    return len(found)
