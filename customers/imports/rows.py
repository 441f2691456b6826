"""What a row of a file means: a new customer, an update of one that the company has, or what is wrong with it.

Only the own company's customers are looked at. Whether anybody else has a customer is neither asked nor told here:
else a file of names would be an answer about all of them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from customers import claims
from customers.forms.import_row import RowForm
from customers.forms.preregistration import MARKS
from customers.imports.known import Known
from customers.imports.words import NUMBER
from customers.models import Customer, CustomerImport, ImportLine
from customers.models.claim import Claim

#: Marks by which a row is found to be a customer that there is; the others may not be used twice.
NAMES_IT = (Claim.Kind.REGISTRATION_NUMBER, Claim.Kind.NAME)
State = ImportLine.State


class Judge:
    """Reads the rows of one file. Remembers the marks of the rows before, for two rows may be one customer."""

    def __init__(self, batch: CustomerImport, by: User) -> None:
        self.by, self.known = by, Known.to(by)
        self.columns: dict[str, int] = batch.mapping["columns"]
        self.defaults = {"country": by.partner.country if by.partner else "", "kind": Customer.Kind.ENTERPRISE.value}
        self.defaults["industry"] = batch.mapping.get("industry", "")
        self.seen: dict[Any, int] = {}

    def said(self, line: ImportLine) -> dict[str, str]:
        """The cells of the row by field; what it leaves out is what holds for all rows."""
        cells = {name: _cell(line.cells, column) for name, column in self.columns.items()}
        return {**cells, **{name: cells.get(name) or word for name, word in self.defaults.items()}}

    def form(self, line: ImportLine) -> RowForm:
        form = RowForm(self.said(line), by=self.by, known=self.known)
        form.is_valid()
        return form

    def remember(self, lines: Iterable[ImportLine]) -> None:
        """Rows that were judged before, by a worker that did not come to the end."""
        for line in lines:
            self._first(line, self._marks_of(line))

    def judge(self, lines: Sequence[ImportLine]) -> None:
        """Say of each row what it is."""
        forms = {line.number: self.form(line) for line in lines}
        numbers = {self.said(line).get(NUMBER, "").upper() for line in lines}
        by_number = {row.number: row for row in self._own().filter(number__in=numbers - {""})}
        by_mark = self._held({line.number: self._keys(forms[line.number]) for line in lines})
        for line in lines:
            self._judge(line, forms[line.number], by_number, by_mark)

    def _judge(
        self, line: ImportLine, form: RowForm, by_number: dict[str, Customer], by_mark: dict[tuple[str, str], Customer]
    ) -> None:
        number, keys = self.said(line).get(NUMBER, "").upper(), self._keys(form)
        found = by_number.get(number) if number else _first(by_mark, keys, NAMES_IT)
        line.customer, line.faults = found, {}
        if number and not found:
            line.faults = {NUMBER: _("Your company has no customer with this ID")}
        elif found:
            said, line.faults = form.contact()
            if not said and not line.faults:
                line.faults = {"": _("The row says nothing of the contact that could be updated")}
        else:
            line.faults = form.faults() or self._used(by_mark, keys)
        marks = [("customer", str(found.pk))] if found else list(keys.items())
        before = None if line.faults else self._first(line, marks)
        if before:
            line.faults = {"": _("The same customer as row %(number)s") % {"number": before}}
        line.state = State.FAULTY if line.faults else State.UPDATE if found else State.NEW

    def _used(self, by_mark: dict[tuple[str, str], Customer], keys: dict[str, str]) -> dict[str, str]:
        """The own company has another customer with this phone, e-mail or account."""
        for kind, key in keys.items():
            if holder := by_mark.get((kind, key)):
                return {
                    _FIELD_OF[kind]: _("%(customer)s of your company has this already") % {"customer": holder.number}
                }
        return {}

    def _first(self, line: ImportLine, marks: Iterable[tuple[str, str]]) -> int | None:
        """The row before with one of these marks; if there is none, this one is the first."""
        before = next((self.seen[mark] for mark in marks if mark in self.seen), None)
        if before is None:
            self.seen |= dict.fromkeys(marks, line.number)
        return before

    def _marks_of(self, line: ImportLine) -> list[tuple[str, str]]:
        if line.customer_id:
            return [("customer", str(line.customer_id))]
        return list(self._keys(self.form(line)).items())

    def _keys(self, form: RowForm) -> dict[str, str]:
        """The marks of what could be read: to be updated, a row need not be complete."""
        good = form.cleaned_data
        return claims.keys_of(Customer(**{name: good[name] for name in MARKS if good.get(name)}))

    def _own(self) -> Any:
        return Customer.objects.visible_to(self.by).filter(partner=self.by.partner)

    def _held(self, keys: dict[int, dict[str, str]]) -> dict[tuple[str, str], Customer]:
        """The customers of the own company that have these marks now."""
        wanted = {key for marks in keys.values() for key in marks.values()}
        running = Q(lapses_at=None) | Q(lapses_at__gt=timezone.now())
        held = Claim.objects.filter(running, tenant_id=self.by.tenant_id, customer__in=self._own(), key__in=wanted)
        return {(claim.kind, claim.key): claim.customer for claim in held.select_related("customer")}


_FIELD_OF = {
    Claim.Kind.REGISTRATION_NUMBER.value: "registration_number",
    Claim.Kind.NAME.value: "name",
    Claim.Kind.EMAIL.value: "email",
    Claim.Kind.MOBILE.value: "mobile",
    Claim.Kind.ACCOUNT_NAME.value: "account_name",
}


def _first(by_mark: dict[tuple[str, str], Customer], keys: dict[str, str], kinds: Iterable[str]) -> Customer | None:
    return next((by_mark[kind, keys[kind]] for kind in kinds if (kind, keys.get(kind)) in by_mark), None)


def _cell(cells: Sequence[str], column: int) -> str:
    """What the row says there. What we put before a sign that begins a formula is taken off again."""
    text = cells[column] if column < len(cells) else ""
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text
