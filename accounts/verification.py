"""Whether the audit log is what was written: every chain walked, row by row, with the hashes computed here.

Nothing of it trusts a function of the database: whoever may rewrite rows might rewrite functions, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.db import connection
from django.utils import timezone

from accounts.models import AuditEntry, AuditLink, Partner
from partner_center.postgres.chain import canonical

#: What a hash is made of. The migration that chains the entries has the same list.
SAID = (
    *("id", "key", "tenant_id", "at timestamp", "actor_id", "actor_role", "action", "subject_kind", "subject"),
    *("details", "request_id", "ip inet"),
)
#: Rows read at a time, so that a log of any length takes the same memory.
AT_ONCE = 5_000

_TEXT = canonical(SAID, "entry", "link.number", "link.previous")
_ROWS = f"""
SELECT link.number, link.previous, link.hash, entry.id IS NULL, {_TEXT}
FROM accounts_auditlink AS link LEFT JOIN accounts_auditentry AS entry ON entry.id = link.entry_id
WHERE link.chain = %s AND link.number > %s ORDER BY link.number LIMIT %s
"""  # noqa: S608 - nothing of it comes from outside
_LOOSE = """
SELECT count(*) FROM accounts_auditentry AS entry WHERE coalesce(tenant_id, 0) = %s
AND NOT EXISTS (SELECT FROM accounts_auditlink AS link WHERE link.entry_id = entry.id)
"""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest row of a chain at a moment: enough to notice later that something before it was changed."""

    tenant: int
    number: int
    hash: str
    time: str


@dataclass(frozen=True)
class Broken(Exception):
    """The first row of a chain that is not what was written, and why."""

    tenant: int
    number: int
    what: str


def chains() -> list[int]:
    """The tenants that have a chain, or should; 0 is the platform's own."""
    linked = set(AuditLink.objects.values_list("chain", flat=True).distinct())
    written = set(AuditEntry.objects.values_list("tenant_id", flat=True).distinct())
    return sorted(linked | {tenant or 0 for tenant in written})


def name_of(chain: int) -> str:
    partner = Partner.objects.filter(pk=chain).first()
    return f"tenant {chain} ({partner})" if partner else f"tenant {chain}" if chain else "platform"


def verify(chain: int) -> Head:
    """The head of an unbroken chain. Raises Broken at its first row that is not what was written."""
    expected, last = 0, ""
    for expected, (number, previous, stored, gone, text) in enumerate(_rows(chain), start=1):
        if number != expected or gone:
            raise Broken(chain, expected, "the row is missing")
        if previous != last:
            raise Broken(chain, number, "the row does not follow the one before it")
        if sha256(text.encode()).hexdigest() != stored:
            raise Broken(chain, number, "the row was changed")
        last = stored
    with connection.cursor() as cursor:
        cursor.execute(_LOOSE, [chain])
        [loose] = cursor.fetchone()
    if loose:
        raise Broken(chain, expected + 1, f"{loose} rows are in no chain")
    return Head(chain, expected, last, timezone.now().isoformat(timespec="seconds"))


def require(head: Head) -> None:
    """Raise Broken if a head that was kept elsewhere is not in its chain: a tail was cut off, or all rewritten."""
    found = AuditLink.objects.filter(chain=head.tenant, number=head.number).values_list("hash", flat=True)
    if head.number and list(found) != [head.hash]:
        raise Broken(head.tenant, head.number, f"the row is not the one that was the newest at {head.time}")


def _rows(chain: int) -> Iterator[tuple[int, str, str, bool, str]]:
    after = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_ROWS, [chain, after, AT_ONCE])
            found = cursor.fetchall()
        yield from found
        if len(found) < AT_ONCE:
            return
        after = found[-1][0]
