"""Tables that go out as CSV. A cell that a program would compute is made text."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# SECURITY (R49): what begins a formula, in the first line or any other, whatever invisible stands before it.
_FORMULA = re.compile("(^|\r\n|[\r\n])(?=[\\s\u00a0\x00-\x1f]{0,100}[=+\\-@\uff1d\uff0b\uff0d\uff20])|^(?=[\t\r])")


def inert(text: str) -> str:
    """The text with an apostrophe before whatever would be a formula."""
    return _FORMULA.sub(r"\1'", text)


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with the mark by which programs know it."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([inert(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def download(name: str, content: bytes) -> HttpResponse:
    """A file to be kept, never shown: no browser looks into it for something to run."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
