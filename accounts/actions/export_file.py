"""How a worker makes the file of an export: as the person who asked for it, and with what that person may see now.

Its rows are told apart by their ids, read once, and loaded some hundreds at a time in transactions of their own: memory
and time of a statement stay the same however long the list is, and a row that moves meanwhile is neither lost nor told
twice. Done again after a worker was killed, the file is made anew, and stored once.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone, translation

from accounts.actions.exports import MOST_ROWS
from accounts.backend import MemberBackend
from accounts.export_lists import ExportedList, list_named
from accounts.housekeeping_steps import BATCH
from accounts.models import Export, ExportFile, Notification, Partner, User
from accounts.models.export import KEPT
from accounts.notifications import notify
from accounts.permissions import can_have
from partner_center import tenancy
from partner_center.web.asked import Asked
from partner_center.web.export_cells import Cell, cells, headings
from partner_center.web.export_files import csv_file, xlsx_file

#: Rows of one transaction.
AT_ONCE = 500
#: After so long, an export that still waits has lost its job for good.
GIVEN_UP = timedelta(days=1)
State = Export.State


def make_export(*, tenant_id: int, export_id: str) -> None:
    """Make the file unless that was done, or the person may not have it any more."""
    with tenancy.in_tenant(tenant_id):
        export = Export.objects.kept().filter(pk=export_id, state=State.WAITING).first()
        if export is None:
            return
        listed, member = list_named(export.list), _whoever_may_have(export)
        if listed is None or member is None:
            _settle(export, State.REFUSED)
            return
        with translation.override(export.language):
            asked = listed.asked(member, QueryDict(export.query))
        keys = asked.keys(MOST_ROWS + 1)
        if len(keys) > MOST_ROWS:
            _settle(export, State.TOO_MANY)
            return
    gone: list[int] = []
    with translation.override(export.language):
        content = _file(export, listed, asked, _rows(tenant_id, asked, keys, gone))
    with tenancy.in_tenant(tenant_id):
        _store(export_id, content, len(keys) - len(gone))


def _whoever_may_have(export: Export) -> User | None:
    """The person who asked for it, if that is still a member with the same role, and may still export the list."""
    member = MemberBackend().get_user(export.owner_id)
    return member if member and can_have(member, export) else None


def _file(export: Export, listed: ExportedList, asked: Asked[Any, Any], rows: Iterable[list[Cell]]) -> bytes:
    over = headings(asked.preferences.shown)
    if export.format == Export.Format.CSV:
        return csv_file(over, rows)
    return xlsx_file(over, rows, title=str(listed.title))


def _rows(tenant_id: int, asked: Asked[Any, Any], keys: Sequence[int], gone: list[int]) -> Iterator[list[Cell]]:
    """The rows in their order; what was taken out of the person's sight meanwhile is left out, and noted as gone."""
    columns = asked.preferences.shown
    for first in range(0, len(keys), AT_ONCE):
        batch = keys[first : first + AT_ONCE]
        with tenancy.in_tenant(tenant_id):
            found = {row.pk: cells(columns, row) for row in asked.load(asked.found.filter(pk__in=batch))}
        gone += [key for key in batch if key not in found]
        yield from (found[key] for key in batch if key in found)


def _store(export_id: str, content: bytes, rows: int) -> None:
    """Once, and only if the person may still have it: making it took a while."""
    waiting = Export.objects.filter(pk=export_id, state=State.WAITING)
    export = waiting.select_for_update(of=("self",)).first()
    if export is None:
        return
    member = _whoever_may_have(export)
    if member is None:
        _settle(export, State.REFUSED)
        return
    ExportFile.objects.create(export=export, tenant_id=export.tenant_id, content=content)
    _settle(export, State.READY, rows)
    notify(to=[member], kind=Notification.Kind.EXPORT_READY, about=export)


def _settle(export: Export, state: str, rows: int | None = None) -> None:
    now = timezone.now()
    waiting = Export.objects.filter(pk=export.pk, state=State.WAITING)
    waiting.update(state=state, rows=rows, query="", settled_at=now, expires_at=now + KEPT)


def give_up_exports(*, tenant: Partner) -> int:
    """Part of housekeeping: say so where a file was tried to be made for a day and was not."""
    waiting = Export.objects.filter(tenant=tenant, state=State.WAITING, created_at__lt=timezone.now() - GIVEN_UP)
    lost = list(waiting.values_list("pk", flat=True)[:BATCH])
    now = timezone.now()
    return waiting.filter(pk__in=lost).update(state=State.FAILED, query="", settled_at=now)


def forget_exports(*, tenant: Partner) -> int:
    """Part of housekeeping: the files whose days are over."""
    over = Export.objects.filter(tenant=tenant, expires_at__lte=timezone.now())
    keys = list(over.values_list("pk", flat=True)[:BATCH])
    return over.filter(pk__in=keys).delete()[0]
