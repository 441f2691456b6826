"""A whole site for a browser: a database of its own with the demo world, and the production server in front of it.

The site is another process: what a browser test sees went through gunicorn, the pool and the application role.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.db import connections
from psycopg import sql

from tests.support.source import ROOT

#: Seconds until a started server must answer.
PATIENCE = 30
MAKE_STATIC = ["make", "--silent", "var/static/staticfiles.json"]
MANAGE = [sys.executable, "manage.py"]
SERVE = [sys.executable, "-m", "gunicorn", "--config", "python:partner_center.server", "partner_center.wsgi"]


Addresses = dict[str, str]


@contextmanager
def demo_world() -> Iterator[str]:
    """The name of a database with the demo world, made once and copied for every site."""
    name = f"test_partner_center_world_{os.getpid()}"
    with database(name) as addresses:
        environment = {**os.environ, **addresses, "INSECURE_HTTP": "1", "LANGUAGE_CODE": "en"}
        for command in (MAKE_STATIC, [*MANAGE, "migrate", "--no-input"], [*MANAGE, "seed_demo"]):
            run(command, environment)
        yield name


@contextmanager
def copy_of(world: str, name: str) -> Iterator[Addresses]:
    """A copy of the world for one site, and the environment that leads a process of this project to it."""
    with database(f"test_partner_center_{name}_{os.getpid()}", like=world) as addresses:
        yield addresses


@contextmanager
def served(addresses: Mapping[str, str], log: Path, **more: str) -> Iterator[str]:
    """The address of the production server before a database. `log` gets what it says, `more` joins its environment."""
    port = free_port()
    here = {"INSECURE_HTTP": "1", "LANGUAGE_CODE": "en", "HOST": "127.0.0.1", "PORT": str(port)}
    with _served({**os.environ, **addresses, **here, **more}, log, f"http://127.0.0.1:{port}") as address:
        yield address


@contextmanager
def demo_site(log: Path) -> Iterator[str]:
    """The address of a site with a demo world of its own, as long as the block runs."""
    with demo_world() as world, copy_of(world, "site") as addresses, served(addresses, log) as address:
        yield address


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def database(name: str, *, like: str = "template1") -> Iterator[Addresses]:
    """A new database, empty or like another, and the environment that leads a process of this project to it."""
    owner = _parameters("owner")
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(like))
    with psycopg.connect(**owner, dbname="postgres", autocommit=True) as session:
        _drop(session, name)
        session.execute(create)
    try:
        yield address_of(name)
    finally:
        with psycopg.connect(**owner, dbname="postgres", autocommit=True) as session:
            _drop(session, name)


def address_of(name: str) -> Addresses:
    """The environment that leads a process of this project to a database of our server."""
    return {
        "DATABASE_URL": _url(_parameters("default"), name),
        "DATABASE_OWNER_URL": _url(_parameters("owner"), name),
    }


def _drop(session: psycopg.Connection[Any], name: str) -> None:
    """With force, for a server may have left connections. The force does not reach PostgreSQL's own cleaning.

    That belongs to the superuser; a drop without force sends it away and waits for it.
    """
    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    try:
        session.execute(drop + sql.SQL(" WITH (FORCE)"))
    except psycopg.errors.InsufficientPrivilege:
        session.execute(drop)


def _parameters(alias: str) -> dict[str, str]:
    """How to reach the server that the settings name. Asking for them starts the embedded one."""
    asked = connections[alias].get_connection_params()
    return {key: str(asked[key]) for key in ("host", "port", "user", "password") if asked.get(key)}


def _url(to: Mapping[str, str], name: str) -> str:
    """A socket's folder stands escaped where the host name would."""
    quoted = {key: quote(value, safe="") for key, value in to.items()}
    port = f":{quoted['port']}" if "port" in quoted else ""
    who = ":".join(quoted[key] for key in ("user", "password") if key in quoted)
    return f"postgresql://{who}@{quoted.get('host', '')}{port}/{name}"


def run(command: list[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


@contextmanager
def _served(environment: Mapping[str, str], log: Path, address: str) -> Iterator[str]:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as said:
        server = subprocess.Popen(SERVE, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + PATIENCE
        while not _answers(f"{address}/live/"):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server did not start:\n{log.read_text()}")
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
