"""`manage.py database`."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from partner_center.postgres import launcher
from partner_center.postgres.launcher import Server


@pytest.fixture
def embedded(folder: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.BASE_DIR = folder.parents[1]
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "partner_center.postgres")
    return folder


def said(act: str) -> str:
    output = StringIO()
    call_command("database", act, stdout=output)
    return output.getvalue()


def test_database_says_its_state_and_stops(embedded: Path):
    assert (said("path"), said("status")) == (f"{embedded}\n", "not running\n")
    one = Server(embedded).use()
    assert (said("status"), said("stop"), said("status")) == ("running\n", "stopped\n", "not running\n")
    assert said("stop") == "not running\n"
    one.leave()
    launcher._servers.pop(embedded)


def test_database_of_somebody_else_is_not_looked_after(settings: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
    with pytest.raises(CommandError, match="a server of your own"):
        said("stop")


def test_database_that_cannot_be_had_is_said_in_a_sentence(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "var").touch()
    settings.BASE_DIR = tmp_path
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "partner_center.postgres")
    with pytest.raises(CommandError, match="can't have its folder"):
        said("status")
