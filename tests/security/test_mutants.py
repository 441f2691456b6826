"""F-20: would our tests notice a small fault in what decides who sees and does what? Mutants of those files.

The faults are tests/support/mutants.py's; tests/support/mutation.py puts in one after another and asks the tests that
concern it, in a process of its own, because the files are broken meanwhile. A mutant that no test notices is a
failure, unless tests/support/survivors.py says why none can; one of those that is noticed is a failure as well.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.figures import WHOLE
from tests.support.mutants import mutants_of
from tests.support.source import ROOT
from tests.support.survivors import SURVIVORS


@dataclass(frozen=True, slots=True)
class Group:
    """Files (or of a file some functions), the tests that are to notice, and how many mutants there are at least."""

    paths: Sequence[str]
    tests: Sequence[str]
    whole: int


#: How many mutants the fast slice tries, always the same.
SLICE = 50
#: These need no database, so the fast slice is theirs.
RULES = Group(
    paths=(
        "accounts/roles.py",
        "opportunities/progress.py",
        "opportunities/entries.py",
        "partner_center/web/masking.py",
    ),
    tests=(
        "tests/accounts/test_roles.py",
        "tests/opportunities/test_progress.py",
        "tests/opportunities/test_entries.py",
        "tests/partner_center/web/test_masking.py",
    ),
    whole=500,
)
PERMISSIONS = Group(
    paths=(
        "accounts/permissions.py",
        "customers/permissions/customers.py",
        "marketing/permissions.py",
        "opportunities/permissions.py",
    ),
    tests=(
        "tests/accounts/test_permissions.py",
        "tests/customers/permissions/test_customers.py",
        "tests/marketing/test_permissions.py",
        "tests/opportunities/test_permissions.py",
    ),
    whole=130,
)
#: What rows exist, and in whose tenant.
SCOPES = Group(
    paths=(
        "accounts/access.py",
        "partner_center/tenancy.py",
        "accounts/models/members.py:visible_to",
        "customers/models/customer.py:visible_to",
        "marketing/models.py:visible_to",
        "opportunities/models/queryset.py:visible_to,_shared_with_reseller",
        "opportunities/models/note.py:visible_to",
        "opportunities/models/draft.py:visible_to",
        "opportunities/models/kept_progress.py:visible_to",
    ),
    tests=(
        "tests/test_scope.py",
        "tests/test_walls.py",
        "tests/accounts/test_access.py",
        "tests/partner_center/test_tenancy.py",
    ),
    whole=200,
)


def noticed(group: Group, report: Path, *, without: str = "") -> dict[str, str]:
    """Each mutant tried, and the test that noticed it, if one did."""
    asked = [f"--mutate={path}" for path in group.paths]
    asked += [] if WHOLE else [f"--mutate-sample={min(SLICE, group.whole)}"]
    asked += ["--deselect", without] if without else []
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--timeout=60"]
    # The process has a database of its own, and no part in a run that is spread over several.
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "SECURITY"))}
    run = subprocess.run(
        [*command, "-p", "tests.support.mutation", f"--mutate-to={report}", *asked, *group.tests],
        cwd=ROOT,
        env=ours,
        capture_output=True,
        text=True,
        check=False,
    )
    assert report.exists(), run.stdout[-2000:] + run.stderr[-2000:]
    answer: dict[str, str] = json.loads(report.read_text())
    return answer


@pytest.mark.parametrize(
    ("what", "group"),
    [
        ("mutants of roles, phases, entries and masks", RULES),
        *([("mutants of permissions", PERMISSIONS), ("mutants of scopes, tenants, access", SCOPES)] if WHOLE else []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_mutant_is_noticed_or_has_its_reason(what, group, figures, tmp_path):
    with figures.holds("F-20", what, fast=SLICE, whole=group.whole) as tally:
        for mutant, killer in noticed(group, tmp_path / "report.json").items():
            reason = SURVIVORS.get(mutant)
            said = f"is noticed by {killer}, although: {reason}" if killer else "is noticed by no test"
            tally(bool(killer) != bool(reason), f"{mutant} {said}")


def test_every_reason_is_about_a_mutant_that_there_is():
    files = {mutant.partition(" ")[0] for mutant in SURVIVORS}
    there = {str(mutant) for path in files for mutant in mutants_of(path)}
    assert set(SURVIVORS) - there == set()


def test_a_missing_test_is_noticed(figures, tmp_path):
    killer = "tests/opportunities/test_progress.py::test_probabilities_are_those_of_the_specification"
    table = Group(paths=("opportunities/progress.py:PROBABILITIES",), tests=(killer.partition(":")[0],), whole=14)
    with figures.bites("F-20", "without the test of the probabilities") as tally:
        for mutant, found in noticed(table, tmp_path / "report.json", without=killer).items():
            tally(found, f"{mutant} is noticed by no test")
