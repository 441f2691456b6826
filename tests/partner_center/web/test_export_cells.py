"""What a file holds of a row: what the page shows of it, masked, as text or as a number."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils.html import format_html

from partner_center.web.export_cells import Number, cells, headings
from partner_center.web.formats import nothing
from partner_center.web.listing import Column
from partner_center.web.masking import Kind, conceal, render
from partner_center.web.templatetags.ui import chip

ROW = SimpleNamespace()


def _cells(value, **more):
    return cells([Column("x", "X", lambda _row: value, **more)], ROW)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Smith & Sons <b>", "Smith & Sons <b>"),
        ("", ""),
        (None, ""),
        (nothing(), ""),
        (format_html('<a id="open" href="/x/"><bdi>{}</bdi></a>', "A > B & <i>"), "A > B & <i>"),
        (chip("Ready", "ok"), "Ready"),
        (chip("Testing", "p4", 4), "4 Testing"),
        (format_html('{} <span class="pc-warning">{}</span>', "27 Mar 2027", "Overdue"), "27 Mar 2027 Overdue"),
        (
            format_html('{}<span class="pc-second"><bdi>{}</bdi></span>', "Interested", "Call\nagain"),
            "Interested\nCall\nagain",
        ),
        (format_html("{}", render(conceal(Kind.COMPANY, "Northwind Foods Ltd", shown=False))), "Nor*****td"),
    ],
)
def test_what_is_seen_is_the_text(value, expected):
    assert _cells(value) == [expected]


def test_a_masked_column_gives_its_mask_and_nothing_else():
    assert _cells("Northwind Foods Ltd", mask=Kind.COMPANY) == ["Nor*****td"]
    assert _cells("", mask=Kind.PERSON) == [""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10,000.00", Number(Decimal("10000.00"), "#,##0.00")),
        ("1,192", Number(Decimal(1192), "#,##0")),
        ("50%", Number(Decimal("0.5"), "0%")),
        ("3 of 10", "3 of 10"),
        ("", ""),
    ],
)
def test_numbers_stay_numbers_where_numbers_stand(text, expected):
    assert _cells(text, align="end") == [expected]
    assert _cells(text) == [text]


def test_a_second_line_with_a_heading_is_a_cell_of_its_own():
    column = Column(
        "name", "Name", lambda _row: format_html('<b>{}</b><span class="pc-second pc-reference">{}</span>', "A", "1")
    )
    numbered = Column("name", "Name", column.value, second="Number")
    assert (headings([column]), cells([column], ROW)) == (["Name"], ["A\n1"])
    assert (headings([numbered]), cells([numbered], ROW)) == (["Name", "Number"], ["A", "1"])


def test_a_file_is_read_on_another_day():
    column = Column("x", "X", lambda _row: "yesterday", lasting=lambda _row: "26 Nov 2026")
    assert cells([column], ROW) == ["26 Nov 2026"]
