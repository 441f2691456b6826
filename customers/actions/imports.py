"""What a person does to an import: upload, match, start, cancel, undo. Workers do its rows: actions/import_lines.py."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.models import User
from customers.actions.preregistration import Refused
from customers.models import CustomerImport, ImportLine
from customers.permissions import can_cancel, can_go_on, can_import, can_match, can_start, can_undo
from partner_center.background import do_later

#: Files of one company of which nothing came yet: each may be thousands of rows.
MOST_UNFINISHED = 10
#: Rows of one statement.
CHUNK = 1_000
State = CustomerImport.State
#: What does the rows in each state.
JOBS = {
    State.CHECKING: "customers.tasks.check_import",
    State.IMPORTING: "customers.tasks.write_import",
    State.UNDOING: "customers.tasks.undo_import",
}


@transaction.atomic
def upload_import(
    *, file_name: str, rows: Sequence[Sequence[str]], instead_of: CustomerImport | None = None, by: User
) -> CustomerImport:
    """Keep the rows of a file, to be matched. One that it corrects is forgotten; what was matched there stays."""
    can_import(by).or_raise()
    # A column without a heading is one as well.
    header = [*rows[0], *[""] * (max(map(len, rows)) - len(rows[0]))]
    before = instead_of.mapping if instead_of and instead_of.header == header else {}
    if instead_of:
        cancel_import(batch=instead_of, by=by)
    assert by.partner
    if CustomerImport.objects.visible_to(by).unfinished()[:MOST_UNFINISHED].count() >= MOST_UNFINISHED:
        raise Refused(_("Your company has 10 imports that are not finished. Finish or cancel one first."))
    lines = [(number, list(cells)) for number, cells in enumerate(rows[1:], start=2) if cells]
    batch = CustomerImport.objects.create(
        tenant=by.tenant,
        partner=by.partner,
        author=by,
        file_name=file_name[:120],
        header=header,
        mapping=before,
        total=len(lines),
    )
    ImportLine.objects.bulk_create(
        (ImportLine(tenant_id=batch.tenant_id, of=batch, number=number, cells=cells) for number, cells in lines),
        batch_size=CHUNK,
    )
    record("import uploaded", on=batch, by=by, rows=len(lines))
    return batch


@transaction.atomic
def match_import(*, batch: CustomerImport, mapping: Mapping[str, Any], by: User) -> None:
    """Say which column is which field, and let every row be checked; once more if that was said before."""
    current = locked(batch, by)
    can_match(by, current).or_raise()
    # What is wrong is told in the language of whoever reads it, whichever one the browser asks for.
    current.mapping = {**mapping, "language": get_language()}
    current.lines.exclude(state=ImportLine.State.WAITING).update(
        state=ImportLine.State.WAITING, faults={}, customer=None
    )
    _begin(current, State.CHECKING, by)


@transaction.atomic
def start_import(*, batch: CustomerImport, by: User) -> None:
    """Let the good rows be imported. Until here nothing of the file is a customer."""
    current = locked(batch, by)
    can_start(by, current).or_raise()
    record("import started", on=current, by=by, rows=current.total)
    _begin(current, State.IMPORTING, by)


@transaction.atomic
def start_undo(*, batch: CustomerImport, by: User) -> None:
    """Let be taken back what the import did."""
    current = locked(batch, by)
    can_undo(by, current, timezone.now()).or_raise()
    _begin(current, State.UNDOING, by)


@transaction.atomic
def go_on_with_import(*, batch: CustomerImport, by: User) -> None:
    """Let a worker take up what stopped. What was done is not done again."""
    current = locked(batch, by)
    can_go_on(by, current).or_raise()
    done = current.done
    _begin(current, State(current.stopped_while), by, done=done)


@transaction.atomic
def cancel_import(*, batch: CustomerImport, by: User) -> None:
    """Forget a file of which nothing came."""
    current = locked(batch, by)
    can_cancel(by, current).or_raise()
    record("import cancelled", on=current, by=by)
    forget(current)


def forget(batch: CustomerImport) -> None:
    """Delete the rows and the import; what came of it stays."""
    batch.lines.all().delete()
    batch.delete()


def _begin(batch: CustomerImport, state: CustomerImport.State, by: User, *, done: int = 0) -> None:
    batch.state, batch.stopped_while, batch.done, batch.touched_at = state, "", done, timezone.now()
    batch.save()
    do_later(JOBS[state], tenant=batch.tenant_id, lock=f"import:{batch.pk}", key=str(batch.pk), by=by.pk)


def locked(batch: CustomerImport, by: User) -> CustomerImport:
    return CustomerImport.objects.visible_to(by).select_for_update(of=("self",)).get(pk=batch.pk)
