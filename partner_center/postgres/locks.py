"""Who uses the server. The kernel holds the locks, so a killed process leaves none behind."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Wait for the lock and hold it: one process at a time starts or stops the server."""
    descriptor = _open(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


class Use:
    """A shared lock that says: this process uses the server. Every process holds one of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = _open(path)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def renew_after_fork(self) -> None:
        """A forked child shares its parent's lock, and letting it go would let go of the parent's: take a new one."""
        os.close(self._descriptor)
        self._descriptor = _open(self.path)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def is_last(self) -> bool:
        """Whether nobody else uses the server. Called under the start lock, so nobody can come meanwhile."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # A failed upgrade may have cost the shared lock.
            fcntl.flock(self._descriptor, fcntl.LOCK_SH)
            return False
        return True

    def release(self) -> None:
        os.close(self._descriptor)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
