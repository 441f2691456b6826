"""What makes two names, addresses and numbers the same, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customers import match_keys

LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12)
NAMES = st.lists(LETTERS.map(lambda word: f"x{word}q"), min_size=1, max_size=4).map(" ".join)
FORMS = st.sampled_from(
    ["Ltd", "Limited", "Inc.", "LLC", "GmbH", "AG", "Co., Ltd.", "Corp", "S.A.", "S. A.", "B.V.", "GmbH & Co. KG"]
)
DENSE = st.sampled_from(["有限公司", "有限责任公司", "股份有限公司", "集团", "集团有限公司", "（集团）有限公司"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northwind Foods Ltd", "NORTHWIND FOODS, LIMITED"),
        ("Northwind Foods Ltd", "Ｎｏｒｔｈｗｉｎｄ　Ｆｏｏｄｓ Co., Ltd."),
        ("Müller & Söhne GmbH", "Muller and Sohne"),
        ("Bäckerei Huber GmbH & Co. KG", "Backerei-Huber AG"),
        ("Acme S.A.", "ACME SA"),
        ("Acme Holding B.V.", "acme"),
        ("Lion City Freight Pte. Ltd.", "Lion City Freight"),
        ("华北云图科技有限公司", "华北云图科技股份有限公司"),
        ("杭州绿洲零售集团", "杭州绿洲零售（集团）有限责任公司"),
        ("O'Brien Group", "O’Brien"),
        ("Straße Logistik", "STRASSE LOGISTIK"),
    ],
)
def test_the_same_company_written_otherwise_is_the_same(one, other):
    assert match_keys.company_name(one) == match_keys.company_name(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Visa", "Vi"),
        ("Northwind Foods", "Northwind Food"),
        ("华北云图科技有限公司", "华南云图科技有限公司"),
        ("Blue Harbor 1", "Blue Harbor 2"),
        ("Limited", "Group"),
        ("有限公司", "集团"),
    ],
)
def test_different_companies_stay_different(one, other):
    assert match_keys.company_name(one) != match_keys.company_name(other)


def test_a_name_of_signs_alone_is_no_mark():
    assert match_keys.company_name(" -- & .. ") in {"", "and"}
    assert match_keys.company_name("...") == ""


@given(name=NAMES, form=FORMS)
def test_neither_case_nor_signs_nor_legal_form_tell_companies_apart(name, form):
    key = match_keys.company_name(name)
    assert match_keys.company_name(f"  {name.upper()}, {form}") == key
    assert match_keys.company_name(f"{name.title().replace(' ', '-')} ({form})") == key
    assert match_keys.company_name(f"{name} {form} Holdings") == key


@given(name=NAMES, form=DENSE)
def test_nor_do_those_that_follow_without_a_space(name, form):
    assert match_keys.company_name(f"{name}{form}") == match_keys.company_name(name)


@given(st.text(max_size=80))
def test_any_text_has_one_form_and_the_form_is_its_own(text):
    key = match_keys.company_name(text)
    assert match_keys.company_name(key) == key
    assert key == key.casefold()
    assert not any(character.isspace() for character in key)


@pytest.mark.parametrize(
    ("text", "country", "key"),
    [
        ("138 1234 5678", "CN", "+8613812345678"),
        ("+86 (138) 1234-5678", "SG", "+8613812345678"),
        ("0086 138 1234 5678", "CN", "+8613812345678"),
        ("＋８６ １３８ １２３４ ５６７８", "CN", "+8613812345678"),
        ("8123 0001", "SG", "+6581230001"),
        ("0171 1234567", "DE", "+491711234567"),
        ("", "CN", ""),
        ("ask at the desk", "CN", ""),
        ("12", "XX", "12"),
    ],
)
def test_mobiles_are_read_as_the_world_writes_them(text, country, key):
    assert match_keys.mobile(text, country) == key


@given(st.text(max_size=40), st.sampled_from(["CN", "SG", "DE", "US", ""]))
def test_no_text_is_too_odd_for_a_phone(text, country):
    assert isinstance(match_keys.mobile(text, country), str)


def test_addresses_accounts_and_registration_numbers():
    assert match_keys.email(" Li.Wei@Northwind.EXAMPLE ") == "li.wei@northwind.example"
    assert match_keys.account_name(" HW_00042demo ") == "hw_00042demo"
    assert match_keys.registration_number("91 3100-00ma 1k/４") == "91310000MA1K4"


@given(st.text(max_size=60))
def test_keys_are_digests_of_one_length(text):
    assert len(match_keys.digest(text.encode("utf-8", "replace").decode())) == 64
