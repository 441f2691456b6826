"""Small faults for our own source: each changes one thing that a test should notice.

Comparisons flip, conditions fall away, constants change, answers become ALLOWED, filters lose a word, tables lose an
entry, statements and decorators vanish. Sentences for people, annotations and docstrings are left alone, and so are the
members of enums, which are the database's words and not rules.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.source import ROOT

Unit = ast.FunctionDef | ast.Assign | ast.AnnAssign

_PAIRS = [
    *((ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.Is, ast.IsNot), (ast.In, ast.NotIn)),
    *((ast.And, ast.Or), (ast.Add, ast.Sub), (ast.BitOr, ast.BitAnd)),
]
_FLIPS: dict[type[ast.AST], type[ast.AST]] = {old: new for pair in _PAIRS for old, new in (pair, pair[::-1])}
#: Calls whose words narrow something; without one of them too much is seen.
_NARROWING = {"filter", "exclude", "Q", "get", "update"}
#: Calls that tidy what they are called on.
_TIDYING = {"strip", "lstrip", "lower", "upper", "or_raise"}
#: What is said to people, in the language of the catalogues.
_SENTENCES = {"_", "gettext", "format_lazy"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: in which file, in which function or table, and what is changed into what."""

    path: str
    where: str
    change: str
    #: The function or the assignment with the fault in it.
    unit: Unit

    def __str__(self) -> str:
        return f"{self.path} {self.where}: {self.change}"


def mutants_of(path: str, only: frozenset[str] = frozenset()) -> list[Mutant]:
    """Every fault for a file, or for the functions of these names alone; two that read alike are counted."""
    found: dict[str, Mutant] = {}
    for where, unit in _units(ast.parse((ROOT / path).read_text())):
        if only and where.rpartition(".")[2] not in only:
            continue
        for change, faulty in _faults(unit):
            number = 1
            while str(Mutant(path, where, _counted(change, number), faulty)) in found:
                number += 1
            mutant = Mutant(path, where, _counted(change, number), faulty)
            found[str(mutant)] = mutant
    return list(found.values())


def _counted(change: str, number: int) -> str:
    return change if number == 1 else f"{change} ({number})"


def _units(tree: ast.Module) -> Iterator[tuple[str, Unit]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{each.name}", each) for each in node.body if isinstance(each, ast.FunctionDef))
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield ast.unparse(target), node


def _faults(unit: Unit) -> Iterator[tuple[str, Unit]]:
    """The changes of one function or table, each with the whole of it as it then is."""
    if isinstance(unit, ast.FunctionDef):
        for decorator in unit.decorator_list if "." not in unit.name else ():
            bare = copy.deepcopy(unit)
            bare.decorator_list = [each for each in bare.decorator_list if ast.dump(each) != ast.dump(decorator)]
            if ast.unparse(decorator) not in {"property", "classmethod"}:
                yield f"without @{ast.unparse(decorator)}", bare
    for node, in_sql in _open_to_change(unit):
        for new in _changes(node, unit, in_sql=in_sql):
            memo: dict[int, ast.AST] = {}
            faulty = copy.deepcopy(unit, memo)
            faulty = ast.fix_missing_locations(_Swap(memo[id(node)], new).visit(faulty))
            yield f"{_short(node)} -> {_short(new)}", faulty


class _Swap(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, copy.deepcopy(new)

    def visit(self, node: ast.AST) -> ast.AST:
        return ast.copy_location(self.new, node) if node is self.old else self.generic_visit(node)


def _short(node: ast.AST) -> str:
    if isinstance(node, ast.match_case):
        return f"case {ast.unparse(node.pattern)}"
    return " ".join(ast.unparse(node).split())[:100]


def _open_to_change(node: ast.AST, *, in_sql: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    """The nodes that may change, and whether they are part of a composed text."""
    yield node, in_sql
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "targets", "target", "pattern", "ctx"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            sentence = isinstance(child, ast.Call) and ast.unparse(child.func) in _SENTENCES
            if isinstance(child, ast.AST) and not docstring and not sentence:
                yield from _open_to_change(child, in_sql=in_sql or isinstance(node, ast.JoinedStr))


def _changes(node: ast.AST, unit: Unit, *, in_sql: bool) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                if type(operator) in _FLIPS:
                    ops = [*node.ops]
                    ops[place] = _FLIPS[type(operator)]()
                    yield ast.Compare(node.left, ops, node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(_FLIPS[type(node.op)](), node.values)
            yield from (_without(node, "values", value) for value in node.values)
        case ast.BinOp() if type(node.op) in _FLIPS:
            yield ast.BinOp(node.left, _FLIPS[type(node.op)](), node.right)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.IfExp():
            yield from (node.body, node.orelse)
        case ast.If():
            yield from (ast.If(ast.Constant(value), node.body, node.orelse) for value in (True, False))
        case ast.comprehension():
            yield from (_without(node, "ifs", value) for value in node.ifs)
        case ast.Constant():
            yield from _other_constant(node.value, in_sql=in_sql)
        case ast.Return(value=ast.AST()):
            yield from _other_answers(node, unit)
        case ast.Call():
            yield from _wider_calls(node)
        case ast.Set() | ast.Tuple() | ast.List() if len(node.elts) > 1:
            yield from (_without(node, "elts", value) for value in node.elts)
        case ast.Dict() if len(node.keys) > 1:
            for place in range(len(node.keys)):
                yield ast.Dict(
                    node.keys[:place] + node.keys[place + 1 :], node.values[:place] + node.values[place + 1 :]
                )
        case ast.Match():
            yield from (_without(node, "cases", case) for case in node.cases[:-1])
        case ast.Expr() | ast.AugAssign() | ast.Raise():
            yield ast.Pass()


def _without(node: ast.AST, name: str, value: ast.AST) -> ast.AST:
    less = copy.copy(node)
    left = [each for each in getattr(node, name) if each is not value]
    setattr(less, name, left)
    return left[0] if isinstance(node, ast.BoolOp) and len(left) == 1 else less


def _other_constant(value: object, *, in_sql: bool) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and in_sql:
        # A setting that outlives its transaction is the one fault of a statement that the database would not refuse.
        parts = value.split("true")
        for place in range(1, len(parts)):
            yield ast.Constant("true".join(parts[:place]) + "false" + "true".join(parts[place:]))
    elif isinstance(value, str):
        yield ast.Constant(value + "XX")


def _other_answers(node: ast.Return, unit: Unit) -> Iterator[ast.AST]:
    said = ast.unparse(node.value or ast.Constant(None))
    promised = ast.unparse(unit.returns) if isinstance(unit, ast.FunctionDef) and unit.returns else ""
    if promised == "Decision":
        yield ast.parse('return Denied("")' if said == "ALLOWED" else "return ALLOWED").body[0]
    elif promised == "bool":
        yield from (ast.Return(ast.Constant(value)) for value in (True, False) if said != str(value))
    elif promised == "Self":
        yield ast.parse("return self.all()").body[0]


def _wider_calls(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
    if name in _NARROWING:
        yield from (_without(node, "keywords", word) for word in node.keywords)
    if isinstance(node.func, ast.Attribute) and name in {"filter", "exclude"} | _TIDYING:
        yield node.func.value
