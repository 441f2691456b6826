"""The bulk distributor: its rows are as good as those that the verbs write, and asking again adds what is missing."""

from itertools import pairwise

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import connections

from accounts.demo import DEMO_PASSWORD
from accounts.models import AuditEntry, Counter, Partner, User
from accounts.numbers import next_value
from customers.actions.records import searchable as searchable_customer
from customers.claims import keys_of
from customers.models import Claim, Customer, digits
from opportunities import entries
from opportunities.actions.copies import searchable
from opportunities.demo import bulk_sql
from opportunities.demo.bulk import BULK, grow_to
from opportunities.demo.world import load_world
from opportunities.entries import Entry
from opportunities.management.commands.seed_demo import SCALES
from opportunities.models import Opportunity, ProductLine, ProgressEntry
from opportunities.permissions import owner_of_new
from opportunities.progress import Phase, outcome_of

#: More than the small world has, so that the first load takes the fast way; enough for each path to occur.
SOME, MORE = 300, 330


@pytest.fixture
def bulk(committed_db) -> Partner:
    load_world()
    assert grow_to(SOME) == SOME
    return Partner.objects.get(name=BULK)


def of(partner: Partner):
    rows = Opportunity.objects.filter(tenant=partner).select_related("customer__partner__account_manager")
    return rows.select_related("customer__account_manager", "owner").prefetch_related("entries", "lines")


def agree(row: Opportunity, administrator: User) -> None:
    """That everything copied equals what it was copied from."""
    told = sorted(row.entries.all(), key=lambda entry: entry.number)
    last = told[-1]
    assert row.owner == owner_of_new(administrator, row.customer)
    assert row.partner_id == row.customer.partner_id
    assert row.search == searchable(row)
    assert [entry.number for entry in told] == [1, 2, 3]
    assert row.progress_count == 3
    assert (row.phase, row.win_probability) == (last.phase, last.probability)
    assert row.status == outcome_of(Phase(last.phase))
    assert row.created_at == told[0].at <= told[1].at <= told[2].at == row.last_progress_at == row.updated_at
    assert row.estimated_attainment >= row.created_at.date()
    assert sum(line.monthly_revenue for line in row.lines.all()) <= row.estimated_monthly_revenue
    for entry in told:
        if entry.phase == Phase.CONTRACT_SIGNED:
            assert (entry.signed_on, entry.actual_monthly_revenue) == (row.signed_on, row.won_monthly_revenue)


def keep_the_rules(row: Opportunity) -> None:
    """That specify_progress would have taken each entry."""
    first, *later = told = sorted(row.entries.all(), key=lambda entry: entry.number)
    assert (first.kind, first.phase_before, first.submission_id) == ("added", None, row.draft_id)
    assert not entries.opening_problems(
        phase=Phase(first.phase), probability=first.probability, test_project=row.test_project
    )
    for before, entry in pairwise(told):
        assert (entry.phase_before, entry.probability_before) == (before.phase, before.probability)
        said = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
        said["phase"] = Phase(entry.phase)
        assert not entries.problems(Entry(**said), current_phase=Phase(before.phase), test_project=row.test_project)
    assert {entry.kind for entry in later} == {"progress"}


def test_rows_agree_with_each_other_and_keep_the_rules(bulk) -> None:
    administrator = User.objects.get(username="bulk")
    rows = list(of(bulk))
    assert len(rows) == SOME
    assert {row.phase for row in rows} == set(Phase.values) - {Phase.CONTRACT_SIGNED}
    assert {row.group for row in rows} == {"mine", "resellers"}
    for row in rows:
        agree(row, administrator)
        keep_the_rules(row)


def test_customers_are_as_the_verb_stores_them(bulk) -> None:
    rows = Customer.objects.filter(tenant=bulk)
    assert rows.count() == SOME // 5
    for row in rows:
        assert row.search == searchable_customer(row)
        assert row.mobile_digits == digits(row.mobile)
        reported = [opportunity.updated_at for opportunity in row.opportunities.all()]
        assert row.last_activity_at == max(reported, default=row.created_at)
        held = Claim.objects.filter(customer=row, tenant=bulk, lapses_at=None)
        assert dict(held.values_list("kind", "key")) == keys_of(row)


def test_the_constraints_are_all_there_afterwards(committed_db) -> None:
    load_world()
    before = structure()
    grow_to(SOME)
    assert structure() == before


def structure() -> list:
    with connections["owner"].cursor() as cursor:
        cursor.execute(bulk_sql.FOREIGN_KEYS_AND_INDEXES, {"tables": list(bulk_sql.TABLES)})
        kept = sorted(put_on for _take_off, put_on in cursor.fetchall())
    assert len(kept) > 20
    return kept


def test_a_failed_load_leaves_nothing_and_every_constraint(committed_db, monkeypatch) -> None:
    load_world()
    before, stored = structure(), Opportunity.objects.count()
    monkeypatch.setattr(bulk_sql, "ENTRIES", "SELECT 1/0")
    with pytest.raises(Exception, match="division by zero"):
        grow_to(SOME)
    assert structure() == before
    assert Opportunity.objects.count() == stored
    monkeypatch.undo()
    assert grow_to(SOME) == SOME


def test_growing_adds_what_is_missing_and_keeps_the_rest(bulk) -> None:
    before = dict(of(bulk).values_list("number", "updated_at"))
    assert grow_to(MORE) == MORE - SOME
    after = dict(of(bulk).values_list("number", "updated_at"))
    assert len(after) == MORE
    assert before.items() <= after.items()
    administrator = User.objects.get(username="bulk")
    for row in of(bulk):
        agree(row, administrator)
    assert (grow_to(MORE), grow_to(SOME)) == (0, 0)
    assert len(dict(of(bulk).values_list("number", "updated_at"))) == MORE


def test_numbers_go_on_where_the_rows_ended(bulk) -> None:
    for counter in Counter.objects.filter(tenant=bulk).exclude(name="RSL"):
        number = next_value(counter.name, tenant_id=bulk.pk)
        assert number == (SOME // 5 if counter.name == "CUS" else SOME) + 1
    years = {row.created_at.year for row in of(bulk)}
    assert {counter.name for counter in Counter.objects.filter(tenant=bulk)} == {
        "CUS",
        "RSL",
        *(f"OPP-{year}" for year in years),
    }


def test_its_people_see_what_is_theirs(bulk) -> None:
    administrator = authenticate(username="bulk", password=DEMO_PASSWORD)
    assert Opportunity.objects.visible_to(administrator).count() == SOME
    manager, director = User.objects.get(username="bulk.01"), User.objects.get(username="bulk.director")
    own = Opportunity.objects.visible_to(manager).count()
    assert 0 < own < Opportunity.objects.visible_to(director).count() < SOME
    assert not Opportunity.objects.visible_to(User.objects.get(username="northstar")).filter(tenant=bulk)


def test_the_small_world_is_untouched(committed_db) -> None:
    load_world()
    models = (Opportunity, ProgressEntry, ProductLine, Customer)
    before = [list(model.objects.order_by("pk").values()) for model in models]
    grow_to(SOME)
    bulk = Partner.objects.get(name=BULK)
    after = [list(model.objects.exclude(tenant=bulk).order_by("pk").values()) for model in models]
    assert after == before


def test_the_command_takes_a_scale_and_records_it(committed_db, monkeypatch, capsys) -> None:
    for scale, added in ((40, 40), (45, 5), (45, 0)):
        monkeypatch.setitem(SCALES, "10k", scale)
        call_command("seed_demo", scale="10k")
        assert f"{added} opportunities added" in capsys.readouterr().out
    log = AuditEntry.objects.filter(action="bulk opportunities added").order_by("pk")
    assert list(log.values_list("tenant__name", "actor__username", "details")) == [
        (BULK, "operator", {"count": 40}),
        (BULK, "operator", {"count": 5}),
    ]
