"""How a member is recognised: the password hasher and the authentication backend."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.http import HttpRequest

from accounts.models import Partner, User
from partner_center import tenancy


class LeanArgon2Hasher(Argon2PasswordHasher):
    """argon2id as OWASP's password storage sheet gives it: 19 MiB, two passes, one lane."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1


class MemberBackend(AuthenticationBackend):
    """Loads the member with all that every page asks for, in one query: partner, distributor, the bell's number."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Look at the one account of this name, and at no tenant until the password fits."""
        tenancy.enter_named(str(credentials.get("username") or ""))
        user: User | None = super().authenticate(request, **credentials)
        if user is None:
            tenancy.leave()
        return user

    def get_user(self, user_id: int) -> User | None:
        members = User.objects.select_related("partner", "distributor").counting_unread()
        user = members.filter(pk=user_id).first()
        return user if self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """Active, and of a partner that still cooperates, as its distributor does (a suspended one's may look)."""
        if not isinstance(user, User) or not user.is_active:
            return False
        return all(
            company.status != Partner.Status.TERMINATED for company in (user.partner, user.distributor) if company
        )

    @classmethod
    def _stash_user(cls, user: AbstractBaseUser | None) -> None:
        """SECURITY: allauth would lead a deactivated member with the right password to a page that says so.

        Remembering nobody gives the same answer as a wrong password.
        """
