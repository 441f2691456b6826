"""The file to fill in, and the rows that need attention: nothing in them is a formula, nothing stored is in them."""

import csv
import io

from tests.support.browsers import client_of
from tests.support.imports import HEADER, IMPORTS, as_csv, imported, previewed, row, sent
from tests.support.tasks import said


def read(answer) -> list[list[str]]:
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="')
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_empty_file_is_understood_when_it_comes_back(client, cast):
    client.force_login(cast.nora)
    [header] = read(client.get(f"{IMPORTS}/template/"))
    assert header[:3] == ["Customer ID", "Type", "Company name"]
    sent(client, as_csv([["", "Enterprise", "Blue Harbor"]], header))
    from_new = client.get(f"{IMPORTS}/")
    assert "customers.csv" in said(from_new)


def test_faulty_rows_come_back_as_they_were_with_what_is_wrong(client, cast):
    rows = [row("Good Harbor"), row("=1", contact=""), row("-@X", industry="+none", mobile="+86 1"), row("X")]
    batch = previewed(cast.nora, rows)
    client.force_login(cast.nora)
    header, *lines = read(client.get(f"{IMPORTS}/{batch.pk}/rows/"))
    assert header == [*HEADER, "Row", "Problem"]
    assert [line[0] for line in lines] == ["'=1", "'-@X", "X"]
    assert (lines[1][2], lines[1][4]) == ("'+86 1", "'+none")
    assert [line[-2:] for line in lines] == [
        ["3", "Contact: Enter the name of the contact"],
        [
            "4",
            "Industry: Select the customer's industry; "
            "Mobile: Enter the mobile with its country code, like +86 138 1234 5678",
        ],
        ["5", "Company name: Company name must be 2 characters or more"],
    ]


def test_rows_that_were_refused_are_in_it_too(client, cast):
    batch = imported(cast.nora, [row(cast.south_associated.name)])
    client.force_login(cast.nora)
    [_header, line] = read(client.get(f"{IMPORTS}/{batch.pk}/rows/"))
    assert line[-1] == "This customer can't be preregistered now. You can ask for a review."


def test_they_are_for_whoever_uploaded_them(cast):
    batch = previewed(cast.nora, [row("X")])
    cast.bob.role = "administrator"
    cast.bob.save()
    answers = {member: client_of(member, cast).get(f"{IMPORTS}/{batch.pk}/rows/") for member in ("bob", "skye", "sue")}
    assert {member: answer.status_code for member, answer in answers.items()} == {"bob": 403, "skye": 404, "sue": 404}
