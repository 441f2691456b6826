"""What the tests of the embedded server share: users of it as real processes, and questions to it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg

from partner_center.postgres import cluster, roles
from partner_center.postgres.launcher import Server
from partner_center.postgres.processes import postmaster

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


def process_of(server: Server) -> psutil.Process:
    found = postmaster(server.places.data)
    assert found
    return found


def begin_user(folder: Path) -> subprocess.Popen[str]:
    """A user that may still be waiting for the server."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", USER, folder], stdin=pipe, stdout=pipe, text=True, cwd=ROOT
    )


def start_user(folder: Path) -> subprocess.Popen[str]:
    user = begin_user(folder)
    assert user.stdout
    assert user.stdout.readline() == "in use\n"
    return user


def go(user: subprocess.Popen[str]) -> None:
    """Let the user end in an orderly way."""
    user.communicate("go\n", timeout=60)
    assert user.returncode == 0


def kill(user: subprocess.Popen[str]) -> None:
    """End the user without giving it a chance to leave."""
    user.kill()
    user.communicate(timeout=60)


def copied(template: Path, copy: Path) -> Path:
    """A cluster of its own for one test, without the time that making one takes."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.parent.chmod(0o755)
    subprocess.run(["cp", "-a", template, copy], check=True)
    return copy


def removed(folder: Path) -> None:
    """Stop the server of a folder, and leave nothing of it: not its shelter, not its short socket folder."""
    one = Server(folder)
    one.stop()
    if one.places.sockets.parent != one.places.home:
        shutil.rmtree(one.places.sockets, ignore_errors=True)
    shutil.rmtree(one.places.home)
    if folder.is_symlink():
        folder.unlink()


def as_person(uid: int, act: Callable[[], object]) -> str:
    """Do something in a child process of another user, when we may; its result as text."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(uid)
                os.setuid(uid)
            said = str(act())
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as result:
        said = result.read()
    os.waitpid(child, 0)
    return said
