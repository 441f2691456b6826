"""What a person does to an import: who may, what is kept, what is forgotten, and what the log says."""

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied

from accounts.models import Partner
from customers.actions import cancel_import, match_import, start_import, start_undo, upload_import
from customers.actions.preregistration import Refused
from customers.models import CustomerImport, ImportLine
from partner_center import tenancy
from tests.support.imports import HEADER, imported, previewed, row, uploaded
from tests.support.jobs import put_off
from tests.support.tasks import deeds

State = CustomerImport.State


def test_rows_are_kept_with_their_numbers_and_no_job_knows_them(cast):
    batch = upload_import(file_name="x" * 300, rows=[HEADER[:2], ["A", "B", "C"], [], ["D"]], by=cast.nora)
    assert (batch.tenant, batch.partner, batch.author, batch.state) == (cast.north, cast.north, cast.nora, "matching")
    assert (batch.header, batch.total, len(batch.file_name)) == (["Company name", "Contact", ""], 2, 120)
    assert list(batch.lines.order_by("number").values_list("number", "cells")) == [(2, ["A", "B", "C"]), (4, ["D"])]
    match_import(batch=batch, mapping={"columns": {"name": 0}, "industry": ""}, by=cast.nora)
    words = {"tenant": cast.north.pk, "key": str(batch.pk), "by": cast.nora.pk}
    assert put_off() == [("customers.tasks.check_import", words)]
    assert deeds(cast.nora) == [("import uploaded", str(batch.pk))]


@pytest.mark.parametrize("person", ["ann", "dirk", "sam", "sid", "olga"])
def test_only_administrators_import(person, cast):
    with pytest.raises(PermissionDenied):
        upload_import(file_name="x", rows=[HEADER, row("A")], by=getattr(cast, person))


def test_a_company_without_an_address_on_file_imports_nothing(cast):
    Partner.objects.filter(pk=cast.sky.pk).update(email="", mobile="")
    cast.skye.partner.refresh_from_db()
    with pytest.raises(PermissionDenied):
        uploaded(cast.skye, [row("A")])


@pytest.mark.parametrize("person", ["another administrator", "skye", "sue"])
def test_the_file_is_its_authors_alone(person, cast):
    from_north = previewed(cast.nora, [row("Blue Harbor")])
    cast.bob.role = "administrator"
    cast.bob.save()
    by = getattr(cast, "bob" if person == "another administrator" else person)
    refusal = PermissionDenied if by == cast.bob else ObjectDoesNotExist
    for verb in (start_import, cancel_import):
        with pytest.raises(refusal):
            verb(batch=from_north, by=by)
    with pytest.raises(refusal):
        match_import(batch=from_north, mapping={}, by=by)
    assert CustomerImport.objects.get(pk=from_north.pk).state == State.PREVIEWED


def test_another_tenant_sees_no_row(cast):
    previewed(cast.nora, [row("Blue Harbor")])
    with tenancy.in_tenant(cast.south.pk):
        assert (CustomerImport.objects.exists(), ImportLine.objects.exists()) == (False, False)


def test_any_administrator_of_the_company_can_undo(cast):
    batch = imported(cast.nora, [row("Blue Harbor")])
    cast.bob.role = "administrator"
    cast.bob.save()
    with pytest.raises(ObjectDoesNotExist):
        start_undo(batch=batch, by=cast.skye)
    start_undo(batch=batch, by=cast.bob)
    assert CustomerImport.objects.get(pk=batch.pk).state == State.UNDOING
    with pytest.raises(PermissionDenied):
        start_undo(batch=batch, by=cast.bob)


def test_a_corrected_file_takes_the_place_and_keeps_what_was_matched(cast):
    first = previewed(cast.nora, [row("X")])
    second = upload_import(file_name="2.csv", rows=[HEADER, row("Xavier")], instead_of=first, by=cast.nora)
    other = upload_import(file_name="3.csv", rows=[["Name"], ["Y"]], instead_of=second, by=cast.nora)
    assert (second.mapping, other.mapping) == (first.mapping, {})
    assert list(CustomerImport.objects.all()) == [other]
    assert [action for action, _on in deeds(cast.nora)] == [
        "import uploaded",
        *["import cancelled", "import uploaded"] * 2,
    ]


def test_what_has_started_is_neither_cancelled_nor_started_again(cast):
    batch = previewed(cast.nora, [row("Blue Harbor")])
    start_import(batch=batch, by=cast.nora)
    for verb in (start_import, cancel_import):
        with pytest.raises(PermissionDenied):
            verb(batch=batch, by=cast.nora)


def test_a_company_keeps_ten_unfinished_files(cast):
    for number in range(10):
        uploaded(cast.nora, [row(f"Customer {number}")])
    with pytest.raises(Refused):
        uploaded(cast.nora, [row("One too many")])
    uploaded(cast.skye, [row("Sky's own")])
