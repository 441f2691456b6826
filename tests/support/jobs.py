"""Jobs in tests: what was put off, and a worker's part of it done at once, in the test's own transaction."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections
from procrastinate.contrib.django import app

from tests.support import walls
from tests.support.site import MANAGE, ROOT, address_of


def put_off() -> list[tuple[str, dict[str, Any]]]:
    """The jobs that wait, oldest first: their names and what they are told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args::text FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [(name, json.loads(args)) for name, args in cursor.fetchall()]


def do_jobs() -> int:
    """Do what waits, and what that puts off; how many jobs. Behind the wall, as a worker is."""
    done = 0
    while waiting := _taken():
        walls.see(walls.NOBODY)
        try:
            for name, words in waiting:
                app.tasks[name].func(**words)
        finally:
            walls.see(walls.EVERYBODY)
        done += len(waiting)
    return done


def _taken() -> list[tuple[str, dict[str, Any]]]:
    found = put_off()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")
    return found


def here() -> dict[str, str]:
    """The environment that leads another process of this project to the test's own database."""
    name = str(connections["default"].settings_dict["NAME"])
    return {**os.environ, **address_of(name), "INSECURE_HTTP": "1", "LANGUAGE_CODE": "en"}


def manage(*words: str, environment: Mapping[str, str]) -> "subprocess.Popen[str]":
    """A command of manage.py as a process of its own."""
    return subprocess.Popen(
        [*MANAGE, *words], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


@contextmanager
def worker(environment: Mapping[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """A worker that is given up for dead after a second and a half of silence."""
    process = manage("worker", "--heartbeat", "0.5", environment=environment)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=30)
