"""All tasks: what an administrator finds, drafts among them, and how it is narrowed."""

from tests import make
from tests.support.tasks import ROOT, at, said

ALL = f"{ROOT}/all/"


def names(client, query=""):
    page = said(client.get(f"{ALL}{query}"))
    known = ("Backup for everybody", "Spring renewals", "Not begun yet", "Southern campaign")
    return {name for name in known if f"<bdi>{name}</bdi>" in page}


def test_all_tasks_of_the_distributor_with_their_figures(client, cast):
    make.task(tenant=cast.north, name="Not begun yet", status="draft", strategy="renewal")
    make.opportunity(customer=cast.ann_preregistered, owner=cast.ann, target=cast.ann_target)
    client.force_login(cast.nora)
    assert names(client) == {"Backup for everybody", "Spring renewals", "Not begun yet"}
    assert names(client, "?status=draft") == {"Not begun yet"}
    assert names(client, "?strategy=renewal&strategy=scenario") == {"Not begun yet"}
    assert names(client, "?q=backup") == {"Backup for everybody"}
    assert names(client, f"?q={cast.ended_task.number}") == {"Spring renewals"}
    page = said(client.get(f"{ALL}?q=backup"))
    assert "0 of 3" in page
    assert f'href="{at(cast.running_task, "opportunities/")}"' in page
    for path in ("edit/", "customers/", ""):
        assert f'href="{at(cast.running_task, path)}"' in page
    assert f'href="{at(cast.ended_task, "edit/")}"' not in said(client.get(f"{ALL}?q=spring"))


def test_the_way_there_and_the_button_are_for_administrators(client, cast):
    for person, manages in ((cast.nora, True), (cast.ann, False), (cast.dirk, False), (cast.skye, False)):
        client.force_login(person)
        page = said(client.get(f"{ROOT}/"))
        assert (f'href="{ALL}"' in page, "New marketing task" in page) == (manages, manages)
        assert client.get(ALL).status_code == (200 if manages else 403)


def test_a_draft_is_in_no_list_of_customers_to_reach(client, cast):
    draft = make.task(tenant=cast.north, name="Not begun yet", status="draft")
    make.target(task=draft, customer=cast.ann_associated)
    for person in (cast.nora, cast.ann, cast.dirk):
        client.force_login(person)
        assert "Not begun yet" not in said(client.get(f"{ROOT}/"))
