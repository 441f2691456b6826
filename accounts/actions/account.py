"""What operators do to partners and members in Django admin; what members reveal, and prefer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction

from accounts.audit import record, record_reveals
from accounts.followers import tell, tell_of
from accounts.models import Notification, Partner, User
from accounts.numbers import next_value
from accounts.permissions import can_direct
from accounts.preferences import PREFERENCES
from accounts.reveal_limits import CONFIRMED, require_room
from accounts.reveal_warnings import warn_once


@transaction.atomic
def save_partner(*, partner: Partner, by: User) -> None:
    """Store a new or corrected partner. A new reseller gets its number."""
    added = partner.pk is None
    before = None if added else Partner.objects.select_related("account_manager").get(pk=partner.pk).account_manager
    if added and partner.parent_id:
        partner.number = f"RSL-{next_value('RSL', tenant_id=partner.parent_id):04d}"
    partner.save()
    if partner.account_manager != before:
        tell_of("given", on=partner, before=before, by=by)
    record("partner added" if added else "partner changed", on=partner, by=by)


@transaction.atomic
def save_member(*, member: User, by: User) -> int:
    """Store a new or corrected member; what copies the member's name follows.

    Returns how many account managers have no director any more, because the member directs no longer.
    """
    added = member.pk is None
    member.distributor = member.partner.root if member.partner else None
    member.version += not added
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


@transaction.atomic
def reveal(*, records: Sequence[models.Model], columns: Sequence[str], page: str, by: User) -> None:
    """Record that these values are about to be shown in the clear. Whoever shows them without this shows nothing.

    Raises TooManyReveals, and records nothing, where a limit of different records would be passed.
    """
    # The member's row is the lock: two pages at once count one after the other.
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    near = require_room(records, by)
    record_reveals(records=records, columns=columns, page=page, by=by)
    for limit in near:
        warn_once(limit, by)


@transaction.atomic
def confirm_reveals(*, by: User) -> None:
    """Record that the member gave the password again: ten minutes' reveals are counted anew from here."""
    record(CONFIRMED, on=by, by=by)


@transaction.atomic
def set_preference(*, name: str, value: str, by: User) -> None:
    """Keep how somebody wants the pages. It concerns nobody else and opens nothing, so no log tells it."""
    if name not in PREFERENCES:
        raise ValueError(f"{name} is nothing to prefer.")
    current = User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    setattr(current, name, value)
    current.save(update_fields=[name])


@transaction.atomic
def choose_mails(*, kinds: Sequence[str], by: User) -> None:
    """Keep which notifications somebody wants by mail as well. It concerns nobody else, and no log."""
    current = User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    current.unmailed = [kind for kind in Notification.Kind.values if kind not in kinds]
    current.save(update_fields=["unmailed"])


@transaction.atomic
def prefer_list(*, name: str, preferences: Mapping[str, Any], by: User) -> None:
    """Keep how the member likes a list to look; nothing for its defaults. It concerns nobody else, and no log."""
    member = User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    member.lists.pop(name, None)
    if preferences:
        member.lists[name] = dict(preferences)
    member.save(update_fields=["lists"])
