"""What a person does with exports: ask for one, download it, delete it. A worker makes the file (export_file.py)."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language

from accounts.audit import record
from accounts.export_lists import ExportedList
from accounts.models import Export, ExportFile, User
from accounts.models.export import KEPT
from accounts.permissions import can_download, has
from partner_center.background import do_later
from partner_center.web import formats

MAKE = "accounts.tasks.make_export"
#: More rows than that are no list any more, and no spreadsheet one likes to open.
MOST_ROWS = 100_000
#: How many exports one person has at a time, waiting ones included.
MOST_KEPT = 20
#: No address of a list of ours is longer.
LONGEST_QUERY = 4_000


class TooMany(Exception):
    """The list has more than MOST_ROWS rows."""


class NoRoom(Exception):
    """The person has MOST_KEPT exports."""


@transaction.atomic
def create_export(*, listed: ExportedList, query: str, form: str, by: User) -> Export:
    """Note that the list, as the address asks for it, is to be made into a file; a worker does it."""
    has(by, listed.capability).or_raise()
    if len(query) > LONGEST_QUERY or form not in Export.Format.values:
        raise BadRequest
    # Two at once wait for each other: the last free place is given away once.
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    if Export.objects.visible_to(by).kept().count() >= MOST_KEPT:
        raise NoRoom
    asked = listed.asked(by, QueryDict(query))
    rows = asked.found.order_by()[: MOST_ROWS + 1].count()
    if rows > MOST_ROWS:
        raise TooMany
    export = Export.objects.create(
        tenant_id=by.tenant.pk,
        owner=by,
        role=by.role,
        list=listed.name,
        format=form,
        file_name=_file_name(listed, form, by),
        query=query,
        narrowed=asked.narrowed,
        language=get_language() or settings.LANGUAGE_CODE,
        expires_at=timezone.now() + KEPT,
    )
    record("export created", on=export, by=by, list=listed.name, rows=rows, export=str(export.pk))
    do_later(MAKE, tenant=by.tenant_id, lock=f"export:{by.pk}", export=str(export.pk))
    return export


def _file_name(listed: ExportedList, form: str, by: User) -> str:
    moment = formats.in_zone(timezone.now(), by.tenant.time_zone)
    return f"{listed.stem}-{moment:%Y%m%d-%H%M}.{form}"


@transaction.atomic
def download_export(*, export: Export, by: User) -> bytes:
    """The file, once more decided and written down."""
    current = Export.objects.visible_to(by).kept().select_for_update(of=("self",), no_key=True).get(pk=export.pk)
    can_download(by, current).or_raise()
    content = bytes(ExportFile.objects.get(export=current).content)
    record("export downloaded", on=current, by=by, list=current.list, rows=current.rows, export=str(current.pk))
    return content


@transaction.atomic
def delete_export(*, export: Export, by: User) -> None:
    """Make room. A job that waits for it finds nothing to do."""
    current = Export.objects.visible_to(by).select_for_update(of=("self",)).get(pk=export.pk)
    record("export deleted", on=current, by=by, list=current.list, export=str(current.pk))
    current.delete()
