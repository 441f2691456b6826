"""What a worker does with the rows of an import: note what they are, bring them in, take them back.

Each call is one transaction with some rows; what a row has come to is stored with what was done for it, so a worker
that was killed between two calls leaves nothing half done, and nothing is done twice.
"""

from collections.abc import Callable, Mapping, Sequence

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import Notification, User
from accounts.notifications import notify
from customers.actions.assign import MARKS, modify_customer
from customers.actions.preregistration import Refused, note_refusal, preregister, release, require_checks_left
from customers.claims import Taken
from customers.conflict_words import said_of
from customers.models import Claim, Customer, CustomerEvent, CustomerImport, ImportLine, Review

State = ImportLine.State
#: A new customer, or what an update says of the contact.
Meant = Customer | Mapping[str, str]
#: What is made with a customer itself, and goes with it.
_ITS_OWN = {Claim, CustomerEvent, Review, ImportLine}


@transaction.atomic
def note_checked(*, batch: CustomerImport, lines: Sequence[ImportLine], by: User) -> None:
    """Store what the rows are. With none left, the file can be looked at."""
    _store(batch, lines, ["state", "faults", "customer"])
    if not lines:
        _enter(batch, CustomerImport.State.PREVIEWED)


@transaction.atomic
def write_lines(
    *, batch: CustomerImport, lines: Sequence[ImportLine], meant: Callable[[ImportLine], Meant], by: User
) -> None:
    """Bring in some rows, each by the verb that a page would use. With none left, the import is finished."""
    for line in lines:
        line.faults = {}
        try:
            # Whoever meets one taken customer after the other must not read a whole market off a file.
            with transaction.atomic():
                _write(line, meant(line), by)
        except Taken as taken:
            note_refusal(by=by)
            _refuse(
                line, said_of(taken, by) if line.state == State.NEW else _("Somebody has this phone or email already")
            )
        except (Refused, PermissionDenied) as refused:
            _refuse(line, str(getattr(refused, "reason", refused)))
        except ObjectDoesNotExist:
            _refuse(line, _("Your company does not have this customer any more"))
    _store(batch, lines, ["state", "faults", "customer", "version", "before"])
    if not lines:
        _finish(batch, by)


def _write(line: ImportLine, meant: Meant, by: User) -> None:
    if isinstance(meant, Customer):
        require_checks_left(by)
        customer = preregister(customer=meant, by=by)
        line.customer, line.version, line.state = customer, customer.version, State.CREATED
        return
    if MARKS & set(meant):
        require_checks_left(by)
    rows = Customer.objects.visible_to(by).select_for_update(of=("self",))
    current = rows.get(pk=line.customer_id or 0, partner=by.partner)
    line.before = {name: getattr(current, name) for name in meant}
    changed = modify_customer(customer=current, information=meant, seen_version=current.version, by=by)
    line.version, line.state = current.version + bool(changed), State.UPDATED


def _refuse(line: ImportLine, sentence: str) -> None:
    line.state, line.faults = State.REFUSED, {"": sentence}


@transaction.atomic
def undo_lines(*, batch: CustomerImport, lines: Sequence[ImportLine], by: User) -> None:
    """Take back some rows, unless somebody has worked with the customer since. With none left, the undo is finished."""
    for line in lines:
        line.faults = {}
        try:
            with transaction.atomic():
                reason = _undo(line, by)
        except Taken:
            note_refusal(by=by)
            reason = _("What stood there before can't be restored now")
        except (Refused, PermissionDenied) as refused:
            reason = str(getattr(refused, "reason", refused))
        line.state = State.KEPT if reason else State.UNDONE
        line.faults = {"": reason} if reason else {}
    _store(batch, lines, ["state", "faults"])
    if not lines:
        _enter(batch, CustomerImport.State.UNDONE)
        record("import undone", on=batch, by=by, **_numbers(batch, State.UNDONE, State.KEPT))


def _undo(line: ImportLine, by: User) -> str:
    """Why the row stays; nothing where it was taken back."""
    rows = Customer.objects.visible_to(by).select_for_update(of=("self",))
    current = rows.filter(pk=line.customer_id or 0).first()
    if current is None or current.version != line.version:
        return _("Somebody has changed the customer since")
    if line.state == State.UPDATED:
        modify_customer(customer=current, information=line.before, seen_version=current.version, by=by)
        return ""
    if _is_used(current):
        return _("Somebody has worked with the customer since")
    release(customer=current, reason=_("Its import was undone"), by=by)
    return ""


def _is_used(customer: Customer) -> bool:
    """Whether anything refers to the customer that did not come with it: opportunities, targets, whatever there is."""
    relations = [one for one in Customer._meta.get_fields(include_hidden=True) if isinstance(one, models.ManyToOneRel)]
    return any(_refers(one, customer) for one in relations if one.related_model not in _ITS_OWN)


def _refers(relation: models.ManyToOneRel, customer: Customer) -> bool:
    rows = relation.related_model._default_manager.filter(tenant_id=customer.tenant_id)
    return bool(rows.filter(**{relation.field.name: customer}).exists())


@transaction.atomic
def stop_import(*, batch: CustomerImport, by: User | None) -> None:
    """Say that nobody works at it any more: whoever started it may not, or its job was given up."""
    batch.stopped_while = batch.state
    _enter(batch, CustomerImport.State.FAILED)


def _store(batch: CustomerImport, lines: Sequence[ImportLine], fields: list[str]) -> None:
    ImportLine.objects.bulk_update(lines, fields, batch_size=200)
    counted = batch.lines.order_by().values_list("state").annotate(number=models.Count("pk"))
    batch.counts = dict(counted)
    batch.done += len(lines)
    batch.touched_at = timezone.now()
    batch.save(update_fields=["counts", "done", "touched_at"])


def _enter(batch: CustomerImport, state: CustomerImport.State) -> None:
    batch.state = state
    batch.save(update_fields=["state", "stopped_while"])


def _finish(batch: CustomerImport, by: User) -> None:
    batch.finished_at = timezone.now()
    batch.save(update_fields=["finished_at"])
    _enter(batch, CustomerImport.State.DONE)
    told = _numbers(batch, State.CREATED, State.UPDATED, State.REFUSED, State.FAULTY)
    record("import finished", on=batch, by=by, **told)
    words = {"done": str(batch.number_of(State.CREATED, State.UPDATED)), "total": str(batch.total)}
    notify(to=[by], kind=Notification.Kind.IMPORT_READY, about=batch, words=words, once=f"import:{batch.pk}")


def _numbers(batch: CustomerImport, *states: str) -> dict[str, object]:
    return {state: batch.number_of(state) for state in states}
