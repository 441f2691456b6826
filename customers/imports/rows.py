"""What a row of a file means: a new customer, an update of one that the company has, or what is wrong with it.

Only the own company's customers are looked at. Whether anybody else has a customer is neither asked nor told here:
else a file of names would be an answer about all of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read, with the marks of whoever it is about."""

    line: ImportLine
    number: str
    form: RowForm
    keys: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Own:
    """The customers of the own company that some rows may mean: their IDs and numbers, by number and by mark."""

    by_number: Mapping[str, int]
    by_mark: Mapping[tuple[str, str], tuple[int, str]]

    def meant_by(self, row: Row) -> int | None:
        if row.number:
            return self.by_number.get(row.number)
        return next(
            (found[0] for kind in NAMES_IT if (found := self.by_mark.get((kind, row.keys.get(kind, ""))))), None
        )

    def used_by_another(self, row: Row) -> dict[str, str]:
        """The own company has another customer with this phone, e-mail or account."""
        for mark in row.keys.items():
            if holder := self.by_mark.get(mark):
                return {
                    _FIELD_OF[mark[0]]: _("%(customer)s of your company has this already") % {"customer": holder[1]}
                }
        return {}


class Judge:
    """Reads the rows of one file. Remembers the marks of the rows before, for two rows may be one customer."""

    def __init__(self, batch: CustomerImport, by: User) -> None:
        self.by, self.blank = by, RowForm(by=by, known=Known.to(by))
        self.columns: dict[str, int] = batch.mapping["columns"]
        self.defaults = {"country": by.partner.country if by.partner else "", "kind": Customer.Kind.ENTERPRISE.value}
        self.defaults["industry"] = batch.mapping.get("industry", "")
        self.seen: dict[Any, int] = {}

    def said(self, line: ImportLine) -> dict[str, str]:
        """The cells of the row by field; what it leaves out is what holds for all rows."""
        cells = {name: _cell(line.cells, column) for name, column in self.columns.items()}
        return {**cells, **{name: cells.get(name) or word for name, word in self.defaults.items()}}

    def form(self, line: ImportLine) -> RowForm:
        return self.blank.of(self.said(line))

    def remember(self, lines: Iterable[ImportLine]) -> None:
        """Rows that were judged before, by a worker that did not come to the end."""
        for line in lines:
            self._first(line, _marks(line.customer_id, self._read(line)))

    def judge(self, lines: Sequence[ImportLine]) -> None:
        """Say of each row what it is."""
        rows = [self._read(line) for line in lines]
        own = self._own(rows)
        for row in rows:
            self._judge(row, own)

    def _read(self, line: ImportLine) -> Row:
        form = self.form(line)
        return Row(line, form.data.get(NUMBER, "").upper(), form, _keys(form))

    def _judge(self, row: Row, own: Own) -> None:
        line, found = row.line, own.meant_by(row)
        line.customer_id, line.faults = found, {}
        if row.number and not found:
            line.faults = {NUMBER: _("Your company has no customer with this ID")}
        elif found:
            said, line.faults = row.form.contact()
            if not said and not line.faults:
                line.faults = {"": _("The row says nothing of the contact that could be updated")}
        else:
            line.faults = row.form.faults() or own.used_by_another(row)
        before = None if line.faults else self._first(line, _marks(found, row))
        if before:
            line.faults = {"": _("The same customer as row %(number)s") % {"number": before}}
        line.state = State.FAULTY if line.faults else State.UPDATE if found else State.NEW

    def _first(self, line: ImportLine, marks: Iterable[tuple[str, str]]) -> int | None:
        """The row before with one of these marks; if there is none, this one is the first."""
        before = next((self.seen[mark] for mark in marks if mark in self.seen), None)
        if before is None:
            self.seen |= dict.fromkeys(marks, line.number)
        return before

    def _own(self, rows: Sequence[Row]) -> Own:
        """What the company has now; asked once for all of the rows."""
        own = Customer.objects.visible_to(self.by).filter(partner=self.by.partner)
        numbers = {row.number for row in rows} - {""}
        wanted = {key for row in rows for key in row.keys.values()}
        running = Q(lapses_at=None) | Q(lapses_at__gt=timezone.now())
        held = Claim.objects.filter(running, tenant_id=self.by.tenant_id, customer__in=own, key__in=wanted)
        marks = held.values_list("kind", "key", "customer_id", "customer__number")
        return Own(
            dict(own.filter(number__in=numbers).values_list("number", "pk")),
            {(kind, key): (customer, number) for kind, key, customer, number in marks},
        )


_FIELD_OF = {
    Claim.Kind.REGISTRATION_NUMBER.value: "registration_number",
    Claim.Kind.NAME.value: "name",
    Claim.Kind.EMAIL.value: "email",
    Claim.Kind.MOBILE.value: "mobile",
    Claim.Kind.ACCOUNT_NAME.value: "account_name",
}


def _keys(form: RowForm) -> dict[str, str]:
    """The marks of what could be read: to be updated, a row need not be complete."""
    good = form.cleaned_data
    return claims.keys_of(Customer(**{name: good[name] for name in MARKS if good.get(name)}))


def _marks(found: int | None, row: Row) -> list[tuple[str, str]]:
    """By what another row would be about the same customer."""
    return [("customer", str(found))] if found else list(row.keys.items())


def _cell(cells: Sequence[str], column: int) -> str:
    """What the row says there. What we put before a sign that begins a formula is taken off again."""
    text = cells[column] if column < len(cells) else ""
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text
