"""Who comes with the link of an invitation: a stranger, whose token finds one row and one tenant, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from accounts.models import MemberInvitation
from accounts.permissions import can_join
from partner_center import tenancy
from partner_center.web.tokens import digest


@contextmanager
def invited_by(token: str) -> Iterator[MemberInvitation | None]:
    """The invitation that the token opens, with its tenant entered for as long as the block runs; None for all others.

    What never was, was used, was withdrawn or is too old is not told apart, neither by the words nor by the way there.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenant, invitation FROM member_invitation_of(%s)", [digest(token)])
        found = cursor.fetchone()
    if found is None:
        yield None
        return
    with tenancy.in_tenant(found[0]):
        invitation = MemberInvitation.objects.with_company().get(pk=found[1])
        yield invitation if can_join(invitation, timezone.now()) else None


def is_taken(username: str) -> bool:
    """Whether anybody of any company has this user name, in whatever case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT member_named(%s) IS NOT NULL", [username])
        return bool(cursor.fetchone()[0])
