"""Where the embedded server lives and as which system user it runs.

Everything lies in one folder: data, log, locks, passwords, socket. Two things can force a part of it elsewhere: a path
too long or too odd for a socket, and, as root, a folder that the server's user can't reach.
"""

import hashlib
import os
import pwd
import re
import stat
from dataclasses import dataclass
from pathlib import Path

#: A socket's path has 103 bytes on macOS, 107 on Linux; the name inside takes some of them.
LONGEST_SOCKET = 103
SOCKET_NAME = ".s.PGSQL.5432"
PORT = 5432
#: libpq reads a comma as a list of hosts, and the server its socket setting as a list of folders.
_PLAIN = re.compile(r"[A-Za-z0-9_./-]+")


class Unusable(Exception):
    """The embedded server can't be had here. The message says why and what to do, in one sentence."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of one embedded server and what lies in it."""

    home: Path
    uid: int
    gid: int

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def new_data(self) -> Path:
        """Where a cluster is made before it takes its name: half of one is never taken for a whole."""
        return self.home / "data.new"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def passwords(self) -> Path:
        return self.home / "passwords.json"

    @property
    def made(self) -> Path:
        """Stands once roles and database are made."""
        return self.home / "made"

    @property
    def start_lock(self) -> Path:
        return self.home / "start.lock"

    @property
    def users_lock(self) -> Path:
        return self.home / "users.lock"

    @property
    def sockets(self) -> Path:
        """The folder of the socket: inside home, else a private short one."""
        inside = self.home / "socket"
        fits = len(os.fsencode(inside / SOCKET_NAME)) <= LONGEST_SOCKET
        return inside if fits and _PLAIN.fullmatch(str(inside)) else self._short("/tmp")  # noqa: S108

    def _short(self, parent: str) -> Path:
        return Path(parent) / f"partner-center-{self.uid}-{_digest(self.home)}"

    @property
    def switches_user(self) -> bool:
        return os.geteuid() != self.uid


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def find(folder: Path) -> Places:
    """The places of the server that belongs to `folder`, which is made if need be."""
    folder = Path(os.path.abspath(folder))
    if os.geteuid() != 0:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Places(folder.resolve(), os.geteuid(), os.getegid())
    folder.parent.mkdir(parents=True, exist_ok=True)
    if not folder.exists():
        _make_for_root(folder)
    home = folder.resolve()
    owner = _owner_of_data(home) or _unprivileged()
    return Places(home, owner.pw_uid, owner.pw_gid)


def _make_for_root(folder: Path) -> None:
    """PostgreSQL refuses to run as root, and its own user can't enter a private folder of root's.

    Then the server lives under /var/lib, and the folder is a link to it: no parent is ever opened to others.
    """
    user = _unprivileged()
    if reachable(folder.parent, user.pw_uid, user.pw_gid):
        folder.mkdir(mode=0o755)
        return
    home = Path("/var/lib") / f"partner-center-{_digest(folder)}"
    home.mkdir(mode=0o755, exist_ok=True)
    folder.symlink_to(home)


def _owner_of_data(home: Path) -> pwd.struct_passwd | None:
    """Who made the data goes on owning it: a folder used by a person first and by root later stays that person's."""
    for data in (home / "data", home / "data.new"):
        if data.is_dir() and (uid := data.stat().st_uid) != 0:
            return pwd.getpwuid(uid)
    return None


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Unusable("PostgreSQL does not run as root, and there is no user postgres or nobody. Set DATABASE_URL.")


def reachable(path: Path, uid: int, gid: int) -> bool:
    """Whether the user may enter the path and every folder above it."""
    for folder in (path, *path.parents):
        try:
            found = folder.stat()
        except OSError:
            return False
        bit = stat.S_IXUSR if found.st_uid == uid else stat.S_IXGRP if found.st_gid == gid else stat.S_IXOTH
        if not found.st_mode & bit:
            return False
    return True


def private(folder: Path, places: Places) -> Path:
    """Make the folder for the server's user alone. SECURITY: one that somebody else has put there is refused."""
    try:
        folder.mkdir(mode=0o700)
        if places.switches_user:
            os.chown(folder, places.uid, places.gid)
    except FileExistsError:
        pass
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != places.uid:
        raise Unusable(f"{folder} belongs to somebody else. Remove it, then start again.")
    if stat.S_IMODE(found.st_mode) != 0o700:
        folder.chmod(0o700)
    return folder
