"""The texts of the product and their translations: which there are, which are wanting, what Django reads.

Babel does what GNU gettext's programs would, so that a machine with nothing but Python has Chinese pages. English is
what stands in the code and needs no catalogue.
"""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

LOCALE = "zh_Hans"
#: Where Django looks for the texts of that language, under the folder of the project.
PO = Path("locale", LOCALE, "LC_MESSAGES", "django.po")

# Without dates and names, which would make of every update a change.
_HEADER = f"""\
msgid ""
msgstr ""
"Language: {LOCALE}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
# Which arguments of a function are texts, and which is the context of one ("c").
_ARGUMENTS: dict[str, Any] = {
    "gettext": (1,),
    "_": (1,),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%?[a-z]?|{\w*}")


def extracted(root: Path) -> Catalog:
    """Every text of the Python files and templates under `root` that goes through gettext, with where it stands."""
    catalog = _empty()
    for file in sorted([*root.glob("*/**/*.py"), *root.glob("templates/**/*.html")]):
        place = file.relative_to(root)
        if place.parts[0] not in {"tests", "benchmarks", "var"} and not place.parts[0].startswith("."):
            for text, context in _texts(file):
                catalog.add(text, locations=[(place.as_posix(), 0)], context=context)
    return catalog


def read(file: Path) -> Catalog:
    """The catalogue as it stands in its file; an empty one where there is none yet."""
    if not file.exists():
        return _empty()
    with file.open("rb") as stream:
        return read_po(stream, locale=LOCALE)


def merged(translated: Catalog, texts: Catalog) -> Catalog:
    """All `texts`, with the translations there are. Nothing is guessed from a similar text, nothing old is kept."""
    for message in _messages(texts):
        known = translated.get(message.id, message.context)
        if known and bool(known.pluralizable) == bool(message.pluralizable):
            message.string, message.user_comments = known.string, known.user_comments
    return texts


def written(catalog: Catalog) -> bytes:
    """The file of a catalogue: sorted, so that two people's new texts meet in different places."""
    stream = BytesIO()
    write_po(stream, catalog, width=0, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return _HEADER.encode() + stream.getvalue().rstrip() + b"\n"


def compile_to_mo(po: Path) -> None:
    """Write beside it the file that Django reads. An incomplete catalogue is fine: English fills the gaps."""
    with po.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, read(po))


def faults(catalog: Catalog) -> list[str]:
    """What keeps a catalogue from being whole, a line each: texts without a translation, or with a doubtful one."""
    return [f"{why}: {message.id!r}" for message in _messages(catalog) if (why := _fault(message))]


def _fault(message: Message) -> str:
    forms = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    if not all(forms):
        return "not translated"
    if message.fuzzy:
        return "fuzzy"
    if len(forms) != 1:
        return "more than the one form of Chinese"
    original = message.id if isinstance(message.id, str) else message.id[-1]
    if sorted(set(_PLACEHOLDER.findall(original))) != sorted(set(_PLACEHOLDER.findall(forms[0]))):
        return "other placeholders than the original"
    return ""


def _empty() -> Catalog:
    return Catalog(locale=LOCALE, fuzzy=False)


def _messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _texts(file: Path) -> Iterator[tuple[Any, str | None]]:
    """The texts of one file, each with its context; one that has plural forms is a pair."""
    source = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        yield from _python_texts(ast.parse(source))
        return
    # What templatize() leaves of a template is calls of gettext among blanked-out words: Python, when on one line.
    calls = " ".join(templatize(source).replace(" #\n", " ").split("\n"))
    for _line, text, _comments, context in extract("python", BytesIO(calls.encode()), _ARGUMENTS):
        yield text, context


def _python_texts(tree: ast.Module) -> Iterator[tuple[Any, str | None]]:
    """Read from the syntax tree, because Babel's own reading of Python passes over calls inside f-strings."""
    functions = _gettext_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
            said = [_literal(argument) for argument in node.args]
            places = _ARGUMENTS[functions[node.func.id]]
            texts = tuple(said[place - 1] for place in places if isinstance(place, int))
            # A variable holds a text that was marked where it is written.
            if all(texts):
                yield (texts[0] if len(texts) == 1 else texts), said[0] if isinstance(places[0], tuple) else None


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _gettext_names(tree: ast.Module) -> dict[str, str]:
    """What a module calls gettext and its sisters: `_`, `_now`, …"""
    return {
        name.asname or name.name: function
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if (function := re.sub("_lazy$|_noop$", "", name.name)) in _ARGUMENTS
    }
