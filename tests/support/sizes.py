"""How big files, functions, views and templates are. `python -m tests.support.sizes` prints the table.

Sizes are smoke detectors: a reasoned exception is a line in tests/test_conventions.py.
"""

import ast
import sys
from dataclasses import dataclass
from statistics import median, quantiles

from tests.support.source import functions, is_view_file, modules, templates, views


@dataclass(frozen=True, slots=True)
class Size:
    """One kind of thing: what is measured, in lines, and how big it may be."""

    kind: str
    limits: tuple[int, int, int]
    lines: dict[str, int]

    @property
    def measured(self) -> tuple[float, float, int]:
        """Median, 90th percentile, largest."""
        values = list(self.lines.values())
        return median(values), quantiles(values, n=10, method="inclusive")[-1], max(values)

    @property
    def largest(self) -> str:
        return max(self.lines, key=self.lines.__getitem__)

    def too_big(self) -> dict[str, int]:
        return {name: lines for name, lines in self.lines.items() if lines > self.limits[2]}


def sizes() -> list[Size]:
    code, tests = modules(), modules(tests=True)
    every_view = {
        f"{path}:{view.name}": _span(view.body[0], view)
        for path, tree in code.items()
        if is_view_file(path)
        for view in views(tree)
    }
    return [
        Size("file", (70, 200, 350), {path: _last_line(tree) for path, tree in code.items()}),
        Size("function", (7, 22, 45), _function_lines(code)),
        Size("view body", (15, 28, 35), every_view),
        Size("template", (30, 90, 150), {name: text.count("\n") for name, text in templates().items()}),
        Size("test file", (120, 300, 350), {path: _last_line(tree) for path, tree in tests.items()}),
    ]


def _last_line(tree: ast.Module) -> int:
    return max(getattr(node, "end_lineno", 0) or 0 for node in ast.walk(tree))


def _function_lines(code: dict[str, ast.Module]) -> dict[str, int]:
    return {
        f"{path}:{function.name}": _span(function, function)
        for path, tree in code.items()
        for function in functions(tree)
    }


def _span(first: ast.stmt, last: ast.stmt) -> int:
    return (last.end_lineno or 0) - first.lineno + 1


def table() -> str:
    rows = [f"{'':10} {'count':>5} {'median':>12} {'p90':>12} {'max':>10}  largest"]
    for size in sizes():
        cells = [f"{value:g} / {limit}" for value, limit in zip(size.measured, size.limits, strict=True)]
        rows.append(f"{size.kind:10} {len(size.lines):5} {cells[0]:>12} {cells[1]:>12} {cells[2]:>10}  {size.largest}")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
