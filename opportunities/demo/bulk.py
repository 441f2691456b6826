"""A distributor with very many opportunities, for benchmarks: made inside PostgreSQL, by the tables' owner.

The same on every machine but for the dates. Rows keep every constraint and every copied column, and their stories
keep the rules of progress; only the audit log has one line for all of them. The statements stand in bulk_sql.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from accounts.actions import save_member, save_partner
from accounts.audit import record
from accounts.demo import DEMO_PASSWORD
from accounts.models import Partner, User
from accounts.roles import PartnerKind, Role
from customers.models import Customer, Industry
from marketing.models import Product
from opportunities.demo import bulk_sql as sql
from opportunities.demo.phrases import DETAILS, LOST
from opportunities.demo.words import ENGLISH
from opportunities.models import BusinessSystem, Opportunity, ProgressEntry
from opportunities.progress import LostReason, Phase, TechnicalExchange, TestDetails, outcome_of, probability_default
from partner_center.tenancy import across_tenants

BULK = "Bulk Distribution"
OWNER = "owner"
MANAGERS, RESELLERS = 20, 20
CUSTOMERS_EACH, FEWEST_CUSTOMERS = 5, 20
#: Rows in a statement.
CHUNK = 50_000

#: Names of customers are put together of these.
FIRST = "Amber Birch Cedar Delta Eastern Falcon Granite Harbor Indigo Jasper Kestrel Linden Maple North Opal Pearl"
SECOND = "Bay Bridge Creek Field Forest Garden Gate Hill Island Lake Meadow Mill Park River Stone Valley"
THIRD = "Energy,Foods,Logistics,Media,Hotels,Electronics,Retail,Textiles"
#: The phases of the three entries of a row; each is as frequent as the others.
PATHS = (
    (Phase.INITIAL_CONTACT, Phase.INITIAL_CONTACT, Phase.INITIAL_CONTACT),
    (Phase.INITIAL_CONTACT, Phase.INITIAL_CONTACT, Phase.REQUIREMENT_CONFIRMED),
    (Phase.INITIAL_CONTACT, Phase.REQUIREMENT_CONFIRMED, Phase.REQUIREMENT_CONFIRMED),
    (Phase.INITIAL_CONTACT, Phase.REQUIREMENT_CONFIRMED, Phase.SOLUTION_VALIDATION),
    (Phase.REQUIREMENT_CONFIRMED, Phase.SOLUTION_VALIDATION, Phase.SOLUTION_VALIDATION),
    (Phase.REQUIREMENT_CONFIRMED, Phase.SOLUTION_VALIDATION, Phase.TESTING),
    (Phase.SOLUTION_VALIDATION, Phase.TESTING, Phase.BUSINESS_NEGOTIATION),
    (Phase.REQUIREMENT_CONFIRMED, Phase.BUSINESS_NEGOTIATION, Phase.BUSINESS_NEGOTIATION),
    (Phase.BUSINESS_NEGOTIATION, Phase.CONTRACT_SIGNED, Phase.IN_SERVICE),
    (Phase.SOLUTION_VALIDATION, Phase.CONTRACT_SIGNED, Phase.IN_SERVICE),
    (Phase.INITIAL_CONTACT, Phase.REQUIREMENT_CONFIRMED, Phase.SUSPENDED),
    (Phase.REQUIREMENT_CONFIRMED, Phase.SOLUTION_VALIDATION, Phase.LOST),
    (Phase.INITIAL_CONTACT, Phase.INITIAL_CONTACT, Phase.LOST),
)


@dataclass(frozen=True, slots=True)
class _Bulk:
    """The bulk distributor with those whom its rows name."""

    partner: Partner
    administrator: User
    managers: list[User]
    resellers: list[Partner]


def grow_to(count: int) -> int:
    """Add the opportunities that the bulk distributor lacks to have `count`; how many.

    The demo world must be there: its operator signs for it.
    """
    with across_tenants():
        operator = User.objects.get(username="operator")
        bulk = _find() or _load_parties(operator)
        there = Opportunity.objects.filter(tenant=bulk.partner).count()
        if there >= count:
            return 0
        customers = Customer.objects.filter(tenant=bulk.partner).count()
        wanted = max(count // CUSTOMERS_EACH, FEWEST_CUSTOMERS, customers)
        values = {**_parameters(bulk), "customer_count": wanted, "count": count}
        mostly_new = count - there > Opportunity.objects.count()
    _fill(values, customers + 1, there + 1, mostly_new=mostly_new)
    with across_tenants():
        record("bulk opportunities added", on=bulk.partner, by=operator, count=count - there)
    return count - there


def _fill(values: dict[str, Any], first_customer: int, first_opportunity: int, *, mostly_new: bool) -> None:
    """Run the statements, as the owner of the tables."""
    with connections[OWNER].cursor() as cursor:
        with across_tenants(using=OWNER):
            new = {**values, "first": first_customer, "last": values["customer_count"]}
            for statement in (sql.CUSTOMERS, sql.CLAIMS):
                cursor.execute(statement, new)
        with across_tenants(using=OWNER), _bare(cursor) if mostly_new else nullcontext():
            cursor.execute(sql.POSITIONS, values)
            for first in range(first_opportunity, values["count"] + 1, CHUNK):
                chunk = {**values, "first": first, "last": min(first + CHUNK - 1, values["count"])}
                for statement in (sql.ROWS, sql.OPPORTUNITIES, sql.LINES, sql.ENTRIES, sql.NEXT_ROWS):
                    cursor.execute(statement, chunk)
        with across_tenants(using=OWNER):
            cursor.execute(sql.LAST_ACTIVITY, values)
            cursor.execute(sql.COUNTERS, values)
        for table in ("customers_customer", "customers_claim", *sql.TABLES):
            cursor.execute(sql.VACUUM.format(table))


@contextmanager
def _bare(cursor: CursorWrapper) -> Iterator[None]:
    """Take indexes and foreign keys off, and put them on again, which checks all rows at once: four times as fast.

    All within the caller's transaction, so that nobody ever finds the tables without them.
    """
    cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
    cursor.execute(sql.FOREIGN_KEYS_AND_INDEXES, {"tables": list(sql.TABLES)})
    found = cursor.fetchall()
    for take_off, _put_on in found:
        cursor.execute(take_off)
    yield
    for _take_off, put_on in found:
        cursor.execute(put_on)


def _find() -> _Bulk | None:
    partner = Partner.objects.filter(kind=PartnerKind.DISTRIBUTOR, name=BULK).first()
    if partner is None:
        return None
    return _Bulk(
        partner,
        User.objects.get(partner=partner, role=Role.ADMINISTRATOR),
        list(User.objects.filter(partner=partner).account_managers().order_by("pk")),
        list(Partner.objects.resellers_of(partner.pk).order_by("pk")),
    )


@transaction.atomic
def _load_parties(operator: User) -> _Bulk:
    """The people sign in with the demo's password: bulk, bulk.director, bulk.01 to bulk.20."""
    secret = make_password(DEMO_PASSWORD)
    partner = Partner(kind=PartnerKind.DISTRIBUTOR, name=BULK)
    save_partner(partner=partner, by=operator)

    def member(username: str, role: Role, director: User | None = None) -> User:
        name = username.replace(".", " ").title()
        made = User(username=username, name=name, partner=partner, role=role, director=director, password=secret)
        save_member(member=made, by=operator)
        return made

    administrator = member("bulk", Role.ADMINISTRATOR)
    director = member("bulk.director", Role.DIRECTOR)
    managers = [
        member(f"bulk.{number:02d}", Role.ACCOUNT_MANAGER, director if number % 2 else None)
        for number in range(1, MANAGERS + 1)
    ]
    resellers = []
    for number in range(RESELLERS):
        reseller = Partner(
            kind=PartnerKind.RESELLER,
            parent=partner,
            name=f"Bulk Reseller {number + 1:02d}",
            account_manager=managers[number % MANAGERS],
        )
        save_partner(partner=reseller, by=operator)
        resellers.append(reseller)
    return _Bulk(partner, administrator, managers, resellers)


def _parameters(bulk: _Bulk) -> dict[str, Any]:
    systems = dict(BusinessSystem.objects.values_list("code", "pk"))
    products = dict(Product.objects.values_list("code", "pk"))
    industries = list(Industry.objects.order_by("pk").values_list("pk", flat=True))
    return {
        "tenant": bulk.partner.pk,
        "currency": bulk.partner.currency,
        "administrator": bulk.administrator.pk,
        "managers": [manager.pk for manager in bulk.managers],
        "manager_count": len(bulk.managers),
        "resellers": [reseller.pk for reseller in bulk.resellers],
        "reseller_count": len(bulk.resellers),
        "industries": industries,
        "industry_count": len(industries),
        "first_words": FIRST,
        "second_words": SECOND,
        "third_words": THIRD,
        "added": str(ProgressEntry.Kind.ADDED.label),
        "themes": [theme.name for theme in ENGLISH],
        "theme_count": len(ENGLISH),
        "types": [theme.type for theme in ENGLISH],
        "pains": [theme.pain_points for theme in ENGLISH],
        "systems": [systems[theme.system] for theme in ENGLISH],
        "products": [products[theme.products[0]] for theme in ENGLISH],
        "second_products": [products[_second(theme.products)] for theme in ENGLISH],
        **_path_columns(),
    }


def _second(products: tuple[str, ...]) -> str:
    return products[1] if len(products) > 1 else "web-firewall"


def _path_columns() -> dict[str, Any]:
    """What the entries of each path say, a list for every column: phases1 ... details3."""
    columns: dict[str, Any] = {
        "path_count": len(PATHS),
        "tests": [Phase.TESTING in path for path in PATHS],
        "statuses": [outcome_of(path[-1]).value for path in PATHS],
    }
    probabilities = [0] * len(PATHS)
    for number in (1, 2, 3):
        phases = [path[number - 1] for path in PATHS]
        probabilities = [
            probability_default(phase, before) for phase, before in zip(phases, probabilities, strict=True)
        ]
        columns[f"phases{number}"] = [phase.value for phase in phases]
        columns[f"probabilities{number}"] = probabilities
        columns[f"exchanges{number}"] = [_exchange(phase).value for phase in phases]
        columns[f"tests{number}"] = [
            _test(phase, needed).value for phase, needed in zip(phases, columns["tests"], strict=True)
        ]
        columns[f"details{number}"] = [_details(phase, number) for phase in phases]
    return columns


def _exchange(phase: Phase) -> TechnicalExchange:
    return TechnicalExchange.NOT_HELD if phase is Phase.INITIAL_CONTACT else TechnicalExchange.HELD


def _test(phase: Phase, test_project: bool) -> TestDetails:
    if not test_project:
        return TestDetails.NOT_REQUIRED
    return TestDetails.IN_PROGRESS if phase is Phase.TESTING else TestDetails.PLANNED


def _details(phase: Phase, number: int) -> str:
    said = (LOST["en"][LostReason.PRICE],) if phase is Phase.LOST else DETAILS["en"][phase]
    return said[number % len(said)].format(product="The platform", rival="")
