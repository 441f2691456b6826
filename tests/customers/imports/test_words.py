"""Which column is which field: by headings in our languages, in other programs' words, in any case."""

import pytest
from django.utils import translation

from customers.imports.words import FIELDS, guess


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_our_own_headings_are_known_in_every_language(language):
    with translation.override(language):
        header = [str(label) for label in FIELDS.values()]
    assert guess(header) == {name: column for column, name in enumerate(FIELDS)}


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (["  COMPANY-name ", "E-Mail", "Phone No", "PHONE"], {"name": 0, "email": 1, "mobile": 3}),
        (["客户名称", "联系人", "手机号", "电子邮箱"], {"name": 0, "contact_name": 1, "mobile": 2, "email": 3}),
        (["统一社会信用代码", "行业", "备注"], {"registration_number": 0, "industry": 1, "remarks": 2}),
        (["Name", "Name", ""], {"name": 0}),
        (["Birthday", "=1+1", "<b>"], {}),
    ],
)
def test_headings_of_other_programs(header, found):
    assert guess(header) == found
