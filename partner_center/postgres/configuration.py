"""The settings that the server starts with. Given at each start, so that a new version's settings reach old data."""

from contextlib import suppress
from pathlib import Path

import psutil

from partner_center.postgres.places import PORT, Places

MEGABYTE = 1_048_576
#: What a container may use, which the machine's memory does not say (cgroup 2, cgroup 1).
MEMORY_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def arguments(places: Places) -> list[str]:
    """The server's command line. No address is listened on: the socket is the only way in."""
    settings = {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": str(places.sockets),
        "unix_socket_permissions": "0700",
        "shared_buffers": f"{shared_megabytes(memory())}MB",
        "random_page_cost": "1.1",
        "log_line_prefix": "%m [%p] %u ",
        "max_connections": "100",
    }
    return ["-D", str(places.data), *(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))]


def shared_megabytes(total: int) -> int:
    """A quarter of the memory (bytes), at most 2 GB, and little but enough on the smallest machines."""
    return min(max(total // 4 // MEGABYTE, 32), 2048)


def memory() -> int:
    """Bytes of memory that we may use."""
    total = int(psutil.virtual_memory().total)
    for limit in MEMORY_LIMITS:
        # Absent, or the word "max".
        with suppress(OSError, ValueError):
            total = min(total, int(limit.read_text()))
    return total
