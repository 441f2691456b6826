"""Roles, their rights and limits, and the database."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from partner_center.postgres import cluster, roles
from partner_center.postgres.launcher import Server
from tests.postgres.clusters import answer, connect, copied, removed


@pytest.fixture(scope="module")
def one(template: Path) -> Iterator[Server]:
    """A running server whose roles these tests look at."""
    folder = copied(template, template.with_name("roles") / "postgres")
    server = Server(folder).use()
    yield server
    server.leave()
    removed(folder)


def test_roles_have_no_right_beyond_their_work(one: Server):
    with connect(one, cluster.OWNER) as session:
        rows = session.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname LIKE 'pc%'"
        ).fetchall()
        nothing = (False, False, False, False)
        assert sorted(rows) == [
            ("pc_app", *nothing),
            ("pc_owner", False, False, True, False),
            ("pc_search", *nothing),
        ]
        owner = "SELECT pg_get_userbyid(datdba), datctype, datlocprovider FROM pg_database WHERE datname = %s"
        assert session.execute(owner, ["partner_center"]).fetchone() == ("pc_owner", "C.UTF-8", "b")
        session.execute("CREATE TABLE secret (id int)")
    with connect(one) as session, pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute("CREATE TABLE mine (id int)")
    with connect(one) as session, pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute("SELECT FROM secret")


def test_application_role_has_limits_and_the_owner_has_none(one: Server):
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "transaction_timeout")
    asked = f"SELECT {', '.join(f'current_setting({name!r})' for name in names)}"
    with connect(one) as session:
        assert session.execute(asked).fetchone() == ("5s", "2s", "10s", "15s")
    with connect(one, cluster.OWNER) as session:
        assert session.execute(asked).fetchone() == ("0", "0", "0", "0")


def test_owner_makes_databases_with_the_extensions_the_product_needs(one: Server):
    """The tests' databases: extensions are trusted, so their owner installs them. Chinese can be searched."""
    with connect(one, cluster.OWNER, "postgres") as session:
        session.autocommit = True
        session.execute("CREATE DATABASE test_partner_center")
    for database in ("test_partner_center", "partner_center"):
        with connect(one, cluster.OWNER, database) as session:
            for name in ("pg_trgm", "btree_gin", "unaccent"):
                session.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
            assert session.execute("SELECT similarity('华为云服务', '华为云') > 0.4").fetchone() == (True,)


def test_no_address_is_listened_on(one: Server):
    with connect(one) as session:
        assert session.execute("SHOW listen_addresses").fetchone() == ("",)
        assert session.execute("SHOW random_page_cost").fetchone() == ("1.1",)


def test_h16_unfinished_or_older_roles_are_finished(folder: Path):
    for edition in ("", "1", None):
        (folder / "made").write_text(edition) if edition is not None else (folder / "made").unlink()
        one = Server(folder).use()
        assert answer(one) == (1,)
        assert one.places.made.read_text() == roles.EDITION
        one.leave()
