"""Upload: files of every usual kind, files that mean harm, and what a file is instead of."""

import io
import zipfile

import pytest

from customers.models import CustomerImport, ImportLine
from partner_center.web import sheets
from partner_center.web.intake import LARGEST_UPLOAD
from tests.partner_center.web.test_sheets import text_cell, workbook
from tests.support.browsers import client_of
from tests.support.imports import HEADER, IMPORTS, as_csv, previewed, row, sent
from tests.support.tasks import said

#: A file of the machine, named where a cell's text would be.
ENTITY = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
SHEET = "xl/worksheets/sheet1.xml"


def letters(cells: list[str], line: int) -> str:
    return (
        f'<row r="{line}">'
        + "".join(text_cell(f"{chr(65 + at)}{line}", text) for at, text in enumerate(cells))
        + "</row>"
    )


@pytest.mark.parametrize(
    "content",
    [
        as_csv([row("Blue Harbor")]),
        "\ufeff".encode() + as_csv([row("Blue Harbor")]),
        as_csv([row("Blue Harbor")]).replace(b",", b";"),
        as_csv([row("Blue Harbor")]).replace(b",", b"\t"),
        as_csv([row("Blue Harbor")]).replace(b",", b"|"),
        workbook(letters(HEADER, 1) + letters(row("Blue Harbor"), 2)),
    ],
    ids=["csv", "mark", "semicolons", "tabs", "bars", "workbook"],
)
def test_a_file_is_kept_as_rows_and_its_columns_are_asked_for(content, client, cast):
    client.force_login(cast.nora)
    answer = sent(client, content, name="../../<b>May</b>.csv")
    batch = CustomerImport.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{IMPORTS}/{batch.pk}/match/")
    assert (batch.header, batch.lines.get().cells) == (HEADER, row("Blue Harbor"))
    assert "/" not in batch.file_name


def test_chinese_of_an_old_program_is_read(client, cast):
    client.force_login(cast.nora)
    sent(client, "客户名称,联系人\n青岛海蓝物流,徐强".encode("gb18030"))
    batch = CustomerImport.objects.get()
    assert (batch.header, batch.lines.get().cells) == (["客户名称", "联系人"], ["青岛海蓝物流", "徐强"])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (as_csv([]), "The file has no row under its headings"),
        (b"\xff\xd8\xff\xe0 JFIF", "The characters of the file can&#x27;t be read. Save it as CSV in UTF-8"),
        ("Name\nMüller".encode("utf-16"), "The characters of the file can&#x27;t be read. Save it as CSV in UTF-8"),
        (b"%PDF-1.7\x00\x01", "The file must be CSV or XLSX"),
        (b"<!DOCTYPE html><table><tr><td>Name</td></tr></table>", "The file must be CSV or XLSX"),
        (b"PK\x03\x04 no zip", "The file must be CSV or XLSX"),
        (as_csv([row("x")] * 20_001), "The file has more than 20,000 rows. Split it"),
        (b"a," * 50 + b"a\n1\n", "The file has more than 50 columns. Keep those that you need"),
        (b"x" * (sheets.LARGEST_TABLE + 1), "The file must be 5 MB or smaller"),
        (workbook("", bomb=b"0" * (sheets.UNPACKED + 1)), "The file is too large when it is unpacked"),
        (workbook("", **{f"part{n}": b"" for n in range(1_001)}), "The file is too large when it is unpacked"),
    ],
    ids=["empty", "headings", "jpeg", "utf-16", "pdf", "html", "zip", "rows", "columns", "size", "bomb", "crowd"],
)
def test_what_is_no_table_is_refused_and_nothing_kept(content, sentence, client, cast):
    client.force_login(cast.nora)
    answer = sent(client, content, name="customers.csv")
    assert (answer.status_code, said(answer).count(sentence) >= 2) == (422, True)
    assert "root:" not in said(answer)
    assert not CustomerImport.objects.exists()


def test_a_workbook_reads_no_file_of_the_machine(client, cast):
    good = zipfile.ZipFile(io.BytesIO(workbook(letters(HEADER, 1) + letters(["&x;", "b"], 2))))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in good.namelist():
            file.writestr(name, (ENTITY.encode() if name == SHEET else b"") + good.read(name))
    client.force_login(cast.nora)
    answer = sent(client, packed.getvalue())
    assert answer.status_code in {303, 422}
    assert "root:" not in said(answer)
    assert not ImportLine.objects.filter(cells__icontains="root").exists()


def test_what_is_larger_than_any_table_is_not_read(client, cast):
    client.force_login(cast.nora)
    answer = sent(client, b"x" * (LARGEST_UPLOAD + 1))
    assert answer.status_code == 413


def test_a_corrected_file_replaces_the_one_before(client, cast):
    before = previewed(cast.nora, [row("X")])
    client.force_login(cast.nora)
    page = said(client.get(f"{IMPORTS}/new/?instead={before.pk}"))
    assert "The corrected file takes the place of the one before." in page
    sent(client, as_csv([row("Xavier")]), instead=str(before.pk))
    assert [one.mapping for one in CustomerImport.objects.all()] == [before.mapping]


@pytest.mark.parametrize("key", ["", "nonsense", "5e2f6c1a-0d6b-4d63-9f5e-7f7b6a1f0c11", "sue's"])
def test_a_file_replaces_nothing_of_others(key, client, cast):
    theirs = previewed(cast.sue, [row("X")])
    client.force_login(cast.nora)
    sent(client, as_csv([row("Blue Harbor")]), instead=str(theirs.pk) if key == "sue's" else key)
    assert CustomerImport.objects.count() == 2


def test_too_many_unfinished_files_are_said_to_be(cast, monkeypatch):
    monkeypatch.setattr("customers.actions.imports.MOST_UNFINISHED", 0)
    answer = sent(client_of("nora", cast), as_csv([row("Blue Harbor")]))
    assert (answer.status_code, "10 imports that are not finished" in said(answer)) == (422, True)
