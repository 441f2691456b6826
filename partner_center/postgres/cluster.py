"""Makes, starts and stops one cluster. Whoever calls holds the start lock."""

import json
import os
import secrets
import shutil
import signal
import time
from pathlib import Path

import psutil

from partner_center.postgres.binaries import Binaries, run, start
from partner_center.postgres.places import PORT, SOCKET_NAME, Places, Unusable, private

OWNER, APPLICATION, SUPERUSER = "pc_owner", "pc_app", "postgres"
#: Crash recovery after a long outage reads all its log before it answers.
RECOVERY_SECONDS = 600
STOP_SECONDS = 60
#: So many looks, 50 ms apart, without a process mean that it gave up.
GONE_AFTER = 100
LOG_BYTES = 10_000_000


def ensure_running(places: Places, binaries: Binaries) -> None:
    """Leave a server running that answers, whatever was found."""
    if not places.data.exists():
        _make(places, binaries)
    _require_same_major(places, binaries)
    if _answers(places, binaries) == 0:
        return
    if not _postmaster(places):
        _clear_stale_files(places)
        _start(places, binaries)
    _wait(places, binaries)


def _make(places: Places, binaries: Binaries) -> None:
    """initdb under another name, which it loses only when it is whole."""
    shutil.rmtree(places.new_data, ignore_errors=True)
    private(places.new_data, places)
    passwords = {name: secrets.token_urlsafe(24) for name in (SUPERUSER, OWNER, APPLICATION)}
    _write_private(places.passwords, json.dumps(passwords))
    handed_over = places.new_data.with_suffix(".password")
    _write_private(handed_over, passwords[SUPERUSER], places)
    arguments = (
        "--username", SUPERUSER, "--pwfile", str(handed_over), "--auth", "scram-sha-256", "--encoding", "UTF8",
        "--locale-provider", "builtin", "--locale", "C.UTF-8", "--lc-ctype", "C.UTF-8",
        "--pgdata", str(places.new_data),
    )  # fmt: skip
    try:
        status, said = run(binaries.folder / "initdb", *arguments, places=places, cwd=places.new_data)
    finally:
        handed_over.unlink()
    if status:
        raise Unusable(f"PostgreSQL could not make its data folder {places.data}: {said}")
    places.made.unlink(missing_ok=True)
    places.new_data.rename(places.data)


def _require_same_major(places: Places, binaries: Binaries) -> None:
    made_by = (places.data / "PG_VERSION").read_text().strip()
    if made_by != (installed := binaries.major):
        raise Unusable(
            f"The data in {places.data} were made by PostgreSQL {made_by}; the installed one is {installed}. "
            f"Dump them with {made_by}, or move the folder away to begin anew."
        )


def _start(places: Places, binaries: Binaries) -> None:
    private(places.sockets, places)
    if places.log.exists() and places.log.stat().st_size > LOG_BYTES:
        places.log.replace(places.log.with_suffix(".log.1"))
    megabytes = psutil.virtual_memory().total // 1_048_576
    settings = {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": str(places.sockets),
        "unix_socket_permissions": "0700",
        "shared_buffers": f"{min(max(megabytes // 4, 32), 2048)}MB",
        "random_page_cost": "1.1",
        "log_line_prefix": "%m [%p] %u ",
        "max_connections": "100",
    }
    arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    _write_empty(places.log)
    start(binaries.folder / "postgres", "-D", str(places.data), *arguments, places=places, log=places.log)


def _wait(places: Places, binaries: Binaries) -> None:
    """Until it answers. It may be recovering; what must not be is that its process has gone."""
    end = time.monotonic() + RECOVERY_SECONDS
    missing = 0
    while time.monotonic() < end:
        if _answers(places, binaries) == 0:
            return
        missing = 0 if _postmaster(places) else missing + 1
        if missing > GONE_AFTER:
            raise Unusable(f"PostgreSQL did not start. The end of {places.log}:\n{_tail(places.log)}")
        time.sleep(0.05)
    raise Unusable(f"PostgreSQL has been recovering for {RECOVERY_SECONDS} seconds. Its log is {places.log}.")


def stop(places: Places) -> None:
    """Stop the server, letting running transactions go; wait until it is gone."""
    postmaster = _postmaster(places)
    if postmaster is None:
        return
    postmaster.send_signal(signal.SIGINT)
    end = time.monotonic() + STOP_SECONDS
    while time.monotonic() < end and _postmaster(places):
        time.sleep(0.02)


def is_running(places: Places) -> bool:
    return _postmaster(places) is not None


def passwords_of(places: Places) -> dict[str, str]:
    """Role to password."""
    try:
        found: dict[str, str] = json.loads(places.passwords.read_text())
    except (OSError, ValueError) as error:
        raise Unusable(
            f"{places.passwords} is missing or broken, and without it nobody can sign in to the data."
        ) from error
    return found


def _answers(places: Places, binaries: Binaries) -> int:
    """pg_isready's status: 0 answers, 1 starting, 2 nobody there. Asked, not read off a file."""
    arguments = ("--host", str(places.sockets), "--port", str(PORT), "--timeout", "3")
    if not (places.sockets / SOCKET_NAME).exists():
        return 2
    return run(binaries.folder / "pg_isready", *arguments, places=places, cwd=places.home)[0]


def _postmaster(places: Places) -> psutil.Process | None:
    """The living server of this data folder. A process id alone proves nothing: ids are reused, zombies linger."""
    try:
        lines = (places.data / "postmaster.pid").read_text().splitlines()
        process = psutil.Process(int(lines[0]))
        if process.status() == psutil.STATUS_ZOMBIE or "postgres" not in process.name():
            return None
        return process if Path(process.cwd()).resolve() == places.data.resolve() else None
    except (OSError, IndexError, ValueError, psutil.Error):
        return None


def _clear_stale_files(places: Places) -> None:
    """What a killed server or a reboot left behind. Nobody lives there: _postmaster() has looked."""
    for stale in (places.data / "postmaster.pid", places.sockets / SOCKET_NAME, places.sockets / f"{SOCKET_NAME}.lock"):
        stale.unlink(missing_ok=True)


def _write_private(path: Path, text: str, places: Places | None = None) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    if places and places.switches_user:
        os.chown(path, places.uid, places.gid)


def _write_empty(path: Path) -> None:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


def _tail(path: Path) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-8:])
