"""Making, starting and stopping a cluster, whatever is found."""

import json
import os
import signal
import stat
import subprocess
import threading
import time
from pathlib import Path

import pytest

from partner_center.postgres import binaries, cluster
from partner_center.postgres.launcher import Server
from partner_center.postgres.places import Unusable
from tests.postgres.clusters import answer, begin_user, connect, copied, kill, process_of, removed


def test_h4_reused_process_id_is_left_alone_and_the_server_starts(folder: Path):
    innocent = subprocess.Popen(["sleep", "60"])
    (folder / "data" / "postmaster.pid").write_text(f"{innocent.pid}\n{folder}/data\n1700000000\n5432\n")
    one = Server(folder).use()
    assert answer(one) == (1,)
    assert innocent.poll() is None
    one.leave()
    innocent.kill()
    innocent.wait()


def test_h4_process_id_reused_by_another_projects_server_is_left_alone(folder: Path, template: Path, ground: Path):
    neighbour = Server(copied(template, ground / "neighbour" / "postgres")).use()
    theirs = process_of(neighbour)
    pid_file = (neighbour.places.data / "postmaster.pid").read_text()
    (folder / "data" / "postmaster.pid").write_text(pid_file)
    one = Server(folder).use()
    assert process_of(one) != theirs
    one.leave()
    assert answer(neighbour) == (1,)
    neighbour.leave()
    removed(ground / "neighbour" / "postgres")


def test_h6_half_written_pid_file_is_no_server(folder: Path):
    for content in ("", "12", "not a number\n", "\n\n\n"):
        (folder / "data" / "postmaster.pid").write_text(content)
        one = Server(folder).use()
        assert answer(one) == (1,)
        one.leave()


def slow_recovery(folder: Path) -> None:
    """Let the next start recover for about two seconds, during which the server refuses everybody."""
    (folder / "data" / "recovery.signal").touch()
    (folder / "data" / "postgresql.auto.conf").write_text(
        "restore_command = 'sleep 0.5; false'\nhot_standby = off\nrecovery_target_timeline = 'current'\n"
    )


def test_h8_everybody_waits_while_the_server_recovers(folder: Path):
    slow_recovery(folder)
    second = begin_user(folder)
    one = Server(folder).use()
    assert answer(one) == (1,)
    assert second.communicate("go\n", timeout=60)[0] == "in use\n"
    assert (
        "the database system is starting up" in one.places.log.read_text() or "restored" in one.places.log.read_text()
    )
    one.leave()


def test_h8_recovery_without_end_is_said_plainly(folder: Path, monkeypatch: pytest.MonkeyPatch):
    slow_recovery(folder)
    monkeypatch.setattr(cluster, "RECOVERY_SECONDS", 0.3)
    with pytest.raises(Unusable, match=r"has been starting for 0\.3 seconds"):
        Server(folder).use()


def test_server_that_is_just_stopping_is_started_again(folder: Path):
    one = Server(folder).use()
    session, old = connect(one), process_of(one)
    old.send_signal(signal.SIGTERM)
    gone = threading.Timer(0.5, session.close)
    gone.start()
    other = Server(folder).use()
    assert process_of(other).pid != old.pid
    assert answer(other) == (1,)
    gone.join()
    other.leave()
    one.leave()


@pytest.mark.parametrize(
    "name", ["with space", "percent%20#", "$(touch X)", "comma,comma", "中文", "quote'\"", "long" * 25]
)
def test_h9_to_h12_odd_folder_works_and_is_never_a_command(template: Path, ground: Path, name: str):
    """Its socket is private wherever it lies, and asks for a password even so."""
    odd = copied(template, ground / name / "postgres")
    one = Server(odd).use()
    assert answer(one) == (1,)
    sockets = one.places.sockets.stat()
    assert (stat.S_IMODE(sockets.st_mode), sockets.st_uid) == (0o700, one.places.uid)
    assert one.places.sockets.parent == Path("/tmp")
    with pytest.raises(Exception, match="no password supplied"):
        connect_without_password(one)
    one.leave()
    assert not list(Path.cwd().glob("X")) + list(ground.rglob("X"))
    removed(odd)


def connect_without_password(one: Server) -> None:
    one._passwords["pc_app"] = ""
    connect(one)


def test_h16_half_made_cluster_is_made_anew(ground: Path):
    half = ground / "postgres"
    (half / "data.new").mkdir(parents=True)
    half.chmod(0o755)
    (half / "data.new" / "PG_VERSION").write_text("18\n")
    one = Server(half).use()
    assert answer(one) == (1,)
    assert not one.places.new_data.exists()
    one.leave()
    removed(half)


def test_h16_starter_killed_while_it_makes_the_cluster(ground: Path):
    """Its initdb goes on without it, and must not write into what the next one makes."""
    fresh = ground / "postgres"
    for name in ("data.new/PG_VERSION", "data.new/global/pg_control", "data.new/base/1"):
        user = begin_user(fresh)
        while not (fresh / name).exists():
            time.sleep(0.005)
        kill(user)
    one = Server(fresh).use()
    assert answer(one) == (1,)
    assert not (fresh / "data.password").exists()
    one.leave()
    removed(fresh)


def test_h17_passwords_are_private_and_needed(folder: Path):
    one = Server(folder).use()
    assert stat.S_IMODE(one.places.passwords.stat().st_mode) == 0o600
    assert set(json.loads(one.places.passwords.read_text())) == {"postgres", "pc_owner", "pc_app"}
    one._passwords["pc_app"] = "guess"
    with pytest.raises(Exception, match="password authentication failed"):
        connect(one)
    one.leave()


@pytest.mark.parametrize("content", ["{", None])
def test_h17_lost_passwords_are_said_plainly(folder: Path, content: str | None):
    (folder / "passwords.json").write_text(content) if content else (folder / "passwords.json").unlink()
    with pytest.raises(Unusable, match=r"passwords\.json is missing or broken"):
        Server(folder).use()


def test_h18_full_log_of_an_earlier_start_is_kept_once(folder: Path, monkeypatch: pytest.MonkeyPatch):
    (folder / "server.log.1").write_text("long ago\n")
    (folder / "server.log").write_text("older than this start\n")
    monkeypatch.setattr(cluster, "LOG_BYTES", 10)
    one = Server(folder).use()
    assert (folder / "server.log.1").read_text() == "older than this start\n"
    assert "older" not in one.places.log.read_text()
    one.leave()


def test_data_of_another_major_version_are_named(folder: Path):
    (folder / "data" / "PG_VERSION").write_text("17\n")
    with pytest.raises(Unusable, match=r"made by PostgreSQL 17; the installed one is 18"):
        Server(folder).use()


def test_empty_data_folder_is_no_obstacle(ground: Path):
    (ground / "postgres" / "data").mkdir(parents=True)
    one = Server(ground / "postgres").use()
    assert answer(one) == (1,)
    one.leave()
    removed(ground / "postgres")


def test_data_folder_with_something_else_is_left_alone(ground: Path):
    (ground / "postgres" / "data").mkdir(parents=True)
    (ground / "postgres" / "data" / "diary").write_text("mine")
    with pytest.raises(Unusable, match="holds something that is not a database"):
        Server(ground / "postgres").use()
    assert (ground / "postgres" / "data" / "diary").read_text() == "mine"


def test_server_that_cannot_start_shows_the_end_of_its_log(folder: Path):
    (folder / "data" / "postgresql.auto.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(Unusable, match="no_such_setting"):
        Server(folder).use()


def test_server_that_does_not_stop_is_not_called_stopped(folder: Path, monkeypatch: pytest.MonkeyPatch):
    one = Server(folder).use()
    process_of(one).suspend()
    monkeypatch.setattr(cluster, "STOP_SECONDS", 0.2)
    try:
        with pytest.raises(Unusable, match=r"still stopping after 0\.2 seconds"):
            one.stop()
    finally:
        process_of(one).resume()
    monkeypatch.undo()
    one.stop()
    assert not one.is_running()


def test_environment_neither_leads_astray_nor_leaks(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Another system user may read the environment of the server's process."""
    for name, value in {"PGPORT": "1", "PGHOST": "nowhere.invalid", "LC_ALL": "tlh_QO", "SECRET_KEY": "s"}.items():
        monkeypatch.setenv(name, value)
    one = Server(folder).use()
    assert answer(one) == (1,)
    assert set(process_of(one).environ()) <= {*binaries.PASSED_ON, "LC_ALL", "PG_GRANDPARENT_PID", "PGDATA"}
    assert os.environ["SECRET_KEY"] == "s"
    one.leave()
