"""Files for spreadsheets: no text becomes a formula, nothing is lost, and memory does not grow with the rows (R49)."""

import csv
import zipfile
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from partner_center.web.export_cells import Number
from partner_center.web.export_files import csv_file, harmless, xlsx_file

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
    "\x01=1",
    "\tx",
    "fine\n=1",
    "fine\r\n  @x",
    "fine\u2028=1",
    "＝1",
    '=HYPERLINK("https://evil.example","x")',
    "=cmd|' /C calc'!A0",
]
FINE = ["", "Core migration", "a=b", "3-4", "Nor*****td", "商机", "two\nlines", "'quoted'", " spaced "]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_what_might_be_a_formula_gets_an_apostrophe(text):
    said = harmless(text)
    assert (said != text, said.replace("'", "")) == (True, text.replace("'", ""))
    assert not _is_formula(said)


@pytest.mark.parametrize("text", FINE, ids=ascii)
def test_whatever_else_stays_as_it_is(text):
    assert harmless(text) == text


@given(st.text(alphabet="=+-@ \t\r\n\u00a0\u200b'a", max_size=12))
def test_no_text_at_all_stays_dangerous(text):
    said = harmless(text)
    assert not _is_formula(said)
    assert harmless(said) == said


def _is_formula(text: str) -> bool:
    """As a careless program reads a cell, or a line of one."""
    skipped = " \t\u00a0\u200b\ufeff\x01"
    return any(line.lstrip(skipped).startswith(("=", "+", "-", "@")) for line in text.splitlines())


ROWS = [[text, Number(Decimal("10000.50"), "#,##0.00")] for text in (*HOSTILE, *FINE)]


def test_a_workbook_holds_texts_and_numbers_and_no_formula():
    content = xlsx_file(["Name", "=Revenue"], ROWS, title="Resellers' [all]: A/B, and much longer than that")
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    assert book.sheet_names == ["Resellers'  all   A B, and much"]
    read = book.get_sheet_by_index(0).to_python()
    assert read[0] == ["Name", "'=Revenue"]
    assert {row[1] for row in read[1:]} == {10000.5}
    with zipfile.ZipFile(BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        names = parts.namelist()
    assert ("<f>" in sheet, "hyperlink" in sheet.partition("sheetData")[0]) == (False, False)
    assert not [name for name in names if "external" in name.lower() or (name.endswith(".rels") and "sheet1" in name)]


def test_a_csv_file_holds_the_same():
    content = csv_file(["Name", "Revenue"], [*ROWS, ["x", Number(Decimal("0.5"), "0%")]])
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert read == [
        ["Name", "Revenue"],
        *([harmless(text), "10000.50"] for text in (*HOSTILE, *FINE)),
        ["x", "50%"],
    ]
