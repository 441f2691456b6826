"""What a person types to correct a customer's contact and the notes about it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from customers.actions.assign import CONTACT, MODIFIABLE
from customers.models import Customer
from partner_center.web.fields import CleanCharField, EmailField
from partner_center.web.wizard import Answers, as_initial


class PhoneField(CleanCharField):
    """A phone number as people write it: digits, with a plus, spaces, hyphens and brackets."""

    def validate(self, value: str) -> None:
        super().validate(value)
        digits = sum(character.isdigit() for character in value)
        if value and (not 5 <= digits <= 15 or set(value) - set("+0123456789 -()./")):
            raise self.refuse(_("Enter a phone number, like +86 138 0013 8000"), "not_a_phone")


class ContactForm(forms.Form):
    """The contact and the notes. A masked value is never in its input: an empty one keeps what is stored.

    `version` and the `shown-` values say what the person saw.
    """

    use_required_attribute = False

    contact_name = CleanCharField(subject=_("Contact"), longest=80, required=False)
    mobile = PhoneField(subject=_("Phone"), longest=32, required=False)
    email = EmailField(subject=_("Email"), required=False)
    website = CleanCharField(subject=_("Website"), longest=200, required=False)
    needs = CleanCharField(subject=_("Needs"), longest=500, lines=True, required=False)
    remarks = CleanCharField(subject=_("Remarks"), longest=500, lines=True, required=False)
    remove = forms.MultipleChoiceField(
        label=_("Remove what is stored"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, customer: Customer, typed: Answers | None = None) -> None:
        """`typed` is what was typed before, in place of what is stored."""
        stored = {"needs": customer.needs, "remarks": customer.remarks}
        super().__init__(data, initial=stored | as_initial(ContactForm, typed or {}))
        self.customer = customer
        kept = [name for name in CONTACT if getattr(customer, name)]
        for name in kept:
            self.fields[name].help_text = _("Leave it empty to keep what is stored")
        self.fields["remove"].choices = [(name, self.fields[name].label) for name in kept]  # type: ignore[attr-defined]
        if not kept:
            del self.fields["remove"]

    def clean(self) -> None:
        for name in self.cleaned_data.get("remove", ()):
            if self.cleaned_data.get(name):
                label = self.fields[name].label
                text = _("Either enter a new value or remove the stored one: %(field)s")
                self.add_error(name, ValidationError(text, params={"field": label}))

    def information(self) -> dict[str, str]:
        """The valid values by the model's field names; of the masked ones only those that were typed or removed."""
        good = self.cleaned_data
        removed = good.get("remove", ())
        kept = {name for name in CONTACT if not good[name] and name not in removed}
        return {name: good[name] for name in MODIFIABLE if name not in kept}
