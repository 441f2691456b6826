"""In Chinese a page says nothing of ours in English, whoever asks and whatever it answers; no text bypasses gettext.

The catalogue itself is judged in tests/partner_center/test_catalogue.py.
"""

from functools import cache

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils.translation import override

from customers.models import Industry
from partner_center import catalogue
from tests.access_table import PEOPLE, TABLE
from tests.support.browsers import clients_of
from tests.support.cells import open_to
from tests.support.markup import filled
from tests.support.operations import sign_in
from tests.support.reasons import UNTRANSLATED
from tests.support.source import ROOT, modules, templates
from tests.support.things import as_told_by, references, undone
from tests.support.words import bare_sentences, bare_words, not_translated, said_by, tellings

LOOKING = ("stranger", "olga", "nora", "ann", "dirk", "skye")
#: Operators see what is stored of an entry as it is stored.
STORED = ["Opportunity added"]
#: An eye of a list is no form; it is pressed in tests/test_masking.py.
FORMS = [row for row in TABLE if "POST" in row.methods and "toggle" not in row.body]
#: What a form carries for itself.
UNTYPED = ("version", "revision", "seen_entry", "submission_id")
CHINESE = {"Accept-Language": "zh-Hans"}


@cache
def _told():
    return tellings(catalogue.read(ROOT / catalogue.PO))


def _english(answer) -> list[str]:
    return not_translated(answer.content.decode(), _told()) if "html" in answer.get("Content-Type", "") else []


@pytest.fixture
def world(cast):
    return cast, clients_of(PEOPLE, cast), references(cast)


@pytest.mark.parametrize("row", [row for row in TABLE if "GET" in row.methods], ids=lambda row: row.address)
def test_a_page_is_chinese_for_everybody_refused_or_not(row, world):
    cast, clients, names = world
    english, seen = {}, 0
    for number, thing in enumerate(row.things):
        address = row.address.format(it=names[thing])
        with as_told_by(thing, cast):
            # Each kind of person, with whatever refusal, for the first thing; the states of the others are nora's.
            for person in ("nora",) if number else LOOKING:
                answer = clients[person].get(address, headers=CHINESE)
                seen += b'lang="zh-Hans"' in answer.content
                if found := _english(answer):
                    english[f"{address} as {person}"] = found
    assert english == {}
    assert seen or row.address in {
        *("/ready/", "/language/", "/partner/session/"),
        *("/partner/sales/opportunities/", "/partner/sales/customers/"),
    }


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.address)
def test_what_follows_a_form_is_chinese(row, world):
    """With nothing typed, with nonsense, and with what is right: the faults, and the message on the page after it."""
    cast, clients, names = world
    english = {}
    for thing, person in list(open_to(row, only_first=True))[:2]:
        address = row.address.format(it=names[thing])
        with as_told_by(thing, cast):
            form = filled(clients[person].get(address).content.decode()) if row.form else {}
            seen = {name: value for name, value in form.items() if name in UNTYPED}
            judged = "save" if "modify" in address else "next"
            empty = {"action": judged, "revision": "1", **dict.fromkeys(form, ""), **seen}
            for sent in (empty, {**empty, **dict.fromkeys(form, "x\u202e" * 1500), **seen}, {**form, **row.body}):
                with undone():
                    answer = clients[person].post(address, sent, headers=CHINESE, follow=True)
                if found := _english(answer):
                    english[f"{sorted(sent)} to {address} as {person}"] = found
    assert english == {}


def test_the_operators_site_is_chinese(cast, client):
    sign_in(client)
    english, seen = {}, 0
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model._default_manager.first()
        pages = [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        for page in [*pages, *([reverse(f"{name}_change", args=[row.pk])] if row else [])]:
            answer = client.get(page, headers=CHINESE)
            seen += answer.status_code == 200
            if (found := _english(answer)) and found != STORED:
                english[page] = found
    assert english == {}
    assert seen > len(admin.site._registry)


def test_packages_speak_chinese_too(client, db):
    """Django's own sentences stand in its own catalogue."""
    sign_in(client)
    page = client.post("/admin/customers/industry/add/", {"position": "x"}, headers=CHINESE).content.decode()
    assert "这个字段是必填项" in page
    assert "This field" not in page


def test_the_check_of_pages_sees_what_is_english():
    told = tellings(catalogue.read(ROOT / catalogue.PO))
    page = '<p>{}</p><button title="{}">{}</button><template data-words="{}"></template>'
    said = ("No customers yet", "Remove filter", "您有3份草稿。", "You have 3 drafts.")
    assert "No customers yet" in told
    assert not_translated(page.format("暂无客户", "移除筛选条件", "删除", "继续编辑"), told) == []
    drafts = "You have %(number)s drafts."
    assert not_translated(page.format(*said), {**told, "You have 3": drafts}) == sorted(
        ["No customers yet", "Remove filter", drafts]
    )
    assert said_by("<script>Not said</script><p>Said</p>") == "Said"


def test_names_of_reference_lists_follow_the_language(world):
    """Each place that shows one: columns, filters, tokens, forms, the answers before Submit, facts, activity."""
    _cast, clients, names = world
    opportunity = names["ann's"]
    Industry.objects.update(name="Manufacturing", name_zh="制造")
    for address in (
        "/partner/sales/customers/mine/?industry=1",
        f"/partner/sales/opportunities/{opportunity}/modify/basic/",
    ):
        page = clients["ann"].get(address, headers=CHINESE).content.decode()
        assert ("制造" in page, "Manufacturing" in page) == (True, False), address
    with override("en"):
        page = clients["ann"].get("/partner/sales/customers/mine/").content.decode()
    assert ("制造" in page, "Manufacturing" in page) == (False, True)


# --- Texts that bypass gettext ------------------------------------------------------------------------------


def test_templates_say_nothing_that_bypasses_translation():
    assert {name: found for name, text in templates().items() if (found := bare_words(text))} == {}


def test_code_says_nothing_that_bypasses_gettext():
    astray = {
        path: found
        for path, tree in modules().items()
        if not any(place in path for place in UNTRANSLATED)
        and (found := list(bare_sentences(tree, set(catalogue._gettext_names(tree)))))
    }
    assert astray == {}
