"""Where the server lives and as whom it runs."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from partner_center.postgres import binaries, places
from partner_center.postgres.launcher import Server
from partner_center.postgres.places import Places, Unusable
from tests.postgres.clusters import answer, as_person, process_of, removed

ROOT_RUNS = os.geteuid() == 0
NOBODY = 65_534 if ROOT_RUNS else os.geteuid()
NAMELESS = 54_321 if ROOT_RUNS else os.geteuid()


def test_h12_socket_folder_of_somebody_else_is_refused(tmp_path: Path):
    someone = Places(tmp_path, os.geteuid() + 1, os.getegid())
    (tmp_path / "socket").mkdir()
    with pytest.raises(Unusable, match="belongs to somebody else"):
        places.private(tmp_path / "socket", someone)


def test_h12_link_in_place_of_the_socket_folder_is_refused(tmp_path: Path):
    (tmp_path / "real").mkdir()
    (tmp_path / "socket").symlink_to(tmp_path / "real")
    with pytest.raises(Unusable, match="belongs to somebody else"):
        places.private(tmp_path / "socket", Places(tmp_path, os.geteuid(), os.getegid()))


def test_h12_socket_folder_that_others_may_enter_is_closed(tmp_path: Path):
    (tmp_path / "socket").mkdir(mode=0o755)
    places.private(tmp_path / "socket", Places(tmp_path, os.geteuid(), os.getegid()))
    assert stat.S_IMODE((tmp_path / "socket").stat().st_mode) == 0o700


def test_h13_reachable_minds_every_folder_above_and_links(ground: Path):
    inner = ground / "private" / "inner"
    inner.mkdir(parents=True)
    (ground / "link").symlink_to(inner)
    stranger = (os.geteuid() + 1, os.getegid() + 1)
    inner.parent.chmod(0o755)
    assert places.reachable(ground / "link", *stranger)
    inner.parent.chmod(0o700)
    assert not places.reachable(inner, *stranger)
    assert not places.reachable(ground / "link", *stranger)
    assert places.reachable(inner, os.geteuid(), os.getegid())
    assert not places.reachable(ground / "absent", *stranger)


def test_h13_h14_private_folder_works_and_no_parent_is_opened(ground: Path):
    """As root the server then lives in a shelter; as anybody else it lives where it was asked to."""
    parent = ground / "private"
    parent.mkdir(mode=0o700)
    one = Server(parent / "postgres").use()
    assert answer(one) == (1,)
    assert stat.S_IMODE(parent.stat().st_mode) == 0o700
    assert process_of(one).uids().effective != 0
    assert (parent / "postgres").is_symlink() == ROOT_RUNS
    one.leave()
    removed(parent / "postgres")


def test_h13_project_made_anew_never_finds_its_predecessors_data(ground: Path):
    parent = ground / "private"
    parent.mkdir(mode=0o700)
    first = places.find(parent / "postgres").home
    (first / "old").touch()
    again = parent / "postgres"
    again.unlink() if again.is_symlink() else again.rename(parent / "old")
    second = places.find(again).home
    assert not (second / "old").exists()
    removed(again)
    if ROOT_RUNS:
        again.symlink_to(first)
        removed(again)


def test_h13_link_to_a_shelter_that_is_gone_is_renewed(ground: Path):
    parent = ground / "private"
    parent.mkdir(mode=0o700)
    home = places.find(parent / "postgres").home
    home.rmdir()
    assert places.find(parent / "postgres").home.is_dir()
    removed(parent / "postgres")


def test_h13_folder_made_private_later_is_said_plainly(folder: Path):
    folder.parent.chmod(0o700)
    said = as_person(0 if ROOT_RUNS else os.geteuid(), lambda: places.find(folder).home)
    assert said.startswith("Unusable: The user ") == ROOT_RUNS
    assert ("is private" in said) == ROOT_RUNS
    folder.parent.chmod(0o755)


def test_h14_strict_umask_keeps_nobody_out(ground: Path):
    before = os.umask(0o077)
    try:
        one = Server(ground / "postgres").use()
        assert answer(one) == (1,)
        one.leave()
    finally:
        os.umask(before)
    assert not (ground / "postgres").is_symlink()
    removed(ground / "postgres")


def test_h14_first_a_person_then_root(template: Path, ground: Path, monkeypatch: pytest.MonkeyPatch):
    """The data stay with the person, who can go on afterwards."""
    monkeypatch.setenv("POSTGRES_BINARIES", str(binaries.find(places.find(template)).folder))
    own = ground / "own"
    own.mkdir()
    os.chown(own, NOBODY, -1)
    folder = own / "postgres"
    assert as_person(NOBODY, lambda: use_once(folder)) == f"answers {(1,)} as {NOBODY}"
    assert use_once(folder) == f"answers {(1,)} as {NOBODY}"
    assert as_person(NOBODY, lambda: use_once(folder)) == f"answers {(1,)} as {NOBODY}"
    removed(folder)


def use_once(folder: Path) -> str:
    one = Server(folder).use()
    said = f"answers {answer(one)} as {process_of(one).uids().effective}"
    one.leave()
    return said


def test_h14_owner_without_a_name_is_fine(folder: Path):
    """In a container, a mounted folder's owner often is only a number."""
    for path in (folder / "data", folder / "socket"):
        if path.exists():
            subprocess.run(["chown", "-R", str(NAMELESS), path], check=True)
    one = Server(folder).use()
    assert answer(one) == (1,)
    assert process_of(one).uids().effective == NAMELESS
    one.leave()


def test_data_of_another_person_are_said_to_be_theirs(folder: Path, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as other:
        other.setattr(os, "geteuid", lambda: 65_533)
        with pytest.raises(Unusable, match=r"belongs to the user \w+\. Run this as that user or as root"):
            places.find(folder)


def test_folder_that_cannot_be_is_said_plainly(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(Unusable, match=r"can't have its folder .*: Not a directory"):
        places.find(tmp_path / "file" / "var" / "postgres")


def test_user_without_a_name_is_a_number():
    assert places.name_of(54_321) == "54321"
