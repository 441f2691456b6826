"""`manage.py worker`: does what is put off: mails, exports, imports, housekeeping."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.tasks import KEEP_HOUSE
from partner_center.background import do_once
from partner_center.worker import work


class Command(BaseCommand):
    help = "Do jobs until told to stop. Run one or more beside the server; `serve` does."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--heartbeat",
            type=float,
            default=5.0,
            help="seconds between signs of life; after three times as long without one, another worker takes over",
        )
        parser.add_argument("--no-wait", action="store_true", help="end when there is nothing left to do")

    def handle(self, *args: Any, heartbeat: float, no_wait: bool, **options: Any) -> None:
        if not no_wait:
            # Whatever time has done while no worker ran is seen to now, not at the next full hour.
            do_once(KEEP_HOUSE, tenant=None, lock=KEEP_HOUSE)
        work(heartbeat, wait=not no_wait)
