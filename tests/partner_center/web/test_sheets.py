"""The first column of an upload: separators, encodings, workbooks, and files that mean harm."""

import io
import subprocess
import zipfile

import pytest

from partner_center.web import sheets
from partner_center.web.sheets import BadSheet, first_column

_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(rows: str, **more: bytes) -> bytes:
    """The smallest workbook there is, with these rows as its format writes them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_RELATION}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>',
        )
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}"><sheets><sheet name="IDs" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_RELATION}/worksheet"'
            ' Target="worksheets/sheet1.xml"/></Relationships>',
        )
        file.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
        for name, content in more.items():
            file.writestr(name, content)
    return packed.getvalue()


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        (b"CUS-000001\nCUS-000002", ["CUS-000001", "CUS-000002"]),
        (b"\xef\xbb\xbfID,Name\r\n CUS-000001 ,x\r\n\r\n", ["ID", "CUS-000001"]),
        (b"ID;Name\nCUS-000001;x", ["ID", "CUS-000001"]),
        (b"ID\tName\nCUS-000001\tx", ["ID", "CUS-000001"]),
        ("客户编号,名称\nCUS-000001,某".encode("gb18030"), ["客户编号", "CUS-000001"]),
        (b'"CUS-000001","a\nb"\n=1+1', ["CUS-000001", "=1+1"]),
    ],
)
def test_text(content, cells):
    assert first_column(content) == cells


def test_a_workbook_is_read_and_nothing_in_it_computed():
    rows = f'<row r="1">{text_cell("A1", "CUS-000001")}{text_cell("B1", "x")}</row>'
    rows += '<row r="2"><c r="A2"><f>HYPERLINK("http://x")</f><v>7</v></c></row>'
    rows += f'<row r="3">{text_cell("B3", "no first cell")}</row>'
    assert first_column(workbook(rows))[:2] == ["CUS-000001", "7"]


def test_a_bomb_is_not_opened(monkeypatch):
    opened = []
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: opened.append(args))
    bomb = workbook("", bomb=b"0" * (sheets.UNPACKED + 1))
    assert len(bomb) < 100_000
    crowd = workbook("", **{f"part{number}": b"" for number in range(sheets.MEMBERS)})
    for content in (bomb, crowd):
        with pytest.raises(BadSheet) as refused:
            first_column(content)
        assert "too large when it is unpacked" in str(refused.value.reason)
    assert opened == []


def test_a_broken_workbook_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(BadSheet) as refused:
        first_column(packed.getvalue())
    assert "can't be read" in str(refused.value.reason)


def test_a_reader_that_never_ends_is_ended(monkeypatch):
    def never(*_args, **options):
        raise subprocess.TimeoutExpired("reader", options["timeout"])

    monkeypatch.setattr(subprocess, "run", never)
    with pytest.raises(BadSheet):
        first_column(workbook(f'<row r="1">{text_cell("A1", "CUS-000001")}</row>'))
