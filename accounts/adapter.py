"""Where our rules meet django-allauth."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class MemberAdapter(DefaultAccountAdapter):
    """Members are invited; nobody signs up."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        # One sentence for every cause, so that nobody learns which user names exist.
        "username_password_mismatch": _("The user name or password is not correct"),
        "too_many_login_attempts": _("Too many attempts. Wait 5 minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """No flash about signing in and out: the next page says it by being there."""
