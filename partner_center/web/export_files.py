"""Files to open in a spreadsheet. No text in them is ever taken for a formula (R49)."""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from io import BytesIO, TextIOWrapper

from django.http import HttpResponse
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from partner_center.web.export_cells import Cell, Number

CSV = "text/csv; charset=utf-8"
#: What a file may do in a browser.
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
#: What a spreadsheet takes for the beginning of a formula; the wide ones are the same characters of a Chinese keyboard.
_BEGINS = tuple("=+-@\t\r＝＋－＠")
#: The width of a column, in characters.
_NARROWEST, _WIDEST = 8, 60
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def harmless(text: str) -> str:
    """The text with an apostrophe before each line that a spreadsheet might take for a formula."""
    return "".join(f"'{line}" if _dangerous(line) else line for line in text.splitlines(keepends=True))


def _dangerous(line: str) -> bool:
    if line.startswith(_BEGINS):
        return True
    # Spaces of all kinds and invisible characters are skipped by one program or another.
    seen = next((at for at, character in enumerate(line) if unicodedata.category(character)[0] not in "CZ"), len(line))
    return line[seen:].startswith(_BEGINS)


def download(content: bytes, *, name: str, content_type: str = CSV) -> HttpResponse:
    """A file to keep. A browser that shows it after all runs nothing of it."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Security-Policy"] = NOTHING
    return answer


def csv_file(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with the mark by which Excel knows it."""
    file = BytesIO()
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([harmless(heading) for heading in headings])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    text.flush()
    return file.getvalue()


def _written(cell: Cell) -> str:
    if not isinstance(cell, Number):
        return harmless(cell)
    return f"{cell.value:.0%}" if cell.look == "0%" else f"{cell.value:f}"


def xlsx_file(headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str) -> bytes:
    """A workbook with one sheet. Its rows wait in an unnamed temporary file, not in memory."""
    file = BytesIO()
    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, {"constant_memory": True, **never}) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        looks = {look: book.add_format({"num_format": look}) for look in ("0%", "#,##0", "#,##0.00")}
        bold, widths = book.add_format({"bold": True}), [_NARROWEST] * len(headings)
        sheet.freeze_panes(1, 0)
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, harmless(heading), bold)
            widths[place] = max(widths[place], len(heading) + 2)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, Number):
                    sheet.write_number(number, place, cell.value, looks[cell.look])
                elif cell:
                    sheet.write_string(number, place, harmless(cell))
                    widths[place] = max(widths[place], len(cell) + 2)
        _set_widths(sheet, widths)
    return file.getvalue()


def _set_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width, _WIDEST))


def _sheet_name(title: str) -> str:
    """Excel's own rules: 31 characters, some of them not, and no apostrophe at an end."""
    return title.translate(_NOT_IN_NAMES)[:31].strip("' ") or "1"
