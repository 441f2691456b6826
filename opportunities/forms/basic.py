"""Basic Information: step 2 of the wizard, first tab of Modify."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from customers.models import Industry
from opportunities import entries
from opportunities.entries import Caution
from opportunities.forms.base import FormContext, InformationForm, entry_of_list, of_band, offer, radios, yes_or_no
from opportunities.information import BASIC
from opportunities.models import BusinessSystem, Opportunity
from opportunities.models.choices import OpportunityType
from opportunities.progress import OPENING_PHASES, PROBABILITIES, Phase
from partner_center.web.date_fields import FlexibleDateField
from partner_center.web.fields import CleanCharField

if TYPE_CHECKING:
    pass


class BasicForm(InformationForm):
    stored: ClassVar[tuple[str, ...]] = BASIC

    name = CleanCharField(
        subject=_("Opportunity name"),
        enter=_("Enter an opportunity name"),
        shortest=2,
        longest=100,
        help_text=_("Name the project so that your team recognises it, for example Core system migration"),
    )
    industry = entry_of_list(_("Customer industry"), _("Select the customer's industry"))
    business_system = entry_of_list(
        _("Customer Business System"),
        _("Select the customer's business system"),
        hint=_("The customer's business system that this is about, for example ERP and finance"),
    )
    business_system_other = CleanCharField(
        subject=_("Other business system"),
        required=False,
        longest=80,
        widget=forms.TextInput(attrs={"data-conditional": "1"}),
    )
    type = radios(_("Opportunity type"), OpportunityType, _("Select an opportunity type"))
    test_project = yes_or_no(
        _("Test project"), _("Select yes if this is a test project"), _("Yes if a proof of concept is planned")
    )
    bidding_project = yes_or_no(
        _("Bidding project"),
        _("Select yes if this is a bidding project"),
        _("Yes if there is a tender. You then enter its date in the next step"),
    )

    same_name = forms.BooleanField(label=_("Use this name anyway"), required=False)

    def __init__(self, data: Any = None, *, context: FormContext, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, context=context, initial=initial)
        self.named = str(self.initial.get("name", ""))
        offer(self.fields["industry"], context.offers.offered(Industry))
        offer(self.fields["business_system"], context.offers.offered(BusinessSystem))

    @classmethod
    def initial_from(cls, opportunity: Opportunity) -> dict[str, Any]:
        shown = super().initial_from(opportunity)
        answers = {name: "yes" if shown[name] else "no" for name in ("test_project", "bidding_project")}
        codes = {"industry": opportunity.industry.code, "business_system": opportunity.business_system.code}
        return {**shown, **answers, **codes}

    def clean(self) -> dict[str, Any]:
        """Another business system than those of the list has a name of its own; one of the list has none."""
        data: dict[str, Any] = super().clean() or {}
        self.named = data.get("name", "")
        system = data.get("business_system")
        if not system:
            return data
        if system.code != BusinessSystem.OTHER:
            data["business_system_other"] = ""
        elif not data.get("business_system_other") and "business_system_other" not in self.errors:
            self.add_error("business_system_other", _("Enter the customer's business system"))
        return data

    def cautions(self) -> list[tuple[Caution, bool]]:
        """Two open opportunities of one customer may have the same name, but only on purpose: whether it was said."""
        confirmed = bool(self["same_name"].value())
        if self.named.casefold() not in self.context.names_in_use or not (self.is_bound or confirmed):
            return []
        caution = Caution("same_name", _("Another open opportunity of this customer has this name"))
        return [(caution, confirmed)]

    def is_valid(self) -> bool:
        """Whether nothing is wrong, and the name is confirmed where it is in use."""
        return super().is_valid() and all(confirmed for _caution, confirmed in self.cautions())

    def faults(self) -> Iterator[tuple[str, str]]:
        faults = list(super().faults())
        yield from ((f"id_{caution.code}", str(caution.message)) for caution, said in self.cautions() if not said)
        yield from faults


class AddBasicForm(BasicForm):
    """Step 2, where phase and win probability are given once; later they come by Specify Progress only."""

    phase = forms.TypedChoiceField(
        label=_("Development Phase"),
        choices=[(phase.value, phase.label) for phase in OPENING_PHASES],
        coerce=lambda code: Phase(int(code)),
        initial=Phase.INITIAL_CONTACT.value,
        help_text=_("After you submit, you change it with Specify Progress"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Select a development phase")),
    )
    probability = forms.TypedChoiceField(
        label=_("Win Probability"),
        choices=[(value, f"{value}%") for value in PROBABILITIES if value not in (0, 100)],
        coerce=int,
        initial=10,
        widget=forms.RadioSelect(attrs={"data-row": "1"}),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Select a win probability")),
    )

    layout = (
        ("", ("name", "industry", "business_system", "business_system_other", "type")),
        ("", ("test_project", "bidding_project", "phase", "probability")),
    )

    def __init__(self, data: Any = None, *, context: FormContext, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, context=context, initial=initial)
        code = str(self["phase"].value())
        #: The chosen phase, whose band is usual.
        self.chosen = next((phase for phase in OPENING_PHASES if str(phase.value) == code), None)
        if self.chosen is not None:
            self.fields["probability"].help_text = format_lazy(
                _("Usual for {phase}: {band}"), phase=self.chosen.label, band=entries.band(self.chosen)
            )

    @property
    def narrowed_probability(self) -> BoundField:
        """Win Probability with the radios of the chosen phase's band alone; where a script has asked for them."""
        return of_band(self, self.chosen)

    def clean(self) -> dict[str, Any]:
        """Whoever has not said yet whether it is a test project is asked for that, and told all the rest."""
        data = super().clean()
        phase, probability = data.get("phase"), data.get("probability")
        if phase is not None and probability is not None:
            test_project = data.get("test_project", True)
            for problem in entries.opening_problems(phase=phase, probability=probability, test_project=test_project):
                self.add_error(problem.field, problem.message)
        return data


class ModifyBasicForm(BasicForm):
    """The first tab of Modify. It asks for the tender date as well, which a bidding project must have."""

    stored = (*BASIC, "tender_date")
    layout = (
        ("", ("name", "industry", "business_system", "business_system_other", "type")),
        ("", ("test_project", "bidding_project", "tender_date")),
    )

    tender_date = FlexibleDateField(
        subject=_("Tender date"),
        enter=_("Enter the tender date"),
        required=False,
        help_text=_("Only for bidding projects"),
        widget=forms.TextInput(attrs={"data-conditional": "1"}),
    )

    def __init__(self, data: Any = None, *, context: FormContext, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, context=context, initial=initial)
        # Its date is the next field here.
        self.fields["bidding_project"].help_text = _("Yes if there is a tender")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        opportunity = self.context.opportunity
        if data.get("bidding_project") is False:
            data["tender_date"] = None
        elif data.get("bidding_project") and not data.get("tender_date") and "tender_date" not in self.errors:
            self.add_error("tender_date", _("Enter the tender date"))
        if data.get("test_project") is False and opportunity and opportunity.current_phase is Phase.TESTING:
            self.add_error("test_project", _("An opportunity in Testing is a test project. Move it to another phase"))
        return data
