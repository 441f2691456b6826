"""Files of customers in the demo world: one to be matched, one to be looked at, one that was imported last week."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from accounts.models import User
from customers.actions import upload_import
from customers.imports import work
from customers.imports.words import guess
from customers.models import Customer, CustomerImport, ImportLine

HEADER = ["Company name", "Contact person", "Phone", "Email", "Sector", "Owner"]
#: Of two, the company has the customer; of three, something is wrong.
FAIR = (
    ["Willow Park Nurseries", "Elin Strand", "+86 13800040001", "elin@willowpark.example", "Agriculture", "ana"],
    ["宁波远航港务有限公司", "陈海", "+86 13800040002", "chen.hai@nbyh.example", "logistics", "ana"],
    ["Kingfisher Print Works", "Omar Haddad", "+86 13800040003", "omar@kingfisher.example", "Manufacturing", "ben"],
    ["Silver Birch Clinics", "Ingrid Solberg", "+86 13700020041", "i.solberg@sbclinics.example", "Healthcare", ""],
    ["Lotus Retail", "Grace Lin", "see card", "", "Retail", "ben"],
    ["Harbour View Hotels", "Lars Holm", "+86 13800040005", "lars@harbourview.example", "Hospitality", "ana"],
    ["Copper Lane Ceramics", "Marta Kowalska", "", "marta@copperlane-ceramics.example", "Manufacturing", ""],
    ["Maple Street Bakery", "", "+86 13800040007", "hello@maplestreet.example", "Food", "ben"],
    ["苏州青竹食品有限公司", "林悦", "+86 13800040008", "lin.yue@szqz.example", "food", "ben"],
    ["Willow Park Nurseries Ltd.", "Elin Strand", "", "office@willowpark.example", "Agriculture", "ana"],
)
LATER = (["Granite Peak Mining", "Tara Novak", "tara@granitepeak.example"],)
#: Customers whose contact came last week, the one that the operators look at, and what was refused then.
UPDATED = ("Silver Birch Hospitals", "Green Meadow Dairy", "Quiet Lake Publishing")
IN_REVIEW = "Sapphire Coast Ferries"
REFUSED = ["Orchid Bay Hospitality", "Siti Rahim", "siti@orchidbay.example"]
_NEUTRAL = "This customer can't be preregistered now. You can ask for a review."
State = ImportLine.State


def load_imports(customers: Mapping[str, Customer], members: Mapping[str, User], *, now: datetime) -> None:
    """Store them for the distributor's administrator. None of the customers is touched."""
    by = members["northstar"]
    _imported(customers, by, now - timedelta(days=6))
    fair = upload_import(file_name="spring-fair-contacts.xlsx", rows=[HEADER, *FAIR], by=by)
    fair.mapping = {"columns": guess(HEADER), "industry": "manufacturing"}
    fair.state, fair.created_at = CustomerImport.State.CHECKING, now - timedelta(hours=2)
    fair.save()
    work.check(fair.tenant_id, str(fair.pk), by.pk)
    upload_import(file_name="webinar-guests.csv", rows=[["Firm", "Guest", "Mail"], *LATER], by=by)


def _imported(customers: Mapping[str, Customer], by: User, when: datetime) -> None:
    told = [(State.UPDATED, _cells(customers[name]), customers[name]) for name in UPDATED]
    told.append((State.IN_REVIEW, _cells(customers[IN_REVIEW]), customers[IN_REVIEW]))
    batch = CustomerImport.objects.create(
        tenant=by.tenant,
        partner=by.tenant,
        author=by,
        state=CustomerImport.State.DONE,
        file_name="contacts-2026.csv",
        header=["Company", "Contact", "Email"],
        mapping={"columns": {"name": 0, "contact_name": 1, "email": 2}, "industry": ""},
        total=len(told) + 1,
        done=len(told) + 1,
        counts={State.UPDATED: len(UPDATED), State.IN_REVIEW: 1, State.REFUSED: 1},
        created_at=when,
        touched_at=when,
        finished_at=when,
    )
    ImportLine.objects.bulk_create(
        ImportLine(
            tenant=by.tenant,
            of=batch,
            number=number,
            state=state,
            cells=cells,
            customer=customer,
            faults={} if customer else {"": _NEUTRAL},
        )
        for number, (state, cells, customer) in enumerate([*told, (State.REFUSED, REFUSED, None)], start=2)
    )


def _cells(customer: Customer) -> list[str]:
    return [customer.name, customer.contact_name, customer.email]
