"""`manage.py database status|stop|path`: the embedded PostgreSQL."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from partner_center.postgres import launcher
from partner_center.postgres.places import Unusable


class Command(BaseCommand):
    help = "Look after the embedded PostgreSQL: is it running, stop it, where does it live."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["status", "stop", "path"])

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        if settings.DATABASES["default"]["ENGINE"] != "partner_center.postgres":
            raise CommandError("DATABASE_URL names a server of your own; there is no embedded one to look after.")
        try:
            self.stdout.write(self._do(act))
        except Unusable as error:
            raise CommandError(str(error)) from error

    def _do(self, act: str) -> str:
        server = launcher.server(settings.BASE_DIR / "var" / "postgres")
        if act == "path":
            return str(server.places.home)
        if act == "stop":
            return "stopped" if server.stop() else "not running"
        return "running" if server.is_running() else "not running"
