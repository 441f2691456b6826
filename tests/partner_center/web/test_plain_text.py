"""Every text that somebody can type, on whatever page, is read the same way (R46). Found by looking at all forms."""

import unicodedata

import pytest
from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.forms import SignInForm
from accounts.models import Partner
from customers.models import Customer, Industry
from opportunities.forms import ModifyBasicForm, OtherForm, RevenueForm
from opportunities.models import Opportunity
from partner_center.web.date_fields import FlexibleDateField, MonthOrDateField
from partner_center.web.fields import CleanCharField, MoneyField, WholeNumberField
from partner_center.web.plain_text import PlainField
from partner_center.web.search import SearchField
from tests.support.browsers import client_of
from tests.support.hostile import our_forms

#: Fields that hold one of a few things that we offer, or something that is no text.
NO_TEXT = (
    forms.ChoiceField,
    forms.ModelChoiceField,
    forms.BooleanField,
    forms.IntegerField,
    forms.DateField,
    forms.FileField,
)
READ = (CleanCharField, MoneyField, WholeNumberField, FlexibleDateField, MonthOrDateField, PlainField)
#: Texts that are no words, and why they are read otherwise.
OTHERWISE = {
    "password": "a password is what it is, to the last space",
    "password1": "the same",
    "password2": "the same",
    "again": "the same",
    "code": "a slug admits letters, digits, hyphens and underscores alone",
    "parent": "a choice",
}
REFUSED = {
    "\u202e": "must not contain invisible direction characters",
    "\u2066": "must not contain invisible direction characters",
    "\x1b": "contains characters that cannot be shown. Type it again",
    "\x7f": "contains characters that cannot be shown. Type it again",
    "\u2028": "contains characters that cannot be shown. Type it again",
}


def _unread(fields: dict[str, forms.Field]) -> list[str]:
    return [
        name for name, field in fields.items() if not isinstance(field, (*NO_TEXT, *READ)) and name not in OTHERWISE
    ]


@pytest.mark.parametrize("form", sorted(our_forms(), key=str), ids=lambda form: form.__name__)
def test_every_text_of_every_form_of_ours_is_read_so(form):
    if not issubclass(form, forms.ModelForm):
        assert _unread(form.base_fields) == []


def test_every_text_of_the_operators_site_is_read_so(rf, cast):
    request = rf.get("/admin/")
    request.user = cast.olga
    checked = 0
    for shown in admin.site._registry.values():
        if shown.has_add_permission(request):
            fields = shown.get_form(request).base_fields
            checked += sum(isinstance(field, PlainField) for field in fields.values())
            assert _unread(fields) == [], shown
    assert checked > 15


def test_every_text_is_as_long_in_its_form_as_in_its_table():
    for form in (ModifyBasicForm, OtherForm, RevenueForm):
        for name, field in form.base_fields.items():
            if isinstance(field, CleanCharField):
                assert field.longest == Opportunity._meta.get_field(name).max_length, name


def test_no_text_of_any_table_is_without_end():
    """Those that are, are written by the verbs alone, of texts that have one."""
    tables = [*admin.site._registry, get_user_model()]
    endless = {
        f"{model.__name__}.{column.name}"
        for model in tables
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField) and not column.max_length
    }
    assert endless == {"Opportunity.search"}


@pytest.mark.parametrize(("character", "sentence"), REFUSED.items())
def test_names_that_operators_type_are_refused_with_a_sentence(character, sentence, cast):
    olga = client_of("olga", cast)
    sent = {
        f"/admin/accounts/partner/{cast.sky.pk}/change/": {"name": f"Sky{character}yks"},
        f"/admin/accounts/user/{cast.ann.pk}/change/": {"username": "ann", "name": f"Ann{character}nna"},
        f"/admin/customers/customer/{cast.ann_associated.pk}/change/": {"name": f"Amber{character}rebma"},
        f"/admin/customers/industry/{cast.ann_opportunity.industry_id}/change/": {"name": f"Food{character}doof"},
    }
    said = {address: olga.post(address, body) for address, body in sent.items()}
    assert {address: sentence in answer.content.decode() for address, answer in said.items()} == dict.fromkeys(
        sent, True
    )
    names = [*Partner.objects.values_list("name", flat=True), *Customer.objects.values_list("name", flat=True)]
    names += [
        *Industry.objects.values_list("name", flat=True),
        *get_user_model().objects.values_list("name", flat=True),
    ]
    assert not [name for name in names if character in name]


def test_names_that_operators_type_are_composed_and_trimmed(cast):
    olga = client_of("olga", cast)
    industry = cast.ann_opportunity.industry
    body = {"name": "  Cafe\u0301s ", "name_zh": "咖啡", "position": "1", "active": "on"}
    assert olga.post(f"/admin/customers/industry/{industry.pk}/change/", body).status_code == 302
    industry.refresh_from_db()
    assert industry.name == "Cafés"


@pytest.mark.parametrize("character", REFUSED)
def test_a_user_name_at_sign_in_is_read_so(character):
    form = SignInForm({"login": f"an{character}n", "password": "x"})
    assert "login" in form.errors
    assert "password" not in form.errors


def test_a_user_name_is_composed_as_it_is_stored():
    field = SignInForm().fields["login"]
    assert (field.clean(" jose\u0301 "), field.longest) == ("josé", 60)
    assert (field.widget.attrs["autocomplete"], field.widget.attrs["autofocus"]) == ("username", True)


@pytest.mark.parametrize(("character", "sentence"), REFUSED.items())
def test_a_search_text_is_read_so(character, sentence):
    with pytest.raises(ValidationError, match=f"The search text {sentence}"):
        SearchField().clean(f"back{character}up")


def test_a_search_text_finds_what_is_stored_composed():
    assert SearchField().clean("  cafe\u0301 ") == "café"


@settings(max_examples=300)
@given(st.text(max_size=60) | st.text(st.characters(categories=["Mn", "Mc", "Cf", "Cc", "Lo"]), max_size=60))
@pytest.mark.parametrize("form", [form for form in our_forms() if not issubclass(form, forms.ModelForm)])
def test_a_field_reads_a_text_or_says_what_is_wrong(form, text):
    """Never anything else than a value or a sentence; and a text that was read is read again as it is."""
    for field in form.base_fields.values():
        if isinstance(field, READ):
            try:
                value = field.clean(text)
            except ValidationError:
                continue
            if isinstance(value, str):
                assert (unicodedata.is_normalized("NFC", value), value.strip(), field.clean(value)) == (
                    True,
                    value,
                    value,
                )
