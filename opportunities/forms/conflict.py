"""Two people modify one group of information: what the one typed is laid over what the other saved.

A form of Modify carries, hidden, each value as it was shown. So it can be told which inputs the person changed:
those stay as typed, all others take the value that is stored now. Everything is compared as browsers send it.

Where both changed one field, the page asks whose value it shall be. "Theirs" is what the page showed as stored; should
somebody have saved once more meanwhile, it counts as untouched, and the newest value takes its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from opportunities.forms.base import InformationForm
from opportunities.forms.revenue import RevenueForm
from opportunities.information import PERSONAL
from partner_center.web import formats
from partner_center.web.wizard import Answers

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHOWN = "shown-"
#: The product lines count as one input: whose list it is cannot be told line by line.
LINES = "lines"
CHOICE, THEIRS = "choice-", "theirs"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that both changed, and not to the same value; whose value it shall be is asked by `name`."""

    name: str
    label: "StrOrPromise"
    typed: str
    stored: str
    #: Personal data is stored, and no page shows it unasked.
    hidden: bool = False


def shown(form: InformationForm) -> list[tuple[str, str]]:
    """The hidden inputs that say what the form showed when it was opened: [(name, value)]."""
    values = [(f"{SHOWN}{name}", value) for name, raw in _raw_values(form) for value in raw]
    if isinstance(form, RevenueForm):
        values.append((f"{SHOWN}{LINES}", _lines_shown(form)))
    return values


def _raw_values(form: InformationForm) -> Iterator[tuple[str, list[str]]]:
    for name in form.fields:
        value = form[name].value()
        many = isinstance(value, list | tuple)
        yield name, [str(each) for each in value] if many else ["" if value is None else str(value)]


def merged(current: InformationForm, sent: QueryDict) -> tuple[dict[str, list[str]], list[Difference]]:
    """The answers to go on with, and where both changed something.

    `current` shows what is stored now.
    """
    answers: dict[str, list[str]] = {}
    differences = []
    for name, stored in _raw_values(current):
        typed, before = sent.getlist(name), _tidy(sent.getlist(f"{SHOWN}{name}"))
        if _tidy(typed) == before:
            answers[name] = stored
            continue
        answers[name] = typed
        # Personal data is never shown, so nobody can tell whether it is still what it was.
        if _tidy(stored) not in (before, _tidy(typed)) or _is_hidden(current, name):
            differences.append(_difference(current, name, typed, stored))
    if isinstance(current, RevenueForm):
        lines = _line_answers(dict(sent.lists()))
        if _joined(lines) == sent.get(f"{SHOWN}{LINES}"):
            lines = _lines_of(current)
        elif _lines_shown(current) not in (sent.get(f"{SHOWN}{LINES}"), _joined(lines)):
            label = _("Main Products")
            differences.append(Difference(f"{CHOICE}{LINES}", label, _joined(lines), _lines_shown(current)))
        answers |= lines
    return answers, differences


def chosen(current: InformationForm, sent: QueryDict) -> QueryDict:
    """What was sent, with their value wherever the person chose it."""
    result = sent.copy()
    for name in current.fields:
        if sent.get(f"{CHOICE}{name}") == THEIRS:
            result.setlist(name, sent.getlist(f"{SHOWN}{name}"))
    if isinstance(current, RevenueForm) and sent.get(f"{CHOICE}{LINES}") == THEIRS:
        for name in _line_answers(dict(sent.lists())):
            result.pop(name, None)
        for name, values in _lines_of(current).items():
            result.setlist(name, values)
    return result


def _tidy(values: list[str]) -> list[str]:
    """Values to compare: browsers send nothing for boxes that nobody ticked, and line ends of their own."""
    return [tidy for value in values if (tidy := value.replace("\r\n", "\n").strip())]


def _difference(current: InformationForm, name: str, typed: list[str], stored: list[str]) -> Difference:
    field = current[name]
    hidden = _is_hidden(current, name)
    return Difference(f"{CHOICE}{name}", field.label, _words(field, typed), _words(field, stored), hidden)


def _is_hidden(current: InformationForm, name: str) -> bool:
    return name in PERSONAL and bool(getattr(current.context.opportunity, name))


def _words(field: BoundField, raw: list[str]) -> str:
    """What a browser sent as a person reads it: choices by their labels."""
    labels: dict[str, str] = {}
    if isinstance(field.field, forms.ChoiceField):
        labels = {str(value): str(label) for value, label in field.field.widget.choices}
    return formats.listed(labels.get(value, value) for value in raw if value)


# --- Product lines ------------------------------------------------------------------------------------------


def line_numbers(answers: Answers) -> list[int]:
    """The product lines that the answers contain, counted from 1 without a gap."""
    numbers: list[int] = []
    while f"line-{len(numbers) + 1}-product" in answers:
        numbers.append(len(numbers) + 1)
    return numbers


def _lines_of(form: RevenueForm) -> dict[str, list[str]]:
    found = {}
    for line in form.lines:
        for name in line.fields:
            value = line[name].value()
            found[line.add_prefix(name)] = ["" if value is None else str(value)]
    return found


def _line_answers(sent: Answers) -> dict[str, list[str]]:
    names = [f"line-{number}-{name}" for number in line_numbers(sent) for name in ("product", "monthly_revenue")]
    return {name: list(sent.get(name, [""])) for name in names}


def _lines_shown(form: RevenueForm) -> str:
    return _joined(_lines_of(form))


def _joined(lines: Answers) -> str:
    """The lines as one text, to compare and to show: "servers 8,000.00, storage 2,000.00"."""
    pairs = (
        (lines[f"line-{number}-product"], lines.get(f"line-{number}-monthly_revenue", [""]))
        for number in line_numbers(lines)
    )
    return ", ".join(f"{' '.join(product)} {' '.join(revenue)}".strip() for product, revenue in pairs)
