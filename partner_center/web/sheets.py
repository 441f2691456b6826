"""The first column of an uploaded table, CSV or XLSX. Nothing of a file is trusted, and nothing in it is computed.

SECURITY (uploads): what a file is, its first bytes say, not its name. A workbook is a zip, which may unpack to
anything: its members are counted and added up before anybody opens it, and it is read by a process of its own that may
use so much memory and time and no more. Formulas are not evaluated; what they were worth when saved is text.
"""

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Bytes of a file, and of a workbook when it is unpacked; its members; rows.
LARGEST = 2 * 1024 * 1024
UNPACKED = 50 * 1024 * 1024
MEMBERS = 1_000
MOST_ROWS = 20_000
#: Seconds that the reader of a workbook may take.
PATIENCE = 20
#: More than any ID has; longer cells are cut, for nothing that long is one.
LONGEST_CELL = 100

_READER = Path(__file__).with_name("sheet_reader.py")


class BadSheet(Exception):
    """The file is none that can be read; the reason is a sentence for the person."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


def first_column(content: bytes) -> list[str]:
    """The cells of the first column, trimmed, empty ones left out."""
    cells = _of_workbook(content) if content.startswith(b"PK\x03\x04") else _of_text(content)
    said = [cell.strip()[:LONGEST_CELL] for cell in cells]
    said = [cell for cell in said if cell]
    if len(said) > MOST_ROWS:
        raise BadSheet(_("The file has more than 20,000 rows. Split it"))
    if not said:
        raise BadSheet(_("The first column of the file is empty"))
    return said


def _of_text(content: bytes) -> list[str]:
    """CSV in UTF-8, else in GB18030, with any of the usual separators."""
    if b"\x00" in content:
        raise BadSheet(_("The file must be CSV or XLSX"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            raise BadSheet(_("The file must be CSV or XLSX")) from None
    separator = next((sign for sign in "\t;" if sign in text.partition("\n")[0]), ",")
    try:
        return [row[0] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row]
    except csv.Error:
        raise BadSheet(_("The file must be CSV or XLSX")) from None


def _of_workbook(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise BadSheet(_("The file must be CSV or XLSX")) from None
    if len(members) > MEMBERS or sum(member.file_size for member in members) > UNPACKED:
        raise BadSheet(_("The file is too large when it is unpacked. Save the IDs alone as a new file"))
    try:
        # SECURITY: our own interpreter, a file of ours, isolated from the environment; the upload is its input alone.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(_READER), str(MOST_ROWS)],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
        cells: list[str] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise BadSheet(_("The file can't be read. Save the IDs alone as a new file")) from None
    return cells
