"""Jobs: stored with what they are about, told nothing that a mask hides, and taken up again when a worker is killed."""

import inspect
import time

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import TaskNotFound

from accounts.mail import send_later
from accounts.models import Mail
from partner_center.background import do_later, do_once
from tests.support.jobs import here, manage, put_off, worker
from tests.support.mail_server import MailServer

DELIVER = "accounts.tasks.deliver"


def test_a_job_is_stored_with_what_it_is_about_or_not_at_all(db):
    with transaction.atomic():
        do_later(DELIVER, tenant=7, lock="one", mail="x")
        transaction.set_rollback(True)
    assert put_off() == []
    do_later(DELIVER, tenant=7, lock="one", mail="y")
    assert put_off() == [(DELIVER, {"tenant": 7, "mail": "y"})]


def test_what_waits_already_is_not_put_off_again(db):
    for _time in range(3):
        do_once(DELIVER, tenant=7, lock="one", mail="x")
        do_once(DELIVER, tenant=8, lock="two", mail="x")
    assert [words["tenant"] for _name, words in put_off()] == [7, 8]


def test_a_job_that_nobody_knows_is_refused(db):
    with pytest.raises(TaskNotFound):
        do_later("accounts.tasks.no_such_job", tenant=None, lock="x")


def test_every_job_of_ours_says_whose_work_it_is():
    ours = {name: task.func for name, task in app.tasks.items() if not name.startswith(("builtin", "procrastinate"))}
    assert len(ours) >= 3
    assert [name for name, work in ours.items() if "tenant" not in inspect.signature(work).parameters] == []


def test_jobs_are_told_no_address_and_no_words(cast):
    """The table of jobs is no tenant's own."""
    send_later(to="li.wei@example.cn", subject="Greetings to Karlsson", text="Dear Ms. Karlsson")
    [(_name, words)] = put_off()
    assert set(words) == {"tenant", "mail"}
    assert Mail.objects.get().address == "li.wei@example.cn"


def _status() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = %s", [DELIVER])
        return cursor.fetchall()


def _wait_until(true, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, _status()
        time.sleep(0.1)


def test_the_job_of_a_killed_worker_is_taken_up_again(committed_db):
    """SIGKILL while the mail server listens: nobody can say goodbye. Another worker sends the mail, the same one."""
    with MailServer() as server:
        environment = {**here(), "EMAIL_URL": server.url}
        send_later(to="nora@north.example", subject="Once", text="Only once.")
        mail = Mail.objects.get()
        server.silent.set()
        with worker(environment) as killed:
            _wait_until(lambda: server.called == 1)
            assert _status() == [("doing", 0)]
            killed.kill()
        assert Mail.objects.get().sent_at is None
        server.silent.clear()
        with worker(environment) as second:
            _wait_until(lambda: Mail.objects.get().sent_at is not None)
            _wait_until(lambda: _status() == [])
        assert second.returncode == 0
    [received] = server.received
    assert (received["Message-ID"], received["Subject"]) == (f"<{mail.pk}@example.com>", "Once")
    assert Mail.objects.values_list("address", "subject", "text").get() == ("", "", "")


def test_a_job_that_fails_is_tried_again_later(committed_db):
    """Nobody listens at that port: the mail stays, and so does its job, for later."""
    send_later(to="nora@north.example", subject="Later", text="x")
    nobody = {**here(), "EMAIL_URL": "smtp://127.0.0.1:9?from=partner-center@example.com"}
    said, _none = manage("worker", "--no-wait", environment=nobody).communicate(timeout=60)
    assert _status() == [("todo", 1)]
    assert (Mail.objects.get().sent_at, "nora@north" in said) == (None, False)
