"""What goes into the log: what happened and where, never whose it was."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from psycopg import Error

#: PostgreSQL's class of faults in a value, which it then repeats in the sentence itself.
_BAD_VALUE = "22"
LEFT_OUT = "(left out of the log)"
#: A part of an address that is as long as the token of a link (tokens.py): whoever reads it could follow the link.
_TOKEN = re.compile(r"(?<=/)[\w-]{40,}(?=[/?\s]|$)")


class WithoutValues(logging.Formatter):
    """Addresses without tokens, tracebacks without the row or value that PostgreSQL shows when it refuses one (R28)."""

    def format(self, record: logging.LogRecord) -> str:
        return _TOKEN.sub(LEFT_OUT, super().format(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        text = super().formatException(ei)
        for said in _told_by_the_database(ei[1]):
            text = text.replace(said, LEFT_OUT)
        return text


def _told_by_the_database(error: BaseException | None) -> Iterator[str]:
    """Texts with values in them, of the error and of every one that led to it."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        found = waiting.pop()
        if found is None or id(found) in seen:
            continue
        seen.add(id(found))
        waiting += [found.__cause__, found.__context__]
        if isinstance(found, Error):
            told = [found.diag.message_detail, found.diag.message_hint, found.diag.context]
            if (found.sqlstate or "").startswith(_BAD_VALUE):
                told.append(found.diag.message_primary)
            yield from filter(None, told)
