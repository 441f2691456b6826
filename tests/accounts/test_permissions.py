"""The two answers, and who can be given customers, resellers and people to lead."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import ALLOWED, Denied, can_direct, can_manage_accounts_of, has
from accounts.roles import Capability

NO_MANAGER = "This person is no active account manager of the partner."
NO_DIRECTOR = "This person directs no account managers of the partner."


def test_allowed_lets_go_on_and_denied_says_why():
    assert (bool(ALLOWED), ALLOWED.reason) == (True, "")
    ALLOWED.or_raise()
    refused = Denied("because")
    assert not refused
    with pytest.raises(PermissionDenied, match=r"^because$"):
        refused.or_raise()


def test_has_is_the_roles_answer(cast):
    assert has(cast.ann, Capability.ADD_OPPORTUNITIES) is ALLOWED
    assert has(cast.dirk, Capability.ADD_OPPORTUNITIES) == Denied(Capability.ADD_OPPORTUNITIES.refusal)


def test_whose_accounts_somebody_can_manage_and_who_can_direct(cast):
    """Only active people of that very company with that very role."""
    dirk_left = type(cast.dirk)(partner=cast.north, role="director", is_active=False)
    for member, partner, manages, directs in (
        (cast.ann, cast.north, True, False),
        (cast.ann, cast.sky, False, False),
        (cast.ann, None, False, False),
        (cast.exit, cast.north, False, False),
        (cast.nora, cast.north, False, False),
        (cast.dirk, cast.north, False, True),
        (cast.dirk, cast.south, False, False),
        (cast.dirk, None, False, False),
        (dirk_left, cast.north, False, False),
        (cast.sam, cast.sky, True, False),
        (cast.sid, cast.sky, False, True),
        (cast.olga, None, False, False),
    ):
        said = (can_manage_accounts_of(member, partner), can_direct(member, partner))
        expected = (ALLOWED if manages else Denied(NO_MANAGER), ALLOWED if directs else Denied(NO_DIRECTOR))
        assert [(bool(each), str(each.reason)) for each in said] == [
            (bool(each), str(each.reason)) for each in expected
        ], (member, partner)
