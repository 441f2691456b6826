"""Where our rules meet django-allauth."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _


class MemberAdapter(DefaultAccountAdapter):
    """Members are invited; nobody signs up."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        # One sentence for every cause, so that nobody learns which user names exist.
        "username_password_mismatch": _("The user name or password is not correct, or the account is closed"),
        "too_many_login_attempts": _("Too many attempts. Wait 5 minutes and try again."),
    }

    def is_safe_url(self, url: str) -> bool:
        """A path of this site, and nothing else. allauth's own list stumbles over half an IPv6 address.

        Django's lets a control character pass where it can do no harm yet.
        """
        harmless = url.startswith("/") and all(" " <= character != "\x7f" for character in url)
        return harmless and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """No flash about signing in and out: the next page says it by being there."""
