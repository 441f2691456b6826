"""The public numbers of records, counted for each distributor. Gaps are allowed, repeats are not."""

from django.db import connection


def next_value(name: str, *, tenant_id: int) -> int:
    """Take the next value of the tenant's counter `name` (for example "OPP-2026").

    Its row stays locked until the transaction ends: take the number as the last statement before the insert.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_counter (tenant_id, name, value) VALUES (%s, %s, 1)"
            " ON CONFLICT (tenant_id, name) DO UPDATE SET value = accounts_counter.value + 1 RETURNING value",
            [tenant_id, name],
        )
        return int(cursor.fetchone()[0])
