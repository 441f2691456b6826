"""Modify: three tabs, each saved by itself; two people at once lose nobody's words."""

import re
from html import unescape

import pytest

from opportunities.actions import modify_opportunity
from opportunities.models import Opportunity
from opportunities.progress import Phase
from tests import make

ROOT = "/partner/sales/opportunities"


def address(opportunity, tab="basic"):
    return f"{ROOT}/{opportunity.number}/modify/{tab}/"


def open_form(client, user, opportunity, tab="basic"):
    """What a browser would send if the person pressed Save at once."""
    client.force_login(user)
    answer = client.get(address(opportunity, tab))
    assert answer.status_code == 200
    return fields_of(answer.content.decode())


def fields_of(page):
    """The inputs of the page's form with their values, as a browser sends them."""
    form = page.partition('id="modify"')[2].partition("</form>")[0]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        boxes = re.search(r'type="(radio|checkbox)"', tag)
        if name and (not boxes or "checked" in tag):
            sent.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        sent[name] = [unescape(text)]
    for name, options in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = [chosen[1] if chosen else ""]
    return sent


def fresh(opportunity):
    return Opportunity.objects.get(pk=opportunity.pk)


# --- Opening ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "status"), [("ann", 200), ("nora", 200), ("dirk", 403), ("bob", 404)])
@pytest.mark.parametrize("tab", ["basic", "other", "revenue"])
def test_only_owner_and_administrator_modify(client, cast, who, status, tab):
    client.force_login(getattr(cast, who))
    assert client.get(address(cast.ann_opportunity, tab)).status_code == status
    if status != 200:
        assert client.post(address(cast.ann_opportunity, tab), {"name": "Mine"}).status_code == status


@pytest.mark.parametrize("which", ["won_opportunity", "lost_opportunity"])
def test_closed_opportunity_cannot_be_modified(client, cast, which):
    client.force_login(cast.ann)
    answer = client.get(address(getattr(cast, which)))
    assert answer.status_code == 403
    assert "Closed opportunities cannot be modified." in answer.content.decode()


def test_page_says_what_cannot_be_changed_here(client, cast):
    client.force_login(cast.ann)
    page = client.get(address(cast.ann_opportunity)).content.decode()
    assert "Development Phase Initial Contact, Win Probability 10%. Progress cannot be changed here." in page
    assert "Amb*****td" in page
    assert "Amber Foods" not in page
    assert 'name="phase"' not in page
    assert f'href="{address(cast.ann_opportunity, "other")}"' in page


def test_unknown_tab_is_not_found(client, cast):
    client.force_login(cast.ann)
    assert client.get(address(cast.ann_opportunity, "progress")).status_code == 404


# --- Saving -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tab", ["basic", "other", "revenue"])
def test_form_saved_as_it_was_opened_changes_nothing(client, cast, tab):
    before = Opportunity.objects.filter(pk=cast.ann_opportunity.pk).values().get()
    answer = client.post(address(cast.ann_opportunity, tab), open_form(client, cast.ann, cast.ann_opportunity, tab))
    assert answer.status_code == 303
    assert Opportunity.objects.filter(pk=cast.ann_opportunity.pk).values().get() == before


@pytest.mark.parametrize(
    ("tab", "typed", "flash"),
    [
        ("basic", {"name": "Backup, second try"}, "Basic information saved."),
        ("other", {"notes": "Call on Mondays"}, "Other information saved."),
        ("revenue", {"service_period": "24"}, "Revenue information saved."),
    ],
)
def test_saved_tab_leads_to_the_details_and_says_so(client, cast, tab, typed, flash):
    opportunity = cast.ann_opportunity
    sent = {**open_form(client, cast.ann, opportunity, tab), **typed}
    answer = client.post(address(opportunity, tab), sent)
    assert (answer.status_code, answer["Location"]) == (303, f"{ROOT}/{opportunity.number}/")
    ((name, value),) = typed.items()
    assert str(getattr(fresh(opportunity), name)) == value
    assert fresh(opportunity).version == 2
    page = client.get(answer["Location"]).content.decode()
    assert flash in page
    assert value in page


def test_invalid_form_says_why_and_keeps_everything_typed(client, cast):
    sent = {**open_form(client, cast.ann, cast.ann_opportunity), "name": "x", "type": "renewal"}
    answer = client.post(address(cast.ann_opportunity), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Opportunity name must be 2 characters or more") == 2
    assert fields_of(page)["name"] == ["x"]
    assert fields_of(page)["type"] == ["renewal"]
    assert fields_of(page)["shown-name"] == [cast.ann_opportunity.name]


def test_masked_value_is_not_in_the_form_and_stays_when_nothing_is_typed(client, cast):
    Opportunity.objects.filter(pk=cast.ann_opportunity.pk).update(decision_maker="Konrad Zuse")
    client.force_login(cast.ann)
    assert "Konrad" not in client.get(address(cast.ann_opportunity, "other")).content.decode()
    client.post(address(cast.ann_opportunity, "other"), open_form(client, cast.ann, cast.ann_opportunity, "other"))
    assert fresh(cast.ann_opportunity).decision_maker == "Konrad Zuse"


def test_product_lines_are_added_and_removed_without_judging_or_saving(client, cast):
    opportunity = cast.ann_opportunity
    sent = {**open_form(client, cast.ann, opportunity, "revenue"), "service_period": "never"}
    answer = client.post(address(opportunity, "revenue"), {**sent, "action": "add_line"})
    longer = fields_of(answer.content.decode())
    assert answer.status_code == 200
    assert (longer["line-2-product"], longer["service_period"]) == ([""], ["never"])
    assert longer["version"] == ["1"]
    assert re.search(r'<select name="line-2-product"[^>]* autofocus', answer.content.decode())
    again = client.post(address(opportunity, "revenue"), {**longer, "action": "remove_1"})
    assert re.search(r'id="add-line"[^>]* autofocus', again.content.decode())
    shorter = fields_of(again.content.decode())
    assert "line-2-product" not in shorter
    assert shorter["line-1-product"] == [""]
    assert list(fresh(opportunity).lines.values_list("position", flat=True)) == [1]


def test_product_lines_are_replaced(client, cast):
    opportunity = cast.ann_opportunity
    storage = make.product(code="storage")
    sent = open_form(client, cast.ann, opportunity, "revenue")
    sent |= {"line-1-monthly_revenue": ["3k"], "line-2-product": [storage.code], "line-2-monthly_revenue": ["2k"]}
    assert client.post(address(opportunity, "revenue"), sent).status_code == 303
    lines = fresh(opportunity).lines.values_list("product__code", "monthly_revenue")
    assert list(lines) == [("servers", 3000), ("storage", 2000)]


# --- Two people at once -------------------------------------------------------------------------------------


def test_stale_form_keeps_what_was_typed_and_takes_the_rest_from_the_newer_version(client, cast):
    opportunity = cast.ann_opportunity
    mine = {**open_form(client, cast.ann, opportunity), "type": ["renewal"]}
    theirs = {"name": "Backup for everyone"}
    modify_opportunity(opportunity=opportunity, information=theirs, seen_version=1, by=cast.nora)
    answer = client.post(address(opportunity), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "N*** L*** changed this opportunity while you were editing" in page
    assert "Nora Lind" not in page
    merged = fields_of(page)
    assert (merged["type"], merged["name"], merged["version"]) == (["renewal"], ["Backup for everyone"], ["2"])
    assert fresh(opportunity).type == "new_business"
    assert client.post(address(opportunity), merged).status_code == 303
    assert (fresh(opportunity).name, fresh(opportunity).type) == ("Backup for everyone", "renewal")


def test_both_changed_the_same_field_and_both_values_are_shown(client, cast):
    opportunity = cast.ann_opportunity
    mine = {**open_form(client, cast.ann, opportunity), "name": ["Mine"], "type": ["renewal"]}
    theirs = {"name": "Theirs", "type": "migration"}
    modify_opportunity(opportunity=opportunity, information=theirs, seen_version=1, by=cast.nora)
    page = client.post(address(opportunity), mine).content.decode()
    rows = page.partition('<tbody role="rowgroup">')[2].partition("</tbody>")[0]
    assert [
        words for words in ("Mine", "Theirs", "Renewal", "Migration", "Opportunity name") if words not in rows
    ] == []
    assert "Customer industry" not in rows
    assert fields_of(page)["name"] == ["Mine"]


def test_stale_product_lines_count_as_one_field(client, cast):
    opportunity = cast.ann_opportunity
    untouched = {**open_form(client, cast.ann, opportunity, "revenue"), "service_period": ["24"]}
    changed = {**untouched, "line-1-monthly_revenue": ["1k"]}
    sent = open_form(client, cast.nora, opportunity, "revenue")
    client.post(address(opportunity, "revenue"), {**sent, "line-1-monthly_revenue": ["2k"]})
    client.force_login(cast.ann)
    taken = fields_of(client.post(address(opportunity, "revenue"), untouched).content.decode())
    assert (taken["line-1-monthly_revenue"], taken["service_period"]) == (["2,000.00"], ["24"])
    page = client.post(address(opportunity, "revenue"), changed).content.decode()
    assert fields_of(page)["line-1-monthly_revenue"] == ["1k"]
    rows = page.partition('<tbody role="rowgroup">')[2].partition("</tbody>")[0]
    assert "servers 1k" in rows
    assert "servers 2,000.00" in rows


def test_stale_personal_data_is_named_but_not_shown(client, cast):
    opportunity = cast.ann_opportunity
    mine = {**open_form(client, cast.ann, opportunity, "other"), "decision_maker": ["Ada Lovelace"]}
    theirs = {"decision_maker": "Konrad Zuse"}
    modify_opportunity(opportunity=opportunity, information=theirs, seen_version=1, by=cast.nora)
    page = client.post(address(opportunity, "other"), mine).content.decode()
    assert "Ada Lovelace" in page
    assert "Konrad" not in page
    assert "Hidden" in page.partition('<tbody role="rowgroup">')[2].partition("</tbody>")[0]


def test_form_without_a_version_is_stale(client, cast):
    sent = {**open_form(client, cast.ann, cast.ann_opportunity), "version": ["x"]}
    assert client.post(address(cast.ann_opportunity), sent).status_code == 409


def test_test_project_in_testing_stays_one(client, cast):
    sent = {**open_form(client, cast.bob, cast.bob_opportunity), "test_project": ["no"]}
    answer = client.post(address(cast.bob_opportunity), sent)
    assert answer.status_code == 422
    assert "An opportunity in Testing is a test project" in answer.content.decode()
    assert fresh(cast.bob_opportunity).current_phase is Phase.TESTING
