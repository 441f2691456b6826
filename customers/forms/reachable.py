"""Who a company is and how it can be reached, as people type it. Shared by the forms that ask for it."""

from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partner_center.web.fields import CleanCharField


class RegistrationNumberField(CleanCharField):
    """The number of the register of companies, which has another form in each country."""

    def __init__(self, **options: Any) -> None:
        help_text = _("The number under which the company is registered, like 91310000MA1K4C7D2E")
        super().__init__(subject=_("Registration number"), longest=40, help_text=help_text, **options)


class Reachable(forms.Form):
    """Has the inputs `mobile` and `website`, and `country` before them, which a mobile may be written for."""

    use_required_attribute = False

    def clean_mobile(self) -> str:
        text = str(self.cleaned_data["mobile"])
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, self.cleaned_data.get("country"))
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError(_("Enter the mobile with its country code, like +86 138 1234 5678"))
        return text

    def clean_website(self) -> str:
        text = str(self.cleaned_data["website"])
        bare = text.removeprefix("https://").removeprefix("http://")
        if text and ("." not in bare or any(sign in bare for sign in ' :<>"')):
            raise ValidationError(_("Enter the website like www.example.com"))
        return text
