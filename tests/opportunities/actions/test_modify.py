"""modify_opportunity: one group of information, by whom it belongs to, on the version that they saw."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from accounts.models import AuditEntry
from opportunities.actions import Line, modify_opportunity
from opportunities.models import Opportunity
from partner_center.tenancy import in_tenant
from partner_center.web.conflict import StaleEdit
from tests import cast as cast_module
from tests import make


def modify(opportunity, by, *, seen_version=1, lines=None, **information):
    return modify_opportunity(
        opportunity=opportunity, information=information, seen_version=seen_version, lines=lines, by=by
    )


def fresh(opportunity):
    return Opportunity.objects.get(pk=opportunity.pk)


@pytest.mark.parametrize("who", ["ann", "nora"])
def test_modified_information_is_stored_searchable_and_written_down(cast, who):
    opportunity, by = cast.ann_opportunity, getattr(cast, who)
    attainment = date(2027, 4, 30)
    changed = modify(opportunity, by, name="Tape vault", estimated_attainment=attainment, decision_maker="Konrad Zuse")
    found = fresh(opportunity)
    assert sorted(changed) == ["decision_maker", "estimated_attainment", "name"]
    assert (found.name, found.estimated_attainment, found.version) == ("Tape vault", attainment, 2)
    assert "tape vault" in found.search
    assert found.updated_at > opportunity.updated_at
    line = AuditEntry.objects.get(action="opportunity modified")
    assert (line.actor, line.subject) == (by, opportunity.number)
    assert line.details["changes"] == {
        "name": ["Backup for the branches", "Tape vault"],
        "estimated_attainment": [str(opportunity.estimated_attainment), "2027-04-30"],
        "decision_maker": [None, None],
    }


@pytest.mark.parametrize("who", ["dirk", "skye"])
def test_directors_and_resellers_modify_nothing(cast, who):
    cast.sky.share_opportunities = True
    cast.sky.save()
    with pytest.raises(PermissionDenied):
        modify(cast.ann_sky_opportunity, getattr(cast, who), name="Mine")
    assert fresh(cast.ann_sky_opportunity).name == "Video platform"


@pytest.mark.parametrize("who", ["bob", "max", "sue"])
def test_opportunity_outside_the_scope_does_not_exist(cast, who):
    with pytest.raises(Opportunity.DoesNotExist):
        modify(cast.ann_opportunity, getattr(cast, who), name="Mine")
    assert fresh(cast.ann_opportunity).name == "Backup for the branches"


def test_closed_opportunity_is_not_modified(cast):
    with pytest.raises(PermissionDenied, match="Closed opportunities cannot be modified"):
        modify(cast.won_opportunity, cast.nora, name="Mine")


def test_progress_customer_and_owner_cannot_come_this_way(cast):
    before = Opportunity.objects.filter(pk=cast.ann_opportunity.pk).values().get()
    smuggled = {"phase": 50, "win_probability": 70, "customer": cast.bob_associated, "owner": cast.bob, "status": "won"}
    assert modify(cast.ann_opportunity, cast.ann, **smuggled) == []
    assert Opportunity.objects.filter(pk=cast.ann_opportunity.pk).values().get() == before


def test_nothing_changed_is_no_new_version_and_no_line(cast):
    lines = [Line(line.product, line.monthly_revenue) for line in cast.ann_opportunity.lines.all()]
    assert modify(cast.ann_opportunity, cast.ann, lines=lines, name="Backup for the branches") == []
    assert fresh(cast.ann_opportunity).version == 1
    assert not AuditEntry.objects.filter(action="opportunity modified").exists()


def test_lines_are_replaced_in_their_order(cast):
    wanted = [Line(make.product(code="storage"), Decimal(300)), Line(make.product(), Decimal(200))]
    assert modify(cast.ann_opportunity, cast.ann, lines=wanted) == ["lines"]
    stored = fresh(cast.ann_opportunity).lines.values_list("position", "product__code", "monthly_revenue")
    assert list(stored) == [(1, "storage", 300), (2, "servers", 200)]


def test_stale_version_changes_nothing(cast):
    modify(cast.ann_opportunity, cast.nora, name="First")
    with pytest.raises(StaleEdit):
        modify(cast.ann_opportunity, cast.ann, name="Second")
    assert (fresh(cast.ann_opportunity).name, fresh(cast.ann_opportunity).version) == ("First", 2)


@pytest.mark.usefixtures("committed_db")
def test_people_who_modify_at_once_lose_nobodys_words():
    """Eight saves of the same version begin together: one is stored, seven are told; told, each can save on top."""
    with transaction.atomic():
        cast = cast_module.build()
    barrier = threading.Barrier(8)
    notes = [f"Note of hand {number}" for number in range(8)]

    def save(number):
        barrier.wait(timeout=30)
        try:
            with in_tenant(cast.north.pk):
                modify(cast.ann_opportunity, cast.ann if number % 2 else cast.nora, notes=notes[number])
        except StaleEdit:
            return "told"
        else:
            return "stored"
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(save, range(8)))
    assert sorted(answers) == ["stored"] + ["told"] * 7
    assert fresh(cast.ann_opportunity).notes == notes[answers.index("stored")]
    assert fresh(cast.ann_opportunity).version == 2
    for version, number in enumerate((n for n, answer in enumerate(answers) if answer == "told"), start=2):
        modify(cast.ann_opportunity, cast.ann, seen_version=version, notes=notes[number])
    said = AuditEntry.objects.filter(action="opportunity modified").values_list("details__changes__notes__1", flat=True)
    assert sorted(said) == notes
