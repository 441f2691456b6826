"""`manage.py housekeeping`: everything that time does, once over all tenants."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.housekeeping import keep_house


class Command(BaseCommand):
    help = "Expire, remind, and forget what is kept no longer. Safe to repeat; a worker does it every hour by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        for step, number in keep_house().items():
            if number and options["verbosity"]:
                self.stdout.write(f"{step.rpartition('.')[2].replace('_', ' ')}: {number:,}")
