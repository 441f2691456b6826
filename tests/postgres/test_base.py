"""The embedded server behind Django: pool, tests' databases, workers, and commands that need no database."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db import connections as djangos
from django.db.utils import ConnectionHandler

from partner_center.postgres import launcher
from partner_center.postgres.launcher import Server
from partner_center.postgres.processes import is_alive
from tests.postgres.clusters import ROOT, process_of

#: The settings of a site of one page that asks the database who it is.
SETTINGS = """
import os
from pathlib import Path
BASE_DIR = Path(os.environ["SITE"])
SECRET_KEY, ALLOWED_HOSTS, DEBUG, USE_TZ = "x" * 50, ["*"], True, True
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.staticfiles"]
ROOT_URLCONF, STATIC_URL, STATIC_ROOT = "site_pages", "/static/", BASE_DIR / "static"
EMBEDDED = {"ENGINE": "partner_center.postgres", "NAME": "partner_center"}
DATABASES = {
    "default": {
        **EMBEDDED, "USER": "pc_app", "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 2, "timeout": 5}},
    },
    "owner": {**EMBEDDED, "USER": "pc_owner"},
}
"""
PAGES = """
import os
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse
from django.urls import path

def who(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return HttpResponse(cursor.fetchone()[0] + " " + str(os.getpid()))

urlpatterns = [path("", who)]
application = get_wsgi_application()
"""


POOLED = "pooled_embedded"


def settings_of(user: str, **options: Any) -> dict[str, Any]:
    return {
        "ENGINE": "partner_center.postgres",
        "NAME": "partner_center",
        "USER": user,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


@pytest.fixture
def connections(
    folder: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Iterator[ConnectionHandler]:
    settings.BASE_DIR = folder.parents[1]
    found = ConnectionHandler(
        {
            "default": settings_of("pc_owner"),
            # Django keeps pools by alias, and "default" has the project's own.
            POOLED: settings_of("pc_app", pool={"min_size": 1, "max_size": 2, "timeout": 5}),
        }
    )
    # Django asks its own list for every alias that connects.
    monkeypatch.setitem(djangos.settings, POOLED, found.settings[POOLED])
    with django_db_blocker.unblock():
        yield found
        found.close_all()
        if POOLED in found[POOLED]._connection_pools:
            found[POOLED].close_pool()
    server = launcher._servers.pop(folder, None)
    if server:
        server.leave()


def ask(connection: Any, query: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()


def test_backend_connects_as_the_role_of_the_settings(connections: ConnectionHandler, folder: Path):
    assert not Server(folder).is_running()
    assert ask(connections[POOLED], "SELECT current_user, current_database()") == ("pc_app", "partner_center")
    assert ask(connections["default"], "SELECT current_user, current_database()") == ("pc_owner", "partner_center")


def test_pool_survives_a_crash_of_the_server(connections: ConnectionHandler, folder: Path):
    one = connections[POOLED]
    assert ask(one, "SELECT 1") == (1,)
    one.close()
    crashed = process_of(Server(folder))
    crashed.kill()
    while is_alive(crashed):
        time.sleep(0.01)
    assert ask(one, "SELECT 1") == (1,)


def test_tests_get_a_database_of_their_own(connections: ConnectionHandler):
    owner = connections["default"]
    with owner._nodb_cursor() as cursor:
        cursor.execute("CREATE DATABASE test_partner_center")
    owner.close()
    owner.settings_dict["NAME"] = "test_partner_center"
    assert ask(owner, "SELECT current_database()") == ("test_partner_center",)


def test_role_that_the_server_does_not_have_is_said_plainly(connections: ConnectionHandler):
    connections["default"].settings_dict["USER"] = "postgres"
    with pytest.raises(OperationalError, match="has no role 'postgres'"):
        connections["default"].connect()


def test_database_that_cannot_be_had_is_djangos_own_error(connections: ConnectionHandler, folder: Path):
    (folder / "data" / "PG_VERSION").write_text("17\n")
    with pytest.raises(OperationalError, match="made by PostgreSQL 17"):
        connections[POOLED].connect()


@pytest.fixture
def site(ground: Path) -> Path:
    (ground / "site_settings.py").write_text(SETTINGS)
    (ground / "site_pages.py").write_text(PAGES)
    return ground


def environment(site: Path, **more: str) -> dict[str, str]:
    path = f"{site}{os.pathsep}{ROOT}"
    return {**os.environ, "SITE": str(site), "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "site_settings", **more}


def manage(site: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "django", *command],
        env=environment(site, **more),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", [["check"], ["collectstatic", "--noinput"], ["makemigrations", "--help"]])
def test_commands_that_need_no_database_start_none(site: Path, command: list[str]):
    done = manage(site, *command)
    assert done.returncode == 0, done.stderr
    assert not (site / "var").exists()


def test_makemigrations_check_goes_on_without_a_server(site: Path):
    done = manage(site, "makemigrations", "--check", POSTGRES_BINARIES="/nowhere")
    assert (done.returncode, done.stdout) == (0, "No changes detected\n")
    assert "/nowhere has no initdb" in done.stderr


def test_missing_psutil_is_said_plainly(site: Path):
    (site / "psutil.py").write_text("raise ModuleNotFoundError('gone', name='psutil')")
    done = manage(site, "check")
    assert "The embedded PostgreSQL needs psutil, which is not here." in done.stderr


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def page(port: int) -> list[str]:
    """The page's words: role, process id. Waits until the site is up."""
    end = time.monotonic() + 30
    while True:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            return answer.read().decode().split()
        assert time.monotonic() < end, "the site did not come up"
        time.sleep(0.1)


def served(site: Path, *command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=site,
        env=environment(site),
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def test_workers_share_the_server_and_the_last_one_stops_it(folder: Path, site: Path):
    port = free_port()
    gunicorn = served(site, "-m", "gunicorn", "--workers", "2", "--bind", f"127.0.0.1:{port}", "site_pages:application")
    try:
        role, worker = page(port)
        assert role == "pc_app"
        os.kill(int(worker), signal.SIGKILL)
        assert page(port)[0] == "pc_app"
        assert Server(folder).is_running()
    finally:
        gunicorn.terminate()
        gunicorn.wait(30)
    assert not Server(folder).is_running()


def test_development_server_reloads(folder: Path, site: Path):
    """The reloader ends its child, the only user, and begins another one."""
    port = free_port()
    runserver = served(site, "-m", "django", "runserver", "--skip-checks", str(port))
    try:
        first = page(port)
        (site / "site_pages.py").write_text(f"{PAGES}# changed")
        end = time.monotonic() + 30
        while page(port) == first:
            assert time.monotonic() < end, "not reloaded"
            time.sleep(0.2)
        assert Server(folder).is_running()
    finally:
        runserver.send_signal(signal.SIGINT)
        runserver.wait(30)
