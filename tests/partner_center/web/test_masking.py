"""Masks: the examples of the specification, and what no value may ever do to them."""

import pytest
from django.utils.html import escape
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from partner_center.web import masking
from partner_center.web.masking import Kind, Masked, conceal, render, spoken

STARS = {Kind.COMPANY: {5}, Kind.ACCOUNT: {4}, Kind.PHONE: {4}, Kind.EMAIL: {3, 6}}
LETTERS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("kind", "value", "mask"),
    [
        (Kind.COMPANY, "Northwind Foods Ltd", "Nor*****td"),
        (Kind.COMPANY, "  Northwind Foods Ltd ", "Nor*****td"),
        (Kind.COMPANY, "Contoso", "Con*****so"),
        (Kind.COMPANY, "Abcdef", "A*****"),
        (Kind.COMPANY, "A", "A*****"),
        (Kind.COMPANY, "", ""),
        (Kind.COMPANY, "华北云图科技有限公司", "华北*****公司"),
        (Kind.COMPANY, "华北云图社", "华北*****图社"),
        (Kind.COMPANY, "华北云图", "华*****"),
        (Kind.COMPANY, "𠮷野家株式会社", "𠮷野*****会社"),
        (Kind.ACCOUNT, "hw_00042demo", "hw_****mo"),
        (Kind.ACCOUNT, "sky.sam", "sky****am"),
        (Kind.ACCOUNT, "skysam", "s****"),
        (Kind.ACCOUNT, "", ""),
        (Kind.PERSON, "张伟明", "张**"),
        (Kind.PERSON, "张", "张**"),
        (Kind.PERSON, "Anna Karlsson", "A*** K***"),
        (Kind.PERSON, "  Anna  ", "A***"),
        (Kind.PERSON, "Émile", "É***"),
        (Kind.PERSON, "", ""),
        (Kind.PHONE, "+86 13812345678", "+86 138****5678"),
        (Kind.PHONE, "+8613812345678", "+86 138****5678"),
        (Kind.PHONE, "＋86 １3812345678", "+86 138****5678"),
        (Kind.PHONE, "+1 (555) 123-4567", "+1 555****4567"),
        (Kind.PHONE, "+7 912 345 67 89", "+7 912****6789"),
        (Kind.PHONE, "+852 2345 6789", "+852 ****89"),
        (Kind.PHONE, "+852 234567", "+852 ****"),
        (Kind.PHONE, "021-1234567", "021****4567"),
        (Kind.PHONE, "1234567", "****67"),
        (Kind.PHONE, "12345", "****"),
        (Kind.PHONE, "unknown", "****"),
        (Kind.PHONE, " ", ""),
        (Kind.EMAIL, "li.wei@example.cn", "l***@e***.cn"),
        (Kind.EMAIL, "li.wei@mail.example.co.uk", "l***@m***.uk"),
        (Kind.EMAIL, "ab@example.cn", "***@e***.cn"),
        (Kind.EMAIL, "abc@example.cn", "a***@e***.cn"),
        (Kind.EMAIL, "li.wei@X-rays.cn", "l***@X***.cn"),
        (Kind.EMAIL, "root@localhost", "r***@l***"),
        (Kind.EMAIL, "not an address", "***"),
        (Kind.EMAIL, "nobody@", "***"),
        (Kind.EMAIL, "nobody@.", "***"),
        (Kind.EMAIL, "", ""),
    ],
)
def test_mask_of_a_value(kind: Kind, value: str, mask: str) -> None:
    assert masking.MASKS[kind](value) == mask


@given(st.sampled_from(list(Kind)), st.text(max_size=60))
def test_mask_never_holds_a_value_longer_than_three(kind: Kind, value: str) -> None:
    mask = masking.MASKS[kind](value)
    tidy = masking.tidy(value)
    # Of up to three characters a mask can show a third; a value made of stars is its own mask.
    assert len(tidy) <= 3 or "*" in tidy or tidy not in mask


@given(st.sampled_from(sorted(STARS)), LETTERS)
def test_mask_has_a_fixed_number_of_stars(kind: Kind, value: str) -> None:
    assert masking.MASKS[kind](value).count("*") in STARS[kind]


@given(st.sampled_from([Kind.COMPANY, Kind.ACCOUNT]), LETTERS, LETTERS, st.integers(1, 30))
def test_mask_never_tells_the_length(kind: Kind, start: str, end: str, longer: int) -> None:
    start, end = f"Abc{start}", f"{end}xyz"
    assert masking.MASKS[kind](start + end) == masking.MASKS[kind](start + end[0] * longer + end)


@given(st.text(st.characters(categories=["Lu", "Ll"]), min_size=4, max_size=20), st.integers(1, 4))
def test_mask_of_a_person_shows_one_character_a_word(word: str, words: int) -> None:
    assert masking.person(" ".join([word] * words)) == " ".join([f"{masking.tidy(word)[0]}***"] * words)


@given(st.from_regex(r"\A\+86 ?1[0-9]{10}\Z"))
def test_mask_of_a_mobile_hides_four_digits(number: str) -> None:
    digits = number.removeprefix("+86").strip()
    assert masking.phone(number) == f"+86 {digits[:3]}****{digits[-4:]}"


def test_concealed_cell_holds_no_value() -> None:
    cell = conceal(Kind.COMPANY, "Northwind Foods Ltd", shown=False)
    assert cell == Masked(mask="Nor*****td", clear=None)
    assert str(cell) == "Nor*****td"


def test_shown_cell_keeps_its_value_out_of_repr_and_str() -> None:
    cell = conceal(Kind.COMPANY, "Northwind Foods Ltd", shown=True)
    assert cell.clear == "Northwind Foods Ltd"
    assert "Northwind" not in f"{cell!r} {cell}"


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize("value", ["", None])
def test_empty_value_renders_as_nothing(value: str | None, shown: bool) -> None:
    html = '<span aria-hidden="true">-</span><span class="visually-hidden">none</span>'
    assert render(conceal(Kind.PHONE, value, shown=shown)) == html


@pytest.mark.parametrize(
    ("mask", "words"),
    [
        ("Nor*****td", "Nor, rest hidden"),
        ("A*** K***", "A, rest hidden"),
        ("+852 ****89", "+852, rest hidden"),
        ("***@e***.cn", "Hidden"),
    ],
)
def test_spoken_mask_spells_no_stars(mask: str, words: str) -> None:
    assert spoken(mask) == words


def test_render_of_a_hidden_cell() -> None:
    cell = conceal(Kind.COMPANY, "<b>Northwind</b>", shown=False)
    assert render(cell) == (
        '<span aria-hidden="true">&lt;b&gt;*****b&gt;</span><span class="visually-hidden">&lt;b&gt;, rest hidden</span>'
    )


def test_render_of_a_shown_cell_brings_its_mask_for_print() -> None:
    cell = conceal(Kind.COMPANY, "Northwind <Foods> Ltd", shown=True)
    assert render(cell) == (
        '<bdi class="pc-clear">Northwind &lt;Foods&gt; Ltd</bdi>'
        '<span class="pc-mask" aria-hidden="true">Nor*****td</span>'
    )


@given(st.sampled_from(list(Kind)), LETTERS.filter(lambda value: len(value) > 8))
def test_render_of_a_hidden_cell_never_holds_the_value(kind: Kind, value: str) -> None:
    with override("en"):
        assert escape(value) not in render(conceal(kind, value, shown=False))
