"""The page of a refusal: why, who can help, and the way back to the record that the person may see."""

from django.http import HttpRequest, HttpResponse

from accounts.models import User
from accounts.permissions import NotNow
from partner_center.web import errors


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A role is given by the administrator; what the record does not take, nobody can help with."""
    not_now = isinstance(exception, NotNow)
    helpers = [] if not_now else _administrators(getattr(request, "user", None))
    return errors.forbidden(request, exception, not_now=not_now, helpers=helpers)


def _administrators(user: object) -> list[str]:
    """Those of the person's own company, by the names with which they sign in; of an administrator, the others."""
    if not isinstance(user, User) or user.partner_id is None:
        return []
    return list(User.objects.administering(user.partner_id).exclude(pk=user.pk).values_list("username", flat=True))
