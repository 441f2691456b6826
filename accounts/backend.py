"""How a member is recognised: the password hasher and the authentication backend."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import Argon2PasswordHasher

from accounts.models import Partner, User


class LeanArgon2Hasher(Argon2PasswordHasher):
    """argon2id as OWASP's password storage sheet gives it: 19 MiB, two passes, one lane."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1


class MemberBackend(AuthenticationBackend):
    """Loads the member with the partner and its distributor, which every page asks for, in one query."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("partner__parent").filter(pk=user_id).first()
        return user if self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """Active, and of a partner that still cooperates (a suspended one's members may look)."""
        if not isinstance(user, User) or not user.is_active:
            return False
        return user.partner is None or user.partner.status != Partner.Status.TERMINATED

    @classmethod
    def _stash_user(cls, user: AbstractBaseUser | None) -> None:
        """SECURITY: allauth would lead a deactivated member with the right password to a page that says so.

        Remembering nobody gives the same answer as a wrong password.
        """
