"""What must be true of the database before this product is honest. `manage.py check --database default` asks."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

OLDEST = 150_000


@register(Tags.database)
def database_fits(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Version, character type, and the application role's rights."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('server_version_num')::int, pg_encoding_to_char(encoding), datctype,"
                " (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)"
                " FROM pg_database WHERE datname = current_database()"
            )
            facts = cursor.fetchone()
            found += _judge(alias, *facts, finds_chinese=_finds_chinese(cursor))
    return found


def _finds_chinese(cursor: Any) -> bool:
    """Whether trigrams see Chinese characters. An empty database gets them by the first migration: no verdict yet."""
    cursor.execute("SELECT to_regproc('similarity') IS NOT NULL")
    if not cursor.fetchone()[0]:
        return True
    cursor.execute("SELECT similarity('华为云服务', '华为云') > 0")
    return bool(cursor.fetchone()[0])


def _judge(
    alias: str, version: int, encoding: str, character_type: str, unlimited: bool, *, finds_chinese: bool
) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if version < OLDEST:
        found.append(Error(f"{alias}: PostgreSQL 15 or newer is needed.", id="partner_center.E010"))
    if encoding != "UTF8":
        found.append(Error(f"{alias}: the database's encoding is {encoding}, not UTF8.", id="partner_center.E011"))
    if not finds_chinese:
        hint = "Create the database with a UTF-8 character type, for example LC_CTYPE 'C.UTF-8'."
        text = f"{alias}: with the character type {character_type}, Chinese names cannot be searched."
        found.append(Error(text, hint=hint, id="partner_center.E012"))
    if unlimited and alias == "default":
        hint = "Give DATABASE_URL a role of its own, as docs/operations.md says."
        text = "The application connects as a role that no right and no row-level policy binds."
        found.append(Warning(text, hint=hint, id="partner_center.W013"))
    return found
