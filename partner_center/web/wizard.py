"""A wizard whose answers are kept as they were typed and validated anew on every request. Knows no model.

Kept raw, an answer needs no encoder and is never trusted because it was once good: step one may have changed since.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import RequestDataTooBig
from django.http import QueryDict
from django.utils.functional import Promise

from partner_center.web.sent import is_one_of

Answers = Mapping[str, list[str]]

#: More than any step asks for; the rest of a request with more names is not kept.
MOST_ANSWERS = 60
#: Far more than any field takes, so that whoever typed too much gets all of it back. Longer ones are refused: an answer
#: that was cut would say that it is kept.
LONGEST_ANSWER = 20_000


@dataclass(frozen=True, slots=True)
class Step:
    """One page of a wizard: its place in the address, its title, the form that judges it (step 1 has a list)."""

    slug: str
    title: str | Promise
    form: type[forms.Form] | None


@dataclass(frozen=True, slots=True)
class Stop:
    """A step as the progress indicator shows it."""

    label: str | Promise
    url: str
    #: "done", "current", "faulty" or "later".
    state: str


def typed(data: QueryDict, asked: Collection[str]) -> dict[str, list[str]]:
    """What a browser sent for what a step asks, right or wrong, and nothing besides."""
    names = [name for name in data if is_one_of(name, asked)][:MOST_ANSWERS]
    answers = {name: data.getlist(name) for name in names}
    if any(len(value) > LONGEST_ANSWER for values in answers.values() for value in values):
        raise RequestDataTooBig("An answer is longer than any that is kept.")
    return answers


def as_data(answers: Answers) -> QueryDict:
    """Kept answers as a form takes them."""
    data = QueryDict(mutable=True)
    for name, values in answers.items():
        data.setlist(name, values)
    return data


def as_initial(form: type[forms.Form], answers: Answers) -> dict[str, Any]:
    """Kept answers as values to show again, before anybody judges them."""
    return {
        name: answers[name] if isinstance(field, forms.MultipleChoiceField) else (answers[name] or [""])[0]
        for name, field in form.base_fields.items()
        if name in answers
    }
