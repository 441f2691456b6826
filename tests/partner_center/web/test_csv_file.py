"""Cells that a program would compute are made text, wherever in the cell the formula begins (R49)."""

import pytest

from partner_center.web.csv_file import as_csv, inert


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+86 138", "'+86 138"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\rx", "'\rx"),
        (" \u00a0\u3000=1", "' \u00a0\u3000=1"),
        ("a\n=1", "a\n'=1"),
        ("a\r\n  @x", "a\r\n'  @x"),
        ("\uff1d1", "'\uff1d1"),
        ("Blue-Harbor = 1", "Blue-Harbor = 1"),
        ("li@harbor.example", "li@harbor.example"),
        ("", ""),
    ],
)
def test_no_cell_begins_a_formula(text, safe):
    assert inert(text) == safe


def test_a_file_says_that_it_is_utf_8():
    assert as_csv([["客户", "=1"], ['a"b', "c\nd"]]) == b"\xef\xbb\xbf" + '客户,\'=1\r\n"a""b","c\nd"\r\n'.encode()
