"""What the forms of an opportunity's information share."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from customers.models.reference import ReferenceEntry
from opportunities.models import Offers, Opportunity
from opportunities.progress import BANDS, Phase

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class FormContext:
    """What a form must know to judge what was typed: the tenant, the day, the record if there is one."""

    tenant: Partner
    today: date
    opportunity: Opportunity | None = None
    #: What step 2 answered; in Modify what is stored.
    bidding_project: bool = False
    #: Names of the customer's other open opportunities that the person may see, case folded.
    names_in_use: frozenset[str] = frozenset()
    #: The reference lists, shared by all forms of a page.
    offers: Offers = field(default_factory=Offers)


class InformationForm(forms.Form):
    """One group of information. `layout` lists its fieldsets: (legend or "", names of fields)."""

    use_required_attribute = False
    layout: ClassVar["tuple[tuple[StrOrPromise, tuple[str, ...]], ...]"]
    #: The model's fields that information() returns.
    stored: ClassVar[tuple[str, ...]]

    def __init__(self, data: Any = None, *, context: FormContext, initial: dict[str, Any] | None = None) -> None:
        self.context = context
        super().__init__(data, initial=initial)

    @classmethod
    def initial_from(cls, opportunity: Opportunity) -> dict[str, Any]:
        """What the form shows of a stored opportunity."""
        return {name: getattr(opportunity, name) for name in cls.stored}

    def information(self) -> dict[str, Any]:
        """The valid values by the model's field names."""
        return {name: self.cleaned_data[name] for name in self.stored}

    def groups(self) -> "list[tuple[StrOrPromise, list[BoundField]]]":
        """The fieldsets with their bound fields, for the template to loop over."""
        return [(legend, [self[name] for name in names if name in self.fields]) for legend, names in self.layout]

    def faults(self) -> Iterator[tuple[str, str]]:
        """What is wrong or not answered yet, in the order of the page: (id of the control, sentence)."""
        for _legend, fields in self.groups():
            yield from faults_of(fields)


def faults_of(fields: Sequence[BoundField]) -> Iterator[tuple[str, str]]:
    """The sentences of some fields. Radios and check boxes are entered at their first option."""
    for bound in fields:
        for sentence in bound.errors:
            yield bound.id_for_label or f"{bound.auto_id}_0", str(sentence)


def entry_of_list(
    label: "StrOrPromise", choose: "StrOrPromise", *, hint: "StrOrPromise" = ""
) -> forms.TypedChoiceField:
    """One entry of a reference list, which offer() brings; cleans to the entry."""
    return forms.TypedChoiceField(
        label=label, help_text=hint, error_messages={"required": choose, "invalid_choice": choose}
    )


def offer(field_: forms.Field, entries: Sequence[ReferenceEntry]) -> None:
    """Let one of these entries be selected, after an empty choice."""
    assert isinstance(field_, forms.TypedChoiceField)
    field_.choices = [("", ""), *((entry.code, str(entry)) for entry in entries)]
    field_.coerce = {entry.code: entry for entry in entries}.__getitem__


def radios(
    label: "StrOrPromise",
    choices: Any,
    choose: "StrOrPromise",
    *,
    hint: "StrOrPromise" = "",
    row: bool = False,
) -> forms.ChoiceField:
    """Radios, none chosen beforehand, with the sentence for when none is."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=hint,
        widget=forms.RadioSelect(attrs={"data-row": "1"} if row else {}),
        error_messages={"required": choose, "invalid_choice": choose},
    )


#: The two answers of a question of yes or no, as forms and addresses say them.
ANSWERS = [("yes", _("Yes")), ("no", _("No"))]


def yes_or_no(label: "StrOrPromise", choose: "StrOrPromise", hint: "StrOrPromise") -> forms.TypedChoiceField:
    """Two radios of which none is chosen beforehand; cleans to a bool."""
    return forms.TypedChoiceField(
        label=label,
        choices=ANSWERS,
        coerce=lambda answer: answer == "yes",
        help_text=hint,
        widget=forms.RadioSelect(attrs={"data-row": "1"}),
        error_messages={"required": choose, "invalid_choice": choose},
    )


def several(label: "StrOrPromise", choices: Any) -> forms.MultipleChoiceField:
    """Check boxes of which none need be chosen."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Select from the list")},
    )


def of_band(form: forms.Form, phase: Phase | None) -> BoundField:
    """Win Probability with the radios of the phase's band alone; with all of them while none is chosen."""
    field_ = copy.deepcopy(form.fields["probability"])
    if phase is not None:
        field_.choices = [(value, f"{value}%") for value in BANDS[phase]]  # type: ignore[attr-defined]
    return BoundField(form, field_, "probability")
