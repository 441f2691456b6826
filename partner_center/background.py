"""Work beside the requests: a job is a row in the same PostgreSQL, stored with what it is about or not at all.

Jobs stand in each app's tasks.py and say `tenant`: they are told whose work it is, and enter that tenant before they
read anything; without that they see nothing. What they are told are keys, numbers and dates, never what a mask hides,
for the table of jobs is everybody's. A job may be done again after a worker was killed in the middle of it, so each is
safe to repeat. The process that does them: worker.py.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task

#: How often a job is tried that fails, after 4, 16, 64 … seconds: the last time an hour later.
TRIES = 6
_RETRY = RetryStrategy(max_attempts=TRIES, exponential_wait=4)

Job = Task[..., Any, Any]


def job(work: Callable[..., None]) -> Job:
    """Declare a function of a tasks.py as something that a worker does."""
    return app.task(retry=_RETRY)(work)


def hourly(*, minute: int) -> Callable[[Callable[[int], None]], Job]:
    """Declare something that a worker does every hour; it is told for which moment, and never runs twice at once."""

    def declared(work: Callable[[int], None]) -> Job:
        name = f"{work.__module__}.{work.__name__}"
        alone = app.task(lock=name, queueing_lock=name)(work)
        return app.periodic(cron=f"{minute} * * * *")(alone)

    return declared


def do_later(work: str, *, tenant: int | None, lock: str, **words: str | int) -> None:
    """Let a worker do the job at a dotted path once this transaction is stored. Of one lock, one runs at a time."""
    app.configure_task(work, allow_unknown=False, lock=lock).defer(tenant=tenant, **words)


def do_once(work: str, *, tenant: int | None, lock: str, **words: str | int) -> None:
    """The same, unless it waits to be done already: it will find what is new.

    Only after the transaction: the job that waits might else be done before what it is to find is stored.
    """
    if any(app.job_manager.list_jobs(queueing_lock=lock, status="todo")):
        return
    waiting = app.configure_task(work, allow_unknown=False, lock=lock, queueing_lock=lock)
    try:
        with transaction.atomic():
            waiting.defer(tenant=tenant, **words)
    except AlreadyEnqueued:
        return  # Somebody else was quicker.
