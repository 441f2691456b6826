"""The account managers to whom customers or resellers can be given, each with how much there is to do already."""

from collections.abc import Iterable

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Partner, User
from accounts.scope import visible_through
from customers.models import Customer
from partner_center.web import formats


def managers_of(partner: Partner, by: User) -> QuerySet[User]:
    """Active account managers of the company, with `customer_count` and `open_count` of what is visible to the asker.

    A distributor's people own opportunities; a reseller's have those of their customers.
    """
    still_open = visible_through(Customer, "opportunities", by).still_open()  # type: ignore[attr-defined]
    whose = "owner_id" if partner.is_distributor else "customer__account_manager_id"
    members = User.objects.visible_to(by).account_managers().filter(partner=partner, is_active=True)
    return members.annotate(
        customer_count=_counted(Customer.objects.visible_to(by).filter(partner=partner), "account_manager_id"),
        open_count=_counted(still_open, whose),
    ).order_by("name", "username")


def _counted(rows: QuerySet[Customer], whose: str) -> Coalesce:
    counted = rows.filter(**{whose: OuterRef("pk")}).order_by().values(whose).values(number_of=Count("pk"))
    return Coalesce(Subquery(counted), 0)


def offered(members: Iterable[User]) -> list[tuple[User, str]]:
    """As a choice names them: Ana Moreira (ana): 12 customers, 8 open opportunities."""
    return [(member, f"{member.name} ({member.username}): {load(member)}") for member in members]


def load(member: User) -> str:
    """How much a member has already, as managers_of counted it."""
    customers: int = member.customer_count  # type: ignore[attr-defined]
    opportunities: int = member.open_count  # type: ignore[attr-defined]
    return formats.listed((customers_counted(customers), opportunities_counted(opportunities)))


def customers_counted(number: int) -> str:
    text = ngettext("%(number)s customer", "%(number)s customers", number)
    return text % {"number": formats.whole(number)}


def opportunities_counted(number: int) -> str:
    text = ngettext("%(number)s open opportunity", "%(number)s open opportunities", number)
    return text % {"number": formats.whole(number)}


def moved_along(number: int) -> str:
    """The second sentence after an assignment; nothing where nothing followed."""
    if not number:
        return ""
    text = ngettext("%(number)s open opportunity followed.", "%(number)s open opportunities followed.", number)
    return text % {"number": formats.whole(number)}


def called(member: User | None) -> str:
    """Whom a sentence means: by user name, as names are masked."""
    return member.username if member else _("nobody")
