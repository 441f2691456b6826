"""`manage.py load_reference_lists`: the choices that forms offer, for a new installation and for the demo world."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.audit import record
from opportunities.reference_lists import LISTS
from partner_center.tenancy import across_tenants


class Command(BaseCommand):
    help = "Add the missing entries of the reference lists. What an operator has changed or switched off stays."

    def handle(self, *args: Any, **options: Any) -> None:
        with across_tenants():
            added = load_reference_lists()
        if options["verbosity"]:
            self.stdout.write(f"{added} entries added." if added else "Every entry was there. Nothing changed.")


@transaction.atomic
def load_reference_lists() -> int:
    """Add the entries whose code is missing; how many."""
    added = 0
    for model, names in LISTS:
        known = set(model._default_manager.values_list("code", flat=True))
        for position, (code, name, name_zh) in enumerate(names, start=1):
            if code not in known:
                entry = model(code=code, name=name, name_zh=name_zh, position=position * 10)
                entry.save(force_insert=True)
                record("reference entry added", on=entry, by=None, code=code)
                added += 1
    return added
