"""What a page says to people: its texts as they are read or heard; and words of ours that bypass gettext."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from babel.messages.catalog import Catalog

#: Attributes that somebody reads or hears. What scripts say stands in data- attributes, among much that is no text.
_SAID = re.compile(r"title|aria-label|placeholder|alt")
_SENTENCE = re.compile(r"\s*([A-Z]|\S+ \w)")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%?[a-z]?|{\w*}")
#: Shorter texts are found in names and codes, too.
_TELLING = 12


class _Reader(HTMLParser):
    """Collects texts and attributes that say something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._unseen = 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self._unseen += tag in {"script", "style"}
        for name, value in attrs:
            if value and (_SAID.fullmatch(name) or (name.startswith("data-") and _SENTENCE.match(value))):
                self.said.append(value)

    def handle_endtag(self, tag):
        self._unseen -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self._unseen:
            self.said.append(data)


def said_by(page: str) -> str:
    """Every text of the page, a line each."""
    return "\n".join(" ".join(text.split()) for text in _Reader(page).said if text.strip())


def tellings(catalog: Catalog) -> dict[str, str]:
    """A stretch of each English text that is long enough to tell it by, and the whole text."""
    found = {}
    for message in catalog:
        forms = message.id if isinstance(message.id, tuple) else (message.id,)
        for text in filter(None, forms):
            stretch = max(_PLACEHOLDER.split(" ".join(text.split())), key=len).strip()
            if len(stretch) > _TELLING and stretch not in str(message.string):
                found[stretch] = text
    return found


def not_translated(page: str, told: dict[str, str]) -> list[str]:
    """The texts of the catalogue that the page says in English."""
    said = said_by(page)
    return sorted(text for stretch, text in told.items() if stretch in said)


# --- Words that bypass gettext ------------------------------------------------------------------------------

_COMMENT = re.compile(r"{#.*?#}|{%\s*comment\s*%}.*?{%\s*endcomment\s*%}", re.DOTALL)
_TRANSLATED = re.compile(r"{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}|{%\s*translate\b.*?%}", re.DOTALL)
_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")


def bare_words(template: str) -> list[str]:
    """Words of a template that no translation reaches: in its HTML, or as literals inside its tags."""
    own = _TRANSLATED.sub(" ", _COMMENT.sub("", template))
    literals = [text for tag in _TAG.findall(own) for text in re.findall(r'"([A-Z][a-z]+[^"]*)"', tag)]
    lines = said_by(_TAG.sub(" ", own)).split("\n")
    return [line for line in lines if _WORD.search(line)] + literals


def bare_sentences(tree: ast.Module, gettext_names: set[str]) -> Iterator[str]:
    """Literals of a module that read like a sentence and are neither translated, raised nor a docstring."""
    spoken = {id(part) for node in ast.walk(tree) if _is_apart(node, gettext_names) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in spoken:
            continue
        if re.match(r"[A-Z][a-z']+ [a-z]+\b", node.value):
            yield node.value


def _is_apart(node: ast.AST, gettext_names: set[str]) -> bool:
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func)
        return called in gettext_names or called.startswith("logger.")
    # An expression of its own is a docstring; what is raised or logged is for whoever runs the machine.
    return isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
