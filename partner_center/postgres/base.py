"""The Django backend of the embedded server: PostgreSQL's own, which starts the server when it first connects."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQLWrapper

try:
    from partner_center.postgres import launcher
    from partner_center.postgres.places import Unusable
except ModuleNotFoundError as missing:
    raise ImproperlyConfigured(
        f"The embedded PostgreSQL needs {missing.name}, which is not here. "
        "Install requirements.txt, or set DATABASE_URL."
    ) from missing


class DatabaseWrapper(PostgreSQLWrapper):
    """Django's PostgreSQL backend. The role is the settings' USER; host, port and password come from the launcher."""

    def get_connection_params(self) -> dict[str, Any]:
        try:
            server = launcher.server(settings.BASE_DIR / "var" / "postgres").use()
            return {**super().get_connection_params(), **server.parameters(self.settings_dict["USER"])}
        except Unusable as error:
            # What Django expects of a database that is not there: commands that can do without it go on.
            raise OperationalError(str(error)) from error
