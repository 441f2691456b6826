"""The link with which an invited person joins a company."""

from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.by_link import Link
from accounts.models import MemberInvitation
from accounts.permissions import can_join


def _waiting(key: Any) -> MemberInvitation | None:
    invitation = MemberInvitation.objects.with_company().get(pk=key)
    return invitation if can_join(invitation, timezone.now()) else None


JOINING = Link("member_invitation_of", _waiting, closed="accounts/join_closed.html")


def is_taken(username: str) -> bool:
    """Whether anybody of any company has this user name, in whatever case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT member_named(%s) IS NOT NULL", [username])
        return bool(cursor.fetchone()[0])
