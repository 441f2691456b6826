"""What a person types to sign in."""

from typing import Any

from allauth.account.forms import LoginForm
from django.forms import TextInput
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from partner_center.web.fields import CleanCharField


class SignInForm(LoginForm):
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        longest = User._meta.get_field("username").max_length or 0
        login = self.fields["login"] = CleanCharField(
            subject=_("User name"), enter=_("Enter your user name"), longest=longest, widget=TextInput()
        )
        login.widget.attrs |= {"autocomplete": "username", "autofocus": True}
        password = self.fields["password"]
        password.label = _("Password")
        password.error_messages["required"] = _("Enter your password")
        password.help_text = ""
        password.widget.attrs.pop("placeholder", None)
