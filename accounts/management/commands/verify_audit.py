"""`manage.py verify_audit`: walks the chains of the audit log, and keeps or compares their heads."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from accounts.verification import Broken, Head, chains, name_of, require, verify
from partner_center.tenancy import across_tenants


class Command(BaseCommand):
    help = "Check that no line of the audit log was changed or removed. Exits with 1 and names the first that was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", type=Path, metavar="FILE", help="write the newest row of each chain to FILE")
        parser.add_argument(
            "--since", type=Path, metavar="FILE", help="check that the rows which --head wrote to FILE are still there"
        )

    def handle(self, *args: Any, head: Path | None, since: Path | None, **options: Any) -> None:
        kept = _read(since) if since else []
        with across_tenants():
            _take_your_time()
            heads, broken = self._walk(kept)
        if broken:
            raise CommandError(f"The audit log is not what was written: {broken} of its chains are broken.")
        if head:
            head.write_text(json.dumps([asdict(one) for one in heads], indent=2) + "\n", encoding="utf-8")

    def _walk(self, kept: list[Head]) -> tuple[list[Head], int]:
        """The heads of the sound chains, and how many are broken. A kept chain that is gone altogether is one, too."""
        heads, broken = [], 0
        for chain in sorted({*chains(), *(head.tenant for head in kept)}):
            try:
                found = verify(chain)
                for head in kept:
                    if head.tenant == chain:
                        require(head)
            except Broken as fault:
                broken += 1
                self.stdout.write(f"{name_of(chain)}: BROKEN at row {fault.number}: {fault.what}")
            else:
                heads.append(found)
                self.stdout.write(f"{name_of(chain)}: ok, {found.number} rows, head {found.hash}")
        return heads, broken


def _take_your_time() -> None:
    """The limits of the application role are for requests."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_settings WHERE name IN ('statement_timeout', 'transaction_timeout')")
        for (limit,) in cursor.fetchall():
            cursor.execute(f"SET LOCAL {limit} = 0")


def _read(file: Path) -> list[Head]:
    try:
        return [Head(**one) for one in json.loads(file.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError) as error:
        raise CommandError(f"{file} is not a file that --head wrote: {error}") from error
