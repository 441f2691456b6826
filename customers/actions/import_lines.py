"""What a worker does with the rows of an import: note what they are; bring them in (import_write.py), take them back
(import_undo.py).

Each call is one transaction with some rows; what a row has come to is stored with what was done for it, so a worker
that was killed between two calls leaves nothing half done, and nothing is done twice.
"""

from collections.abc import Sequence

from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from customers.models import CustomerImport, ImportLine
from partner_center.many import store_each

#: What came in, whichever way.
BROUGHT = (ImportLine.State.CREATED, ImportLine.State.IN_REVIEW, ImportLine.State.UPDATED)


@transaction.atomic
def note_checked(*, batch: CustomerImport, lines: Sequence[ImportLine], by: User) -> None:
    """Store what the rows are. With none left, the file can be looked at."""
    store(batch, lines, ["state", "faults", "customer"])
    if not lines:
        enter(batch, CustomerImport.State.PREVIEWED)


@transaction.atomic
def stop_import(*, batch: CustomerImport, by: User | None) -> None:
    """Say that nobody works at it any more: whoever started it may not, or its job was given up."""
    batch.stopped_while = batch.state
    enter(batch, CustomerImport.State.FAILED)


def store(batch: CustomerImport, lines: Sequence[ImportLine], fields: list[str]) -> None:
    store_each(lines, fields)
    counted = batch.lines.order_by().values_list("state").annotate(number=models.Count("pk"))
    batch.counts = dict(counted)
    batch.done += len(lines)
    batch.touched_at = timezone.now()
    batch.save(update_fields=["counts", "done", "touched_at"])


def enter(batch: CustomerImport, state: CustomerImport.State) -> None:
    batch.state = state
    batch.save(update_fields=["state", "stopped_while"])


def numbers(batch: CustomerImport, *states: str) -> dict[str, object]:
    return {state: batch.number_of(state) for state in states}
