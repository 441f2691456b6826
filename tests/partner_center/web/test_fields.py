"""What people type into text, money and number fields, and the sentences for what can't be read."""

import time
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from partner_center.web import formats
from partner_center.web.fields import CleanCharField, MoneyField, WholeNumberField, read_amount

REVENUE = MoneyField(subject="Estimated monthly revenue", enter="Enter the estimated monthly revenue", currency="USD")
SPEND = MoneyField(subject="Current monthly IT spend", required=False, zero_allowed=True, currency="CNY")
PERIOD = WholeNumberField(subject="Service period", enter="Enter the service period in months", minimum=1, maximum=120)
NAME = CleanCharField(subject="Opportunity name", enter="Enter an opportunity name", shortest=2, longest=100)
PAINS = CleanCharField(
    subject="Customer pain points",
    enter="Enter the customer's pain points",
    shortest=10,
    longest=1000,
    lines=True,
)
NOTES = CleanCharField(subject="Notes", longest=1000, lines=True, required=False)


def refusal(field: forms.Field, typed: Any) -> str:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    (message,) = refused.value.messages
    return message


# --- Money --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("10000", "10000.00"),
        ("10,000", "10000.00"),
        ("10 000", "10000.00"),
        (" 1,234,567.8 ", "1234567.80"),
        ("10,000.50", "10000.50"),
        ("10.5000", "10.50"),
        ("5.", "5.00"),
        (".5", "0.50"),
        ("+5", "5.00"),
        ("0010", "10.00"),
        ("１０，０００．５", "10000.50"),
        ("10\u3000000", "10000.00"),
        ("USD 10,000", "10000.00"),
        ("usd10000", "10000.00"),
        ("10,000 USD", "10000.00"),
        ("$10,000", "10000.00"),
        ("US$ 10,000 USD", "10000.00"),
        ("＄１０", "10.00"),
        ("10k", "10000.00"),
        ("10 K", "10000.00"),
        ("1.2345k", "1234.50"),
        ("$1.5m", "1500000.00"),
        ("1万", "10000.00"),
        ("1.5 亿", "150000000.00"),
        ("0.01", "0.01"),
        ("999,999,999.99", "999999999.99"),
        ("0.00000001亿", "1.00"),
    ],
)
def test_money_as_people_type_it(typed: str, amount: str) -> None:
    assert str(REVENUE.clean(typed)) == amount


@pytest.mark.parametrize("typed", ["¥10,000", "￥10,000", "10,000元", "1万元", "RMB 10k", "¥10,000元", "CNY1万"])
def test_money_with_the_signs_of_its_currency(typed: str) -> None:
    assert SPEND.clean(typed) == Decimal("10000.00")


@pytest.mark.parametrize(
    "typed",
    [
        "ten",
        "EUR 10",
        "¥10",
        "NaN",
        "-Infinity",
        "1e5",
        "10,00",
        "1,0000",
        "1,000 000",
        "1.000,50",
        "1.2.3",
        "10kk",
        "k",
        "USD",
        ".",
        "10²",
        "①",
        "½",
        "٣",
        "0x10",
        "1_000",
        "- ",
        "9" * 61,
    ],
)
def test_money_that_is_not_a_number(typed: str) -> None:
    assert refusal(REVENUE, typed) == "Estimated monthly revenue must be a number, like 10,000"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter the estimated monthly revenue"),
        ("  ", "Enter the estimated monthly revenue"),
        (None, "Enter the estimated monthly revenue"),
        ("0", "Estimated monthly revenue must be more than 0"),
        ("-5", "Estimated monthly revenue must be more than 0"),
        ("1000000000", "Estimated monthly revenue must be less than 1 billion"),
        ("999,999,999.999", "Estimated monthly revenue can have 2 decimals at most"),
        ("9" * 40, "Estimated monthly revenue must be less than 1 billion"),
        ("10亿", "Estimated monthly revenue must be less than 1 billion"),
        ("10.005", "Estimated monthly revenue can have 2 decimals at most"),
        # Ten and a half here, ten thousand five hundred elsewhere.
        ("10.500", "Estimated monthly revenue can have 2 decimals at most"),
        ("0." + "0" * 50 + "1", "Estimated monthly revenue can have 2 decimals at most"),
    ],
)
def test_money_out_of_its_bounds(typed: str | None, sentence: str) -> None:
    assert refusal(REVENUE, typed) == sentence


def test_money_may_be_zero_or_absent_where_the_field_says_so() -> None:
    assert SPEND.clean("") is None
    assert str(SPEND.clean("-0")) == "0.00"
    assert refusal(SPEND, "-1") == "Current monthly IT spend must be 0 or more"


def test_money_names_its_own_example() -> None:
    field = MoneyField(subject="Monthly revenue of product 2", required=False, example="5,000")
    assert refusal(field, "x") == "Monthly revenue of product 2 must be a number, like 5,000"


def test_money_follows_the_currency_that_the_form_sets() -> None:
    class RevenueForm(forms.Form):
        revenue = MoneyField(subject="Revenue", enter="Enter the revenue")

        def __init__(self, *arguments: Any, currency: str, **options: Any) -> None:
            super().__init__(*arguments, **options)
            field = self.fields["revenue"]
            assert isinstance(field, MoneyField)
            field.currency = currency

    euros = RevenueForm({"revenue": "€10k"}, currency="EUR")
    assert euros.is_valid()
    assert euros.cleaned_data == {"revenue": Decimal("10000.00")}
    assert 'data-prefix="EUR"' in str(euros["revenue"])
    assert not RevenueForm({"revenue": "€10k"}, currency="USD").is_valid()
    assert 'data-prefix=""' in str(RevenueForm.base_fields["revenue"].widget.render("revenue", None))


@given(st.decimals(Decimal("0.01"), Decimal("999999999.99"), places=2), st.sampled_from(["USD", "CNY", "EUR"]))
def test_money_reads_what_it_shows(value: Decimal, currency: str) -> None:
    assert read_amount(formats.money(value, currency), currency) == value
    assert read_amount(formats.amount(value), currency) == value
    assert REVENUE.clean(REVENUE.prepare_value(value)) == value


@given(st.text("0123456789.,+- kKmM万亿$eE０１９．，", max_size=20))
def test_money_is_exact_cents_or_a_refusal(typed: str) -> None:
    try:
        amount = REVENUE.clean(typed)
    except forms.ValidationError:
        return
    assert 0 < amount < 1_000_000_000
    assert amount.as_tuple().exponent == -2


# --- Whole numbers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "number"), [("1", 1), ("120", 120), (" 12 ", 12), ("１２", 12), ("012", 12)])
def test_whole_number_as_people_type_it(typed: str, number: int) -> None:
    assert PERIOD.clean(typed) == number


@pytest.mark.parametrize("typed", ["0", "121", "-1", "1.5", "a year", "1e1", "²", "9" * 5000])
def test_whole_number_out_of_its_range(typed: str) -> None:
    assert refusal(PERIOD, typed) == "Service period must be a whole number from 1 to 120"


def test_whole_number_that_is_empty() -> None:
    assert refusal(PERIOD, " ") == "Enter the service period in months"


# --- Text ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "text"),
    [
        (NAME, "  Core system migration ", "Core system migration"),
        (NAME, "Cafe\u0301", "Caf\u00e9"),
        (NAME, "核心", "核心"),
        (NAME, "x" * 100, "x" * 100),
        (PAINS, "Slow nights\r\n\tand days", "Slow nights\n\tand days"),
        (PAINS, "x" * 1000, "x" * 1000),
        (NOTES, "", ""),
        (NOTES, " \u200b\n", ""),
    ],
)
def test_text_is_tidied(field: CleanCharField, typed: str, text: str) -> None:
    assert field.clean(typed) == text


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (NAME, "", "Enter an opportunity name"),
        (NAME, " \t ", "Enter an opportunity name"),
        (NAME, "\u200b\u2060", "Enter an opportunity name"),
        (NAME, "x", "Opportunity name must be 2 characters or more"),
        (NAME, "x" * 101, "Opportunity name must be 100 characters or fewer"),
        (PAINS, "", "Enter the customer's pain points"),
        (PAINS, "Too slow.", "Customer pain points must be 10 characters or more"),
        (PAINS, "x" * 1012, "Customer pain points must be 1,000 characters or fewer. You have 12 too many"),
    ],
)
def test_text_of_a_wrong_length(field: CleanCharField, typed: str, sentence: str) -> None:
    assert refusal(field, typed) == sentence


@pytest.mark.parametrize("turning", ["\u202e", "\u202a", "\u202c", "\u2066", "\u2069"])
@pytest.mark.parametrize("field", [NAME, PAINS])
def test_text_that_reads_in_another_order(field: CleanCharField, turning: str) -> None:
    """Nowhere, because every text is shown beside others, which it would turn around as well."""
    sentence = f"{field.subject} must not contain invisible direction characters"
    assert refusal(field, f"invoice{turning}exe and more") == sentence


@pytest.mark.parametrize("field", [NAME, PAINS])
def test_endless_accents_are_refused_before_they_are_composed(field: CleanCharField) -> None:
    """Composing 40,000 of them takes seconds, and a body has room for fifty times as many."""
    begun = time.monotonic()
    assert "characters or fewer" in refusal(field, "a" + "\u0301\u0327" * 500_000)
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize("unwanted", ["\x00", "\x1b", "\x7f", "\x85", "\u2028"])
@pytest.mark.parametrize("field", [NAME, PAINS])
def test_text_with_unwanted_characters(field: CleanCharField, unwanted: str) -> None:
    sentence = f"{field.subject} contains characters that cannot be shown. Type it again"
    assert refusal(field, f"invoice{unwanted}exe and more") == sentence


@pytest.mark.parametrize("unwanted", ["\n", "\t"])
def test_text_of_one_line_has_no_breaks(unwanted: str) -> None:
    assert "cannot be shown" in refusal(NAME, f"Core{unwanted}system")


@given(st.text(max_size=200))
def test_text_is_clean_or_refused(typed: str) -> None:
    try:
        text = NOTES.clean(typed)
    except forms.ValidationError:
        return
    assert NOTES.clean(text) == text
    assert not set(text) & set("\x00\r\u202e\u2028")


# --- What all share -----------------------------------------------------------------------------------------


def test_mandatory_field_without_a_sentence_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match="enter"):
        CleanCharField(subject="Notes", longest=10)


def test_fields_are_text_inputs_and_keep_what_was_typed() -> None:
    class EverythingForm(forms.Form):
        use_required_attribute = False
        revenue = REVENUE
        period = PERIOD
        name = NAME
        pains = PAINS

    typed = {"revenue": "10 zillion", "period": "twelve", "name": "x", "pains": "<slow>"}
    form = EverythingForm(typed)
    assert not form.is_valid()
    assert [str(form[name]) for name in typed] == [
        '<input type="text" name="revenue" value="10 zillion" autocomplete="off" data-echo="money" '
        'inputmode="decimal" data-prefix="USD" aria-invalid="true" aria-describedby="id_revenue_error" '
        'id="id_revenue">',
        '<input type="text" name="period" value="twelve" autocomplete="off" inputmode="numeric" '
        'aria-invalid="true" aria-describedby="id_period_error" id="id_period">',
        '<input type="text" name="name" value="x" autocomplete="off" '
        'aria-invalid="true" aria-describedby="id_name_error" id="id_name">',
        '<textarea name="pains" cols="40" rows="5" autocomplete="off" data-counter="1000" '
        'aria-invalid="true" aria-describedby="id_pains_error" id="id_pains">\n&lt;slow&gt;</textarea>',
    ]


def test_stored_amount_is_shown_with_its_commas_and_counts_as_unchanged() -> None:
    assert REVENUE.prepare_value(Decimal("10000.00")) == "10,000.00"
    assert not REVENUE.has_changed(Decimal("10000.00"), "10k")
    assert REVENUE.has_changed(Decimal("10000.00"), "11k")
    assert REVENUE.has_changed(Decimal("10000.00"), "many")
