"""The good rows of an import brought in, some in each transaction: a worker's part, as import_lines.py says."""

from collections.abc import Callable, Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import Notification, User
from accounts.notifications import notify
from customers.actions.assign import MARKS, differences, modify_customer, modify_many
from customers.actions.import_lines import BROUGHT, enter, numbers, store
from customers.actions.preregistration import (
    NoChecksLeft,
    NoRoom,
    Refused,
    note_refusal,
    preregister,
    require_checks_left,
)
from customers.claims import Taken
from customers.conflict_words import said_of
from customers.models import Customer, CustomerImport, ImportLine
from customers.permissions import can_modify

State = ImportLine.State
#: A new customer, or what an update says of the contact.
Meant = Customer | Mapping[str, str]


@transaction.atomic
def write_lines(
    *, batch: CustomerImport, lines: Sequence[ImportLine], meant: Callable[[ImportLine], Meant], by: User
) -> None:
    """Bring in some rows, each as a page would do it. With none left, the import is finished."""
    _Rows(lines, meant, by).write()
    store(batch, lines, ["state", "faults", "customer", "version", "before"])
    if not lines:
        _finish(batch, by)


class _Rows:
    """The rows of one transaction.

    A limit that one has met is met by those behind it; they are not tried. Updates that anybody may make, of notes and
    of whom to talk to, are stored together.
    """

    def __init__(self, lines: Sequence[ImportLine], meant: Callable[[ImportLine], Meant], by: User) -> None:
        self.lines, self.meant, self.by = lines, meant, by
        self.met: dict[type[Refused], str] = {}
        self.known: dict[int, Customer] = {}
        self.together: list[tuple[Customer, Mapping[str, str]]] = []

    def write(self) -> None:
        """First the company is locked and then its customers, as by whoever preregisters one again."""
        new, updates = ([line for line in self.lines if line.state == state] for state in (State.NEW, State.UPDATE))
        for line in new:
            self._try(self._add, line)
        self.known = self._locked([line.customer_id or 0 for line in updates])
        for line in updates:
            self._try(self._update, line)
        modify_many(customers=self.together, by=self.by)

    def _locked(self, keys: Sequence[int]) -> dict[int, Customer]:
        rows = Customer.objects.visible_to(self.by).filter(partner=self.by.partner, pk__in=keys).order_by("pk")
        return {row.pk: row for row in rows.select_related("partner", "tenant").select_for_update(of=("self",))}

    def _try(self, work: Callable[[ImportLine], None], line: ImportLine) -> None:
        line.faults = {}
        try:
            work(line)
        except Taken as taken:
            # Whoever meets one taken customer after the other must not read a whole market off a file.
            note_refusal(by=self.by)
            new = line.state == State.NEW
            _refuse(line, said_of(taken, self.by) if new else _("Somebody has this phone or email already"))
        except (NoRoom, NoChecksLeft) as limit:
            self.met[type(limit)] = str(limit.reason)
            _refuse(line, str(limit.reason))
        except (Refused, PermissionDenied) as refused:
            _refuse(line, str(getattr(refused, "reason", refused)))

    def _add(self, line: ImportLine) -> None:
        if sentence := self.met.get(NoChecksLeft) or self.met.get(NoRoom):
            _refuse(line, sentence)
            return
        require_checks_left(self.by)
        customer = self.meant(line)
        assert isinstance(customer, Customer)
        line.customer, line.version = preregister(customer=customer, by=self.by), customer.version
        line.state = State.IN_REVIEW if customer.state == Customer.State.PENDING_REVIEW else State.CREATED

    def _update(self, line: ImportLine) -> None:
        current, said = self.known.get(line.customer_id or 0), self.meant(line)
        assert isinstance(said, Mapping)
        if current is None:
            _refuse(line, _("Your company does not have this customer any more"))
            return
        can_modify(self.by, current).or_raise()
        changed = differences(current, said)
        before = {name: getattr(current, name) for name in said}
        if not MARKS & set(changed):
            self.together.append((current, said))
        elif sentence := self.met.get(NoChecksLeft):
            _refuse(line, sentence)
            return
        else:
            require_checks_left(self.by)
            modify_customer(customer=current, information=said, seen_version=current.version, by=self.by)
        line.before, line.version, line.state = before, current.version + bool(changed), State.UPDATED


def _refuse(line: ImportLine, sentence: str) -> None:
    line.state, line.faults = State.REFUSED, {"": sentence}


def _finish(batch: CustomerImport, by: User) -> None:
    batch.finished_at = timezone.now()
    batch.save(update_fields=["finished_at"])
    enter(batch, CustomerImport.State.DONE)
    record("import finished", on=batch, by=by, **numbers(batch, *BROUGHT, State.REFUSED, State.FAULTY))
    words = {"done": str(batch.number_of(*BROUGHT)), "total": str(batch.total)}
    notify(to=[by], kind=Notification.Kind.IMPORT_READY, about=batch, words=words, once=f"import:{batch.pk}")
