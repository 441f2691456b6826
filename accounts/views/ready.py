"""Whether this process can serve: the database answers and its tables are those of this code."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse


@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """200 or 503, and not a word about versions."""
    try:
        executor = MigrationExecutor(connection)
        waiting = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        waiting = True
    return HttpResponse(
        "not ready\n" if waiting else "ready\n", status=503 if waiting else 200, content_type="text/plain"
    )
