"""Filter forms: good values are used, others are named, and each in use can be taken away by itself."""

from django import forms
from django.http import QueryDict

from partner_center.web.filters import FilterForm
from partner_center.web.search import SearchField


class Shelves(FilterForm):
    q = SearchField(label="Search")
    colour = forms.MultipleChoiceField(
        label="Colour", choices=[("r", "Red"), ("b", "Blue")], required=False, widget=forms.CheckboxSelectMultiple
    )
    room = forms.CharField(label="Room", max_length=3, required=False)


def asked(query: str) -> Shelves:
    return Shelves(QueryDict(query))


def test_nothing_asked_narrows_nothing():
    form = asked("sort=room")
    assert (form.text(), form.tokens(), form.ignored(), form.in_use(), form.narrows) == ("", [], "", 0, False)
    assert [field.name for field in form.narrowing()] == ["colour", "room"]


def test_each_value_is_a_token_without_which_the_list_begins_at_its_top():
    form = asked("q=oak+table&colour=r&colour=b&room=&after=x~1&from=26&sort=room")
    assert form.tokens() == [
        ("Colour: Red", "?q=oak+table&colour=b&room=&sort=room"),
        ("Colour: Blue", "?q=oak+table&colour=r&room=&sort=room"),
    ]
    assert (form.text(), form.in_use(), form.narrows) == ("oak table", 2, True)


def test_what_means_nothing_is_named_and_not_used():
    form = asked("colour=green&room=kitchen&q=ab")
    assert form.ignored() == (
        "Some filters in this link are not available here and were ignored: colour=green, room=kitchen."
    )
    assert (form.text(), form.tokens(), form.narrows) == ("", [], False)


def test_a_typed_value_is_said_as_it_was_typed():
    form = asked("room=A1")
    assert form.tokens() == [("Room: A1", "?")]
    assert form.in_use() == 1
