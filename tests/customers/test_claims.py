"""Exclusivity as a fact of the database: one holder over all tenants, whoever asks, however many at once."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
import time_machine
from django.db import DatabaseError, connection, connections, transaction
from django.db.utils import ProgrammingError

from accounts.models import AuditEntry, User
from customers import claims
from customers.actions import preregister
from customers.models import Customer
from customers.models.claim import Claim
from partner_center import tenancy
from partner_center.web.clock import today
from tests import make

State = Customer.State
HARBOR = {
    "name": "Blue Harbor Biotech Co., Ltd.",
    "registration_number": "91310000MA1K4",
    "email": "zhang@harbor.example",
    "mobile": "+86 138 1234 5678",
    "account_name": "hw_harbor",
}
#: The same marks as somebody else writes them, one at a time; all else is different.
ONE_MARK = {
    "name": "BLUE HARBOR BIOTECH limited",
    "registration_number": "9131-0000 ma1k4",
    "email": "Zhang@Harbor.Example",
    "mobile": "0086 13812345678",
    "account_name": "HW_Harbor",
}


def kinds(customer: Customer) -> list[str]:
    return sorted(Claim.objects.filter(customer=customer).values_list("kind", flat=True))


def rival(partner, **marks) -> Customer:
    """A customer that is not claimed yet."""
    return make.customer(partner=partner, state=State.RELEASED, **marks)


def test_a_customer_holds_all_its_marks_while_its_state_wants_it(cast):
    customer = make.customer(partner=cast.north, **HARBOR)
    assert kinds(customer) == ["account", "email", "mobile", "name", "registration"]
    for state, held in (
        (State.PENDING_REVIEW, 5),
        (State.RELEASED, 0),
        (State.PREREGISTERED, 5),
        (State.EXPIRED, 0),
        (State.ASSOCIATED, 5),
        (State.DISASSOCIATED, 0),
        (State.REJECTED, 0),
    ):
        customer.state, customer.preregistered_until = state, today("UTC")
        claims.settle(customer)
        assert len(kinds(customer)) == held, state


@pytest.mark.parametrize("mark", ONE_MARK)
def test_one_mark_in_common_is_enough_and_leaves_no_other_behind(mark, cast):
    make.customer(partner=cast.north, **HARBOR)
    other = rival(cast.south, **{mark: ONE_MARK[mark]})
    assert (claims.are_free(other), claims.take(other)) == (False, False)
    assert kinds(other) == []


def test_another_country_or_an_individual_is_another_customer(cast):
    make.customer(partner=cast.north, **HARBOR)
    assert claims.take(rival(cast.south, name=HARBOR["name"], country="SG"))
    assert claims.take(rival(cast.south, name=HARBOR["name"], kind=Customer.Kind.INDIVIDUAL))


def test_a_refused_change_keeps_what_was_held(cast):
    make.customer(partner=cast.north, **HARBOR)
    other = make.customer(partner=cast.south, name="Quiet Lake")
    held = list(Claim.objects.filter(customer=other).order_by("kind").values_list("kind", "key"))
    other.email = HARBOR["email"]
    with pytest.raises(claims.Taken) as refused:
        claims.settle(other)
    assert refused.value.holder is None
    assert list(Claim.objects.filter(customer=other).order_by("kind").values_list("kind", "key")) == held


def test_who_holds_it_is_told_in_the_own_tenant_alone(cast):
    holder = make.customer(partner=cast.sky, **HARBOR)
    assert claims.holder_in_tenant(rival(cast.north, email=HARBOR["email"])) == holder
    assert claims.holder_in_tenant(rival(cast.south, email=HARBOR["email"])) is None


@pytest.mark.parametrize("zone", ["Asia/Singapore", "America/Los_Angeles"])
def test_a_preregistration_that_is_over_is_in_nobodys_way(zone, cast):
    """Its last day ends when it ends in its tenant's time zone, whether or not anybody wrote that down."""
    cast.south.time_zone = zone
    cast.south.save(update_fields=["time_zone"])
    last = today(zone) + timedelta(days=15)
    held = make.customer(partner=cast.south, state=State.PREREGISTERED, preregistered_until=last, **HARBOR)
    over = claims.lapses_at(held)
    assert over is not None
    other = rival(cast.north, **HARBOR)
    with time_machine.travel(over - timedelta(seconds=1), tick=False):
        assert (claims.are_free(other), claims.take(other)) == (False, False)
    with time_machine.travel(over, tick=False):
        assert (claims.are_free(other), claims.take(other)) == (True, True)
    assert (len(kinds(other)), kinds(held)) == (5, [])


def test_claims_that_lapsed_are_taken_away_whole(cast):
    long_ago = today("UTC") - timedelta(days=1)
    held = make.customer(partner=cast.south, state=State.PREREGISTERED, preregistered_until=long_ago, **HARBOR)
    assert claims.take(rival(cast.north, email=HARBOR["email"]))
    assert kinds(held) == []


# --- The wall -----------------------------------------------------------------------------------------------


def test_nobody_claims_or_frees_for_another_tenant(cast):
    tenancy.leave()
    for question in ("SELECT claim_customer(%s, %s, '{email}', '{x}', NULL, now())", "SELECT free_customer(%s, %s)"):
        with (
            pytest.raises(ProgrammingError, match="Claims are for the own tenant"),
            tenancy.in_tenant(cast.north.pk),
            connection.cursor() as cursor,
        ):
            cursor.execute(question, [cast.south.pk, cast.south_associated.pk])


def test_a_claim_cannot_point_at_a_customer_of_another_tenant(cast):
    with (
        pytest.raises(DatabaseError, match="in_tenant"),
        tenancy.in_tenant(cast.north.pk),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SELECT claim_customer(%s, %s, '{email}', '{x}', NULL, now()); SET CONSTRAINTS ALL IMMEDIATE",
            [cast.north.pk, cast.south_associated.pk],
        )


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO customers_claim (tenant_id, customer_id, kind, key) VALUES (1, 1, 'email', 'x')",
        "UPDATE customers_claim SET key = 'x'",
        "DELETE FROM customers_claim",
    ],
)
def test_the_application_itself_writes_no_claim(statement, cast):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


# --- Many at once -------------------------------------------------------------------------------------------

RIVALS = 50


@pytest.mark.parametrize("lapsed", [False, True])
def test_of_fifty_at_once_one_gets_the_customer(lapsed, committed_db):
    """Each in a transaction of its own tenant, all open at the same time, on one customer."""
    tenants = [make.distributor() for _number in range(5)]
    rivals = [rival(tenants[number % 5], **HARBOR) for number in range(RIVALS)]
    if lapsed:
        yesterday = today("UTC") - timedelta(days=1)
        make.customer(partner=tenants[0], state=State.PREREGISTERED, preregistered_until=yesterday, **HARBOR)
    marks = claims.keys_of(rivals[0])
    door = connections["default"].get_connection_params()
    known = {name: door[name] for name in ("host", "port", "user", "password", "dbname") if door.get(name)}
    barrier = threading.Barrier(RIVALS)

    def race(customer: Customer) -> str:
        with psycopg.connect(**known) as session:
            session.execute("SELECT set_config('app.tenant', %s, true)", [str(customer.tenant_id)])
            barrier.wait(timeout=60)
            order = list(marks) if customer.pk % 2 else list(reversed(marks))
            answer = session.execute(
                "SELECT claim_customer(%s, %s, %s::text[], %s::text[], NULL, %s)",
                [customer.tenant_id, customer.pk, order, [marks[kind] for kind in order], datetime.now(UTC)],
            ).fetchone()
            assert answer
            return str(answer[0])

    with ThreadPoolExecutor(RIVALS) as pool:
        answers = list(pool.map(race, rivals))
    assert sorted(answers) == ["free", *["not free"] * (RIVALS - 1)]
    winner = rivals[answers.index("free")]
    assert set(Claim.objects.values_list("customer_id", flat=True)) == {winner.pk}
    assert len(kinds(winner)) == len(marks)


def test_of_fifty_people_at_once_one_preregisters(committed_db, monkeypatch):
    """By the verb, each on a connection of its own: five people of each of ten companies, of two distributors."""
    monkeypatch.delitem(connections["default"].settings_dict["OPTIONS"], "pool")
    tenants = [make.distributor() for _number in range(2)]
    companies = [*tenants, *(make.reseller(of=tenant) for tenant in tenants for _number in range(4))]
    people = [make.member(partner=company) for company in companies for _number in range(5)]
    barrier = threading.Barrier(RIVALS)

    def ask(by: User) -> str:
        try:
            with transaction.atomic():
                tenancy.enter_member(by.pk)
                barrier.wait(timeout=60)
                return f"done by {preregister(customer=Customer(**HARBOR), by=by).tenant_id}"
        except claims.Taken as taken:
            return f"taken by {taken.holder.tenant_id}" if taken.holder else "taken"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(RIVALS) as pool:
        answers = list(pool.map(ask, people))
    winner = Customer.objects.get()
    assert Counter(answers) == {f"done by {winner.tenant_id}": 1, f"taken by {winner.tenant_id}": 24, "taken": 25}
    assert kinds(winner) == sorted(claims.keys_of(winner))
    assert AuditEntry.objects.filter(action="customer preregistered").count() == 1
