"""The small demo world: what is promised about it, and that its past could have happened."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F, Sum
from django.utils import timezone

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, demo_is_loaded
from accounts.models import AuditEntry, MemberInvitation, Partner, User
from accounts.models import Counter as NumberCounter
from customers.models import Customer, Group
from marketing.models import MarketingTask, Target
from opportunities import entries
from opportunities.actions.copies import searchable
from opportunities.demo.core_migration import core_migration
from opportunities.demo.history import Cast, ImpossibleStory, write
from opportunities.demo.stories import Kind, Report
from opportunities.demo.world import load_world
from opportunities.entries import Entry
from opportunities.models import Opportunity, ProgressEntry
from opportunities.permissions import can_add_for, can_modify
from opportunities.progress import Phase, Status, outcome_of
from partner_center.web.clock import today
from tests import make

ENTRY_FIELDS = tuple(Entry.__dataclass_fields__)


@pytest.fixture
def world(db) -> None:
    load_world()
    connection.check_constraints()


def person(username: str) -> User:
    return User.objects.select_related("partner").get(username=username)


def shown(rows) -> Counter:
    return Counter(rows.values_list("name", flat=True))


def test_members_are_who_the_readme_says(world) -> None:
    found = {
        user.username: (user.partner and user.partner.name, user.role, user.director and user.director.username)
        for user in User.objects.select_related("partner", "director")
    }
    assert found == {
        "northstar": ("Northstar Distribution", "administrator", None),
        "ana": ("Northstar Distribution", "account_manager", "dora"),
        "ben": ("Northstar Distribution", "account_manager", None),
        "dora": ("Northstar Distribution", "director", None),
        "skyline": ("Skyline Digital", "administrator", None),
        "sky.sam": ("Skyline Digital", "account_manager", None),
        "meridian": ("Meridian Supply", "administrator", None),
        "mia": ("Meridian Supply", "account_manager", None),
        "operator": (None, "", None),
        "cleo": ("Northstar Distribution", "account_manager", None),
    }
    assert set(found) - {"cleo"} == {account.username for account in DEMO_ACCOUNTS}
    assert not person("cleo").is_active
    invited = MemberInvitation.objects.values_list("partner__name", "name", "director__username")
    assert list(invited) == [("Northstar Distribution", "Lena Vogt", "dora")]
    skyline = Partner.objects.get(name="Skyline Digital")
    assert (skyline.number, skyline.parent.name, skyline.account_manager) == (
        "RSL-0001",
        "Northstar Distribution",
        person("ana"),
    )


def test_everybody_signs_in_with_the_one_password(world) -> None:
    for account in DEMO_ACCOUNTS:
        assert authenticate(username=account.username, password=DEMO_PASSWORD) == person(account.username)
    assert person("operator").is_superuser


def test_customers_are_who_the_readme_says(world) -> None:
    mine = Customer.objects.visible_to(person("ana"))
    own = mine.filter(partner__name="Northstar Distribution")
    assert own.count() == 12
    assert own.get(name="Blue Harbor Biotech Co.").state == "preregistered"
    assert own.get(name="华北云图科技有限公司").state == "associated"
    assert "Jade River Energy Group" in shown(Customer.objects.visible_to(person("ben")))
    assert list(mine.filter(group=Group.RESELLERS).values_list("name", "mobile", "email")) == [
        ("Northwind Foods Ltd", "+86 13812345678", "li.wei@northwindfoods.example")
    ]
    assert dict(Customer.objects.filter(partner__name="Skyline Digital").values_list("name", "state")) == {
        "Northwind Foods Ltd": "associated",
        "Copper Lane Studios": "preregistered",
    }


def test_ana_can_add_for_all_her_customers(world) -> None:
    ana = person("ana")
    day = today("Asia/Shanghai")
    refused = [row.name for row in Customer.objects.visible_to(ana) if not can_add_for(ana, row, day)]
    assert refused == []


def test_opportunities_are_as_many_as_the_readme_says(world) -> None:
    ana, ben = person("ana"), person("ben")
    assert Opportunity.objects.visible_to(ana).count() == 60
    assert Opportunity.objects.visible_to(ben).count() == 40
    assert Opportunity.objects.visible_to(person("northstar")).count() == 100
    assert Opportunity.objects.visible_to(person("dora")).count() == 60
    assert Opportunity.objects.visible_to(person("skyline")).count() == 0
    assert set(ana.opportunities.values_list("phase", flat=True)) == set(Phase.values)
    assert set(ana.opportunities.values_list("status", flat=True)) == set(Status.values)
    assert ana.opportunities.filter(entries__kind="reopened").count() == 1


def test_some_of_ana_are_overdue_and_some_stale(world) -> None:
    rows = person("ana").opportunities
    assert rows.overdue(today("Asia/Shanghai")).count() == 7
    assert rows.stale(timezone.now()).count() >= 8
    assert rows.still_open().count() > rows.needing_an_update(timezone.now(), today("Asia/Shanghai")).count()


def test_core_system_migration_has_three_entries(world) -> None:
    row = Opportunity.objects.get(name="Core system migration")
    assert (row.customer.name, row.owner.username, row.group) == ("Northwind Foods Ltd", "ana", "resellers")
    assert list(row.entries.order_by("number").values_list("kind", "phase", "probability")) == [
        ("added", 10, 10),
        ("progress", 20, 30),
        ("progress", 30, 50),
    ]
    assert list(row.lines.values_list("product__code", "monthly_revenue")) == [
        ("servers", Decimal(5000)),
        ("relational-database", Decimal(2000)),
        ("cloud-backup", Decimal(1000)),
    ]
    assert can_modify(person("ana"), row)


def test_the_other_tenant_has_its_secret(world) -> None:
    secret = Opportunity.objects.get(name="Secret rollout")
    assert (secret.tenant.name, secret.owner.username, secret.currency) == ("Meridian Supply", "mia", "SGD")
    assert Opportunity.objects.visible_to(person("mia")).count() == 13
    assert not Opportunity.objects.visible_to(person("northstar")).filter(pk=secret.pk)


def test_marketing_tasks_run_and_have_ended(world) -> None:
    running = MarketingTask.objects.get(name="Cloud backup Q4")
    assert running.is_running
    assert running.due_on > today("Asia/Shanghai")
    blue_harbor = running.targets.get(customer__name="Blue Harbor Biotech Co.")
    assert (blue_harbor.account_manager.username, blue_harbor.status) == ("ana", "pending")
    ended = MarketingTask.objects.get(tenant=running.tenant, status="ended")
    assert ended.due_on < today("Asia/Shanghai")


def test_a_task_is_being_prepared_where_only_the_administrator_sees_it(world) -> None:
    draft = MarketingTask.objects.get(status="draft")
    assert (draft.contract_number, draft.targets.count()) == ("NS-2023-0417", 2)
    assert draft in MarketingTask.objects.visible_to(person("northstar"))
    assert draft not in MarketingTask.objects.visible_to(person("ana"))


def test_targets_know_what_came_of_them(world) -> None:
    came = Opportunity.objects.exclude(target=None)
    assert came.count() >= 3
    assert Target.objects.aggregate(all=Sum("opportunity_count"))["all"] == came.count()
    for row in came.select_related("target__task"):
        target = row.target
        assert (target.status, target.result) == ("handled", "opportunity_created")
        assert target.customer_id == row.customer_id
        assert target.task.starts_on <= row.created_at.date() <= target.task.due_on
        assert target.handled_at == row.created_at


def test_every_opportunity_agrees_with_its_entries(world) -> None:
    rows = Opportunity.objects.select_related("customer", "owner").prefetch_related("entries", "lines")
    for row in rows:
        told = sorted(row.entries.all(), key=lambda entry: entry.number)
        last = told[-1]
        assert [entry.number for entry in told] == list(range(1, row.progress_count + 1))
        assert [entry.at for entry in told] == sorted(entry.at for entry in told)
        assert (row.phase, row.win_probability) == (last.phase, last.probability)
        assert row.created_at == told[0].at >= row.customer.created_at
        assert row.last_progress_at == row.updated_at == last.at <= timezone.now()
        assert row.status == ("voided" if last.kind == "voided" else outcome_of(Phase(last.phase)))
        assert row.search == searchable(row)
        assert sum(line.monthly_revenue for line in row.lines.all()) <= row.estimated_monthly_revenue
        signed = [entry for entry in told if entry.phase == Phase.CONTRACT_SIGNED]
        assert [(entry.signed_on, entry.actual_monthly_revenue) for entry in signed] == (
            [(row.signed_on, row.won_monthly_revenue)] if row.signed_on else []
        )


def test_every_entry_keeps_the_rules_of_progress(world) -> None:
    before: dict[int, ProgressEntry] = {}
    for entry in ProgressEntry.objects.select_related("opportunity").order_by("opportunity", "number"):
        previous, row = before.get(entry.opportunity_id), entry.opportunity
        if previous is None:
            assert (entry.kind, entry.phase_before, entry.submission_id) == ("added", None, row.draft_id)
            assert not entries.opening_problems(
                phase=Phase(entry.phase), probability=entry.probability, test_project=row.test_project
            )
        else:
            assert (entry.phase_before, entry.probability_before) == (previous.phase, previous.probability)
        if entry.kind == "progress":
            said = {name: getattr(entry, name) for name in ENTRY_FIELDS} | {"phase": Phase(entry.phase)}
            assert not entries.problems(
                Entry(**said), current_phase=Phase(previous.phase), test_project=row.test_project
            )
        before[entry.opportunity_id] = entry


def test_open_opportunities_of_a_customer_have_different_names(world) -> None:
    names = Counter(Opportunity.objects.still_open().values_list("customer", "name"))
    assert names.most_common(1)[0][1] == 1


def test_attainment_was_possible_when_the_opportunity_was_added(world) -> None:
    for row in Opportunity.objects.all():
        assert row.estimated_attainment >= row.created_at.date().replace(day=1)


def test_customers_were_active_when_something_was_reported(world) -> None:
    for customer in Customer.objects.filter(opportunities__isnull=False).distinct():
        assert customer.last_activity_at == max(row.updated_at for row in customer.opportunities.all())


def test_texts_are_in_both_languages_without_gaps(world) -> None:
    texts = list(ProgressEntry.objects.filter(kind="progress").values_list("details", flat=True))
    chinese = [text for text in texts if not text.isascii()]
    assert len(chinese) > 30
    assert len(texts) - len(chinese) > 100
    assert not [text for text in texts if "{" in text or text[0].islower() or (". " in text and text[-1] not in ".。")]


def test_numbers_follow_time_and_their_counters(world) -> None:
    for tenant in Partner.objects.filter(kind="distributor"):
        rows = Opportunity.objects.filter(tenant=tenant).order_by("created_at")
        numbers = list(rows.values_list("number", flat=True))
        assert numbers == sorted(numbers)
        for counter in NumberCounter.objects.filter(tenant=tenant, name__startswith="OPP"):
            assert sum(number.startswith(counter.name) for number in numbers) == counter.value


def test_the_audit_log_tells_the_same_story(world) -> None:
    row = Opportunity.objects.get(name="Core system migration")
    log = list(AuditEntry.objects.about(row).values_list("action", "actor__username", "at"))
    told = list(row.entries.values_list("at", flat=True))
    assert log == [
        ("progress specified", "ana", told[0]),
        ("progress specified", "ana", told[1]),
        ("opportunity added", "ana", told[2]),
    ]
    voided = AuditEntry.objects.get(action="opportunity voided")
    assert (voided.actor.username, voided.actor_role) == ("northstar", "administrator")


def test_the_accounts_are_shown_only_while_the_world_is_loaded(db) -> None:
    assert not demo_is_loaded()
    load_world()
    assert demo_is_loaded()
    User.objects.filter(username="northstar").update(is_active=False)
    assert not demo_is_loaded()


def test_a_member_called_like_the_demo_does_not_make_it_one(db) -> None:
    make.member(partner=make.distributor(), username="northstar")
    assert not demo_is_loaded()


def everything() -> list:
    models = (Partner, User, Customer, MarketingTask, Target, Opportunity, ProgressEntry, AuditEntry)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_loading_again_changes_nothing_and_says_so(world, capsys) -> None:
    stored = everything()
    call_command("seed_demo")
    assert "Nothing changed" in capsys.readouterr().out
    assert everything() == stored


def test_loading_where_its_names_are_taken_changes_nothing(db) -> None:
    make.member(partner=make.distributor(), username="ana")
    stored = everything()
    with pytest.raises(CommandError, match="taken"):
        call_command("seed_demo", verbosity=0)
    assert everything() == stored


def test_an_installation_with_its_own_partners_is_left_alone(db, capsys) -> None:
    make.distributor(name="Real Company")
    call_command("seed_demo", only_if_empty=True)
    assert "partners of its own" in capsys.readouterr().out
    assert not User.objects.filter(username="northstar").exists()


def test_an_empty_installation_gets_the_world(db, capsys) -> None:
    call_command("seed_demo", only_if_empty=True)
    assert DEMO_PASSWORD in capsys.readouterr().out
    assert demo_is_loaded()
    call_command("seed_demo", only_if_empty=True)
    assert "The demo world was there" in capsys.readouterr().out


def loaded_once() -> list:
    """What the world says, whose loading is then undone."""
    with transaction.atomic():
        load_world()
        aged = Opportunity.objects.annotate(age=F("updated_at") - F("created_at")).order_by("tenant", "number")
        told = aged.values_list("number", "name", "customer__name", "phase", "draft_id", "age")
        entries_told = ProgressEntry.objects.order_by("submission_id").values_list("submission_id", "details")
        rows = [*told, *entries_told]
        transaction.set_rollback(True)
    return rows


def test_the_world_is_the_same_on_every_machine(db) -> None:
    first = loaded_once()
    assert len(first) > 300
    assert loaded_once() == first


@pytest.mark.parametrize(
    "reports",
    [
        (Report(9, Entry(phase=Phase.CONTRACT_SIGNED, probability=100), Kind.ADDED),),
        (
            Report(9, Entry(phase=Phase.INITIAL_CONTACT, probability=10), Kind.ADDED),
            Report(8, Entry(phase=Phase.IN_SERVICE, probability=100, details="It runs.")),
        ),
    ],
)
def test_a_story_that_the_verbs_would_refuse_is_refused(world, reports) -> None:
    story = replace(core_migration(today("Asia/Shanghai")), reports=reports)
    cast = Cast(
        customers={row.name: row for row in Customer.objects.all()},
        members={user.username: user for user in User.objects.all()},
        targets={},
    )
    stored = everything()
    with pytest.raises(ImpossibleStory, match="Core system migration"):
        write([story], cast, Random(1))
    assert everything() == stored
