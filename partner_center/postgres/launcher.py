"""The door to the embedded server: use() it, and it runs; leave, and the last one out turns it off."""

import atexit
import os
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg

from partner_center.postgres import binaries, cluster, places, roles
from partner_center.postgres.locks import Use, exclusive
from partner_center.postgres.places import PORT, Places, Unusable
from partner_center.postgres.processes import is_alive


class Server:
    """One embedded server as this process uses it. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        self.places: Places = places.find(folder)
        self._use: Use | None = None
        self._process: psutil.Process | None = None
        self._socket = str(self.places.socket)
        self._passwords: dict[str, str] = {}

    def use(self) -> "Server":
        """Have it running, and say that this process uses it until its end. Cheap when that is so already."""
        if not self._is_up():
            self._begin()
        elif cluster.log_is_full(self.places):
            with exclusive(self.places.start_lock):
                cluster.rotate_log(self.places)
        return self

    def _is_up(self) -> bool:
        """Asked at every new connection, so it starts no program: a crashed server is missed by its process."""
        process = self._process
        return self._use is not None and process is not None and is_alive(process) and os.path.exists(self._socket)

    def _begin(self) -> None:
        try:
            with exclusive(self.places.start_lock):
                self._use = self._use or Use(self.places.users_lock)
                cluster.rotate_log(self.places)
                process = cluster.ensure_running(self.places, binaries.find(self.places))
                roles.ensure(self.places)
                self._passwords = cluster.passwords_of(self.places)
                # SECURITY: whom no right binds is at nobody's disposal, whatever the settings ask for.
                self._passwords.pop(cluster.SUPERUSER, None)
                self._process = process
        except (OSError, psycopg.Error) as error:
            raise Unusable(f"The embedded PostgreSQL in {self.places.home} is out of order: {error}") from error

    def parameters(self, role: str) -> dict[str, object]:
        """How psycopg connects as a role."""
        if role not in self._passwords:
            raise Unusable(f"The embedded PostgreSQL has no role {role!r}. It has {', '.join(self._passwords)}.")
        return {
            "host": str(self.places.sockets),
            "port": PORT,
            "user": role,
            "password": self._passwords[role],
        }

    def leave(self) -> None:
        """Stop using it; the last one stops the server."""
        if self._use is None:
            return
        try:
            with exclusive(self.places.start_lock):
                if self._use.is_last():
                    cluster.stop(self.places)
        finally:
            self._use.release()
            self._use = None

    def stop(self) -> bool:
        """Stop it whoever uses it, who start it again when they next connect. False when it was not running."""
        with exclusive(self.places.start_lock):
            running = cluster.is_running(self.places)
            cluster.stop(self.places)
        return running

    def is_running(self) -> bool:
        return cluster.is_running(self.places)

    def after_fork(self) -> None:
        if self._use:
            self._use.renew_after_fork()


_servers: dict[Path, Server] = {}


def server(folder: Path) -> Server:
    """The server of a folder; one object a process."""
    if folder not in _servers:
        _servers.setdefault(folder, Server(folder))
    return _servers[folder]


def _leave_all() -> None:
    for one in _servers.values():
        # At the end of a process nobody is left to tell; the next command finds out.
        with suppress(Exception):
            one.leave()


def _renew_all() -> None:
    for one in _servers.values():
        one.after_fork()


atexit.register(_leave_all)
os.register_at_fork(after_in_child=_renew_all)
