"""`manage.py seed_demo`: the demo world, and on demand a distributor with very many opportunities."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from accounts.demo import DEMO_PASSWORD, demo_was_loaded
from accounts.models import Partner
from opportunities.demo.bulk import BULK, grow_to
from opportunities.demo.world import load_world
from partner_center.tenancy import across_tenants

SCALES = {"small": 0, "10k": 10_000, "100k": 100_000, "1m": 1_000_000}


class Command(BaseCommand):
    help = "Load the demo world. A second time changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--scale",
            choices=SCALES,
            default="small",
            help=f"also fill the distributor {BULK} up to so many opportunities",
        )
        parser.add_argument(
            "--only-if-empty",
            action="store_true",
            help="do nothing where partners are stored that are not the demo world's",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["only_if_empty"] and _is_in_use() and not demo_was_loaded():
            return self._say("This installation has partners of its own. Nothing changed.", options)
        try:
            with across_tenants():
                done = load_world()
        except IntegrityError as error:
            raise CommandError(f"Names of the demo world are taken here. Nothing changed. {error}") from error
        if done:
            self._say(f"The demo world is loaded. Everybody's password is {DEMO_PASSWORD}.", options)
        else:
            self._say("The demo world was there. Nothing changed.", options)
        if wanted := SCALES[options["scale"]]:
            added = grow_to(wanted)
            self._say(f"{BULK}: {added:,} opportunities added, {wanted:,} wanted.", options)
        return None

    def _say(self, sentence: str, options: dict[str, Any]) -> None:
        if options["verbosity"]:
            self.stdout.write(sentence)


def _is_in_use() -> bool:
    with across_tenants():
        return Partner.objects.exists()
