"""Locks that the kernel holds."""

import subprocess
import sys
from pathlib import Path

import pytest

from partner_center.postgres.locks import Use, exclusive
from tests.postgres.clusters import ROOT

FORKED = """
import os, sys
from pathlib import Path
from partner_center.postgres.launcher import server
one = server(Path(sys.argv[1])).use()
child = os.fork()
if child == 0:
    os._exit(one._use.is_last())
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), one._use.is_last())
"""

WAITING = """
import sys
from pathlib import Path
from partner_center.postgres.locks import exclusive
with exclusive(Path(sys.argv[1])):
    print("in", flush=True)
"""


def test_forked_child_is_a_user_of_its_own(folder: Path):
    """With its parent's lock it would take itself for the last one, and stop the server under its parent."""
    done = subprocess.run([sys.executable, "-c", FORKED, folder], cwd=ROOT, text=True, capture_output=True, check=True)
    assert done.stdout == "0 True\n"


def test_start_lock_lets_one_process_through_at_a_time(tmp_path: Path):
    with exclusive(tmp_path / "lock"):
        waiting = subprocess.Popen(
            [sys.executable, "-c", WAITING, tmp_path / "lock"], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(timeout=1)
    assert waiting.communicate(timeout=20)[0] == "in\n"


def test_is_last_leaves_the_lock_of_who_is_not(tmp_path: Path):
    first, second = Use(tmp_path / "lock"), Use(tmp_path / "lock")
    assert not first.is_last()
    assert not second.is_last()
    first.release()
    assert second.is_last()
    second.release()
