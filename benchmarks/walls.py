"""What the wall between tenants costs: pages with row-level security and without, in turns, in one process."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.test import Client

from accounts.models import User
from partner_center.tenancy import across_tenants

ROUNDS, PAGES = 10, 12
PLACES = {
    "list, administrator": ("bulk", "/partner/sales/opportunities/mine/"),
    "list, account manager": ("bulk.01", "/partner/sales/opportunities/mine/"),
    "list, director": ("bulk.director", "/partner/sales/opportunities/mine/"),
    "search, a common word": ("bulk", "/partner/sales/opportunities/mine/?q=bulk"),
    "search, nothing found": ("bulk", "/partner/sales/opportunities/mine/?q=zqxw"),
}
TABLES = "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"


def measure() -> None:
    """Print the medians of both, and what the wall makes of one."""
    print(f"{'':24} {'with the wall':>14} {'without':>10} {'ratio':>7}")
    for label, (username, address) in PLACES.items():
        client = Client(SERVER_NAME="127.0.0.1")
        with across_tenants():
            user = User.objects.get(username=username)
            client.force_login(user)
        _seconds(client, address)
        behind, bare = [], []
        for _round in range(ROUNDS):
            behind += [_seconds(client, address) for _page in range(PAGES)]
            with _wall_taken_down():
                bare += [_seconds(client, address) for _page in range(PAGES)]
        pair = statistics.median(behind), statistics.median(bare)
        print(f"{label:24} {pair[0] * 1000:11.1f} ms {pair[1] * 1000:7.1f} ms {pair[0] / pair[1]:7.2f}")


def _seconds(client: Client, address: str) -> float:
    began = time.perf_counter()
    answer = client.get(address)
    taken = time.perf_counter() - began
    assert answer.status_code == 200, address
    return taken


@contextmanager
def _wall_taken_down() -> Iterator[None]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(TABLES)
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')
        try:
            yield
        finally:
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
