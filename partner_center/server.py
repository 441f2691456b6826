"""The production server's settings: gunicorn --config python:partner_center.server partner_center.wsgi."""

import gc
import os
from typing import Any

from gunicorn.http import wsgi

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
# Two processes for two cores. Threads add no throughput, but a slow client or a probe does not block a process.
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
threads = 4
timeout = 30
graceful_timeout = 10
keepalive = 5
limit_request_line = 8190
limit_request_field_size = 8190
# Believe no header about where the product stands or how a request came, whoever sends it: from this machine the server
# would (SCRIPT_NAME, X-Forwarded-Proto). The settings say which proxy to believe.
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}
# Never preload: a connection pool that is inherited over a fork breaks the workers.
preload_app = False
accesslog = None
# The header that says which software answers, to whoever looks for its holes.
wsgi.SERVER = "web"


def post_worker_init(worker: Any) -> None:
    """What is loaded stays for ever: keep it out of every collection (5-8 % of a page)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
