"""How a worker goes through the rows of an import: some at a time, each time in a transaction of its own.

Whatever a worker was killed in is taken up by the next one, which finds what is not done yet.
"""

from collections.abc import Callable
from uuid import UUID

from django.utils import translation
from django.utils.translation import get_language

from accounts.mail import in_language_of
from accounts.models import User
from customers.actions.import_lines import BROUGHT, note_checked, stop_import
from customers.actions.import_undo import undo_lines
from customers.actions.import_write import Meant, write_lines
from customers.imports.rows import Judge
from customers.models import CustomerImport, ImportLine
from customers.permissions import can_import
from partner_center import tenancy

#: Rows of one transaction. One that takes customers keeps the others of the company waiting who take some, so fewer.
CHECKED, WRITTEN = 500, 100
State = CustomerImport.State
Line = ImportLine.State
#: Does some rows; whether there may be more.
Step = Callable[[CustomerImport, User], bool]


def check(tenant: int, key: str, by: int) -> None:
    """Say of every row what it is."""
    judges: list[Judge] = []

    def some(batch: CustomerImport, user: User) -> bool:
        if not judges:
            judges.append(Judge(batch, user))
            judged = batch.lines.filter(state__in=(Line.NEW, Line.UPDATE)).order_by("number")
            judges[0].remember(judged.iterator(CHECKED))
        lines = list(batch.lines.filter(state=Line.WAITING).order_by("number")[:CHECKED])
        judges[0].judge(lines)
        note_checked(batch=batch, lines=lines, by=user)
        return bool(lines)

    _until_done(tenant, key, by, State.CHECKING, some)


def write(tenant: int, key: str, by: int) -> None:
    """Bring in the good rows, in the order of the file."""

    def some(batch: CustomerImport, user: User) -> bool:
        judge = Judge(batch, user)

        def meant(line: ImportLine) -> Meant:
            form = judge.form(line)
            return form.customer() if line.state == Line.NEW else form.contact()[0]

        good = batch.lines.filter(state__in=(Line.NEW, Line.UPDATE))
        lines = list(good.order_by("number")[:WRITTEN])
        write_lines(batch=batch, lines=lines, meant=meant, by=user)
        return bool(lines)

    _until_done(tenant, key, by, State.IMPORTING, some)


def undo(tenant: int, key: str, by: int) -> None:
    """Take back what was imported, the last row first."""

    def some(batch: CustomerImport, user: User) -> bool:
        imported = batch.lines.filter(state__in=BROUGHT)
        lines = list(imported.order_by("-number")[:WRITTEN])
        undo_lines(batch=batch, lines=lines, by=user)
        return bool(lines)

    _until_done(tenant, key, by, State.UNDOING, some)


def _until_done(tenant: int, key: str, by: int, state: State, step: Step) -> None:
    while _once(tenant, UUID(key), by, state, step):
        pass


def _once(tenant: int, key: UUID, by: int, state: State, step: Step) -> bool:
    with tenancy.in_tenant(tenant):
        rows = CustomerImport.objects.select_for_update(of=("self",)).filter(pk=key, state=state)
        batch = rows.first()
        if batch is None:
            return False
        user = User.objects.select_related("partner__parent", "distributor").get(pk=by)
        if not user.is_active or not can_import(user):
            # Whoever started it has left, or does something else by now.
            stop_import(batch=batch, by=None)
            return False
        with in_language_of(user), translation.override(batch.mapping.get("language") or get_language()):
            return step(batch, user)
