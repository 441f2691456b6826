"""`manage.py messages update|compile`: the texts of the product and their Chinese."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from partner_center import catalogue


class Command(BaseCommand):
    help = "Bring the catalogue of texts up to date and say what is not translated, or compile it for Django."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["update", "compile"])

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        po = settings.BASE_DIR / catalogue.PO
        if act == "compile":
            catalogue.compile_to_mo(po)
            return
        catalog = catalogue.merged(catalogue.read(po), catalogue.extracted(settings.BASE_DIR))
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_bytes(catalogue.written(catalog))
        faults = catalogue.faults(catalog)
        for fault in faults:
            self.stdout.write(fault)
        self.stdout.write(f"{len(catalog)} texts in {catalogue.PO}, {len(faults)} of them to be done.")
