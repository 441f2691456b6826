"""Two people modify one group of information: what the one typed is laid over what the other saved.

A form of Modify carries, hidden, each value as it was shown. So it can be told which inputs the person changed:
those stay as typed, all others take the value that is stored now. Everything is compared as browsers send it.
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


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the person changed and that is stored otherwise now."""

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
    """The answers to go on with, and where the person's and the stored ones differ.

    `current` shows what is stored now.
    """
    answers: dict[str, list[str]] = {}
    differences = []
    for name, stored in _raw_values(current):
        typed = sent.getlist(name)
        if _tidy(typed) == _tidy(sent.getlist(f"{SHOWN}{name}")):
            answers[name] = stored
            continue
        answers[name] = typed
        if _tidy(typed) != _tidy(stored):
            differences.append(_difference(current, name, typed, stored))
    if isinstance(current, RevenueForm):
        lines = _line_answers(dict(sent.lists()))
        if _joined(lines) == sent.get(f"{SHOWN}{LINES}"):
            lines = _lines_of(current)
        elif _joined(lines) != _lines_shown(current):
            differences.append(Difference(_("Main Products"), _joined(lines), _lines_shown(current)))
        answers |= lines
    return answers, differences


def _tidy(values: list[str]) -> list[str]:
    """Values to compare: browsers send nothing for boxes that nobody ticked, and line ends of their own."""
    return [tidy for value in values if (tidy := value.replace("\r\n", "\n").strip())]


def _difference(current: InformationForm, name: str, typed: list[str], stored: list[str]) -> Difference:
    field = current[name]
    hidden = name in PERSONAL and bool(getattr(current.context.opportunity, name))
    return Difference(field.label, _words(field, typed), _words(field, stored), hidden)


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
