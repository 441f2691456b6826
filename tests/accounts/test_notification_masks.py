"""No row of a notification and no mail names anybody: whatever is told, in one piece or in many, to everybody."""

import json

from accounts.actions import deactivate_member
from accounts.models import Mail, Notification, User
from accounts.notification_words import sentence
from customers.actions import assign_customers, assign_resellers, disassociate_customer
from customers.models import Customer
from marketing.actions import add_targets, move_task
from marketing.models import MarketingTask
from marketing.moves import Move
from opportunities.actions import transfer_opportunity
from tests import make
from tests.support.browsers import client_of
from tests.support.exported import ask
from tests.support.jobs import do_jobs
from tests.support.sentinels import clear_words, plant


def _everything_happens(cast) -> None:
    rows = Customer.objects.filter(partner=cast.north)
    assign_customers(customers=list(rows), to=cast.bob, follow=True, by=cast.nora)
    assign_customers(customers=[cast.ann_associated], to=cast.ann, follow=True, by=cast.nora)
    assign_resellers(resellers=[cast.sky, cast.copper], to=cast.bob, follow=True, by=cast.nora)
    transfer_opportunity(opportunity=cast.ann_sky_opportunity, to=cast.ann, by=cast.nora)
    task = make.task(tenant=cast.north, status=MarketingTask.Status.DRAFT)
    add_targets(task=task, customers=rows, by=cast.nora)
    move_task(task=task, move=Move.START, by=cast.nora)
    disassociate_customer(customer=cast.bob_associated, reason="They moved away.", by=cast.nora)
    ask(client_of("nora", cast), "customers-mine")
    deactivate_member(member=cast.bob, to=cast.ann, by=cast.nora)


def test_neither_rows_nor_mails_hold_a_name(cast, mailoutbox, django_capture_on_commit_callbacks):
    plant(cast)
    for user in User.objects.filter(partner__isnull=False):
        user.email, user.unmailed = f"member{user.pk}@company.example", []
        user.save(update_fields=["email", "unmailed"])
    for record in (cast.nora, cast.ann, cast.bob):
        record.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        _everything_happens(cast)
        do_jobs()
    do_jobs()
    kinds = set(Notification.objects.values_list("kind", flat=True))
    assert kinds >= {"customer_assigned", "opportunity_assigned", "task_assigned", "phase_changed", "export_ready"}
    said = [f"{row.reference} {json.dumps(row.words)} {sentence(row)}" for row in Notification.objects.all()]
    assert clear_words("\n".join(said)) == set()
    assert {name for mail in mailoutbox for name in mail.to} >= {cast.ann.email, cast.nora.email}
    assert clear_words("\n".join(f"{mail.subject}\n{mail.body}\n{mail.extra_headers}" for mail in mailoutbox)) == set()
    assert not Mail.objects.exclude(text="").exists()
