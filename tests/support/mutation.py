"""A pytest plugin that asks the collected tests about one mutant after another, in one process.

    python -m pytest -p tests.support.mutation --mutate-to=report.json --mutate=accounts/roles.py tests/accounts

First every test runs once and is watched: which functions of the mutated files does it enter? Then a mutant is put in
and only those tests run, the fastest first, until one fails. A function's code is swapped in place, so that everybody
who has imported it gets the fault; a table is made anew, with the tables that are made of it.
"""

import ast
import inspect
import json
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.support.mutants import Mutant, mutants_of
from tests.support.source import ROOT


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mutate", action="append", default=[], help="path, or path:function,function")
    parser.addoption("--mutate-to", help="where the report is written")
    parser.addoption("--mutate-sample", type=int, default=0, help="so many mutants of all, always the same")


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    asked = session.config.getoption("--mutate")
    if not asked:
        return None
    mutants = [
        mutant for path, _colon, only in (each.partition(":") for each in asked) for mutant in _listed(path, only)
    ]
    sample = session.config.getoption("--mutate-sample")
    chosen = random.Random(20).sample(mutants, sample) if sample else mutants
    watched = Watched(session.items, {mutant.path for mutant in mutants})
    report = {str(mutant): watched.killer_of(mutant) for mutant in chosen}
    if not sample:
        watched.still_pass()
    Path(session.config.getoption("--mutate-to")).write_text(json.dumps(report))
    return True


def _listed(path: str, only: str) -> list[Mutant]:
    return mutants_of(path, frozenset(filter(None, only.split(","))))


class Watched:
    """The tests, and what each of them enters."""

    def __init__(self, items: list[pytest.Item], paths: set[str]) -> None:
        self.items = items
        self.files = {str(ROOT / path): path for path in paths}
        self.modules = {path: sys.modules[path.removesuffix(".py").replace("/", ".")] for path in paths}
        self.entered: dict[pytest.Item, set[tuple[str, str]]] = {}
        self.seconds: dict[pytest.Item, float] = {}
        for item in items:
            self._watch(item)

    def _watch(self, item: pytest.Item) -> None:
        seen: set[CodeType] = set()

        def note(frame: FrameType, event: str, _argument: object) -> None:
            if event == "call":
                seen.add(frame.f_code)

        started = time.perf_counter()
        sys.setprofile(note)
        try:
            failed = self._fails(item)
        finally:
            sys.setprofile(None)
        if failed:
            pytest.exit(f"{item.nodeid} fails without a mutant: {failed}", 1)
        self.seconds[item] = time.perf_counter() - started
        self.entered[item] = {
            (self.files[code.co_filename], code.co_qualname.partition(".<locals>")[0])
            for code in seen
            if code.co_filename in self.files
        }

    def killer_of(self, mutant: Mutant) -> str:
        """The test that fails with the mutant; nothing if all pass."""
        module = self.modules[mutant.path]
        try:
            undo = _put_in(mutant, module)
        except Exception as error:
            return f"Python itself: {error}"
        try:
            concerned = sorted(self._concerned(mutant, module), key=self.seconds.__getitem__)
            return next((item.nodeid for item in concerned if self._fails(item)), "")
        finally:
            for each in undo:
                each()

    def still_pass(self) -> None:
        """Or a mutant has left something behind, and what came after it was noticed for no reason."""
        for item in self.items:
            if failed := self._fails(item):
                pytest.exit(f"{item.nodeid} fails after the mutants: {failed}", 1)

    def _concerned(self, mutant: Mutant, module: ModuleType) -> list[pytest.Item]:
        if isinstance(mutant.unit, ast.FunctionDef):
            return [item for item in self.items if (mutant.path, mutant.where) in self.entered[item]]
        # Of a table nobody knows who reads it: whoever enters the module, and whoever has imported something of it.
        return [
            item
            for item in self.items
            if any(path == mutant.path for path, _where in self.entered[item]) or _imports(item, module)
        ]

    def _fails(self, item: pytest.Item) -> str:
        """The test once. As nothing but the session is said to come next, all is taken down but what belongs to it."""
        nothing: Any = item.session
        reports = runtestprotocol(item, log=False, nextitem=nothing)
        return next((str(report.longrepr) for report in reports if report.failed), "")


def _imports(item: pytest.Item, module: ModuleType) -> bool:
    values = vars(item.module).values()  # type: ignore[attr-defined]
    return any(value is module or getattr(value, "__module__", "") == module.__name__ for value in values)


def _put_in(mutant: Mutant, module: ModuleType) -> list[Callable[[], None]]:
    """Put the fault in; what is returned takes it out again."""
    keeps_its_object = isinstance(mutant.unit, ast.FunctionDef) and not mutant.change.startswith("without @")
    return _swap_code(mutant, module) if keeps_its_object else _swap_values(mutant, module)


def _swap_code(mutant: Mutant, module: ModuleType) -> list[Callable[[], None]]:
    """Give the function, which everybody has imported, the faulty code."""
    found: Any = module
    for name in mutant.where.split("."):
        found = inspect.getattr_static(found, name)
    found = getattr(found, "fget", None) or getattr(found, "__func__", found)
    function: FunctionType = inspect.unwrap(found)
    mutant.unit.decorator_list = []  # type: ignore[union-attr]
    faulty: FunctionType = _made(mutant.unit, dict(vars(module)), str(module.__file__))[mutant.where.split(".")[-1]]
    undo = []
    for name in ("__code__", "__defaults__", "__kwdefaults__"):
        undo.append(_restore(function, name))
        setattr(function, name, getattr(faulty, name))
    return undo


def _swap_values(mutant: Mutant, module: ModuleType) -> list[Callable[[], None]]:
    """Make the faulty table, and anew every table that is made of it; whoever imported one gets the new one."""
    space, changed, undo = dict(vars(module)), set(), []
    for statement in ast.parse((ROOT / mutant.path).read_text()).body:
        read = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        mutated = _stands_for(statement) == mutant.where
        if mutated or (isinstance(statement, ast.Assign | ast.AnnAssign) and read & changed):
            _made(mutant.unit if mutated else statement, space, str(module.__file__))
            changed.update(re.findall(r"\w+", _stands_for(statement)))
    for name in changed:
        old = vars(module)[name]
        for holder in [*sys.modules.values()]:
            if vars(holder).get(name) is old:
                undo.append(_restore(holder, name))
                setattr(holder, name, space[name])
    return undo


def _stands_for(statement: ast.stmt) -> str:
    """The name or names that a function or an assignment gives a value to."""
    match statement:
        case ast.FunctionDef():
            return statement.name
        case ast.Assign():
            return ast.unparse(statement.targets[0])
        case ast.AnnAssign():
            return ast.unparse(statement.target)
    return ""


def _made(statement: ast.stmt, space: dict[str, Any], file: str) -> dict[str, Any]:
    exec(compile(ast.Module([statement], []), file, "exec"), space)
    return space


def _restore(holder: Any, name: str) -> Callable[[], None]:
    old = getattr(holder, name)
    return lambda: setattr(holder, name, old)
