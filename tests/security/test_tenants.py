"""F-02: rival tenants in one database, with both walls, and with each wall alone.

Every text of both tenants holds a mark. Whoever gets a mark of the other tenant, in a page, a header or a redirect,
has found a hole.
"""

import random
from collections.abc import Iterator

import pytest
from django.db import connections, models
from django.shortcuts import get_object_or_404

from customers.models import Customer
from tests import make
from tests.access_table import DRAFT, OPPORTUNITY, SALES
from tests.support import probes
from tests.support.browsers import client_of
from tests.support.canaries import APPEND_ONLY, Canaries, tenant_models, texts_of
from tests.support.figures import WHOLE
from tests.support.probes import INSIDERS, Probe
from tests.support.things import number_the_south_apart, references, undone

#: Trials of each state of the walls.
FAST, FLOOR = 100, 3_500


@pytest.fixture
def no_rows_wall(request, django_db_setup, django_db_blocker) -> Iterator[None]:
    """The database without row-level security on all tenant tables, or on those that the test names.

    Really switched off, by the owner of the tables, before the test's transaction begins.
    """
    tables = getattr(request, "param", None) or [model._meta.db_table for model in tenant_models()]
    with django_db_blocker.unblock():
        _switch("DISABLE", tables)
    try:
        yield
    finally:
        with django_db_blocker.unblock():
            _switch("ENABLE", tables)


def _switch(word: str, tables: list[str]) -> None:
    owner = connections["owner"]
    with owner.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" {word} ROW LEVEL SECURITY')
    owner.close()


def take_the_scope_away(monkeypatch) -> None:
    """Everything is visible to everybody, and no query asks for a tenant: as if every developer forgot every time."""
    scoped = {model.__name__: type(model._default_manager.all()) for model in tenant_models()}
    scoped = {name: queryset for name, queryset in scoped.items() if hasattr(queryset, "visible_to")}
    assert {"User", "Partner", "Customer", "MarketingTask", "Target", "Opportunity", "Note", "Draft"} < set(scoped)
    for queryset in scoped.values():
        monkeypatch.setattr(queryset, "visible_to", lambda self, user: self)
    asked = models.QuerySet.filter

    def without_tenant(self, *words, **named):
        named = {name: value for name, value in named.items() if name not in {"tenant_id", "tenant", "distributor_id"}}
        return asked(self, *words, **named)

    monkeypatch.setattr(models.QuerySet, "filter", without_tenant)


class World:
    """Both tenants, marked; a browser for each person; and everything that one can ask about the other."""

    def __init__(self, cast) -> None:
        self.cast = cast
        number_the_south_apart(cast)
        drafts = {
            person: make.draft(author=getattr(cast, person), customer=customer)
            for person, customer in (
                ("nora", cast.ann_associated),
                ("ann", cast.ann_associated),
                ("sue", cast.south_associated),
                ("max", cast.south_associated),
            )
        }
        self.names = references(cast)
        self.canaries = Canaries(cast)
        self.clients = {person: client_of(person, cast) for person in INSIDERS}
        opportunities = {"nora": "bob's", "ann": "ann's", "sue": "max's", "max": "max's"}
        self.own = {
            person: {
                "draft": f"{DRAFT.format(it=draft.pk)}/",
                "opportunity": f"{OPPORTUNITY.format(it=self.names[opportunities[person]])}/",
            }
            for person, draft in drafts.items()
        }

    def probes(self) -> list[Probe]:
        """All, or a slice of all that is the same every day."""
        words = [*self.canaries.words("n"), *self.canaries.words("s"), str(self.cast.max_draft.pk)]
        found = [
            *probes.of_records(self.names),
            *probes.of_words(words, ("nora", "dirk", "skye", "sue", "max")),
            *probes.of_choices(words, self.own),
        ]
        return random.Random(20).sample(found, FLOOR if WHOLE else FAST)

    def try_all(self, tally, tried: list[Probe]) -> None:
        """Send each, and look for the other tenant's marks. A page that fails proves nothing: a leak."""
        for probe in tried:
            with undone():
                answer = probe.send(self.clients[probe.person])
            leaked = self.canaries.foreign_in(answer, getattr(self.cast, probe.person), probe.sent)
            failed = {str(answer.status_code)} if answer.status_code >= 500 else set()
            tally(not (leaked or failed), f"{probe}: {sorted(leaked | failed)}")


def test_every_text_of_both_tenants_is_marked(cast):
    """Or the rest would prove nothing. And whoever may see a mark sees it: the eyes are open."""
    world = World(cast)
    letters = {cast.north.pk: "n", cast.south.pk: "s"}
    for model in tenant_models():
        for row in model._default_manager.all() if model.__name__ not in APPEND_ONLY else ():
            for name in texts_of(model) if row.tenant_id in letters else ():
                assert f"zq{letters[row.tenant_id]}" in getattr(row, name), (model, name)
    for person, tenant in (("nora", cast.north), ("sue", cast.south)):
        for address in probes.LISTS:
            with undone():
                answer = world.clients[person].post(address, probes.EYES)
            assert world.canaries.marks_of(tenant, answer), (person, address)


def test_both_walls(cast, figures):
    world = World(cast)
    with figures.holds("F-02", "rivals' probes, both walls", fast=FAST, whole=FLOOR) as tally:
        world.try_all(tally, world.probes())


def test_row_level_security_alone(cast, monkeypatch, figures):
    world = World(cast)
    tried = world.probes()
    take_the_scope_away(monkeypatch)
    with figures.holds("F-02", "rivals' probes, row-level security alone", fast=FAST, whole=FLOOR) as tally:
        world.try_all(tally, tried)


def test_the_scope_alone(no_rows_wall, cast, figures):
    assert _walled() == 0
    world = World(cast)
    with figures.holds("F-02", "rivals' probes, the scope alone", fast=FAST, whole=FLOOR) as tally:
        world.try_all(tally, world.probes())


def test_one_view_without_the_scope_is_noticed(no_rows_wall, cast, monkeypatch, figures):
    def everything(visible, **lookup):
        return get_object_or_404(Customer.objects.all(), **lookup)

    monkeypatch.setattr("customers.views.found.visible_or_404", everything)
    world = World(cast)
    foreign = f"{SALES}/customers/{world.cast.south_associated.number}/"
    with figures.bites("F-02", "one view reads .objects.all(), the scope alone") as tally:
        world.try_all(tally, [Probe(person="nora", address=foreign)])


@pytest.mark.parametrize("no_rows_wall", [["marketing_marketingtask"]], indirect=True)
def test_one_table_without_the_wall_is_noticed(no_rows_wall, cast, monkeypatch, figures):
    """Not the customers' table: their pages join the partner, who is still behind the wall."""
    world = World(cast)
    foreign = f"{SALES}/marketing-tasks/{world.cast.south_task.number}/"
    take_the_scope_away(monkeypatch)
    with figures.bites("F-02", "one table without row-level security, no scope") as tally:
        world.try_all(tally, [Probe(person="nora", address=foreign)])


def test_the_walls_stand_again(db):
    """What the tests above took down is up for whoever comes next."""
    assert _walled() == len(tenant_models())


def _walled() -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        return int(cursor.fetchone()[0])
