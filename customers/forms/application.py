"""What is typed about applications to become a reseller: to invite, to apply, to find them, to decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.forms.manage import SHORTEST_REASON
from customers.forms.reachable import Reachable, RegistrationNumberField
from customers.models import Application
from customers.models.history import LONGEST_REASON
from partner_center.web.countries import countries
from partner_center.web.fields import CleanCharField, EmailField
from partner_center.web.filters import FilterForm
from partner_center.web.search import SearchField

MAIL, LINK = "mail", "link"
APPROVE, REJECT = "approve", "reject"


class ApplicationFilterForm(FilterForm):
    q = SearchField(label=_("Search by company name or ID"))
    state = forms.MultipleChoiceField(
        label=_("State"), choices=Application.State, required=False, widget=forms.CheckboxSelectMultiple
    )

    def states(self) -> list[str]:
        return list(self.good.get("state", ()))


class InviteResellerForm(forms.Form):
    """Whom, and how the link gets there."""

    use_required_attribute = False

    name = CleanCharField(
        subject=_("Company name"),
        enter=_("Enter the company name"),
        shortest=2,
        longest=120,
        help_text=_("As you know it. Whoever applies can correct it"),
    )
    way = forms.ChoiceField(
        label=_("How to invite"),
        choices=[(MAIL, _("By email")), (LINK, _("By a link that I pass on myself"))],
        initial=MAIL,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Select how to invite")),
    )
    email = EmailField(
        subject=_("Email"), enter=_("Enter the email address"), help_text=_("Not needed for a link that you pass on")
    )

    def __init__(self, *args: Any, waiting: set[str], **options: Any) -> None:
        """`waiting` are the addresses that have an invitation, in lower case."""
        super().__init__(*args, **options)
        self.waiting = waiting
        if self.data.get("way") == LINK:
            self.fields["email"].required = False

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("way") == LINK:
            said["email"] = ""
        elif said.get("email", "").lower() in self.waiting:
            text = _("This email address is invited already. Send that invitation again instead")
            self.add_error("email", text)
        return said


class ApplyForm(Reachable):
    """Who applies. Everything is shown to the distributor alone."""

    name = CleanCharField(
        subject=_("Company name"),
        enter=_("Enter the company name"),
        shortest=2,
        longest=120,
        help_text=_("As it is registered"),
    )
    country = forms.ChoiceField(
        label=_("Country or region"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Select the country or region")),
    )
    registration_number = RegistrationNumberField(enter=_("Enter the registration number"), shortest=2)
    offer = CleanCharField(
        subject=_("What you sell"),
        enter=_("Enter what you sell"),
        shortest=5,
        longest=1000,
        lines=True,
        help_text=_("Your products and services, and to whom"),
    )
    website = CleanCharField(subject=_("Website"), required=False, longest=200, help_text=_("Like www.example.com"))
    contact_name = CleanCharField(
        subject=_("Contact"),
        enter=_("Enter the name of the contact"),
        longest=80,
        help_text=_("Who will be the first administrator of your company here"),
    )
    email = EmailField(subject=_("Email"), enter=_("Enter the email address"), help_text=_("The answer is sent to it"))
    mobile = CleanCharField(
        subject=_("Mobile"),
        enter=_("Enter the mobile number"),
        longest=32,
        help_text=_("With the country code, like +86 138 1234 5678"),
    )

    layout = (
        (_("Company"), ("name", "country", "registration_number", "website", "offer")),
        (_("Contact"), ("contact_name", "email", "mobile")),
    )

    def __init__(self, data: Any = None, *, application: Application, country: str) -> None:
        super().__init__(data, initial={"name": application.name, "email": application.email, "country": country})
        self.fields["country"].choices = countries()  # type: ignore[attr-defined]

    def groups(self) -> list[tuple[Any, list[Any]]]:
        return [(legend, [self[name] for name in names]) for legend, names in self.layout]


class DecisionForm(forms.Form):
    """Yes or no. A no is explained to whoever applied."""

    use_required_attribute = False

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(APPROVE, _("Approve")), (REJECT, _("Reject"))],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Select whether to approve or reject")),
    )
    reason = CleanCharField(
        subject=_("Reason"),
        enter=_("Enter a reason"),
        shortest=SHORTEST_REASON,
        longest=LONGEST_REASON,
        lines=True,
        help_text=_("The company reads why it is rejected. None is needed to approve"),
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        if (data or initial).get("decision") == APPROVE:
            self.fields["reason"].required = False
