"""Reading answers as a browser does, as far as tests need it: cutting one element out of a page by its id."""

import re
from html.parser import HTMLParser

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


class _Finder(HTMLParser):
    """Where the element with an id begins and ends in the text."""

    def __init__(self, text: str, wanted: str) -> None:
        super().__init__(convert_charrefs=False)
        self.wanted, self.depth, self.begin, self.end = wanted, 0, None, None
        self.starts = [0]
        for line in text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.feed(text)

    def _here(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag, attrs):
        if self.begin is None and dict(attrs).get("id") == self.wanted:
            self.begin, self.tag = self._here(), tag
        if self.begin is not None and self.end is None and tag == self.tag:
            self.depth += 1

    def handle_endtag(self, tag):
        if self.begin is not None and self.end is None and tag == self.tag:
            self.depth -= 1
            if not self.depth:
                self.end = self._here() + len(tag) + 3


def without_tokens(text: str) -> str:
    """The form token is masked anew for every answer; nothing else may differ between two equal pages."""
    return _TOKEN.sub("", text)


def element(text: str, wanted: str) -> str:
    """The element with this id, with everything inside."""
    found = _Finder(text, wanted)
    assert found.begin is not None, f"nothing with the id {wanted}"
    assert found.end is not None, f"{wanted} is not closed"
    return text[found.begin : found.end]


def replaced(text: str, wanted: str, by: str) -> str:
    """The page after htmx swapped the element with this id, the whole element, for `by`."""
    return text.replace(element(text, wanted), by.strip())


class _Filled(HTMLParser):
    """What the forms of a page would send as they stand."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.select = self.area = ""
        self.feed(text)

    def _has(self, name: str | None, value: str | None) -> None:
        if name and self.forms:
            self.forms[-1][name] = value or ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and (given.get("type") not in {"radio", "checkbox"} or "checked" in given):
            self._has(given.get("name"), given.get("value"))
        elif tag == "select":
            self.select = given.get("name") or ""
        elif tag == "option" and "selected" in given:
            self._has(self.select, given.get("value"))
        elif tag == "textarea":
            self.area = given.get("name") or ""
            self._has(self.area, "")

    def handle_data(self, data):
        if self.area:
            self._has(self.area, self.forms[-1][self.area] + data)

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = ""


def filled(text: str) -> dict[str, str]:
    """The longest form of a page, or of a part of one, as a browser would send it untouched; none of the header's."""
    return max(_Filled(text.partition("<main")[2] or text).forms, key=len, default={})


class _Controls(HTMLParser):
    """The names of every control of every form that sends by POST, those outside that name their form included."""

    def __init__(self, text: str, address: str) -> None:
        super().__init__()
        self.address, self.inside = address, ""
        self.actions: dict[str, str] = {}
        self.names: dict[str, set[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") or f"form {self.getpos()}"
            if given.get("method") == "post":
                self.actions[self.inside] = given.get("action") or self.address
        elif tag in {"input", "select", "textarea", "button"} and given.get("name"):
            self.names.setdefault(given.get("form") or self.inside, set()).add(given["name"])

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = ""


def every_name(text: str, address: str) -> list[tuple[str, set[str]]]:
    """Where the forms of a page send, and all the names that they may send."""
    found = _Controls(text, address)
    return [(action, found.names.get(form, set())) for form, action in found.actions.items()]
