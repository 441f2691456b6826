"""The audit log: what a line holds."""

from datetime import timedelta

from django.utils import timezone

from accounts.audit import REVEALED, record, record_reveals
from accounts.models import AuditEntry


def test_a_line_says_who_did_what_to_which_record(cast):
    record("customer greeted", on=cast.ann_associated, by=cast.ann, times=2)
    line = AuditEntry.objects.latest("pk")
    assert (line.tenant, line.actor, line.actor_role, line.action) == (
        cast.north,
        cast.ann,
        "account_manager",
        "customer greeted",
    )
    assert (line.subject_kind, line.subject, line.details) == ("customer", cast.ann_associated.number, {"times": 2})
    assert abs(line.at - timezone.now()) < timedelta(minutes=1)


def test_what_the_machine_does_has_no_actor(cast):
    record("customer expired", on=cast.ann_associated, by=None)
    line = AuditEntry.objects.latest("pk")
    assert (line.actor, line.actor_role) == (None, "")


def test_each_record_and_column_shown_has_its_line(cast):
    rows = [cast.ann_associated, cast.ann_preregistered]
    record_reveals(records=rows, columns=("phone", "email"), page="customers", by=cast.ann)
    lines = AuditEntry.objects.filter(action=REVEALED).values_list(
        "subject", "details__column", "details__page", "tenant"
    )
    assert set(lines) == {
        (row.number, column, "customers", cast.north.pk) for row in rows for column in ("phone", "email")
    }


def test_the_lines_of_one_press_are_told_by_the_first(cast):
    rows = [cast.ann_associated, cast.ann_preregistered]
    for columns in (("phone", "email"), ("customer_name",)):
        record_reveals(records=rows, columns=columns, page="customers", by=cast.ann)
    lines = list(AuditEntry.objects.filter(action=REVEALED).order_by("pk"))
    pressed = [(line.details["press"], line.at) for line in lines]
    assert (len(set(pressed)), set(pressed[:4]) & set(pressed[4:])) == (2, set())
    told = {number: line.details for number, line in enumerate(lines) if "records" in line.details}
    assert {number: (said["columns"], said["records"]) for number, said in told.items()} == {
        0: (["phone", "email"], 2),
        4: (["customer_name"], 2),
    }


def test_the_log_about_a_record_is_its_own_tenants(cast):
    """Numbers are counted per tenant: the other distributor's record of the same number is another record."""
    record("mine", on=cast.ann_opportunity, by=cast.ann)
    record("theirs", on=cast.south_opportunity, by=cast.max)
    assert cast.ann_opportunity.number == cast.south_opportunity.number
    assert "theirs" not in AuditEntry.objects.about(cast.ann_opportunity).values_list("action", flat=True)
    assert AuditEntry.objects.about(cast.ann_opportunity)[0].action == "mine"
