"""What an import did, taken back, some rows in each transaction: a worker's part, as import_lines.py says."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from customers.actions.assign import MARKS, differences, modify_customer, modify_many
from customers.actions.import_lines import enter, numbers, store
from customers.actions.preregistration import Refused, note_refusal, release
from customers.claims import Taken
from customers.models import Claim, Customer, CustomerEvent, CustomerImport, ImportLine, Review
from customers.permissions import can_modify

State = ImportLine.State
#: What is made with a customer itself, and goes with it.
_ITS_OWN = {Claim, CustomerEvent, Review, ImportLine}


@transaction.atomic
def undo_lines(*, batch: CustomerImport, lines: Sequence[ImportLine], by: User) -> None:
    """Take back some rows, unless somebody has worked with the customer since. With none left, the undo is finished."""
    rows = Customer.objects.visible_to(by).filter(pk__in=[line.customer_id or 0 for line in lines]).order_by("pk")
    locked = {row.pk: row for row in rows.select_related("partner", "tenant").select_for_update(of=("self",))}
    together: list[tuple[Customer, Mapping[str, str]]] = []
    for line in lines:
        try:
            reason = _undo(line, locked.get(line.customer_id or 0), together, by)
        except Taken:
            note_refusal(by=by)
            reason = _("What stood there before can't be restored now")
        except (Refused, PermissionDenied) as refused:
            reason = str(getattr(refused, "reason", refused))
        line.state = State.KEPT if reason else State.UNDONE
        line.faults = {"": reason} if reason else {}
    modify_many(customers=together, by=by)
    store(batch, lines, ["state", "faults"])
    if not lines:
        enter(batch, CustomerImport.State.UNDONE)
        record("import undone", on=batch, by=by, **numbers(batch, State.UNDONE, State.KEPT))


def _undo(
    line: ImportLine, current: Customer | None, together: list[tuple[Customer, Mapping[str, str]]], by: User
) -> str:
    """Why the row stays; nothing where it was taken back, or is taken back together with others."""
    if current is None or current.version != line.version:
        return _("Somebody has changed the customer since")
    if line.state != State.UPDATED:
        if _is_used(current):
            return _("Somebody has worked with the customer since")
        release(customer=current, reason=_("Its import was undone"), by=by)
    elif MARKS & set(differences(current, line.before)):
        modify_customer(customer=current, information=line.before, seen_version=current.version, by=by)
    else:
        can_modify(by, current).or_raise()
        together.append((current, line.before))
    return ""


def _is_used(customer: Customer) -> bool:
    """Whether anything refers to the customer that did not come with it: opportunities, targets, whatever there is."""
    relations = [one for one in Customer._meta.get_fields(include_hidden=True) if isinstance(one, models.ManyToOneRel)]
    return any(_refers(one, customer) for one in relations if one.related_model not in _ITS_OWN)


def _refers(relation: models.ManyToOneRel, customer: Customer) -> bool:
    rows = relation.related_model._default_manager.filter(tenant_id=customer.tenant_id)
    return bool(rows.filter(**{relation.field.name: customer}).exists())
