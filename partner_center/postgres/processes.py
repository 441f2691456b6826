"""Which living processes belong to a data folder. Nothing here starts one; cluster.py does."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import psutil

#: How long a process that was told to go at once may take before it is killed.
GRACE_SECONDS = 5


def postmaster(data: Path) -> psutil.Process | None:
    """The living server of this data folder. A process id alone proves nothing: ids are reused, zombies linger."""
    try:
        process = psutil.Process(int((data / "postmaster.pid").read_text().splitlines()[0]))
    except (OSError, IndexError, ValueError, psutil.Error):
        return None
    return process if _works_in(process, data) else None


def is_alive(process: psutil.Process) -> bool:
    """Whether it is still that process, and not one that has died without its parent taking notice."""
    try:
        return bool(process.is_running()) and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def end_all(data: Path) -> None:
    """End what still works in this data folder although its server or starter was killed.

    A busy backend does not see that its server is gone; while it lives, no new server may have the data.
    """
    found = [process for process in psutil.process_iter() if _works_in(process, data)]
    for last_word in (signal.SIGQUIT, signal.SIGKILL):
        for process in found:
            with suppress(psutil.Error):
                process.send_signal(last_word)
        end = time.monotonic() + GRACE_SECONDS
        while (found := [process for process in found if is_alive(process)]) and time.monotonic() < end:
            time.sleep(0.02)


def _works_in(process: psutil.Process, data: Path) -> bool:
    """By its working directory, which PostgreSQL's programs never change, and by name: a person's shell is spared."""
    try:
        return (
            process.name().startswith(("postgres", "initdb"))
            and is_alive(process)
            and os.path.realpath(process.cwd()) == os.path.realpath(data)
        )
    except (OSError, psutil.Error):
        return False
