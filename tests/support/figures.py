"""Figures of security: how much was tried, and how much held. A pytest plugin; `make security` prints the table.

A figure that tried too little is a failure, for it would prove nothing. Each has a sabotage: the wall is really broken
for a moment, and the same trial must see it in the same run.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

#: `make security` tries everything; `make test` a slice of it that takes seconds.
WHOLE = os.environ.get("SECURITY") == "whole"
PROPERTY = "figure"
_table: list[tuple[str, str, int, int, str]] = []


class Tally:
    """One trial after another: what was tried, and what did not hold."""

    def __init__(self) -> None:
        self.tried = 0
        self.failures: list[str] = []

    def __call__(self, held: object, what: Callable[[], str] | str, *, tries: int = 1) -> None:
        """Count a trial; `what` says which it was, in case that it did not hold."""
        self.tried += tries
        if not held:
            self.failures.append(what if isinstance(what, str) else what())


class Figures:
    """What a test says about its figures; ask for it as the fixture `figures`."""

    def __init__(self, note: Callable[[str, object], None]) -> None:
        self._note = note

    @contextmanager
    def holds(self, name: str, what: str, *, fast: int, whole: int) -> Iterator[Tally]:
        """Everything tried in the block must hold, and it must be no less than the floor."""
        tally = Tally()
        yield tally
        self._note(PROPERTY, (name, what, tally.tried, len(tally.failures), ""))
        assert tally.failures[:20] == []
        floor = whole if WHOLE else fast
        assert tally.tried >= floor, f"{name} tried {tally.tried} times, fewer than {floor}"

    @contextmanager
    def bites(self, name: str, sabotage: str) -> Iterator[Tally]:
        """Something tried in the block must not hold: the wall was broken on purpose."""
        tally = Tally()
        yield tally
        self._note(PROPERTY, (name, sabotage, tally.tried, len(tally.failures), "sabotage"))
        assert tally.failures, f"{name} did not notice: {sabotage}"


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Figures:
    return Figures(record_property)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """The controller hears of the workers' figures by their reports."""
    if report.when == "call":
        _table.extend(tuple(value) for name, value in report.user_properties if name == PROPERTY)


def _summed() -> list[tuple[str, str, int, int, str]]:
    """A figure that many tests share is one line."""
    sums: dict[tuple[str, str, str], tuple[int, int]] = {}
    for name, what, tried, failed, kind in _table:
        before = sums.get((name, what, kind), (0, 0))
        sums[name, what, kind] = (before[0] + tried, before[1] + failed)
    return [(name, what, tried, failed, kind) for (name, what, kind), (tried, failed) in sums.items()]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not _table:
        return
    terminalreporter.section("security figures")
    rows = sorted(_summed(), key=lambda row: (row[0], row[4], row[1]))
    width = max(len(what) for _name, what, *_rest in rows)
    terminalreporter.line(f"{'':6} {'':{width}} {'tried':>8} {'passed':>8} {'failed':>8}")
    for name, what, tried, failed, kind in rows:
        seen = ("  noticed" if failed else "  NOT NOTICED") if kind else ""
        terminalreporter.line(f"{name:6} {what:{width}} {tried:8,} {tried - failed:8,} {failed:8,}{seen}")
