"""What is done to partners and members. For now operators do it in Django admin."""

from django.db import transaction

from accounts.audit import record
from accounts.followers import tell
from accounts.models import Partner, User
from accounts.numbers import next_value
from accounts.permissions import can_direct


@transaction.atomic
def save_partner(*, partner: Partner, by: User) -> None:
    """Store a new or corrected partner. A new reseller gets its number."""
    added = partner.pk is None
    if added and partner.parent_id:
        partner.number = f"RSL-{next_value('RSL', tenant_id=partner.parent_id):04d}"
    partner.save()
    record("partner added" if added else "partner changed", on=partner, by=by)


@transaction.atomic
def save_member(*, member: User, by: User) -> int:
    """Store a new or corrected member; what copies the member's name follows.

    Returns how many account managers have no director any more, because the member directs no longer.
    """
    added = member.pk is None
    member.distributor = member.partner.root if member.partner else None
    member.save()
    left = 0 if added or can_direct(member, member.partner) else member.directs.update(director=None)
    details = {"left_without_director": left} if left else {}
    record("member added" if added else "member changed", on=member, by=by, **details)
    tell(member)
    return left


@transaction.atomic
def set_password(*, member: User, password: str, by: User) -> None:
    """Give a member a password, which ends the sessions that began with another one."""
    current = User.objects.select_for_update(of=("self",)).get(pk=member.pk)
    current.set_password(password)
    current.save(update_fields=["password"])
    record("password set", on=current, by=by)
