"""Migration operation that chains the rows of an append-only table by hashes, in a table of links beside it.

A row's link is written by the database itself when the transaction commits. So no code can forget it, and the lock of
the chain, which gives the links their gapless numbers, is held for the moment of the commit and no longer: it is the
last lock that a transaction takes, and waits for none after it.
"""

from collections.abc import Sequence
from typing import Any

from partner_center.postgres.operations import Sql

#: How a value becomes the text that is hashed, where the plain cast would depend on the session's settings.
_AS_TEXT = {"timestamp": "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')", "inet": "host({})"}

_PATH = "SET search_path = pg_catalog, pg_temp"
# A connection that met the table while it was small would go on reading all of it for every newest row.
_BY_INDEX = "SET enable_seqscan = off SET enable_bitmapscan = off"
# A row gets its link whomever the transaction works for by then, and the owner stands behind the wall, too.
_WAS = "was text := coalesce(current_setting('app.operator', true), '')"
_LIFTED, _DOWN = "set_config('app.operator', 'on', true)", "set_config('app.operator', was, true)"


def canonical(columns: Sequence[str], row: str, number: str, before: str) -> str:
    """SQL for the text that is hashed: the link's number, the hash before it, and every column of the row, as JSON.

    A column is a name, or a name and its type where _AS_TEXT knows it: `at timestamp`.
    """
    texts = [f"{number}::text", before]
    for column in columns:
        name, _space, kind = column.partition(" ")
        texts.append(_AS_TEXT.get(kind, "{}::text").format(f"{row}.{name}"))
    return f"array_to_json(ARRAY[{', '.join(texts)}])::text"


class HashChain(Sql):
    """Give every row of `table` its link in `links`: a number, the hash of the link before, and its own hash.

    There is one chain a tenant, and one of the rows of none. Rows that are there already are chained in the order of
    their ids. The function runs as its owner: the application role cannot write a link.
    """

    def __init__(self, table: str, links: str, columns: Sequence[str]) -> None:
        self.table, self.links, self.columns = table, links, list(columns)

    def forwards(self, quote: Any) -> list[str]:
        table, links = f"public.{quote(self.table)}", f"public.{quote(self.links)}"
        link, trigger = f"public.{self.links}_append", f"public.{self.links}_on_commit"
        return [
            self._append(link, table, links),
            f"REVOKE ALL ON FUNCTION {link}({table}) FROM PUBLIC",
            f"CREATE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
            f" {_PATH} AS $$ BEGIN PERFORM {link}(NEW); RETURN NULL; END $$",
            f"REVOKE ALL ON FUNCTION {trigger}() FROM PUBLIC",
            f"DO $$ DECLARE entry {table}; {_WAS}; BEGIN PERFORM {_LIFTED};"  # noqa: S608 - the names are ours
            f" FOR entry IN SELECT * FROM {table} ORDER BY id LOOP PERFORM {link}(entry); END LOOP;"
            f" PERFORM {_DOWN}; END $$",
            f"CREATE CONSTRAINT TRIGGER chained AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED"
            f" FOR EACH ROW EXECUTE FUNCTION {trigger}()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER chained",
        ]

    def _append(self, link: str, table: str, links: str) -> str:
        chain = "coalesce(entry.tenant_id, 0)"
        text = canonical(self.columns, "entry", "place", "before")
        return f"""
            CREATE FUNCTION {link}(entry {table}) RETURNS void LANGUAGE plpgsql {_PATH} {_BY_INDEX} AS $$
            DECLARE place bigint; before text; {_WAS};
            BEGIN
                PERFORM {_LIFTED};
                PERFORM pg_advisory_xact_lock(hashtext('{self.links}'), hashint8({chain}));
                SELECT number, hash INTO place, before FROM {links} WHERE chain = {chain} ORDER BY number DESC LIMIT 1;
                place := coalesce(place, 0) + 1;
                before := coalesce(before, '');
                INSERT INTO {links} (entry_id, tenant_id, number, previous, hash) VALUES (
                    entry.id, entry.tenant_id, place, before,
                    encode(sha256(convert_to({text}, 'UTF8')), 'hex'));
                PERFORM {_DOWN};
            END $$"""  # noqa: S608 - the names are ours

    def backwards(self, quote: Any) -> list[str]:
        table = f"public.{quote(self.table)}"
        return [
            f"DROP TRIGGER chained ON {table}",
            f"DROP FUNCTION public.{self.links}_on_commit()",
            f"DROP FUNCTION public.{self.links}_append({table})",
        ]

    def describe(self) -> str:
        return f"Chain the rows of {self.table} by hashes in {self.links}"
