"""The process that does jobs: `manage.py worker`, which `manage.py serve` starts beside the server.

A worker says every few seconds that it is alive. What one was doing that has not been heard of for three times as long
is done by another, so a job that was cut off in the middle is taken up again.
"""

import asyncio
import logging
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import connections
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition, Status
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.utils import utcnow

from partner_center.background import TRIES

logger = logging.getLogger(__name__)

#: Jobs that run at the same time.
AT_ONCE = 2
#: How long a job may go on after it was told to stop; what is not done by then is taken up again (seconds).
GRACE = 10
#: How long a job stays to be looked at that was given up (hours).
KEPT = 30 * 24
#: What a job may take, where a request's limits (partner_center/postgres/roles.py) would end it.
LIMITS = "-c statement_timeout=60s -c idle_in_transaction_session_timeout=60s"
#: A setting of PostgreSQL 17 and later, which the embedded one is.
TRANSACTION_LIMIT = " -c transaction_timeout=300s"


def work(heartbeat: float, *, wait: bool = True) -> None:
    """Do jobs until told to stop by a signal; without `wait`, until there are none."""
    _allow_more_time()
    asyncio.run(_work(heartbeat, wait=wait))


def _allow_more_time() -> None:
    if settings.POOLER:
        return  # PgBouncer takes no such word at the beginning of a session.
    database = connections["default"].settings_dict
    embedded = database["ENGINE"] == "partner_center.postgres"
    database["OPTIONS"]["options"] = LIMITS + (TRANSACTION_LIMIT if embedded else "")


async def _work(heartbeat: float, *, wait: bool) -> None:
    # Its own connections look for jobs; the jobs themselves, and what they put off, have Django's.
    mine = app.with_connector(PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4))
    async with mine.open_async():
        await take_up(mine, silent_for=3 * heartbeat)
        await mine.job_manager.delete_old_jobs(KEPT, include_failed=True, include_cancelled=True, include_aborted=True)
        watch = asyncio.create_task(_keep_watch(mine, heartbeat))
        options: Any = {
            "concurrency": AT_ONCE,
            "wait": wait,
            # Behind a pooler nobody is called: jobs are looked for every five seconds.
            "listen_notify": settings.POOLER != "transaction",
            "delete_jobs": DeleteJobCondition.SUCCESSFUL,
            "update_heartbeat_interval": heartbeat,
            "stalled_worker_timeout": 3 * heartbeat,
            "shutdown_graceful_timeout": GRACE,
        }
        try:
            await mine.run_worker_async(**options)
        finally:
            watch.cancel()


async def _keep_watch(mine: App, heartbeat: float) -> None:
    while True:
        await asyncio.sleep(heartbeat)
        try:
            await take_up(mine, silent_for=3 * heartbeat)
        except ConnectorException:
            # The worker's own questions fail too, and end it; whoever started it starts another.
            logger.exception("Nobody could be asked for jobs that were cut off.")


async def take_up(mine: App, *, silent_for: float) -> None:
    """Give back what workers were doing that have not been heard of for so many seconds."""
    await mine.job_manager.prune_stalled_workers(silent_for)
    for job in await mine.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent_for):
        # Two workers may find the same one; the second is told that it runs no more.
        with suppress(ConnectorException):
            if job.attempts >= TRIES:
                # Whatever kills a worker each time must not stand in everybody's way for ever.
                await mine.job_manager.finish_job(job, Status.FAILED, delete_job=False)
                logger.error("Job %s was cut off %s times and is given up.", job.task_name, job.attempts)
            else:
                await mine.job_manager.retry_job(job, retry_at=utcnow())
