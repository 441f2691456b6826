"""An uploaded table, CSV or XLSX. Nothing of a file is trusted, and nothing in it is computed.

SECURITY (uploads): what a file is, its first bytes say, not its name. A workbook is a zip, which may unpack to
anything: its members are counted and added up before anybody opens it, and it is read by a process of its own that may
use so much memory and time and no more. Formulas are not evaluated; what they were worth when saved is text.
"""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from itertools import islice
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Bytes of a file of IDs, of a whole table, and of a workbook when it is unpacked; its members; rows; columns.
LARGEST = 2 * 1024 * 1024
LARGEST_TABLE = 5 * 1024 * 1024
UNPACKED = 50 * 1024 * 1024
MEMBERS = 1_000
MOST_ROWS = 20_000
MOST_COLUMNS = 50
#: Characters of all cells together: a workbook stores a text once and may show it a million times.
MOST_TEXT = 20_000_000
#: Seconds that the reader of a workbook may take; the transaction of the request waits for it.
PATIENCE = 8
#: More than any ID has, and more than any field takes; longer cells are cut, for nothing that long is one.
LONGEST_ID, LONGEST_CELL = 100, 1_000

_READER = Path(__file__).with_name("sheet_reader.py")
_NEITHER = _("The file must be CSV or XLSX")
_QUOTED = re.compile(r'"[^"]*"')
#: A workbook can name characters that no database stores; a text has been decoded and has none.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

Table = list[list[str]]


class BadSheet(Exception):
    """The file is none that can be read; the reason is a sentence for the person."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


def first_column(content: bytes) -> list[str]:
    """The cells of the first column, trimmed, empty ones left out."""
    said = [row[0][:LONGEST_ID] for row in _read(content, columns=1) if row and row[0]]
    if len(said) > MOST_ROWS:
        raise BadSheet(_("The file has more than 20,000 rows. Split it"))
    if not said:
        raise BadSheet(_("The first column of the file is empty"))
    return said


def whole_table(content: bytes) -> Table:
    """All rows as the file has them, empty ones too, so that a row's place is its number; cells are trimmed."""
    rows = _read(content, columns=MOST_COLUMNS + 1)
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > MOST_ROWS + 1:
        raise BadSheet(_("The file has more than 20,000 rows. Split it"))
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise BadSheet(_("The file has more than 50 columns. Keep those that you need"))
    return rows


def _read(content: bytes, *, columns: int) -> Table:
    rows = _of_workbook(content, columns) if content.startswith(b"PK\x03\x04") else _of_text(content, columns)
    if sum(len(cell) for row in rows for cell in row) > MOST_TEXT:
        raise BadSheet(_("The file holds more text than can be read. Split it"))
    cleaned = [[_UNSTORABLE.sub("\ufffd", cell.strip()[:LONGEST_CELL]) for cell in row] for row in rows]
    return [_without_end(row) for row in cleaned]


def _without_end(row: list[str]) -> list[str]:
    """Programs write empty cells behind the last one that says something."""
    while row and not row[-1]:
        row.pop()
    return row


def _of_text(content: bytes, columns: int) -> Table:
    """CSV in UTF-8, else in GB18030, with any of the usual separators."""
    text = _decoded(content)
    if "\x00" in text or text.lstrip()[:1] == "<":
        # A page that calls itself a table, which some programs export.
        raise BadSheet(_NEITHER)
    first = _QUOTED.sub("", text.partition("\n")[0])
    separator = next((sign for sign in "\t;,|" if sign in first), ",")
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return [row[:columns] for row in islice(rows, 2 * MOST_ROWS)]
    except csv.Error:
        raise BadSheet(_NEITHER) from None


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadSheet(_NEITHER)
    raise BadSheet(_("The characters of the file can't be read. Save it as CSV in UTF-8"))


def _of_workbook(content: bytes, columns: int) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise BadSheet(_NEITHER) from None
    if len(members) > MEMBERS or sum(member.file_size for member in members) > UNPACKED:
        raise BadSheet(_("The file is too large when it is unpacked. Save its first sheet alone as a new file"))
    try:
        # SECURITY: our own interpreter, a file of ours, isolated from the environment; the upload is its input alone.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(_READER), str(2 * MOST_ROWS), str(columns), str(LONGEST_CELL), str(MOST_TEXT)],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
        rows: Table = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise BadSheet(_("The file can't be read. Save its first sheet alone as a new file")) from None
    return rows
