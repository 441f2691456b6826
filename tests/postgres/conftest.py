"""Clusters for the tests of the embedded server: in a folder that others may enter, as a project's folder is."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from partner_center.postgres.launcher import Server
from tests.postgres.clusters import copied, removed


@pytest.fixture(scope="session")
def _open_ground() -> Iterator[Path]:
    """pytest's own folders are private, and as root the server runs as somebody else."""
    ground = Path(mkdtemp(prefix="pc-"))
    ground.chmod(0o755)
    yield ground
    shutil.rmtree(ground)


@pytest.fixture
def ground(_open_ground: Path) -> Iterator[Path]:
    """An empty folder that everybody may enter."""
    folder = Path(mkdtemp(dir=_open_ground))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def template(_open_ground: Path) -> Iterator[Path]:
    """A cluster that was made once; tests that need one of their own take a copy."""
    folder = _open_ground / "template"
    one = Server(folder)
    one.use()
    one.leave()
    shutil.rmtree(one.places.sockets)
    yield folder
    removed(folder)


@pytest.fixture
def folder(template: Path, ground: Path) -> Iterator[Path]:
    """A cluster at var/postgres of a project, not running."""
    place = copied(template, ground / "var" / "postgres")
    yield place
    if place.exists():
        removed(place)
