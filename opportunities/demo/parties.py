"""The partners, members and customers of the demo world, stored by the verbs that operators use.

The names of partners and members here, and some of customers.csv, are promised in the README: they stay.
"""

import csv
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.actions import deactivate_member, save_member, save_partner
from accounts.audit import record
from accounts.demo import DEMO_PASSWORD
from accounts.models import MemberInvitation, Partner, User
from accounts.models.invitation import VALID_FOR
from accounts.roles import PartnerKind, Role
from customers.actions import preregister, save_customer, save_protected_account, steer_reseller
from customers.models import Customer, Industry, ProtectedAccount, ResellerEvent
from partner_center.web.clock import today
from partner_center.web.tokens import new_token

CUSTOMERS = Path(__file__).with_name("customers.csv")
PREREGISTERED_FOR = timedelta(days=15)
PREREGISTERED_SINCE = timedelta(days=5)
#: The states of lost ones, and what is told of why.
ENDED: dict[str, str] = {
    Customer.State.EXPIRED: "",
    Customer.State.RELEASED: "They build it themselves, and will look again next year.",
    Customer.State.REJECTED: "The group buys centrally. Work with its office in Singapore.",
}


PARTNERS: tuple[dict[str, str], ...] = (
    {
        "name": "Northstar Distribution",
        "time_zone": "Asia/Shanghai",
        "email": "sales@northstar.example",
        "mobile": "+86 2150010000",
    },
    {"name": "Skyline Digital", "time_zone": "Asia/Shanghai", "email": "office@skyline.example"},
    {"name": "Cedar Valley Systems", "time_zone": "Asia/Shanghai", "email": "hello@cedar-valley.example"},
    {
        "name": "Meridian Supply",
        "country": "SG",
        "currency": "SGD",
        "time_zone": "Asia/Singapore",
        "email": "hello@meridian.example",
    },
)
#: Those of them that are resellers of Northstar. With one of them the cooperation rests.
RESELLERS = ("Skyline Digital", "Cedar Valley Systems")
RESTS = ("Cedar Valley Systems", "Their licence to sell cloud services ran out; they are renewing it.")
#: Customers of Northstar whom nobody looks after yet: name, account, industry, contact, phone, relation.
UNASSIGNED = (
    ("Silver Birch Clinics", "silver_birch", "healthcare", "Ingrid Solberg", "+86 13700020041", "associated"),
    ("Copper Lane Ceramics", "cl_ceramics", "manufacturing", "Marta Kowalska", "+86 13700020042", "preregistered"),
)
#: User name, name, partner, role.
MEMBERS = (
    ("northstar", "Nora Feng", "Northstar Distribution", Role.ADMINISTRATOR),
    ("dora", "Dora Castillo", "Northstar Distribution", Role.DIRECTOR),
    ("ana", "Ana Moreira", "Northstar Distribution", Role.ACCOUNT_MANAGER),
    ("ben", "Ben Achterberg", "Northstar Distribution", Role.ACCOUNT_MANAGER),
    ("skyline", "Yao Ling", "Skyline Digital", Role.ADMINISTRATOR),
    ("sky.sam", "Sam Whitfield", "Skyline Digital", Role.ACCOUNT_MANAGER),
    ("cleo", "Cleo Marsh", "Northstar Distribution", Role.ACCOUNT_MANAGER),
    ("meridian", "Priya Menon", "Meridian Supply", Role.ADMINISTRATOR),
    ("mia", "Mia Tan", "Meridian Supply", Role.ACCOUNT_MANAGER),
)


@dataclass(frozen=True, slots=True)
class Parties:
    """Who plays: partners by name, members by user name."""

    partners: dict[str, Partner]
    members: dict[str, User]


def load_parties() -> Parties:
    """Store the operator, the partners and their members. One hash serves all: it is the same password."""
    secret = make_password(DEMO_PASSWORD)
    operator = User(username="operator", name="Olivia Park", is_staff=True, is_superuser=True, password=secret)
    save_member(member=operator, by=operator)
    partners = _load_partners(operator)
    members = {"operator": operator}
    for username, name, of, role in MEMBERS:
        member = User(
            username=username,
            name=name,
            email=f"{username}@{of.split()[0].lower()}.example",
            partner=partners[of],
            role=role,
            director=members["dora"] if username == "ana" else None,
            password=secret,
        )
        save_member(member=member, by=operator)
        members[username] = member
    partners["Skyline Digital"].account_manager = members["ana"]
    save_partner(partner=partners["Skyline Digital"], by=operator)
    _some_come_and_go(members["northstar"], members)
    name, reason = RESTS
    steer_reseller(reseller=partners[name], act=ResellerEvent.Kind.SUSPENDED, reason=reason, by=members["northstar"])
    return Parties(partners, members)


def _some_come_and_go(administrator: User, members: dict[str, User]) -> None:
    """One has left, and one is invited. No mail is sent: nobody waits for it, and its link would lead in."""
    assert administrator.partner
    deactivate_member(member=members["cleo"], to=None, by=administrator)
    sent = timezone.now() - timedelta(days=2)
    invitation = MemberInvitation.objects.create(
        tenant=administrator.tenant,
        partner=administrator.tenant,
        email="lena.vogt@northstar.example",
        name="Lena Vogt",
        role=Role.ACCOUNT_MANAGER,
        director=members["dora"],
        digest=new_token()[1],
        invited_by=administrator,
        sent_at=sent,
        expires_at=sent + VALID_FOR,
    )
    record("member invited", on=invitation, by=administrator, role=invitation.role)


def _load_partners(operator: User) -> dict[str, Partner]:
    made: dict[str, Partner] = {}
    for values in PARTNERS:
        above = made.get("Northstar Distribution") if values["name"] in RESELLERS else None
        kind = PartnerKind.RESELLER if above else PartnerKind.DISTRIBUTOR
        partner = Partner(kind=kind, parent=above, **values)
        save_partner(partner=partner, by=operator)
        made[partner.name] = partner
    return made


def load_customers(parties: Parties, *, now: datetime) -> dict[str, Customer]:
    """Store the customers of customers.csv, each by the administrator of its partner; by name."""
    industries = dict(Industry.objects.values_list("code", "pk"))
    protected = ProtectedAccount(
        name="Continental Rail Holdings", country="CN", remarks="The vendor sells to it itself."
    )
    save_protected_account(account=protected, by=parties.members["operator"])
    made = {}
    with CUSTOMERS.open(encoding="utf-8", newline="") as lines:
        for position, row in enumerate(csv.DictReader(lines)):
            manager = parties.members[row["account_manager"]]
            assert manager.partner
            customer = Customer(
                partner=manager.partner,
                account_manager=manager,
                name=row["name"],
                account_name=row["account"],
                country=row["country"],
                industry_id=industries[row["industry"]],
                contact_name=row["contact"],
                mobile=row["mobile"],
                email=row["email"],
                website=f"https://www.{row['email'].split('@')[1]}",
                **_relation(row["state"], position, now, today(manager.partner.root.time_zone)),
            )
            if customer.state == Customer.State.PENDING_REVIEW:
                # In another country than the partner: the verb asks the operators.
                preregister(customer=customer, by=manager)
            else:
                save_customer(customer=customer, by=parties.members["operator"])
            made[customer.name] = customer
    made |= _load_unassigned(parties, industries, now)
    return made


def _load_unassigned(parties: Parties, industries: dict[str, int], now: datetime) -> dict[str, Customer]:
    northstar = parties.partners["Northstar Distribution"]
    made = {}
    for position, (name, account, industry, contact, mobile, state) in enumerate(UNASSIGNED):
        customer = Customer(
            partner=northstar,
            name=name,
            account_name=account,
            industry_id=industries[industry],
            contact_name=contact,
            mobile=mobile,
            **_relation(state, position, now, today(northstar.time_zone)),
        )
        save_customer(customer=customer, by=parties.members["operator"])
        made[name] = customer
    return made


def _relation(state: str, position: int, now: datetime, day: date) -> dict[str, Any]:
    """Preregistered a few days ago, lost some weeks ago, asked for yesterday; or associated for one to two years."""
    dates: dict[str, Any] = {}
    if state == Customer.State.PREREGISTERED:
        since = PREREGISTERED_SINCE
        dates = {"preregistered_until": day - since + PREREGISTERED_FOR}
    elif state == Customer.State.PENDING_REVIEW:
        since = timedelta(days=1)
    elif state in ENDED:
        since = timedelta(days=20 + position)
        dates = {"ended_on": day - timedelta(days=5), "ended_reason": ENDED[state]}
    else:
        since = timedelta(days=365 + 13 * position)
        dates = {"associated_on": day - since}
    return {"state": state, **dates, "created_at": now - since, "last_activity_at": now - since}
