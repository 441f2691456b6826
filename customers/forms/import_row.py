"""One row of a file, judged as the form of one customer would judge it."""

from collections.abc import Mapping
from copy import copy
from dataclasses import fields
from typing import Any, Self

from accounts.models import User
from customers.actions.assign import MODIFIABLE
from customers.forms.preregistration import PreregisterForm
from customers.imports.known import Known, WordField


class RowForm(PreregisterForm):
    """The form of Preregister customer. What is chosen there is said here in words, read once for all rows."""

    def __init__(self, *, by: User, known: Known) -> None:
        super().__init__({}, by=by)
        for choice in fields(known):
            if choice.name in self.fields:
                self.fields[choice.name] = WordField(self.fields[choice.name], getattr(known, choice.name))

    def of(self, said: Mapping[str, str]) -> Self:
        """This form, filled by a row. To make its fields takes longer than to read them, so they are made once."""
        self.data = said
        self.full_clean()
        return copy(self)

    def faults(self) -> dict[str, str]:
        """One sentence for each field that is wrong, and for the row."""
        return {"" if name == "__all__" else name: errors[0] for name, errors in _plain(self.errors).items()}

    def contact(self) -> tuple[dict[str, str], dict[str, str]]:
        """What an update takes from the row: what it says of the contact, and what is wrong with that."""
        said = [name for name in MODIFIABLE if self.data.get(name)]
        wrong = {name: text for name, text in self.faults().items() if name in said}
        return {name: self.cleaned_data[name] for name in said if name in self.cleaned_data}, wrong


def _plain(errors: Any) -> dict[str, list[str]]:
    return {name: [str(text) for text in texts] for name, texts in errors.items()}
