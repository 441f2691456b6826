"""notify(): a row for each who still works here, private, once where that was said, mailed to whoever wants it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.actions import choose_mails
from accounts.models import Notification, User
from accounts.notification_places import ICONS, PLACES
from accounts.notification_words import SENTENCES, sentence
from accounts.notifications import MOST, forget_old, mail_what_was_left, notify
from partner_center import tenancy
from tests.support.jobs import do_jobs, put_off
from tests.support.sentinels import clear_words, plant

Kind = Notification.Kind
WON = Kind.OPPORTUNITY_WON


@pytest.fixture
def mailed(cast):
    """ann and nora have addresses."""
    for person in (cast.ann, cast.nora):
        person.email = f"{person.username}@north.example"
        person.save()
    return cast


def test_each_who_works_here_is_told_and_nobody_else(cast):
    cast.exit.is_active = False
    notify(to=[cast.ann, cast.exit, cast.olga, cast.ann], kind=WON, about=cast.ann_opportunity, words={"by": "nora"})
    [row] = Notification.objects.all()
    assert (row.recipient, row.tenant, row.kind) == (cast.ann, cast.north, WON)
    assert (row.subject_kind, row.reference, row.words) == ("opportunity", cast.ann_opportunity.number, {"by": "nora"})
    assert (row.read_at, row.to_mail) == (None, False)


@pytest.mark.parametrize("person", ["nora", "dirk", "bob", "skye", "sue", "olga"])
def test_a_notification_is_its_recipients_alone(person, cast):
    notify(to=[cast.ann], kind=WON, about=cast.ann_opportunity)
    assert not Notification.objects.visible_to(getattr(cast, person)).exists()
    assert Notification.objects.visible_to(cast.ann).count() == 1


def test_another_tenant_sees_none_whatever_it_asks(cast):
    notify(to=[cast.ann], kind=WON, about=cast.ann_opportunity)
    with tenancy.in_tenant(cast.south.pk):
        assert not Notification.objects.exists()
    with transaction.atomic():
        Notification.objects.create(tenant=cast.south, recipient=cast.ann, kind=WON)
        with pytest.raises(IntegrityError, match="recipient_id_in_tenant"):
            transaction.get_connection().check_constraints()
        transaction.set_rollback(True)


def test_what_is_told_once_is_told_once_to_each(cast):
    for people in ([cast.ann], [cast.ann, cast.bob], [cast.bob]):
        notify(to=people, kind=WON, about=cast.ann_opportunity, once="an occasion")
    assert list(Notification.objects.order_by("pk").values_list("recipient__username", flat=True)) == ["ann", "bob"]


def test_what_happens_at_once_is_one_mail(mailed, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for row in (mailed.ann_opportunity, mailed.bob_opportunity):
            notify(to=[mailed.ann, mailed.nora, mailed.bob], kind=WON, about=row, words={"by": "skye"})
    assert len(put_off()) == 2
    do_jobs()
    assert sorted(mail.to[0] for mail in mailoutbox) == ["ann@north.example", "nora@north.example"]
    for mail in mailoutbox:
        assert mail.subject == "Partner Center: 2 new notifications"
        assert mail.body.splitlines()[:2] == [
            f"- {mailed.bob_opportunity.number} was won by skye.",
            f"- {mailed.ann_opportunity.number} was won by skye.",
        ]
    do_jobs()
    assert (len(mailoutbox), Notification.objects.filter(to_mail=True).count()) == (2, 0)


def test_a_long_mail_ends_with_how_many_more(mailed, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _number in range(MOST + 3):
            notify(to=[mailed.ann], kind=WON, about=mailed.ann_opportunity)
    do_jobs()
    [mail] = mailoutbox
    assert (mail.body.count("- OPP"), "and 3 more" in mail.body) == (MOST, True)


def test_who_wants_no_mail_gets_none(mailed, mailoutbox, django_capture_on_commit_callbacks):
    choose_mails(kinds=[Kind.OPPORTUNITY_LOST], by=mailed.ann)
    ann = User.objects.get(pk=mailed.ann.pk)
    with django_capture_on_commit_callbacks(execute=True):
        notify(to=[ann], kind=WON, about=mailed.ann_opportunity)
        notify(to=[mailed.nora], kind=Kind.PHASE_CHANGED, about=mailed.ann_opportunity)
    assert (do_jobs(), mailoutbox, Notification.objects.count()) == (0, [], 2)


def test_who_has_left_meanwhile_gets_no_mail(mailed, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notify(to=[mailed.ann], kind=WON, about=mailed.ann_opportunity)
    User.objects.filter(pk=mailed.ann.pk).update(is_active=False)
    do_jobs()
    assert mailoutbox == []


def test_a_mail_whose_job_was_lost_is_sent_by_housekeeping(mailed, mailoutbox):
    """The process ended between the transaction and what follows it."""
    with time_machine.travel(timezone.now() - timedelta(minutes=9), tick=False):
        notify(to=[mailed.ann], kind=WON, about=mailed.ann_opportunity)
    mail_what_was_left(tenant=mailed.north)
    assert put_off() == []
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        mail_what_was_left(tenant=mailed.north)
    do_jobs()
    assert [mail.to for mail in mailoutbox] == [["ann@north.example"]]


def test_read_ones_are_kept_half_a_year_and_what_was_told_once_for_good(cast):
    notify(to=[cast.ann], kind=WON, about=cast.ann_opportunity)
    notify(to=[cast.ann], kind=WON, about=cast.ann_opportunity, once="an occasion")
    Notification.objects.update(read_at=timezone.now() - timedelta(days=179))
    assert forget_old(tenant=cast.north) == 0
    Notification.objects.update(read_at=timezone.now() - timedelta(days=181))
    assert forget_old(tenant=cast.north) == 1
    assert Notification.objects.get().once == "an occasion"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_has_its_sentence(kind, language, cast):
    words = {"date": "2026-11-30", "phase": "Testing", "probability": "50", "by": "nora", "outcome": "Rejected"}
    row = Notification(kind=kind, subject_kind="opportunity", reference="OPP-2026-000001", words=words)
    with translation.override(language):
        said = sentence(row)
    assert ("%" in said.replace("50%", ""), "2026-11-30" in said, bool(said)) == (False, False, True)
    assert set(SENTENCES) == set(Kind.values)
    assert set(ICONS) <= set(PLACES)


def test_neither_rows_nor_mails_say_a_name_that_is_masked(mailed, mailoutbox, django_capture_on_commit_callbacks):
    """Every personal value of the cast is a canary."""
    plant(mailed)
    rows = (mailed.ann_opportunity, mailed.ann_preregistered, mailed.ann_draft, mailed.running_task, mailed.ann)
    with django_capture_on_commit_callbacks(execute=True):
        for kind in Kind.values:
            for row in rows:
                row.refresh_from_db()
                notify(to=[mailed.nora, mailed.ann], kind=kind, about=row, words={"by": "nora", "phase": "Testing"})
    do_jobs()
    told = [str(mail.message()) for mail in mailoutbox] + [sentence(row) for row in Notification.objects.all()]
    stored = [str(values) for values in Notification.objects.values_list("reference", "words", "once")]
    assert len(mailoutbox) == 2
    assert clear_words("\n".join(told + stored)) == set()
