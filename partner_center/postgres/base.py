"""The Django backend of the embedded server: PostgreSQL's own, which starts the server when it first connects."""

from typing import Any

from django.conf import settings
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQLWrapper

from partner_center.postgres import launcher


class DatabaseWrapper(PostgreSQLWrapper):
    """Django's PostgreSQL backend. The role is the settings' USER; host, port and password come from the launcher."""

    def get_connection_params(self) -> dict[str, Any]:
        server = launcher.server(settings.BASE_DIR / "var" / "postgres").use()
        return {**super().get_connection_params(), **server.parameters(self.settings_dict["USER"])}
