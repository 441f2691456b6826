"""`manage.py serve`: from an empty database to a running site. What `make run` calls."""

import os
import signal
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, demo_is_loaded
from partner_center.worker import GRACE

SERVER = [
    *(sys.executable, "-m", "gunicorn", "--config", "python:partner_center.server", "--log-level", "warning"),
    "partner_center.wsgi",
]
WORKER = [sys.executable, "manage.py", "worker"]
#: Seconds between two starts of a worker that keeps ending, because the database is away.
PAUSE = 3


class Command(BaseCommand):
    help = "Prepare the database, then serve with the production server until Ctrl-C."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Preparing ...")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("seed_demo", verbosity=0, only_if_empty=True)
        self._say_where()
        # The server's processes open connections of their own; these here would only wait.
        connections.close_all()
        sys.exit(self._serve())

    def _say_where(self) -> None:
        self.stdout.write(f"\n  Partner Center: http://127.0.0.1:{os.environ.get('PORT', '8000')}/\n")
        if demo_is_loaded():
            self.stdout.write(f"  Demo accounts, password {DEMO_PASSWORD}:")
            for name, who in DEMO_ACCOUNTS:
                self.stdout.write(f"    {name:<10} {who}")
        self.stdout.write("\n  Ctrl-C stops it.\n")

    def _serve(self) -> int:
        """The server, and beside it the worker, which is started again when it ends and stopped with the server."""
        server, worker = _start(SERVER), _start(WORKER)
        started, stopping = time.monotonic(), False

        def stop(*_signal: object) -> None:
            nonlocal stopping
            stopping = True
            server.terminate()

        for received in (signal.SIGINT, signal.SIGTERM):
            signal.signal(received, stop)
        while (code := server.poll()) is None:
            if worker.poll() is not None and not stopping and time.monotonic() - started > PAUSE:
                worker, started = _start(WORKER), time.monotonic()
            time.sleep(0.2)
        worker.terminate()
        try:
            worker.wait(timeout=2 * GRACE)
        except subprocess.TimeoutExpired:
            worker.kill()
        return code


def _start(command: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, cwd=settings.BASE_DIR)  # noqa: S603
