"""`manage.py serve`: a worker beside the server, started again when it is killed, gone when the server is."""

import signal
import time
from collections.abc import Callable

import psutil

from tests.support.jobs import here, manage
from tests.support.site import free_port


def _until(found: Callable[[], object], seconds: float = 60) -> object:
    end = time.monotonic() + seconds
    while not (it := found()):
        assert time.monotonic() < end
        time.sleep(0.1)
    return it


def _workers(serve: psutil.Process) -> list[psutil.Process]:
    return [child for child in serve.children() if _works(child)]


def _works(process: psutil.Process) -> bool:
    """Not one that was killed and is not buried yet."""
    try:
        return process.cmdline()[-1:] == ["worker"]
    except psutil.Error:
        return False


def test_a_worker_stands_beside_the_server(committed_db):
    process = manage("serve", environment={**here(), "PORT": str(free_port()), "WORKERS": "1"})
    try:
        serve = psutil.Process(process.pid)
        [first] = _until(lambda: _workers(serve))
        first.kill()
        [second] = _until(lambda: [one for one in _workers(serve) if one != first])
        assert second.pid != first.pid
        below = serve.children(recursive=True)
        process.send_signal(signal.SIGTERM)
        said, _none = process.communicate(timeout=60)
        assert process.returncode == 0, said
        _gone, left = psutil.wait_procs(below, timeout=10)
        assert left == []
    finally:
        if process.poll() is None:
            for one in [*psutil.Process(process.pid).children(recursive=True), process]:
                one.kill()
            process.communicate()
