"""The roles and the database of a new cluster. Made once, by the superuser, who is not used again."""

import psycopg
from psycopg import sql

from partner_center.postgres.cluster import APPLICATION, OWNER, SUPERUSER, passwords_of
from partner_center.postgres.places import PORT, Places

DATABASE = "partner_center"
#: As operations.py calls it, which must not be imported here: a cluster is made without Django.
SEARCHER = "pc_search"
EXTENSIONS = ("pg_trgm", "btree_gin", "unaccent")
#: What a request may take, so that one that hangs gives its connection back (milliseconds).
LIMITS = {
    "statement_timeout": 5_000,
    "lock_timeout": 2_000,
    "idle_in_transaction_session_timeout": 10_000,
    "transaction_timeout": 15_000,
}
#: Raise it when something here changes: clusters made before get the change at their next start.
EDITION = "3"


def ensure(places: Places) -> None:
    """Make what is missing: the owner that migrates, the application role that serves, the owner's database."""
    if places.made.exists() and places.made.read_text() == EDITION:
        return
    passwords = passwords_of(places)
    connect = {"host": str(places.sockets), "port": PORT, "user": SUPERUSER, "password": passwords[SUPERUSER]}
    with psycopg.connect(dbname="postgres", autocommit=True, **connect) as session:  # type: ignore[arg-type]
        _role(session, OWNER, passwords[OWNER], "CREATEDB")
        _role(session, APPLICATION, passwords[APPLICATION], "NOCREATEDB")
        _searcher(session)
        for name, limit in LIMITS.items():
            session.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(
                    sql.Identifier(APPLICATION), sql.Identifier(name), sql.Literal(limit)
                )
            )
        if not session.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
            session.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
    with psycopg.connect(dbname=DATABASE, autocommit=True, **connect) as session:  # type: ignore[arg-type]
        for extension in EXTENSIONS:
            session.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
        application = sql.Identifier(APPLICATION)
        session.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(DATABASE), application))
        session.execute(sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC, {}").format(application))
        session.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(application))
    # A new file each time: root may write it today, and the person whose folder it is tomorrow.
    places.made.unlink(missing_ok=True)
    places.made.write_text(EDITION)


def _role(session: psycopg.Connection, name: str, password: str, right: str) -> None:
    exists = session.execute("SELECT FROM pg_roles WHERE rolname = %s", [name]).rowcount
    session.execute(
        sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE {} PASSWORD {}").format(
            sql.SQL("ALTER" if exists else "CREATE"), sql.Identifier(name), sql.SQL(right), sql.Literal(password)
        )
    )


def _searcher(session: psycopg.Connection) -> None:
    """The role of the few functions that look past row-level security; the owner hands them over to it."""
    if not session.execute("SELECT FROM pg_roles WHERE rolname = %s", [SEARCHER]).rowcount:
        session.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(SEARCHER)))
    session.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(SEARCHER), sql.Identifier(OWNER)))
