"""Settings of the server."""

from pathlib import Path

import psutil
import pytest

from partner_center.postgres import configuration

GIGABYTE = 1024 * configuration.MEGABYTE


@pytest.mark.parametrize(
    ("total", "megabytes"), [(GIGABYTE // 16, 32), (GIGABYTE, 256), (4 * GIGABYTE, 1024), (64 * GIGABYTE, 2048)]
)
def test_shared_megabytes_is_a_quarter_within_bounds(total: int, megabytes: int):
    assert configuration.shared_megabytes(total) == megabytes


@pytest.mark.parametrize(("limit", "expected"), [("268435456\n", 268_435_456), ("max\n", None), (None, None)])
def test_memory_minds_the_containers_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str | None, expected: int | None
):
    file = tmp_path / "memory.max"
    if limit:
        file.write_text(limit)
    monkeypatch.setattr(configuration, "MEMORY_LIMITS", (file,))
    assert configuration.memory() == (expected or psutil.virtual_memory().total)
