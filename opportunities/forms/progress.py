"""Specify Progress: the five inputs, and what a signed or a lost opportunity asks besides.

The rules and their sentences stand in opportunities/entries.py; here they find their inputs.
"""

import copy
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from opportunities import entries
from opportunities.entries import Caution, Entry, Problem
from opportunities.forms.base import of_band
from opportunities.models import Opportunity, ProgressEntry
from opportunities.progress import (
    BANDS,
    OPENING_PHASES,
    PROBABILITIES,
    LostReason,
    Phase,
    TechnicalExchange,
    TestDetails,
    allowed_phases,
    probability_default,
)
from partner_center.web.date_fields import FlexibleDateField
from partner_center.web.fields import CleanCharField, MoneyField
from partner_center.web.wizard import Answers, as_initial, typed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_NOTES = entries.NOTE_LENGTHS
#: What only one phase asks; in any other phase it is not looked at.
ASKED_BY = {
    Phase.CONTRACT_SIGNED: ("signed_on", "actual_monthly_revenue"),
    Phase.LOST: ("lost_reason", "lost_competitor", "lost_note"),
}

#: Of inputs that stay when another phase is chosen, but are optional or not as that phase has it.
_FOLLOWS = {"data-follows": "phase"}


def _select(label: "StrOrPromise", choices: type[Any], choose: "StrOrPromise", **attrs: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", ""), *choices.choices],
        required=False,
        widget=forms.Select(attrs=attrs),
        error_messages={"required": choose, "invalid_choice": choose},
    )


def _note(subject: "StrOrPromise", name: str) -> CleanCharField:
    return CleanCharField(
        subject=subject,
        longest=_NOTES[name],
        lines=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": "2"}),
    )


class ProgressForm(forms.Form):
    use_required_attribute = False

    phase = forms.TypedChoiceField(
        label=_("Development Phase"),
        coerce=lambda code: Phase(int(code)),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Select a development phase")),
    )
    probability = forms.TypedChoiceField(
        label=_("Win Probability"),
        choices=[(value, f"{value}%") for value in PROBABILITIES],
        coerce=int,
        widget=forms.RadioSelect(attrs={"data-row": "1"}),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Select a win probability")),
    )
    technical_exchange = _select(
        _("Technical Exchange"), TechnicalExchange, _("Select the technical exchange status"), **_FOLLOWS
    )
    technical_exchange_note = _note(_("Technical exchange note"), "technical_exchange_note")
    test_details = _select(_("Test Details"), TestDetails, _("Select the test status"), **_FOLLOWS)
    test_note = _note(_("Test note"), "test_note")
    details = CleanCharField(
        subject=_("Progress details"),
        label=_("Progress Details"),
        enter=_("Enter progress details"),
        shortest=entries.DETAILS_SHORTEST,
        longest=entries.DETAILS_LONGEST,
        lines=True,
    )
    signed_on = FlexibleDateField(
        subject=_("Signing date"), enter=_("Enter the date when the contract was signed"), required=False
    )
    actual_monthly_revenue = MoneyField(
        subject=_("Actual monthly revenue"), enter=_("Enter the actual monthly revenue"), required=False
    )
    lost_reason = _select(_("Reason"), LostReason, _("Select why the opportunity was lost"))
    lost_competitor = CleanCharField(
        subject=_("Competitor"), longest=80, required=False, help_text=_("Only when it was lost to a competitor")
    )
    lost_note = _note(_("Note"), "lost_note")

    def __init__(
        self,
        data: Any = None,
        *,
        opportunity: Opportunity,
        last: ProgressEntry,
        asked_phase: Phase | None = None,
        kept: Answers | None = None,
    ) -> None:
        """`last` fills in what the newest entry said, `kept` what was typed and not saved.

        `asked_phase` is offered in place of the kept or the current one.
        """
        self.opportunity = opportunity
        current = opportunity.current_phase
        self._offered = allowed_phases(current, test_project=True)
        kept = kept or {}
        wanted = (asked_phase, _phase("".join(kept.get("phase", ()))), current, *self._offered)
        offer = next((phase for phase in wanted if phase and phase in self._offered), current)
        super().__init__(data, initial=_initial(opportunity, last, offer) | _restored(kept, offer))
        self.fields["phase"].choices = Phase.choices  # type: ignore[attr-defined]
        self.fields["phase"].widget.choices = _grouped(self._offered)
        self.fields["actual_monthly_revenue"].currency = opportunity.currency  # type: ignore[attr-defined]
        #: What was sent, whatever the rules say of it.
        self.said = Entry(phase=None, probability=None)
        #: The phase chosen by what was sent; else the one that the form starts with.
        self.chosen = _phase(data.get("phase", "")) if data is not None else offer
        self._fit_to_phase()

    def _fit_to_phase(self) -> None:
        """Say which inputs are optional in the chosen phase, and what its band is."""
        fields, chosen = self.fields, self.chosen
        if not self.opportunity.test_project:
            fields["test_details"].widget.choices = [(TestDetails.NOT_REQUIRED.value, TestDetails.NOT_REQUIRED.label)]
            fields["test_details"].help_text = _("This is not a test project")
        if chosen is None:
            return
        band = entries.one_of([f"{value}%" for value in BANDS[chosen]])
        fields["probability"].help_text = format_lazy(_("For {phase}: {band}"), phase=chosen.label, band=band)
        for name in self._required_in(chosen):
            fields[name].required = True

    def _required_in(self, phase: Phase) -> list[str]:
        empty = Entry(phase=phase, probability=None)
        return [problem.field for problem in self._problems(empty) if problem.code == "required"]

    def _problems(self, entry: Entry) -> list[Problem]:
        record = self.opportunity
        return entries.problems(entry, current_phase=record.current_phase, test_project=record.test_project)

    # --- For the template ------------------------------------------------------------------------------------

    @property
    def narrowed_probability(self) -> BoundField:
        """Win Probability with the radios of the chosen phase's band alone; where scripts keep it up to date."""
        return of_band(self, self.chosen)

    def outcome_groups(self) -> "list[tuple[StrOrPromise, list[BoundField]]]":
        """What a signed and a lost opportunity ask, as far as these phases can be chosen."""
        return [(phase.label, self._asked_in(phase)) for phase in ASKED_BY if phase in self._offered]

    def outcome_group(self) -> "list[tuple[StrOrPromise, list[BoundField]]]":
        """What the chosen phase asks besides the five inputs."""
        return [(self.chosen.label, self._asked_in(self.chosen))] if self.chosen in ASKED_BY else []

    def _asked_in(self, phase: Phase) -> list[BoundField]:
        """What the phase asks besides, each as mandatory as it is there."""
        needed = self._required_in(phase)
        asked = []
        for name in ASKED_BY[phase]:
            field = copy.copy(self.fields[name])
            field.required = name in needed
            asked.append(BoundField(self, field, name))
        return asked

    def following(self) -> list[BoundField]:
        """The fields that stay, and are optional or not as the phase has it."""
        return [bound for bound in self if _FOLLOWS.keys() <= bound.field.widget.attrs.keys()]

    # --- Judging ---------------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self._forget_other_phases(data)
        if not self.opportunity.test_project:
            data["test_details"] = TestDetails.NOT_REQUIRED.value
        self.said = self.entry(data)
        for problem in self._problems(self.entry(data)):
            if problem.field not in self.errors:
                self.add_error(problem.field, problem.message)
        return data

    def _forget_other_phases(self, data: dict[str, Any]) -> None:
        """Without scripts every input is on the page: what the chosen phase does not ask counts as not typed."""
        for phase, names in ASKED_BY.items():
            if phase is not self.chosen:
                for name in names:
                    self.errors.pop(name, None)
                    data.pop(name, None)

    def entry(self, data: dict[str, Any] | None = None) -> Entry:
        """What was specified, as far as it could be read."""
        said = self.cleaned_data if data is None else data
        return Entry(
            phase=said.get("phase"),
            probability=said.get("probability"),
            signed_on=said.get("signed_on"),
            actual_monthly_revenue=said.get("actual_monthly_revenue"),
            **{name: said.get(name) or "" for name in _TEXTS},
        )

    def cautions(self) -> list[tuple[Caution, bool]]:
        """The soft rules that the entry touches, each with whether "Save anyway" is ticked."""
        found = entries.warnings(
            self.entry(), current_phase=self.opportunity.current_phase, test_project=self.opportunity.test_project
        )
        return [(caution, caution.code in self.data) for caution in found]


_TEXTS = (
    "technical_exchange",
    "technical_exchange_note",
    "test_details",
    "test_note",
    "details",
    "lost_reason",
    "lost_competitor",
    "lost_note",
)


def _initial(opportunity: Opportunity, last: ProgressEntry, offer: Phase) -> dict[str, Any]:
    """The last entry's states are the best guess; its words are not said again."""
    current = opportunity.current_phase
    kept = opportunity.win_probability
    return {
        "phase": offer.value,
        "probability": kept if offer is current else probability_default(offer, kept),
        "technical_exchange": last.technical_exchange,
        "test_details": last.test_details if opportunity.test_project else TestDetails.NOT_REQUIRED.value,
        "actual_monthly_revenue": opportunity.estimated_monthly_revenue,
    }


def _restored(kept: Answers, offer: Phase) -> dict[str, Any]:
    """What was typed before; its probability only with the phase for which it was chosen."""
    initial = as_initial(ProgressForm, kept)
    probability = initial.pop("probability", "")
    if initial.pop("phase", "") == str(offer.value) and probability in {str(value) for value in BANDS[offer]}:
        initial["probability"] = int(probability)
    return initial


def answers_of(data: QueryDict) -> dict[str, list[str]]:
    """What a browser sent for the form, right or wrong, and after which entry."""
    return typed(data, {*ProgressForm.base_fields, "seen_entry"})


def _phase(text: str) -> Phase | None:
    return Phase(int(text)) if text in {str(value) for value in Phase.values} else None


def _grouped(offered: tuple[Phase, ...]) -> "list[tuple[StrOrPromise, list[tuple[int, StrOrPromise]]]]":
    """The phases under their headings, those without a phase left out."""
    groups: list[tuple[StrOrPromise, tuple[Phase, ...]]] = [
        (_("Open"), OPENING_PHASES),
        (_("Paused"), (Phase.SUSPENDED,)),
        (_("Closed"), (Phase.CONTRACT_SIGNED, Phase.IN_SERVICE, Phase.LOST)),
    ]
    return [
        (heading, [(phase.value, phase.label) for phase in phases if phase in offered])
        for heading, phases in groups
        if any(phase in offered for phase in phases)
    ]
