"""Icons, chips and form fields as a page shows them."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template
from lucide import IconDoesNotExist

from partner_center.web.templatetags.ui import chip, icon


class Reader(HTMLParser):
    """The start tags of a piece of HTML, with their attributes, and all its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words = " ".join(f"{self.words} {data}".split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def position(self, **wanted: str) -> int:
        """Where the first tag with these attributes stands among all tags."""
        return next(
            place
            for place, (_tag, found) in enumerate(self.tags)
            if all(found.get(name.rstrip("_")) == value for name, value in wanted.items())
        )


class Everything(forms.Form):
    """One field of each shape."""

    use_required_attribute = False

    name = forms.CharField(label="Name", help_text="As on <paper>", error_messages={"required": "Enter a name"})
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"data-counter": "500"}))
    revenue = forms.CharField(label="Revenue", widget=forms.TextInput(attrs={"data-prefix": "USD"}))
    months = forms.CharField(widget=forms.TextInput(attrs={"data-suffix": "months"}))
    due = forms.CharField(label="Due", required=False, widget=forms.TextInput(attrs={"data-picker": "date"}))
    industry = forms.ChoiceField(choices=[("a", "A")], widget=forms.Select(attrs={"class": "own"}))
    kind = forms.ChoiceField(
        label="Kind",
        help_text="Pick one",
        choices=[("new", "New"), ("more", "More")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select a kind"},
    )
    anyway = forms.BooleanField(label="Save anyway", required=False, help_text="It closes it")
    version = forms.CharField(widget=forms.HiddenInput)


def drawn(name: str, *, data: dict[str, str] | None = None) -> Reader:
    return Reader(Everything(data)[name].as_field_group())


# --- Icons -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [16, 20])
def test_icon_is_decoration_without_inline_style(size: int) -> None:
    attributes = Reader(icon("eye", size)).all("svg")[0]

    assert attributes["width"] == attributes["height"] == str(size)
    assert attributes["aria-hidden"] == "true"
    assert attributes["focusable"] == "false"
    assert attributes["class"] == "pc-icon"
    assert not {"style", "xmlns"} & set(attributes)


def test_icon_is_one_line_and_drawn_once() -> None:
    assert "\n" not in icon("eye-off")
    assert icon("eye-off") is icon("eye-off")


def test_icon_that_the_package_lacks_is_an_error() -> None:
    with pytest.raises(IconDoesNotExist):
        icon("no-such-icon")


def test_icon_of_another_size_is_an_error() -> None:
    with pytest.raises(ValueError, match="16 or 20 px, not 24"):
        icon("eye", 24)


def test_icon_tag_is_a_builtin_of_templates() -> None:
    assert Template('{% icon "plus" 20 %}').render(Context()) == icon("plus", 20)


# --- Chips -------------------------------------------------------------------------------------------------


def test_chip_of_a_phase_says_number_and_name() -> None:
    html = chip("Testing", "p4", 4)

    assert html == '<span class="pc-chip pc-chip-p4"><span class="pc-chip-number">4</span>Testing</span>'


@pytest.mark.parametrize("kind", ["won", "ok", "paused", "lost", "warn"])
def test_chip_of_a_state_carries_a_shape_beside_its_colour(kind: str) -> None:
    read = Reader(chip("Word", kind))

    assert [tag for tag, _attributes in read.tags][:2] == ["span", "svg"]
    assert read.words == "Word"


def test_chip_escapes_its_label() -> None:
    assert "<b>" not in chip("<b>")


# --- Fields ------------------------------------------------------------------------------------------------


def test_line_without_errors_has_label_hint_and_control() -> None:
    read = drawn("name")
    control = read.all("input")[0]

    assert read.all("label") == [{"class": "form-label", "for": "id_name"}]
    assert read.words == "Name As on <paper>"
    assert control["class"] == "form-control"
    assert control["aria-describedby"] == "id_name_helptext"
    assert not {"required", "aria-invalid"} & set(control)


def test_line_with_an_error_says_it_between_hint_and_control() -> None:
    read = drawn("name", data={})
    control = read.all("input")[0]

    assert read.words == "Name As on <paper> Error: Enter a name"
    assert control["class"] == "form-control is-invalid"
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] == "id_name_helptext id_name_error"
    order = [read.position(id=f"id_name{part}") for part in ("_field", "_helptext", "_error", "")]
    assert order == sorted(order)
    assert read.all("div")[0]["class"] == "pc-field pc-field-faulty"


def test_optional_field_says_so_and_no_field_has_an_asterisk() -> None:
    assert "(optional)" in drawn("note").words
    assert "(optional)" not in drawn("name").words
    assert not any("*" in drawn(name).words for name in Everything.base_fields)


def test_counter_knows_its_field_and_limit() -> None:
    counter = next(found for found in drawn("note").all("p") if found["class"] == "pc-counter")

    assert (counter["data-counts"], counter["data-limit"]) == ("id_note", "500")


def test_prefix_is_shown_to_the_eye_and_told_in_the_label() -> None:
    read = drawn("revenue")

    assert read.words == "Revenue in USD USD"
    assert {"class": "input-group-text", "aria-hidden": "true"} in read.all("span")


def test_suffix_stands_after_the_control() -> None:
    read = drawn("months")

    assert read.position(class_="input-group-text") > read.position(id="id_months")


def test_picker_button_is_named_after_its_field() -> None:
    button = drawn("due").all("button")[0]

    assert (button["type"], button["data-opens-picker"]) == ("button", "date")
    assert button["aria-label"] == "Choose date: Due"


def test_select_keeps_its_own_class() -> None:
    assert drawn("industry").all("select")[0]["class"] == "form-select own"


def test_radios_are_a_fieldset_that_carries_hint_and_error() -> None:
    read = drawn("kind", data={})
    options = read.all("input")

    assert read.all("fieldset")[0]["aria-describedby"] == "id_kind_helptext id_kind_error"
    assert read.words == "Kind Pick one Error: Select a kind New More"
    assert read.all("legend") == [{"class": "form-label"}]
    assert [label["for"] for label in read.all("label")] == [option["id"] for option in options]
    assert {option["class"] for option in options} == {"form-check-input"}
    assert not any({"aria-invalid", "aria-describedby"} & set(option) for option in options)


def test_chosen_radio_stays_chosen() -> None:
    options = drawn("kind", data={"kind": "more"}).all("input")

    assert [option["value"] for option in options if "checked" in option] == ["more"]


def test_check_box_has_its_label_after_it_and_is_never_optional() -> None:
    read = drawn("anyway")

    assert read.words == "Save anyway It closes it"
    assert read.position(id="id_anyway") < read.position(for_="id_anyway")


def test_hidden_field_is_the_input_alone() -> None:
    assert [tag for tag, _attributes in drawn("version").tags] == ["input"]


def test_crispy_draws_the_same_field() -> None:
    template = Template("{% load crispy_forms_filters %}{{ form.name|as_crispy_field }}")
    html = template.render(Context({"form": Everything({})}))

    assert Reader(html).tags == drawn("name", data={}).tags


def test_no_field_has_an_inline_style_or_handler() -> None:
    html = "".join(Everything({})[name].as_field_group() for name in Everything.base_fields)

    assert not re.search(r"\s(style|on[a-z]+)=", html)
