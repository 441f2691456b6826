"""`manage.py database status|stop|path`: the embedded PostgreSQL."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from partner_center.postgres import launcher


class Command(BaseCommand):
    help = "Look after the embedded PostgreSQL."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["status", "stop", "path"])

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        if settings.DATABASES["default"]["ENGINE"] != "partner_center.postgres":
            raise CommandError("DATABASE_URL names a server of your own; there is no embedded one to look after.")
        server = launcher.server(settings.BASE_DIR / "var" / "postgres")
        if act == "path":
            self.stdout.write(str(server.places.home))
        elif act == "stop":
            self.stdout.write("stopped" if server.stop() else "not running")
        else:
            self.stdout.write("running" if server.is_running() else "not running")
