"""What a worker does: each row once, by the verbs of the pages, in batches; killed, taken up; undone, taken back."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import AuditEntry, Notification, Partner, User
from customers.actions import (
    go_on_with_import,
    import_write,
    match_import,
    modify_customer,
    preregistration,
    start_import,
    start_undo,
)
from customers.actions.forget import forget_imports, stop_silent_imports
from customers.conflict_words import NEUTRAL
from customers.imports import work
from customers.imports.words import guess
from customers.models import Claim, Customer, CustomerImport, ImportLine, Review
from tests import make
from tests.support.imports import faults, imported, previewed, row, states, uploaded
from tests.support.jobs import do_jobs
from tests.support.tasks import deeds

State = CustomerImport.State


def test_new_ones_are_preregistered_and_known_ones_updated(cast):
    header = ["Customer ID", "Company name", "Contact", "Mobile", "Industry", "Account manager"]
    own = cast.bob_associated
    rows = [
        ["", "Blue Harbor Biotech", "Li Wei", "+86 138 1234 5678", "manufacturing", "ann"],
        [own.number, "", "Zhang Min", "", "", ""],
        ["", "Faulty Ltd", "", "", "", ""],
    ]
    batch = imported(cast.nora, rows, header)
    assert (batch.state, states(batch)) == (State.DONE, ["created", "updated", "faulty"])
    made = Customer.objects.get(name="Blue Harbor Biotech")
    assert (made.partner, made.state, made.account_manager) == (cast.north, "preregistered", cast.ann)
    assert Claim.objects.filter(customer=made).count() == 2
    own.refresh_from_db()
    assert (own.contact_name, own.email, own.version) == ("Zhang Min", cast.bob_associated.email, 2)
    assert deeds(cast.nora) == [
        ("import uploaded", str(batch.pk)),
        ("import started", str(batch.pk)),
        ("customer preregistered", made.number),
        ("customer modified", own.number),
        ("import finished", str(batch.pk)),
    ]
    counts = AuditEntry.objects.get(action="import finished").details
    assert counts == {"created": 1, "review": 0, "updated": 1, "refused": 0, "faulty": 1}
    told = Notification.objects.get(kind="import_ready")
    assert (told.recipient, told.reference) == (cast.nora, str(batch.pk))
    assert told.words == {"done": "2", "total": "3"}


def test_who_is_taken_elsewhere_is_told_after_the_import_in_the_one_sentence(cast):
    rows = [row(cast.south_associated.name), row(cast.sky_associated.name, 2), row("Free As A Bird", 3)]
    batch = imported(cast.nora, rows)
    assert states(batch) == ["refused", "refused", "created"]
    assert faults(batch)[:2] == [
        {"": str(NEUTRAL)},
        {"": f"This customer is associated with reseller {cast.sky.number}."},
    ]
    assert [action for action, _on in deeds(cast.nora)].count("preregistration refused") == 2


def test_a_file_of_names_is_no_answer_about_all_of_them(cast, monkeypatch):
    """After so many that are taken, the rest is not asked for; the pages count the same looks."""
    monkeypatch.setattr("customers.actions.preregistration.CHECKS", 2)
    for number in range(4):
        make.customer(partner=cast.south, name=f"Rival {number}")
    batch = imported(cast.nora, [*(row(f"Rival {number}", number) for number in range(4)), row("Free", 9)])
    assert faults(batch)[:2] == [{"": str(NEUTRAL)}] * 2
    limit = {"": "You have checked 60 customers within an hour. Wait a while, then try again."}
    assert faults(batch)[2:] == [limit] * 3
    assert not Customer.objects.filter(name="Free").exists()


def test_beyond_the_companys_limit_nobody_is_preregistered(cast, monkeypatch):
    monkeypatch.setattr("customers.actions.preregistration.MOST", 3)
    batch = imported(cast.nora, [row(f"Customer Of Ours {number}", number) for number in range(4)])
    assert states(batch) == ["created", "created", "refused", "refused"]
    assert "100 preregistrations" in faults(batch)[3][""]


def test_what_the_limit_refuses_is_not_tried_row_by_row(cast, monkeypatch):
    """One is refused, and the rest of its batch is told the same; other reasons are asked for each row."""
    monkeypatch.setattr("customers.actions.preregistration.MOST", 3)
    tried = []

    def preregister(*, customer: Customer, by: User) -> Customer:
        tried.append(customer.name)
        return preregistration.preregister(customer=customer, by=by)

    monkeypatch.setattr(import_write, "preregister", preregister)
    names = [cast.south_associated.name, cast.sky_associated.name, *(f"Ours {number}" for number in range(5))]
    batch = imported(cast.nora, [row(name, number) for number, name in enumerate(names)])
    assert states(batch) == ["refused", "refused", "created", "created", "refused", "refused", "refused"]
    assert tried == names[:5]
    assert faults(batch)[4] == faults(batch)[5] == faults(batch)[6]


def test_where_the_looks_are_used_up_contacts_without_marks_still_come_in(cast, monkeypatch):
    monkeypatch.setattr("customers.actions.preregistration.CHECKS", 0)
    own, other = cast.bob_associated, cast.ann_associated
    rows = [[own.number, "Zhang Min", own.email], [other.number, "Zhang Min", "new@address.example"]]
    batch = imported(cast.nora, rows, ["Customer ID", "Contact", "Email"])
    assert states(batch) == ["updated", "refused"]
    assert "checked 60 customers" in faults(batch)[1][""]
    own.refresh_from_db()
    assert (own.contact_name, own.version) == ("Zhang Min", 2)


def test_what_the_operators_look_at_first_is_counted_apart(cast):
    header = ["Company name", "Contact", "Email", "Industry", "Country"]
    there = ["Saigon Ferries", "Lan", "lan@ferries.example", "manufacturing", "VN"]
    batch = imported(cast.nora, [there, ["Blue Harbor", "Li", "li@harbor.example", "manufacturing", ""]], header)
    assert states(batch) == ["review", "created"]
    assert Review.objects.get().customer.name == "Saigon Ferries"
    assert Notification.objects.get(kind="import_ready").words == {"done": "2", "total": "2"}
    start_undo(batch=batch, by=cast.nora)
    do_jobs()
    assert states(batch) == ["undone", "undone"]
    assert Review.objects.get().outcome == Review.Outcome.WITHDRAWN


def test_a_contact_that_somebody_has_is_refused_in_words_that_tell_nobody(cast):
    header = ["Customer ID", "Email"]
    batch = imported(cast.nora, [[cast.bob_associated.number, cast.south_associated.email]], header)
    assert faults(batch) == [{"": "Somebody has this phone or email already"}]
    assert Customer.objects.get(pk=cast.bob_associated.pk).email == cast.bob_associated.email


class Killed(BaseException):
    """Nothing catches it, as nothing catches SIGKILL."""


@pytest.mark.parametrize("stage", ["check", "write", "undo"])
def test_a_worker_that_was_killed_in_the_middle_leaves_nothing_half_done(stage, cast, monkeypatch):
    """Its job is done again from the beginning, and finds the rest."""
    monkeypatch.setattr(work, "CHECKED", 2)
    monkeypatch.setattr(work, "WRITTEN", 2)
    rows = [*(row(f"Harbor {number}", number) for number in range(4)), row("Harbor 0", 9)]
    batch = uploaded(cast.nora, rows)
    match_import(batch=batch, mapping={"columns": guess(batch.header), "industry": ""}, by=cast.nora)
    for name in ("check", "write", "undo"):
        if name == "write":
            start_import(batch=batch, by=cast.nora)
        if name == "undo":
            start_undo(batch=CustomerImport.objects.get(pk=batch.pk), by=cast.nora)
        if name == stage:
            _kill_in_the_middle(monkeypatch, name, batch, cast.nora)
        do_jobs()
    batch.refresh_from_db()
    assert (batch.state, states(batch)) == (State.UNDONE, [*["undone"] * 4, "faulty"])
    acts = [action for action, _on in deeds(cast.nora)]
    assert (acts.count("customer preregistered"), acts.count("customer released")) == (4, 4)
    assert (acts.count("import finished"), acts.count("import undone")) == (1, 1)
    assert Notification.objects.filter(kind="import_ready").count() == 1


def _kill_in_the_middle(monkeypatch, name: str, batch: CustomerImport, by: User) -> None:
    verb = {"check": "note_checked", "write": "write_lines", "undo": "undo_lines"}[name]
    real, calls = getattr(work, verb), []

    def once_and_no_more(**words):
        real(**words)
        calls.append(words)
        if len(calls) == 2:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(work, verb, once_and_no_more)
        with pytest.raises(Killed):
            getattr(work, name)(batch.tenant_id, str(batch.pk), by.pk)
    # What was done in the transaction that the kill took back is not done.
    assert states(batch).count({"check": "new", "write": "created", "undo": "undone"}[name]) == 2


def test_a_job_that_comes_late_does_nothing(cast):
    batch = imported(cast.nora, [row("Blue Harbor")])
    before = deeds(cast.nora)
    for name in ("check", "write", "undo"):
        getattr(work, name)(batch.tenant_id, str(batch.pk), cast.nora.pk)
    assert (deeds(cast.nora), states(batch)) == (before, ["created"])


@pytest.mark.parametrize("what", ["left", "another role", "suspended"])
def test_who_may_not_import_any_more_stops_it(what, cast):
    batch = previewed(cast.skye, [row("Blue Harbor")])
    start_import(batch=batch, by=cast.skye)
    change = {"left": {"is_active": False}, "another role": {"role": "director"}}.get(what)
    if change:
        User.objects.filter(pk=cast.skye.pk).update(**change)
    else:
        Partner.objects.filter(pk=cast.sky.pk).update(status=Partner.Status.SUSPENDED)
    do_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.stopped_while, states(batch)) == (State.FAILED, State.IMPORTING, ["new"])
    assert not Customer.objects.filter(name="Blue Harbor").exists()


def test_what_stopped_can_go_on(cast):
    batch = previewed(cast.nora, [row("Blue Harbor")])
    start_import(batch=batch, by=cast.nora)
    CustomerImport.objects.update(touched_at=timezone.now() - timedelta(hours=4))
    assert (stop_silent_imports(tenant=cast.north), stop_silent_imports(tenant=cast.north)) == (1, 0)
    batch.refresh_from_db()
    go_on_with_import(batch=batch, by=cast.nora)
    do_jobs()
    batch.refresh_from_db()
    assert (batch.state, states(batch)) == (State.DONE, ["created"])


# --- Undo --------------------------------------------------------------------------------------------------


def test_undo_frees_what_was_added_and_restores_what_was_updated(cast):
    header = ["Customer ID", "Company name", "Contact", "Email", "Industry"]
    own = cast.bob_associated
    rows = [["", "Blue Harbor", "Li", "li@x.example", "manufacturing"], [own.number, "", "Zhang Min", "", ""]]
    batch = imported(cast.nora, rows, header)
    start_undo(batch=batch, by=cast.nora)
    do_jobs()
    batch.refresh_from_db()
    assert (batch.state, states(batch)) == (State.UNDONE, ["undone", "undone"])
    made = Customer.objects.get(name="Blue Harbor")
    assert (made.state, made.ended_reason) == ("released", "Its import was undone")
    assert not Claim.objects.filter(customer=made).exists()
    assert Customer.objects.get(pk=own.pk).contact_name == own.contact_name
    assert deeds(cast.nora)[-3:] == [
        ("customer released", made.number),
        ("customer modified", own.number),
        ("import undone", str(batch.pk)),
    ]


def test_undo_leaves_what_was_worked_with_and_says_why(cast):
    rows = [row(name, number) for number, name in enumerate(("Changed", "With One", "Targeted", "Drafted"))]
    batch = imported(cast.nora, rows)
    customers = [line.customer for line in batch.lines.order_by("number").select_related("customer")]
    modify_customer(customer=customers[0], information={"needs": "Disks"}, seen_version=1, by=cast.nora)
    make.opportunity(customer=customers[1], owner=cast.ann, name="Backup")
    make.target(task=cast.running_task, customer=customers[2])
    make.draft(author=cast.nora, customer=customers[3])
    start_undo(batch=batch, by=cast.nora)
    do_jobs()
    worked = {"": "Somebody has worked with the customer since"}
    assert faults(batch) == [{"": "Somebody has changed the customer since"}, worked, worked, worked]
    assert set(Customer.objects.filter(pk__in=customers_pk(customers)).values_list("state", flat=True)) == {
        "preregistered"
    }


def customers_pk(customers: list[Customer]) -> list[int]:
    return [customer.pk for customer in customers]


def test_undo_is_over_after_a_day(cast):
    batch = imported(cast.nora, [row("Blue Harbor")])
    with time_machine.travel(timezone.now() + timedelta(hours=25)), pytest.raises(PermissionDenied):
        start_undo(batch=batch, by=cast.nora)


# --- Time --------------------------------------------------------------------------------------------------


def test_rows_are_forgotten_and_customers_stay(cast):
    done, waits = imported(cast.nora, [row("Blue Harbor")]), previewed(cast.nora, [row("Red Harbor")])
    other = imported(cast.sue, [row("South Harbor")])
    for days, left in ((6, {done, waits}), (8, {done}), (31, set())):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            forget_imports(tenant=cast.north)
            assert set(CustomerImport.objects.filter(tenant=cast.north)) == left
    assert set(ImportLine.objects.values_list("of", flat=True)) == {other.pk}
    assert Customer.objects.filter(name="Blue Harbor").exists()
