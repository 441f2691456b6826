"""How a company can be reached, as people type it: mobile, website. Shared by the forms that ask for them."""

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


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
