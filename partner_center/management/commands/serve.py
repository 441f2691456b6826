"""`manage.py serve`: from an empty database to a running site. What `make run` calls."""

import os
import signal
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, demo_is_loaded


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
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--config",
            "python:partner_center.server",
            "--log-level",
            "warning",
            "partner_center.wsgi",
        ]
        server = subprocess.Popen(command, cwd=settings.BASE_DIR)  # noqa: S603
        for received in (signal.SIGINT, signal.SIGTERM):
            signal.signal(received, lambda *_: server.terminate())
        return server.wait()
