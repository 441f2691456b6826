"""Help says to each person what concerns them, with the product's own figures; its keys come in the dialog as well."""

import re

import pytest

from accounts.models import User
from tests.support.browsers import client_of

HELP = "/partner/help/"
DIALOG = {"HX-Request": "true", "HX-Target": "dialog"}


def _headings(page: str) -> list[str]:
    return re.findall(r"<h2[^>]*>([^<]+)</h2>", page[page.index("<main") : page.index("</main>")])


COMMON = ["Hidden customer details and the eye", "Who may do what", "Keyboard shortcuts", "Whom to ask"]
SELLERS = ["Add an opportunity", "Specify progress", "What is kept while you type"]


@pytest.mark.parametrize(
    ("person", "headings"),
    [("nora", [*SELLERS, *COMMON]), ("ann", [*SELLERS, *COMMON]), ("dirk", COMMON), ("sam", COMMON)],
)
def test_help_tells_what_the_person_can_do(person, headings, cast):
    page = client_of(person, cast).get(HELP).content.decode()
    assert _headings(page) == [heading.replace("'", "&#x27;") for heading in headings]


def test_figures_are_those_of_the_product(cast):
    page = client_of("ann", cast).get(HELP).content.decode()
    for said in ("Drafts are kept for 30 days", "is kept for 7 days", "After 200 customer details", "is 1,000 a day"):
        assert said in page


def _keys(page: str) -> list[str]:
    return [" ".join(re.findall(r"<kbd>(.)</kbd>", row)) for row in re.findall(r"<tr><td>.*?</tr>", page)]


EVERYBODYS = ["?", "/", "g h", "g o", "g t", "g c", "j k"]


@pytest.mark.parametrize(
    ("person", "keys"), [("ann", ["?", "/", "n", *EVERYBODYS[2:], "p", "e"]), ("dirk", EVERYBODYS)]
)
def test_the_dialog_lists_the_keys_of_the_page(person, keys, cast):
    client = client_of(person, cast)
    dialog = client.get(HELP, headers=DIALOG).content.decode()
    assert ("<html" in dialog, '<h2 id="dialog-title">Keyboard shortcuts</h2>' in dialog) == (False, True)
    assert _keys(dialog) == _keys(client.get(HELP).content.decode()) == keys


def test_keys_that_are_off_are_said_to_be_off(cast):
    User.objects.filter(pk=cast.ann.pk).update(shortcuts="off")
    page = client_of("ann", cast).get(HELP).content.decode()
    assert "Your keyboard shortcuts are off." in page
    assert 'href="/partner/preferences/" hx-boost="false"' in page
