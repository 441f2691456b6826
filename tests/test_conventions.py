"""The habits of the house that no tool knows. An exception is a line in tests/support/reasons.py, with its reason.

Import direction is import-linter's (pyproject.toml), style is ruff's, types are mypy's.
"""

import ast
import re
from pathlib import Path

import pytest

from tests.support import sizes
from tests.support.reasons import (
    ASKED_BY_PACKAGES,
    DEFERRED_IMPORTS,
    LONG,
    NO_TEMPLATE,
    ROLE_FILES,
    SAFE_TEXT,
    TEMPLATE_NAMES,
    UNSCOPED,
    VIEW_FILES,
    WRITERS,
    WRITING_FOLDERS,
)
from tests.support.source import (
    ROOT,
    calls,
    functions,
    is_form_file,
    is_view_file,
    modules,
    routes,
    templates,
    texts,
)

WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}


def test_object_reads_of_views_and_forms_start_in_the_scope():
    """R03. `offered()` is the scope of reference lists, `none()` an empty choice before the scope is known."""
    astray = []
    for path, tree in modules().items():
        if not (is_view_file(path) or is_form_file(path)) or "admin" in path or path in UNSCOPED:
            continue
        scoped = {id(call.func.value) for call in calls(tree, {"visible_to", "offered", "none"})}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Attribute)
                and node.attr in {"objects", "_default_manager"}
                and id(node) not in scoped
            ):
                astray.append(f"{path}:{node.lineno}")
    assert astray == []


def test_writes_stand_in_actions():
    astray = [
        f"{path}:{call.lineno} .{call.func.attr}()"
        for path, tree in modules().items()
        if "/actions" not in path and path not in WRITERS and not path.startswith(tuple(WRITING_FOLDERS))
        for call in calls(tree, WRITES)
    ]
    assert astray == []


def test_actions_are_verbs():
    """A verb takes its words by name, says who does it, and is one transaction."""
    odd = []
    for path, tree in modules().items():
        if "/actions" not in path:
            continue
        for verb in tree.body:
            if isinstance(verb, ast.FunctionDef) and "by" in {word.arg for word in verb.args.kwonlyargs}:
                wrapped = {ast.unparse(decorator) for decorator in verb.decorator_list}
                part_of_a_verb = verb.name.startswith("_") or verb.name in {"append", "opportunity_added"}
                if not part_of_a_verb and ("transaction.atomic" not in wrapped or verb.args.args):
                    odd.append(f"{path}:{verb.name}")
    assert odd == []


def test_nothing_is_imported_inside_a_function():
    found = {
        f"{path}:{function.name}"
        for path, tree in modules().items()
        for function in functions(tree)
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    }
    assert found == set(DEFERRED_IMPORTS)


def test_roles_are_named_where_rights_are_decided():
    """R01. Other code asks user.can(…), user.reach or a permission."""
    astray = []
    for path, tree in modules().items():
        if path in ROLE_FILES or path.endswith("/permissions.py"):
            continue
        for node in ast.walk(tree):
            literal = isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Role" and node.attr.isupper()
            compared = isinstance(node, ast.Compare) and ".role" in ast.unparse(node)
            if literal or compared:
                astray.append(f"{path}:{node.lineno}")
    assert astray == []


def test_templates_name_no_role():
    tags = {name: re.findall(r"{[{%].*?[%}]}", text) for name, text in templates().items()}
    # account.role is the demo account's description beside its user name.
    named = r"(?<!account)\.role\b|\"(administrator|account_manager|director)\"|is_staff|is_distributor"
    named += r"|\.reach\b|\.standing\b"
    assert {name: tag for name, found in tags.items() for tag in found if re.search(named, tag)} == {}


def test_nothing_is_inline_and_nothing_is_trusted():
    """R40, R41: the policy forbids inline code, so none may be written; and data is always escaped."""
    inline = r"<style|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=|\sstyle\s*=|hx-on|\bjavascript:"
    trusted = r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq\b"
    code = {path: tree for path, tree in modules().items() if path not in SAFE_TEXT}
    assert {name: found for name, text in templates().items() if (found := re.findall(inline, text))} == {}
    assert {name: found for name, text in templates().items() if (found := re.findall(trusted, text))} == {}
    assert [
        path
        for path, tree in code.items()
        if any(isinstance(node, ast.Name) and node.id == "mark_safe" for node in ast.walk(tree))
    ] == []
    assert [
        f"{path}:{node.lineno}"
        for path, tree in code.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "SafeString"
        and not isinstance(node.args[0], ast.Constant)
    ] == []


def test_every_template_named_exists_and_every_template_is_used():
    named = {text.partition("#")[0] for tree in modules().values() for text in texts(tree) if _is_template(text)}
    for text in templates().values():
        named |= set(re.findall(r"{%\s*(?:include|extends)\s+\"([^\"]+)\"", text))
    assert named - set(templates()) == set()
    assert set(templates()) - named == ASKED_BY_PACKAGES


def _is_template(text: str) -> bool:
    return bool(re.fullmatch(r"[a-z0-9_/]+\.html(#[a-z-]+)?", text))


@pytest.mark.parametrize("route", sorted(routes()))
def test_five_names_agree(route):
    """URL name, view file, template and test file are found from one another."""
    app, _colon, name = route.rpartition(":")
    module = routes()[route].callback.__module__
    app, file, _why = VIEW_FILES.get(route, (app or "accounts", name, ""))
    if app is None:
        assert module.startswith("allauth.")
    else:
        assert module == f"{app}.views.{file}"
        assert (ROOT / "tests" / app / "views" / f"test_{file}.py").exists()
    if route not in NO_TEMPLATE:
        assert TEMPLATE_NAMES.get(route, f"{app}/{name}.html") in templates()


@pytest.mark.parametrize("size", sizes.sizes(), ids=lambda size: size.kind)
def test_sizes(size):
    """`python -m tests.support.sizes` prints the table."""
    assert set(size.too_big()) - set(LONG) == set()
    if size.kind != "test file":
        median, high, _largest = size.measured
        assert (median <= size.limits[0], high <= size.limits[1]) == (True, True), sizes.table()


def test_readme_names_what_exists():
    named = re.findall(r"`([\w./-]+\.(?:py|html|md|toml|css|js)|[\w/-]+/)`", Path(ROOT / "README.md").read_text())
    assert named
    # A name without a folder stands for the file of that name in each app; an address begins with a slash.
    named = [name for name in named if not name.startswith("/")]
    assert [name for name in named if not (ROOT / name).exists() and not list(ROOT.glob(f"*/{name}"))] == []
