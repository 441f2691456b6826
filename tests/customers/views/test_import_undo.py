"""Undo: a question that says what follows, then a worker takes it back."""

from customers.models import Customer
from tests.support.imports import IMPORTS, imported, previewed, row
from tests.support.jobs import do_jobs
from tests.support.tasks import said


def test_the_question_says_what_follows_and_it_is_taken_back(client, cast):
    batch = imported(cast.nora, [row("Blue Harbor")])
    client.force_login(cast.nora)
    page = said(client.get(f"{IMPORTS}/{batch.pk}/undo/"))
    assert "Customers that it added are released: others can preregister them from then on." in page
    answer = client.post(f"{IMPORTS}/{batch.pk}/undo/")
    assert (answer.status_code, answer["Location"]) == (303, f"{IMPORTS}/{batch.pk}/")
    assert "Being undone" in said(client.get(f"{IMPORTS}/{batch.pk}/"))
    do_jobs()
    assert Customer.objects.get(name="Blue Harbor").state == "released"
    assert "1 undone" in said(client.get(f"{IMPORTS}/{batch.pk}/"))


def test_what_was_not_imported_is_not_undone(client, cast):
    batch = previewed(cast.nora, [row("Blue Harbor")])
    client.force_login(cast.nora)
    assert client.post(f"{IMPORTS}/{batch.pk}/undo/").status_code == 403
