"""The files that an import gives: one to fill in, and the rows that need attention."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from customers.imports.words import FIELDS
from customers.models import CustomerImport, ImportLine
from partner_center.web.export_files import csv_file

State = ImportLine.State
#: The rows that did not come in, or will not.
UNWANTED = (State.FAULTY, State.REFUSED)
_ORDER = {name: place for place, name in enumerate(FIELDS)}


def template() -> bytes:
    """A file that has nothing but headings."""
    return csv_file([str(label) for label in FIELDS.values()], [])


def unwanted_rows(batch: CustomerImport) -> bytes:
    """The rows as the file had them, each with its number and what is wrong. What is stored is not in it."""
    return csv_file([*batch.header, _("Row"), _("Problem")], _rows(batch))


def _rows(batch: CustomerImport) -> Iterator[list[str]]:
    width = len(batch.header)
    for line in batch.lines.filter(state__in=UNWANTED).order_by("number"):
        cells = [*line.cells, *[""] * (width - len(line.cells))]
        yield [*cells, str(line.number), "; ".join(sentences(line))]


def faults_of(line: ImportLine) -> list[tuple[str, str]]:
    """Field and sentence in the order of the form; what is wrong with the row itself comes first."""
    return sorted(line.faults.items(), key=lambda fault: _ORDER.get(fault[0], -1))


def sentences(line: ImportLine) -> list[str]:
    """What is wrong with a row, field by field."""
    return [f"{FIELDS[name]}: {text}" if name in FIELDS else text for name, text in faults_of(line)]
