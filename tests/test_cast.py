"""The cast and the makers keep what the code keeps: other tests rely on it."""

import dataclasses
from itertools import pairwise

import pytest
from django.db import connection

from accounts.numbers import next_value
from opportunities import entries
from opportunities.actions.copies import searchable
from opportunities.entries import Entry
from opportunities.models import Opportunity
from opportunities.progress import Phase, outcome_of
from opportunities.steps import Answered
from tests import make


def test_everybody_and_everything_is_stored_within_the_constraints(cast) -> None:
    connection.check_constraints()
    for field in dataclasses.fields(cast):
        record = getattr(cast, field.name)
        assert type(record)._default_manager.get(pk=record.pk) == record


@pytest.mark.parametrize(
    ("person", "rows"),
    [
        ("nora", {"ann", "ann_sky", "bob", "unassigned", "won", "lost"}),
        ("ann", {"ann", "ann_sky", "won", "lost"}),
        ("dirk", {"ann", "ann_sky", "won", "lost"}),
        ("bob", {"bob"}),
        ("skye", set()),
        ("sam", set()),
        ("cora", set()),
        ("sue", {"south"}),
        ("max", {"south"}),
        ("dan", set()),
    ],
)
def test_people_see_their_opportunities(cast, person, rows) -> None:
    found = set(Opportunity.objects.visible_to(getattr(cast, person)))
    assert found == {getattr(cast, f"{row}_opportunity") for row in rows}


def test_nobody_signs_in_with_a_password(cast) -> None:
    assert not [user for user in (cast.nora, cast.ann, cast.olga) if user.has_usable_password()]


@pytest.mark.parametrize("phase", Phase)
def test_an_opportunity_of_any_phase_agrees_with_its_entries(cast, phase) -> None:
    row = make.opportunity(customer=cast.ann_associated, owner=cast.ann, phase=phase)
    stored = Opportunity.objects.get(pk=row.pk)
    told = list(stored.entries.order_by("number"))
    assert (stored.phase, stored.win_probability) == (phase, told[-1].probability)
    assert stored.status == row.status == outcome_of(phase)
    assert [entry.number for entry in told] == list(range(1, stored.progress_count + 1))
    assert stored.last_progress_at == told[-1].at
    assert stored.search == searchable(stored)
    for before, entry in pairwise(told):
        said = {name: getattr(entry, name) for name in Entry.__dataclass_fields__} | {"phase": Phase(entry.phase)}
        assert not entries.problems(Entry(**said), current_phase=Phase(before.phase), test_project=stored.test_project)
    connection.check_constraints()


def test_numbers_come_from_the_counters(cast) -> None:
    row = make.opportunity(customer=cast.south_associated)
    year, number = row.number.removeprefix("OPP-").split("-")
    assert next_value(f"OPP-{year}", tenant_id=cast.south.pk) == int(number) + 1


def test_the_same_code_is_the_same_reference_entry(db) -> None:
    assert make.product(code="servers") == make.product(code="servers") != make.product(code="disks")


def test_complete_answers_can_be_submitted(cast) -> None:
    draft = make.draft(author=cast.ann, customer=cast.ann_associated, answers=make.answers(name="Shop"))
    assert Answered(draft, cast.ann).faulty == []
