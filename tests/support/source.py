"""Our own source as the house tests read it: files, syntax trees, templates. Measures and judges nothing itself."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("partner_center", "accounts", "customers", "marketing", "opportunities")
TEMPLATES = ROOT / "templates"


@cache
def modules(*, tests: bool = False) -> dict[str, ast.Module]:
    """Every Python file of the rooms (or of the tests) by its path, parsed. Migrations are generated and left out."""
    folders = ("tests", "benchmarks") if tests else ROOMS
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text())
        for path in found
        if "migrations" not in path.parts and path.stat().st_size
    }


@cache
def templates() -> dict[str, str]:
    """Every template by the name that code gives it."""
    return {str(path.relative_to(TEMPLATES)): path.read_text() for path in sorted(TEMPLATES.rglob("*.html"))}


def calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    """Calls of a method with one of these names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            yield node


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def texts(tree: ast.AST) -> Iterator[str]:
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def is_view_file(path: str) -> bool:
    return "/views/" in path


def is_form_file(path: str) -> bool:
    return bool(re.search(r"/(admin_)?forms(/|\.py$|_)", path))


def views(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """The public functions of a views file that take a request."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            first = node.args.args[:1]
            if first and first[0].arg == "request":
                yield node


def routes() -> dict[str, URLPattern]:
    """Every route of the product by its full name, those of Django admin apart: its own site judges them."""
    return {name: pattern for name, _address, pattern in _walk(get_resolver().url_patterns)}


def all_routes() -> dict[str, URLPattern]:
    """The same by their addresses as resolve() gives them, of which two may share a name."""
    return {address: pattern for _name, address, pattern in _walk(get_resolver().url_patterns)}


def _walk(patterns: list, space: str = "", address: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for pattern in patterns:
        here = f"{address}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", here, pattern
        elif isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            yield from _walk(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space, here)
