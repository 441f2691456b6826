"""What an administrator does to the members of the own company: modify, deactivate, reactivate."""

from dataclasses import dataclass, field

from django.db import transaction

from accounts.actions.company import locked_member, locked_successor, still_administrator
from accounts.audit import record
from accounts.followers import tell
from accounts.hand_over import hand_over
from accounts.models import User
from accounts.permissions import (
    can_change_standing,
    can_deactivate,
    can_direct,
    can_manage_accounts_of,
    can_modify_member,
    can_reactivate,
)
from partner_center.web.conflict import require_version


@dataclass(frozen=True, slots=True)
class Left:
    """What a member left behind: who has no director any more, and how many records of each kind passed on."""

    without_director: list[str] = field(default_factory=list)
    handed_over: dict[str, int] = field(default_factory=dict)
    to: User | None = None

    def details(self) -> dict[str, object]:
        """As the audit log keeps it."""
        found: dict[str, object] = {}
        if self.without_director:
            found["left_without_director"] = self.without_director
        if self.handed_over:
            found |= {"handed_over": self.handed_over, "to": self.to.username if self.to else None}
        return found


@transaction.atomic
def modify_member(
    *,
    member: User,
    name: str,
    email: str,
    role: str,
    director: User | None,
    seen_version: int,
    by: User,
    to: User | None = None,
) -> Left:
    """Change who a member is. Whoever sells no more hands everything over; whoever directs no more lets all go."""
    administrator = still_administrator(by)
    current = locked_member(member, administrator)
    can_modify_member(administrator, current).or_raise()
    require_version(current, seen_version)
    wanted = {"name": name, "email": email, "role": role, "director_id": director.pk if director else None}
    changed = [key.removesuffix("_id") for key, value in wanted.items() if getattr(current, key) != value]
    if {"role", "director"} & set(changed):
        can_change_standing(administrator, current).or_raise()
    if director:
        can_direct(director, administrator.partner).or_raise()
    sold = bool(can_manage_accounts_of(current, administrator.partner))
    for key, value in wanted.items():
        setattr(current, key, value)
    current.version += 1
    current.save()
    stops_selling = sold and not can_manage_accounts_of(current, administrator.partner)
    left = _left(current, to if stops_selling else None, administrator, gives=stops_selling)
    record("member changed", on=current, by=by, changed=changed, **left.details())
    tell(current)
    return left


@transaction.atomic
def deactivate_member(*, member: User, to: User | None, by: User) -> Left:
    """Let a member in no more, at the next request of every session; what the member had goes to `to`, or nobody."""
    administrator = still_administrator(by)
    current = locked_member(member, administrator)
    can_deactivate(administrator, current).or_raise()
    current.is_active = False
    current.sessions_ended += 1
    current.version += 1
    current.save()
    left = _left(current, to, administrator, gives=True)
    record("member deactivated", on=current, by=by, **left.details())
    return left


@transaction.atomic
def reactivate_member(*, member: User, by: User) -> None:
    """Let a member in again, with the role and the password of before. What was handed over stays where it is."""
    administrator = still_administrator(by)
    current = locked_member(member, administrator)
    can_reactivate(administrator, current).or_raise()
    current.is_active = True
    current.version += 1
    current.save(update_fields=["is_active", "version"])
    record("member reactivated", on=current, by=by)


def _left(member: User, to: User | None, by: User, *, gives: bool) -> Left:
    """Let go whom the member directs no more, and pass on what the member has."""
    without: list[str] = []
    if not can_direct(member, by.partner):
        without = list(member.directs.order_by("username").values_list("username", flat=True))
        member.directs.update(director=None)
    if not gives:
        return Left(without)
    receiver = locked_successor(to, by)
    return Left(without, hand_over(member=member, to=receiver, by=by), receiver)
