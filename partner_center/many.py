"""Many rows changed in one statement, each with values of its own.

Django's bulk_update() writes an expression for each value, and takes longer to do so than the database takes for the
rows. Here the values are one parameter, and the statement is the same however many rows there are.
"""

import json
from collections.abc import Collection, Sequence

from django.db import connection, models

# The names are the model's own.
_STORE = "UPDATE {table} AS stored SET {values} FROM jsonb_to_recordset(%s::jsonb) AS said ({columns}) WHERE {same}"


def store_each(rows: Sequence[models.Model], names: Collection[str]) -> None:
    """Store the named fields of rows of one model, which need not be the same for any two."""
    if not rows:
        return
    meta = rows[0]._meta
    fields = {
        _quoted(field.column): field for field in meta.concrete_fields if field.name in names or field.primary_key
    }
    changed = [column for column, field in fields.items() if not field.primary_key]
    statement = _STORE.format(
        table=_quoted(meta.db_table),
        values=", ".join(f"{column} = said.{column}" for column in changed),
        columns=", ".join(f"{column} {field.db_type(connection)}" for column, field in fields.items()),
        same=" AND ".join(f"stored.{column} = said.{column}" for column in fields if column not in changed),
    )
    told = [{field.column: getattr(row, field.attname) for field in fields.values()} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(told, default=str)])


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")
