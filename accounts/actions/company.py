"""What every verb about a company's members begins with: one after the other, each by somebody who still may."""

from accounts.models import Partner, User
from accounts.permissions import can_manage_accounts_of, can_manage_members


def still_administrator(by: User) -> User:
    """Whoever manages the members, read anew under the company's lock.

    Of two administrators who take each other's role at the same moment, one comes first; the other may no more.
    """
    assert by.partner_id
    Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=by.partner_id)
    current = User.objects.select_related("partner", "distributor").get(pk=by.pk)
    can_manage_members(current).or_raise()
    return current


def locked_member(member: User, by: User) -> User:
    return (
        User.objects.visible_to(by)
        .of_company(by)
        .select_related("partner", "distributor")
        .select_for_update(of=("self",), no_key=True)
        .get(pk=member.pk)
    )


def locked_successor(to: User | None, by: User) -> User | None:
    """Whoever takes over, as long as they may: read again, for they may have left since the form was drawn."""
    if to is None:
        return None
    receiver = locked_member(to, by)
    can_manage_accounts_of(receiver, by.partner).or_raise()
    return receiver
