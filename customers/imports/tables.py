"""The rows of an import as its page shows them: the first good ones, and those that need attention."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from customers.columns import number_link
from customers.imports.files import UNWANTED, faults_of
from customers.imports.rows import Judge
from customers.imports.words import FIELDS
from customers.models import CustomerImport, ImportLine
from partner_center.web import formats
from partner_center.web.templatetags.ui import chip

#: Rows on the page; the file has all that need attention.
GOOD, FAULTY = 50, 200
#: What a good row shows.
_SHOWN = ("name", "contact_name", "mobile", "email")
State = ImportLine.State


@dataclass(frozen=True, slots=True)
class Table:
    """A few rows of the file: headings, and under each what the row has there."""

    id: str
    title: str
    headings: list[str]
    cells: list[list[SafeString | str]]
    note: str = ""

    @property
    def rows(self) -> list[list[tuple[str, SafeString | str]]]:
        """Each cell with its heading, which a narrow screen shows beside it."""
        return [list(zip(self.headings, row, strict=True)) for row in self.cells]


def good_rows(batch: CustomerImport, user: User) -> Table:
    """What is about to come in. Typed by the reader a moment ago, so it is shown as a form shows it."""
    judge = Judge(batch, user)
    found = batch.lines.filter(state__in=(State.NEW, State.UPDATE)).select_related("customer").order_by("number")
    total = batch.number_of(State.NEW, State.UPDATE)
    headings = [_("Row"), *(str(FIELDS[name]) for name in _SHOWN), _("What is done")]
    rows = [_good(line, judge.said(line)) for line in found[:GOOD]]
    title = _("First good rows") if total > GOOD else _("Good rows")
    note = (
        _("The first %(shown)s of %(total)s.") % {"shown": GOOD, "total": formats.whole(total)} if total > GOOD else ""
    )
    return Table("good", title, headings, rows, note)


def _good(line: ImportLine, said: dict[str, str]) -> list[SafeString | str]:
    cells = [_typed(said.get(name, "")) for name in _SHOWN]
    if line.customer:
        does = format_html(
            '{} <span class="pc-nowrap">{}</span>', chip(_("Updates"), "info"), number_link(line.customer)
        )
    else:
        does = chip(_("New"), "ok")
    return [formats.whole(line.number), *cells, does]


def unwanted_rows(batch: CustomerImport, user: User) -> Table:
    """What needs attention: each fault in words, beside what was typed."""
    judge = Judge(batch, user)
    found = batch.lines.filter(state__in=UNWANTED).order_by("number")
    total = batch.number_of(*UNWANTED)
    rows = [_unwanted(line, judge.said(line)) for line in found[:FAULTY]]
    title = _("Needs attention") if batch.number_of(State.FAULTY) == total else _("Not imported")
    words = {"shown": FAULTY, "total": formats.whole(total)}
    note = _("The first %(shown)s of %(total)s; the file has all of them.") % words if total > FAULTY else ""
    return Table("attention", title, [_("Row"), str(FIELDS["name"]), _("Problem")], rows, note)


def _unwanted(line: ImportLine, said: dict[str, str]) -> list[SafeString | str]:
    return [
        formats.whole(line.number),
        _typed(said.get("name", "")),
        _in_lines([_problem(said, *fault) for fault in faults_of(line)]),
    ]


def _typed(text: str) -> SafeString:
    return format_html("<bdi>{}</bdi>", text) if text else formats.nothing()


def _problem(said: dict[str, str], field: str, sentence: str) -> SafeString | str:
    if field not in FIELDS:
        return sentence
    typed = said.get(field, "")[:60]
    if not typed:
        return f"{FIELDS[field]}: {sentence}"
    return format_html('{} <q class="pc-muted"><bdi>{}</bdi></q>: {}', FIELDS[field], typed, sentence)


def kept_rows(batch: CustomerImport) -> Table:
    """What could not be taken back, by the numbers of the customers."""
    found = batch.lines.filter(state=State.KEPT).select_related("customer").order_by("number")
    rows: list[list[SafeString | str]] = [
        [formats.whole(line.number), number_link(line.customer), line.faults.get("", "")]
        for line in found[:FAULTY]
        if line.customer
    ]
    return Table("kept", _("Not undone"), [_("Row"), _("Customer ID"), _("Why")], rows)


def _in_lines(parts: Sequence[SafeString | str]) -> SafeString | str:
    """One under the other."""
    if not parts:
        return ""
    made: SafeString | str = parts[0]
    for part in parts[1:]:
        made = format_html("{}<br>{}", made, part)
    return made
