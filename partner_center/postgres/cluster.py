"""Makes, starts and stops one cluster. Whoever calls holds the start lock."""

import json
import os
import secrets
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psutil

from partner_center.postgres import binaries, configuration
from partner_center.postgres.binaries import Binaries
from partner_center.postgres.places import PORT, Places, Unusable, private
from partner_center.postgres.processes import end_all, is_alive, postmaster

OWNER, APPLICATION, SUPERUSER = "pc_owner", "pc_app", "postgres"
#: Crash recovery after a long outage reads all its log before it answers.
RECOVERY_SECONDS = 600
STOP_SECONDS = 60
LOG_BYTES = 10_000_000


def ensure_running(places: Places, programs: Binaries) -> psutil.Process:
    """Leave a server running that answers, whatever was found. Its process."""
    _ensure_data(places, programs)
    _require_same_major(places, programs)
    started: subprocess.Popen[bytes] | None = None
    end = time.monotonic() + RECOVERY_SECONDS
    try:
        while time.monotonic() < end:
            found = postmaster(places.data)
            if found and _answers(places, programs):
                return found
            if found and _has_lost_its_socket(places):
                stop(places)
            elif not found and started is None:
                started = _start(places, programs)
            elif not found and started and started.poll() is not None:
                raise Unusable(f"PostgreSQL did not start. The end of {places.log}:\n{_tail(places.log)}")
            time.sleep(0.02)
    finally:
        if started and started.poll() is None:
            binaries.detach(started)
    raise Unusable(f"PostgreSQL has been starting for {RECOVERY_SECONDS} seconds. Its log is {places.log}.")


def _ensure_data(places: Places, programs: Binaries) -> None:
    if places.data.is_dir() and not any(places.data.iterdir()):
        places.data.rmdir()
    if not places.data.exists():
        _make(places, programs)
    if not (places.data / "PG_VERSION").is_file():
        raise Unusable(f"{places.data} holds something that is not a database. Move it away, then start again.")


def _make(places: Places, programs: Binaries) -> None:
    """initdb under another name, which it loses only when it is whole."""
    end_all(places.new_data)
    shutil.rmtree(places.new_data, ignore_errors=True)
    private(places.new_data, places)
    passwords = {name: secrets.token_urlsafe(24) for name in (SUPERUSER, OWNER, APPLICATION)}
    _write_private(places.passwords, json.dumps(passwords))
    handed_over = places.home / "data.password"
    _write_private(handed_over, passwords[SUPERUSER])
    if places.switches_user:
        os.chown(handed_over, places.uid, places.gid)
    arguments = (
        "--username", SUPERUSER, "--pwfile", str(handed_over), "--auth", "scram-sha-256", "--encoding", "UTF8",
        "--locale-provider", "builtin", "--locale", "C.UTF-8", "--lc-ctype", "C.UTF-8",
        "--pgdata", str(places.new_data),
    )  # fmt: skip
    try:
        status, said = binaries.run(programs.folder / "initdb", *arguments, places=places, cwd=places.new_data)
    finally:
        handed_over.unlink()
    if status:
        raise Unusable(f"PostgreSQL could not make its data folder {places.data}: {said}")
    places.made.unlink(missing_ok=True)
    places.new_data.rename(places.data)


def _require_same_major(places: Places, programs: Binaries) -> None:
    made_by = (places.data / "PG_VERSION").read_text().strip()
    if made_by != str(programs.major):
        raise Unusable(
            f"The data in {places.data} were made by PostgreSQL {made_by}; the installed one is {programs.major}. "
            f"Dump them with {made_by}, or move {places.home} away to begin anew."
        )


def _start(places: Places, programs: Binaries) -> subprocess.Popen[bytes]:
    """Start the server. postmaster() has looked: the process that the lock files name is not one."""
    end_all(places.data)
    for stale in (places.data / "postmaster.pid", places.socket, places.sockets / f"{places.socket.name}.lock"):
        stale.unlink(missing_ok=True)
    private(places.sockets, places)
    os.close(os.open(places.log, os.O_WRONLY | os.O_CREAT, 0o600))
    program = programs.folder / "postgres"
    return binaries.start(program, *configuration.arguments(places), places=places, log=places.log)


def stop(places: Places) -> None:
    """Stop the server without waiting for anybody's transaction; return when it is gone."""
    found = postmaster(places.data)
    if found is None:
        return
    with suppress(psutil.NoSuchProcess):
        found.send_signal(signal.SIGINT)
    end = time.monotonic() + STOP_SECONDS
    while is_alive(found):
        if time.monotonic() > end:
            raise Unusable(f"PostgreSQL is still stopping after {STOP_SECONDS} seconds. Its log is {places.log}.")
        time.sleep(0.02)


def is_running(places: Places) -> bool:
    return postmaster(places.data) is not None


def rotate_log(places: Places) -> None:
    """Begin a new log, keep one old one. The server goes on with the file it has open, so that one is emptied."""
    if not log_is_full(places):
        return
    kept = places.log.with_suffix(".log.1")
    kept.unlink(missing_ok=True)
    _write_private(kept, "")
    shutil.copyfile(places.log, kept)
    os.truncate(places.log, 0)


def log_is_full(places: Places) -> bool:
    try:
        return os.stat(places.log).st_size > LOG_BYTES
    except FileNotFoundError:
        return False


def passwords_of(places: Places) -> dict[str, str]:
    """Role to password."""
    try:
        found: dict[str, str] = json.loads(places.passwords.read_text())
    except (OSError, ValueError) as error:
        raise Unusable(
            f"{places.passwords} is missing or broken, and without it nobody can sign in to the data."
        ) from error
    return found


def _answers(places: Places, programs: Binaries) -> bool:
    """Whether it takes connections. Asked, not read off a file: it may be recovering, or hang."""
    if not places.socket.exists():
        return False
    asked = ("--host", str(places.sockets), "--port", str(PORT), "--username", SUPERUSER, "--timeout", "3")
    return binaries.run(programs.folder / "pg_isready", *asked, places=places, cwd=places.home)[0] == 0


def _has_lost_its_socket(places: Places) -> bool:
    """Somebody removed it, or moved the folder away from the path it has. A running server never makes it anew."""
    try:
        state = (places.data / "postmaster.pid").read_text().splitlines()[7].strip()
    except (OSError, IndexError):
        return False
    return state == "ready" and not places.socket.exists()


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _tail(path: Path) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-8:])
