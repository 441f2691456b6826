"""The door to the embedded server: use() it, and it runs; leave, and the last one out turns it off."""

import atexit
import os
from contextlib import suppress
from pathlib import Path

from partner_center.postgres import binaries, cluster, places, roles
from partner_center.postgres.locks import Use, exclusive
from partner_center.postgres.places import PORT, SOCKET_NAME, Places


class Server:
    """One embedded server as this process uses it."""

    def __init__(self, folder: Path) -> None:
        self.places: Places = places.find(folder)
        self._use: Use | None = None
        self._passwords: dict[str, str] = {}

    def use(self) -> "Server":
        """Have it running, and say that this process uses it until its end. Cheap when that is so already."""
        if self._use is None or not (self.places.sockets / SOCKET_NAME).exists():
            self._begin()
        return self

    def ensure(self) -> None:
        """Have it running even if its socket is still there: after a crash, for whoever watches."""
        self._begin()

    def _begin(self) -> None:
        with exclusive(self.places.start_lock):
            self._use = self._use or Use(self.places.users_lock)
            cluster.ensure_running(self.places, binaries.find(self.places))
            roles.ensure(self.places)
        self._passwords = cluster.passwords_of(self.places)

    def parameters(self, role: str) -> dict[str, object]:
        """How psycopg connects as a role."""
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
        with exclusive(self.places.start_lock):
            if self._use.is_last():
                cluster.stop(self.places)
        self._use.release()
        self._use = None

    def stop(self) -> bool:
        """Stop the server for everybody, at somebody's explicit wish; whether there was one."""
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
        _servers[folder] = Server(folder)
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
