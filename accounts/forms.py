"""What a person types to sign in, to confirm who it is, to search the Reveal Log, and chooses in Preferences."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Notification, User
from accounts.models.notification import MAILED_ANYWAY
from accounts.preferences import PREFERENCES
from accounts.reveal_words import COLUMNS
from partner_center import tenancy
from partner_center.web.date_fields import FlexibleDateField
from partner_center.web.fields import CleanCharField, WholeNumberField
from partner_center.web.filters import FilterForm
from partner_center.web.search import SearchField


class SignInForm(LoginForm):
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        longest = User._meta.get_field("username").max_length or 0
        login = self.fields["login"] = CleanCharField(
            subject=_("User name"), enter=_("Enter your user name"), longest=longest, widget=forms.TextInput()
        )
        login.widget.attrs |= {"autocomplete": "username", "autofocus": True}
        password = self.fields["password"]
        password.label = _("Password")
        password.error_messages["required"] = _("Enter your password")
        password.help_text = ""
        password.widget.attrs.pop("placeholder", None)
        password.widget.attrs["data-peek"] = "1"


class ConfirmForm(forms.Form):
    """The password once more, of whoever has signed in. Wrong ones count as they do at sign-in."""

    use_required_attribute = False

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": _("Enter your password")},
    )

    def __init__(self, data: Any = None, *, member: User) -> None:
        super().__init__(data)
        self._member = member

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        fits = get_adapter().reauthenticate(self._member, password)
        # Looking at one account alone leaves the tenant; the rest of the request is the member's again.
        tenancy.enter_member(self._member.pk)
        if not fits:
            raise ValidationError(_("The password is not correct"))
        return password


class PreferenceForm(forms.Form):
    """One preference, which has a form and a Save of its own."""

    use_required_attribute = False

    def __init__(self, name: str, data: Any = None, *, now: str = "") -> None:
        super().__init__(data, initial={name: now})
        self.preference = PREFERENCES[name]
        select = str(self.preference.select)
        self.fields[name] = forms.ChoiceField(
            label=str(self.preference.label),
            choices=self.preference.choices,
            widget=forms.RadioSelect,
            help_text=str(self.preference.hint),
            error_messages={"required": select, "invalid_choice": select},
        )


class MailsForm(forms.Form):
    """Which notifications are mailed as well."""

    use_required_attribute = False
    mails = forms.MultipleChoiceField(
        label=_("Notifications"),
        choices=[choice for choice in Notification.Kind.choices if choice[0] not in MAILED_ANYWAY],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("The bell tells you of all of them. Choose which are mailed to you as well."),
        error_messages={"invalid_choice": _("Select notifications of the list")},
    )

    def __init__(self, data: Any = None, *, member: User) -> None:
        mailed = [kind for kind in Notification.Kind.values if kind not in member.unmailed]
        super().__init__(data, initial={"mails": mailed})


class RevealFilterForm(FilterForm):
    q = SearchField(label=_("Search by user name or name"))
    column = forms.ChoiceField(label=_("Details shown"), choices=[("", _("All")), *COLUMNS.items()], required=False)
    day_from = FlexibleDateField(subject=_("From"), enter=_("Enter the first day"), required=False)
    day_to = FlexibleDateField(subject=_("To"), enter=_("Enter the last day"), required=False)
    over = WholeNumberField(subject=_("More records than"), minimum=0, maximum=100, required=False)
