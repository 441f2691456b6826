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
from tempfile import mkdtemp

#: A socket's path has 103 bytes on macOS, 107 on Linux; the name inside takes some of them.
LONGEST_SOCKET = 103
SOCKET_NAME = ".s.PGSQL.5432"
PORT = 5432
#: Root's servers whose own folder is private live here.
SHELTER = Path("/var/lib")
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
        """Says which roles and settings the cluster already has."""
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
        if len(os.fsencode(inside / SOCKET_NAME)) <= LONGEST_SOCKET and _PLAIN.fullmatch(str(inside)):
            return inside
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path("/tmp") / f"partner-center-{self.uid}-{digest}"  # noqa: S108  # private() verifies who made it

    @property
    def socket(self) -> Path:
        return self.sockets / SOCKET_NAME

    @property
    def switches_user(self) -> bool:
        return os.geteuid() != self.uid


def find(folder: Path) -> Places:
    """The places of the server that belongs to `folder`, which is made if need be."""
    folder = Path(os.path.abspath(folder))
    try:
        return _for_root(folder) if os.geteuid() == 0 else _for_person(folder)
    except OSError as error:
        raise Unusable(f"The embedded PostgreSQL can't have its folder {folder}: {error.strerror}.") from error


def _for_person(folder: Path) -> Places:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    home = folder.resolve()
    owner = _owner(home)
    if owner and owner[0] != os.geteuid():
        raise Unusable(
            f"The database in {home} belongs to the user {name_of(owner[0])}. Run this as that user or as root, "
            "or set DATABASE_URL."
        )
    return Places(home, os.geteuid(), os.getegid())


def _for_root(folder: Path) -> Places:
    folder.parent.mkdir(parents=True, exist_ok=True)
    if not folder.exists():
        _make_for_root(folder)
    home = folder.resolve()
    uid, gid = _owner(home) or _unprivileged()
    if not reachable(home, uid, gid):
        raise Unusable(
            f"The user {name_of(uid)}, who runs the server, can't reach {home}: that folder or one above it is private."
            " Open it to others, move it away to begin anew, or set DATABASE_URL."
        )
    return Places(home, uid, gid)


def _make_for_root(folder: Path) -> None:
    """PostgreSQL refuses to run as root, and its own user can't enter a private folder of root's.

    Then the server lives in SHELTER, and the folder is a link to it: no parent is ever opened to others. The shelter's
    name is a new one each time, so that a project made anew at the same path never finds its predecessor's data.
    Two processes may do this at once; the first one's folder stays.
    """
    if reachable(folder.parent, *_unprivileged()):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        return
    if folder.is_symlink():
        folder.unlink()
    home = Path(mkdtemp(prefix="partner-center-", dir=SHELTER))
    home.chmod(0o755)
    try:
        folder.symlink_to(home)
    except FileExistsError:
        home.rmdir()


def _owner(home: Path) -> tuple[int, int] | None:
    """Who made the data goes on owning it: what a person used first and root later stays that person's.

    Numbers, not names: in a container the owner of a mounted folder often has no name.
    """
    for folder in (home / "data", home / "data.new", home):
        if folder.is_dir() and (found := folder.stat()).st_uid != 0:
            return found.st_uid, found.st_gid
    return None


def _unprivileged() -> tuple[int, int]:
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    raise Unusable("PostgreSQL does not run as root, and there is no user postgres or nobody. Set DATABASE_URL.")


def name_of(uid: int) -> str:
    """The user's name, or the number of one who has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def reachable(path: Path, uid: int, gid: int) -> bool:
    """Whether the user may enter or run the path and every folder above it, links followed."""
    path = path.resolve()
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
