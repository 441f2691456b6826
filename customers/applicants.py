"""Who comes with the link of an invitation to cooperate: a stranger, whose token finds one row and one tenant."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from customers.models import Application
from customers.permissions import can_follow
from partner_center import tenancy
from partner_center.web.tokens import digest


@contextmanager
def applying_with(token: str) -> Iterator[Application | None]:
    """The application that the token opens, with its tenant entered for as long as the block runs; None for all others.

    What never was, was withdrawn or is too old is not told apart, neither by the words nor by the way there.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenant, application FROM application_of(%s)", [digest(token)])
        found = cursor.fetchone()
    if found is None:
        yield None
        return
    with tenancy.in_tenant(found[0]):
        application = Application.objects.select_related("tenant").get(pk=found[1])
        yield application if can_follow(application, timezone.now()) else None
