"""Cancel: a question, then the file is forgotten; not once something came of it."""

from customers.models import CustomerImport, ImportLine
from tests.support.imports import IMPORTS, imported, previewed, row
from tests.support.tasks import deeds, said


def test_the_question_names_it_and_the_file_is_forgotten(client, cast):
    batch = previewed(cast.nora, [row("Blue Harbor")])
    client.force_login(cast.nora)
    page = said(client.get(f"{IMPORTS}/{batch.pk}/cancel/"))
    assert "customers.csv" in page
    assert "No customer was added or updated yet." in page
    answer = client.post(f"{IMPORTS}/{batch.pk}/cancel/")
    assert (answer.status_code, answer["Location"]) == (303, f"{IMPORTS}/")
    assert (CustomerImport.objects.exists(), ImportLine.objects.exists()) == (False, False)
    assert deeds(cast.nora)[-1] == ("import cancelled", str(batch.pk))


def test_what_was_imported_is_not_cancelled(client, cast):
    batch = imported(cast.nora, [row("Blue Harbor")])
    client.force_login(cast.nora)
    assert client.post(f"{IMPORTS}/{batch.pk}/cancel/").status_code == 403
    assert CustomerImport.objects.exists()
