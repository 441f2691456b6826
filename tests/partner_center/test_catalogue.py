"""The catalogue of texts: that ours is whole, and that what says so would notice."""

import gettext
from io import StringIO

import pytest
from django.core.management import call_command

from partner_center import catalogue
from tests.support.source import ROOT

CODE = """
from django.utils.translation import gettext as _now, gettext_lazy as _, gettext_noop as noop
from django.utils.translation import ngettext, pgettext_lazy

NAME = _("Name")
LONG = _("One text "
         "in two lines")
KEY = noop("a key")
def words(number, text):
    told = f"{_now('Inside an f-string')}: {number}"
    return ngettext("%(number)s row", "%(number)s rows", number), pgettext_lazy("page", "Next"), _now(text), told
def unrelated(gettext):
    return gettext("not one of ours")
"""
TEMPLATE = """{% comment %}
What it shows: {% translate "left out" %}
{% endcomment %}<h1 title="{% translate "A title" %}">{% translate "Next" context "page" %}</h1>
{% blocktranslate with time=saved|date:_("Y-m-d") trimmed %}
  Saved
  at {{ time }}
{% endblocktranslate %}{# no {% translate "text" %} #}
{% blocktranslate count n=rows|length %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}
{{ name|default:_("Nameless") }}{% translate "100% of it" as all %}
"""


@pytest.fixture
def project(tmp_path, settings):
    """A product of one Python file and one template."""
    for place, text in (("room/words.py", CODE), ("templates/page.html", TEMPLATE), ("tests/t.py", CODE.upper())):
        (tmp_path / place).parent.mkdir()
        (tmp_path / place).write_text(text)
    settings.BASE_DIR = tmp_path
    return tmp_path


def _texts(catalog):
    return {(message.id, message.context) for message in catalog if message.id}


def _translated(*pairs):
    catalog = catalogue.read(ROOT / "no such file")
    for text, chinese in pairs:
        catalog.add(text, chinese)
    return catalog


def test_the_catalogue_holds_every_text_and_no_other():
    """After a change of a text: `make messages`."""
    file = ROOT / catalogue.PO
    assert catalogue.written(catalogue.merged(catalogue.read(file), catalogue.extracted(ROOT))) == file.read_bytes()


def test_every_text_is_translated():
    assert catalogue.faults(catalogue.read(ROOT / catalogue.PO)) == []


def test_texts_are_found_whatever_gettext_is_called(project):
    assert _texts(catalogue.extracted(project)) == {
        ("Name", None),
        ("One text in two lines", None),
        ("a key", None),
        ("Inside an f-string", None),
        (("%(number)s row", "%(number)s rows"), None),
        ("Next", "page"),
        ("A title", None),
        ("Y-m-d", None),
        ("Saved at %(time)s", None),
        (("%(n)s row", "%(n)s rows"), None),
        ("Nameless", None),
        ("100%% of it", None),
    }


@pytest.mark.parametrize(
    ("text", "chinese", "fault"),
    [
        ("Name", "名称", None),
        ("Name", "", "not translated: 'Name'"),
        (("%(n)s row", "%(n)s rows"), ("%(n)s行",), None),
        (("%(n)s row", "%(n)s rows"), None, "not translated: ('%(n)s row', '%(n)s rows')"),
        (("%(n)s row", "%(n)s rows"), ("%(n)s行", "%(n)s行"), "more than the one form of Chinese: {!r}"),
        ("by %(name)s", "由%(nane)s", "other placeholders than the original: {!r}"),
        ("{subject} is empty", "为空", "other placeholders than the original: {!r}"),
        ("%%n left", "还有%n", "other placeholders than the original: {!r}"),
    ],
)
def test_what_keeps_a_catalogue_from_being_whole(text, chinese, fault):
    assert catalogue.faults(_translated((text, chinese))) == ([fault.format(text)] if fault else [])


def test_a_fuzzy_text_is_no_translation():
    catalog = _translated(("Name", "名称"))
    catalog["Name"].flags.add("fuzzy")
    assert catalogue.faults(catalog) == ["fuzzy: 'Name'"]


def test_an_update_keeps_translations_drops_what_is_gone_and_guesses_nothing(project):
    said = StringIO()
    po = project / catalogue.PO
    po.parent.mkdir(parents=True)
    before = _translated(
        ("Name", "名称"), ("Names", "名字"), ("Nameless one", "无名者"), ("%(number)s row", "%(number)s行")
    )
    po.write_bytes(catalogue.written(before))
    call_command("messages", "update", stdout=said)
    after = catalogue.read(po)
    assert [message.id for message in after if message.id and any(message.string)] == ["Name"]
    assert _texts(after) == _texts(catalogue.extracted(project))
    assert "not translated: 'Nameless'" in said.getvalue()
    assert said.getvalue().endswith(f"12 texts in {catalogue.PO}, 11 of them to be done.\n")
    written = po.read_bytes()
    call_command("messages", "update", stdout=said)
    assert po.read_bytes() == written


def test_django_reads_what_is_compiled(project):
    po = project / catalogue.PO
    po.parent.mkdir(parents=True)
    po.write_bytes(
        catalogue.written(_translated(("Name", "名称"), (("%(n)s row", "%(n)s rows"), ("%(n)s行",)), ("New", "")))
    )
    call_command("messages", "compile")
    with po.with_suffix(".mo").open("rb") as file:
        chinese = gettext.GNUTranslations(file)
    assert (chinese.gettext("Name"), chinese.gettext("New")) == ("名称", "New")
    assert [chinese.ngettext("%(n)s row", "%(n)s rows", number) for number in (1, 2)] == ["%(n)s行"] * 2
